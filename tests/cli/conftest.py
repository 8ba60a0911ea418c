from pathlib import Path

import pytest

from tests.cli.calls import IS, MANBIJ, PUSH, SDF, Caller, an_event, write_store


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three events, of which the second is in an offensive."""
    events = [
        an_event(id="first", title="Leaflets over the city", date="2016-05-19~"),
        an_event(
            id="second",
            title="Bridge taken",
            date="[2016-06-13..2016-06-15]",
            place="manbij",
            offensives=["manbij-push"],
            actors=[{"id": "sdf", "role": "attacker"}, {"id": "is", "role": "defender"}],
            claims=[{"attribution": "SOHR", "counted": "killed", "low": 26, "source": 0}],
            sources=[{"publisher": "SOHR", "url": "https://example.org/a"}],
        ),
        an_event(id="x:3", title="Clash", date="2016-06-14", origin="x:3"),
    ]
    return write_store(tmp_path / "war.json", events, actors=[SDF, IS], places=[MANBIJ], offensives=[PUSH])
