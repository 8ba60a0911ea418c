"""Stars, tags and notes on a single claim or source: found like those of the event, told where they belong."""

from pathlib import Path

import pytest

from store.commands.calling import main
from store.editing import steps
from store.filter import Filter
from store.loader import load_timeline
from store.model import STAR, Claim, Source
from store.reading import read_event
from tests.builders import a_store, an_event


def remarked(tmp_path: Path) -> Path:
    event = an_event(
        id="one",
        date="2016-06-04",
        claims=[Claim(attribution="SOHR", text="taken", tags=[STAR, "ask"], notes="Call *Rami*.\x1b]0;x\x07")],
        sources=[Source(publisher="AP", tags=["wire"], notes="paywalled")],
    )
    return a_store(tmp_path / "r.json", events=[event, an_event(id="two", date="2016-06-05")])


@pytest.mark.parametrize(
    ("query", "count"),
    [("tag:ask", 1), ("tag:wire", 1), ("has:star", 1), ("has:notes", 1), ("rami", 1), ("paywalled", 1), ("tag:no", 0)],
)
def test_what_is_said_of_a_claim_or_source_finds_its_event(tmp_path: Path, query: str, count: int) -> None:
    timeline = load_timeline(remarked(tmp_path))
    assert len(Filter(query).events(timeline)) == count


def test_it_is_told_beside_its_claim_and_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = remarked(tmp_path)
    reading = read_event(load_timeline(path), 0)
    assert [claim.remarks for claim in reading.claims] == ["★ #ask Call *Rami*."]
    assert [source.remarks for source in reading.sources] == ["#wire paywalled"]
    assert main(["show", "one", str(path)]) == 0
    assert "taken · SOHR ★ #ask Call *Rami*." in capsys.readouterr().out


def test_taking_a_remark_back_takes_it_out_of_the_index(tmp_path: Path) -> None:
    timeline = load_timeline(remarked(tmp_path))
    step = steps.patch(timeline, "events", "one", {"claims": [{"attribution": "SOHR", "text": "taken"}]})
    changed = timeline.with_changes(step.changes)
    assert len(Filter("tag:ask").events(changed)) == 0
    assert len(Filter("tag:wire").events(changed)) == 1
