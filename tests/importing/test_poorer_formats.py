"""What comes back by a format that holds less takes nothing away."""

from pathlib import Path

import pytest

from main import entry
from store.loader import load_timeline


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr("sys.argv", ["dateline", *map(str, words)])
    return entry()


def test_a_calendar_of_imported_events_leaves_their_claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, table, calendar = tmp_path / "s.json", tmp_path / "t.csv", tmp_path / "c.ics"
    table.write_text("id,date,title,actors,deaths,source\n1,2016-06-04,One,IS;SDF,12,SOHR\n", encoding="utf-8")
    assert run(monkeypatch, "new", store, "--title", "x") == 0
    assert run(monkeypatch, "import", table, "--into", store) == 0
    before = load_timeline(store).event(0)
    assert before.claims
    assert run(monkeypatch, "export", store, "--to", "ics", "-o", calendar) == 0
    assert run(monkeypatch, "import", calendar, "--into", store) == 0
    after = load_timeline(store)
    assert after.size == 1
    assert after.event(0).claims == before.claims
    assert after.event(0).actors == before.actors
