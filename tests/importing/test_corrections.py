"""A person's corrections of imported records: the original stays, and a later import leaves them."""

from pathlib import Path

import pytest

from store.check import check_store
from store.editing import steps
from store.editing.editor import Editor
from store.loader import load_timeline
from tests.importing.ged import a_file, a_row, an_empty_store, events, imported


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = an_empty_store(tmp_path / "store.json")
    imported(path, a_file(tmp_path / "a.csv", [a_row(1), a_row(2)]))
    return path


def correct(store: Path, **fields: object) -> None:
    with Editor(store) as editor:
        editor.apply(steps.patch(load_timeline(store), "events", "ucdp:1", fields))


def test_the_original_stays_until_the_correction_goes(store: Path) -> None:
    before = events(store)["ucdp:1"]
    correct(store, title="The battle for the mill", summary="Told by both.", notes="Mine", tags=["siege"])
    corrected = events(store)["ucdp:1"]
    assert corrected["extra"]["original"] == {"title": before["title"], "summary": before.get("summary")}
    correct(store, title="The second battle")
    assert events(store)["ucdp:1"]["extra"]["original"]["title"] == before["title"]
    correct(store, title=before["title"], summary=before.get("summary"), notes=None, tags=None)
    assert events(store)["ucdp:1"] == before


def test_the_same_import_changes_nothing(tmp_path: Path, store: Path) -> None:
    correct(store, title="The battle for the mill")
    before = store.read_bytes()
    report = imported(store, tmp_path / "a.csv")
    assert (report.unchanged, report.kept, report.changed) == (2, 0, 0)
    assert store.read_bytes() == before


def test_a_newer_import_brings_the_rest_and_leaves_the_correction(tmp_path: Path, store: Path) -> None:
    correct(store, date_note="The paper says the 7th.", confidence="disputed")
    rows = [a_row(1, best="9", high="9", low="9", deaths_a="7"), a_row(2)]
    report = imported(store, a_file(tmp_path / "b.csv", rows))
    assert (report.changed, report.notes) == (1, [])
    event = events(store)["ucdp:1"]
    assert (event["confidence"], event["date_note"]) == ("disputed", "The paper says the 7th.")
    assert event["claims"][0]["best"] == 9
    assert check_store(store).is_sound
    assert imported(store, tmp_path / "b.csv").unchanged == 2


def test_a_newer_import_that_contradicts_the_correction_is_said(tmp_path: Path, store: Path) -> None:
    correct(store, date="2016-06-01")
    moved = a_file(tmp_path / "b.csv", [a_row(1, date_start="2016-06-08", date_end="2016-06-08"), a_row(2)])
    report = imported(store, moved)
    assert report.changed == 1
    assert [note.partition(";")[0] for note in report.notes] == ["ucdp:1: the source now says something else of date"]
    event = events(store)["ucdp:1"]
    assert (event["date"], event["extra"]["original"]["date"]) == ("2016-06-01", "2016-06-08")
    assert (imported(store, moved).unchanged, events(store)["ucdp:1"]) == (2, event)


def test_a_source_that_comes_to_say_the_same_ends_the_correction(tmp_path: Path, store: Path) -> None:
    correct(store, date="2016-06-08")
    imported(store, a_file(tmp_path / "b.csv", [a_row(1, date_start="2016-06-08", date_end="2016-06-08"), a_row(2)]))
    assert "original" not in events(store)["ucdp:1"]["extra"]
