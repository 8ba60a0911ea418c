"""Imports into a store: once, twice, after a person's edits, and when something stops them."""

import errno
import os
import random
from pathlib import Path
from typing import Any

import pytest

from store.check import check_store
from store.editing import steps
from store.editing.editor import Editor
from store.editing.journal import journal_path
from store.errors import StoreError, StoreLocked, StoreNotFound, StoreNotWritable
from store.importers.stamp import KEY
from store.importing.report import OUTCOMES, Report
from store.importing.request import Progress, Request
from store.importing.running import run_import
from store.loader import load_timeline
from tests.builders import a_place, a_store, an_actor, an_event, with_lines
from tests.importing.ged import REAL, a_file, a_row, an_empty_store, edit, events, imported, tables


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return an_empty_store(tmp_path / "war.json")


@pytest.fixture
def ged(tmp_path: Path) -> Path:
    """Real rows: coalitions, one-sided violence, all kinds of precision."""
    return a_file(tmp_path / "ged.csv", REAL)


def outcomes(report: Report) -> dict[str, int]:
    """Return the counts that are not 0."""
    return {name: count for name in OUTCOMES if (count := getattr(report, name))}


def test_an_import_brings_every_row_and_what_it_names(store: Path, ged: Path) -> None:
    report = imported(store, ged)
    assert outcomes(report) == {"new": len(REAL)}
    assert report.rows == len(REAL)
    assert [(read.format, read.dataset) for read in report.files] == [("ucdp", "ucdp")]
    found = check_store(store)
    assert (found.errors, found.warnings) == (0, 0)
    assert found.counts["events"] == len(REAL)
    assert found.counts["actors"] == report.added["actors"]
    assert load_timeline(store).size == len(REAL)


def test_a_second_import_changes_not_a_byte(store: Path, ged: Path) -> None:
    imported(store, ged)
    before, marks = store.read_bytes(), store.stat()
    report = imported(store, ged)
    assert outcomes(report) == {"unchanged": len(REAL)}
    assert report.added == {}
    assert store.read_bytes() == before
    assert (store.stat().st_ino, store.stat().st_mtime_ns) == (marks.st_ino, marks.st_mtime_ns)


def test_shuffled_rows_make_the_same_store(tmp_path: Path, store: Path, ged: Path) -> None:
    imported(store, ged)
    for seed in range(5):
        rows = random.Random(seed).sample(REAL, len(REAL))
        other = an_empty_store(tmp_path / f"other-{seed}.json")
        imported(other, a_file(tmp_path / f"{seed}.csv", rows))
        assert tables(other) | {"meta": None} == tables(store) | {"meta": None}


def test_columns_in_another_order_and_case_make_the_same_events(tmp_path: Path, store: Path) -> None:
    rows = [a_row(1), a_row(2)]
    imported(store, a_file(tmp_path / "a.csv", rows))
    header = [name.upper() for name in reversed(rows[0])]
    upper = [{name.upper(): cell for name, cell in row.items()} for row in rows]
    report = imported(store, a_file(tmp_path / "b.csv", upper, header))
    assert outcomes(report) == {"unchanged": 2}
    assert {event["title"] for event in events(store).values()} == {
        "Manbij: Government of Syria and IS clash, 3 killed"
    }


def test_events_stand_in_the_order_of_time(tmp_path: Path, store: Path) -> None:
    days = ["2016-06-09", "2016-06-01", "2016-06-05"]
    rows = [a_row(number, date_start=day, date_end=day) for number, day in enumerate(days, 1)]
    imported(store, a_file(tmp_path / "a.csv", rows))
    assert list(events(store)) == ["ucdp:2", "ucdp:3", "ucdp:1"]
    imported(store, a_file(tmp_path / "b.csv", [a_row(4, date_start="2016-06-03", date_end="2016-06-03")]))
    assert list(events(store)) == ["ucdp:2", "ucdp:4", "ucdp:3", "ucdp:1"]
    numbers = {event["id"]: number for number, event in tables(store)["events"].items()}
    assert numbers == {"ucdp:2": "1", "ucdp:3": "2", "ucdp:1": "3", "ucdp:4": "4"}


def test_the_order_of_a_persons_events_is_kept(tmp_path: Path) -> None:
    written = [an_event(id="late", date="2016-08-01"), an_event(id="early", date="2016-05-01"), an_event(id="bare")]
    store = a_store(tmp_path / "war.json", events=written)
    imported(store, a_file(tmp_path / "a.csv", [a_row(1, date_start="2016-04-01", date_end="2016-04-01"), a_row(2)]))
    ids = list(events(store))
    assert [record_id for record_id in ids if not record_id.startswith("ucdp")] == ["late", "early", "bare"]
    assert ids[0] == "ucdp:1"


def test_a_row_that_changed_is_brought_up_to_date(tmp_path: Path, store: Path) -> None:
    imported(store, a_file(tmp_path / "a.csv", [a_row(1), a_row(2)]))
    changed = a_row(1, best="9", high="9", low="9", deaths_a="7", date_start="2016-06-08", date_end="2016-06-08")
    report = imported(store, a_file(tmp_path / "b.csv", [changed, a_row(2)]))
    assert outcomes(report) == {"changed": 1, "unchanged": 1}
    assert list(events(store)) == ["ucdp:2", "ucdp:1"]
    assert events(store)["ucdp:1"]["claims"][0]["best"] == 9
    assert check_store(store).is_sound
    assert outcomes(imported(store, tmp_path / "b.csv")) == {"unchanged": 2}


def test_what_a_person_edited_is_kept(tmp_path: Path, store: Path) -> None:
    imported(store, a_file(tmp_path / "a.csv", [a_row(1), a_row(2)]))
    edit(store, "ucdp:1", title="The battle for the mill")
    before = store.read_bytes()
    same = imported(store, tmp_path / "a.csv")
    assert outcomes(same) == {"kept": 1, "unchanged": 1}
    assert same.kept_ids == ["ucdp:1"]
    newer = imported(store, a_file(tmp_path / "b.csv", [a_row(1, best="4", high="4"), a_row(2)]))
    assert outcomes(newer) == {"kept": 1, "unchanged": 1}
    assert store.read_bytes() == before


def test_what_a_person_added_survives_a_change(tmp_path: Path, store: Path) -> None:
    imported(store, a_file(tmp_path / "a.csv", [a_row(1)]))
    edit(store, "ucdp:1", notes="Ask Rami", articles=[], seen_by="me")
    report = imported(store, a_file(tmp_path / "b.csv", [a_row(1, high="8")]))
    assert outcomes(report) == {"changed": 1}
    event = events(store)["ucdp:1"]
    assert (event["notes"], event["seen_by"], event["claims"][0]["high"]) == ("Ask Rami", "me", 8)
    again = imported(store, a_file(tmp_path / "c.csv", [a_row(1, high="9")]))
    assert outcomes(again) == {"changed": 1}
    assert events(store)["ucdp:1"]["notes"] == "Ask Rami"


def test_the_same_change_made_by_a_person_first_is_no_conflict(tmp_path: Path, store: Path) -> None:
    imported(store, a_file(tmp_path / "a.csv", [a_row(1)]))
    other = an_empty_store(tmp_path / "other.json")
    imported(other, a_file(tmp_path / "b.csv", [a_row(1, source_original="Airwars")]))
    edit(store, "ucdp:1", claims=events(other)["ucdp:1"]["claims"])
    assert outcomes(imported(store, tmp_path / "b.csv")) == {"unchanged": 1}


def test_an_event_of_the_same_id_that_was_never_imported_is_kept(tmp_path: Path) -> None:
    mine = an_event(id="mine", origin="ucdp:1", title="Mine")
    store = a_store(tmp_path / "war.json", events=[mine, an_event(id="ucdp:2", title="Mine too")])
    report = imported(store, a_file(tmp_path / "a.csv", [a_row(1), a_row(2)]))
    assert outcomes(report) == {"kept": 2}
    assert [event["title"] for event in events(store).values()] == ["Mine", "Mine too"]
    assert KEY not in str(events(store))


def test_an_import_takes_in_what_waits_in_the_journal(tmp_path: Path, store: Path) -> None:
    ged = a_file(tmp_path / "a.csv", [a_row(1), a_row(2)])
    imported(store, ged)
    editor = Editor(store)
    timeline = load_timeline(store)
    editor.apply(steps.patch(timeline, "events", "ucdp:1", {"title": "The battle for the mill"}))
    editor.apply(steps.delete(timeline, "events", "ucdp:2"))
    report = imported(store, ged)
    assert outcomes(report) == {"unchanged": 1, "new": 1}
    assert events(store)["ucdp:1"]["title"] == "The battle for the mill"
    assert not journal_path(store).exists()
    editor.close()
    assert sorted(load_timeline(store).ids) == ["ucdp:1", "ucdp:2"]


def test_an_import_that_changes_nothing_leaves_the_journal(tmp_path: Path, store: Path) -> None:
    ged = a_file(tmp_path / "a.csv", [a_row(1)])
    imported(store, ged)
    editor = Editor(store)
    editor.apply(steps.patch(load_timeline(store), "events", "ucdp:1", {"notes": "Ask Rami"}))
    before = store.read_bytes(), journal_path(store).read_bytes()
    assert outcomes(imported(store, ged)) == {"kept": 1}
    assert (store.read_bytes(), journal_path(store).read_bytes()) == before
    editor.close()
    assert events(store)["ucdp:1"]["notes"] == "Ask Rami"


def test_gone_events_are_told_and_stay(tmp_path: Path, store: Path) -> None:
    imported(store, a_file(tmp_path / "a.csv", [a_row(1), a_row(2), a_row(3)]))
    report = imported(store, a_file(tmp_path / "b.csv", [a_row(2)]))
    assert (report.gone, report.gone_ids) == (2, ["ucdp:1", "ucdp:3"])
    assert len(events(store)) == 3


def test_an_id_that_stands_twice(tmp_path: Path, store: Path) -> None:
    rows = [a_row(1), a_row(1), a_row(1, best="4", high="4")]
    report = imported(store, a_file(tmp_path / "a.csv", rows))
    assert outcomes(report) == {"new": 1, "repeated": 1, "rejected": 1}
    assert report.rejects[0].line == 4
    assert "line 2 already" in report.rejects[0].reason
    assert events(store)["ucdp:1"]["claims"][0]["best"] == 3


def test_two_files_are_one_import(tmp_path: Path, store: Path) -> None:
    first = a_file(tmp_path / "a.csv", [a_row(1), a_row(2)])
    second = a_file(tmp_path / "b.csv", [a_row(2), a_row(3)])
    report = imported(store, first, second)
    assert outcomes(report) == {"new": 3, "repeated": 1}
    assert [read.rows for read in report.files] == [2, 2]
    assert report.gone == 0


def test_actors_and_places_of_the_store_are_taken(tmp_path: Path) -> None:
    actors = [
        an_actor(id="syria", name="Syria", aliases=["Government of Syria"]),
        an_actor(id="is", name="ISIS", short="IS"),
    ]
    store = a_store(tmp_path / "war.json", events=[], actors=actors, offensives=[], places=[a_place()])
    report = imported(store, a_file(tmp_path / "a.csv", [a_row(1), a_row(2, side_b="Nobody's Brigade")]))
    event = events(store)["ucdp:1"]
    assert ([actor["id"] for actor in event["actors"]], event["place"]) == (["syria", "is"], "manbij")
    assert {(match.table, match.named, match.id) for match in report.matches} == {
        ("actors", "Government of Syria", "syria"),
        ("actors", "IS", "is"),
        ("places", "Manbij town", "manbij"),
    }
    assert report.added == {"actors": 1}
    assert tables(store)["actors"]["3"]["name"] == "Nobody's Brigade"
    assert check_store(store).is_sound


def test_a_rejected_row_adds_nothing(tmp_path: Path, store: Path) -> None:
    rows = [a_row(1, side_b="The Unheard-of", where_coordinates="Nowhere", date_start="2016-02-30"), a_row(2)]
    report = imported(store, a_file(tmp_path / "a.csv", rows))
    assert outcomes(report) == {"new": 1, "rejected": 1}
    assert "Unheard" not in store.read_text()
    assert "Nowhere" not in store.read_text()


def test_unsound_records_and_unknown_tables_stay_as_they_are(tmp_path: Path) -> None:
    lines = ['{"id":"bad","date":"neverday","title":"x"}', '{"id":"ucdp:2","date":5}', '{"x":1}']
    store = with_lines(tmp_path / "war.json", events=lines, actors=['{"id":"ucdp-is"}'], mine=['{"a": 1}'])
    report = imported(store, a_file(tmp_path / "a.csv", [a_row(1), a_row(2)]))
    assert outcomes(report) == {"new": 1, "kept": 1}
    text = store.read_text()
    assert all(line in text for line in [*lines, '{"id":"ucdp-is"}', '{"a": 1}'])
    assert [actor["id"] for actor in tables(store)["actors"].values()] == [
        "ucdp-is",
        "ucdp-government-of-syria",
        "ucdp-is-2",
    ]


def test_a_store_of_plain_tinydb_is_imported_into(tmp_path: Path, ged: Path) -> None:
    store = tmp_path / "plain.json"
    store.write_text('{"meta":{"1":{"format":"dateline","version":1,"title":"x","mine":[1]}},"events":{}}')
    assert outcomes(imported(store, ged)) == {"new": len(REAL)}
    assert tables(store)["meta"]["1"]["mine"] == [1]


def test_the_datas_attribution_is_the_stores(store: Path, ged: Path) -> None:
    imported(store, ged)
    imported(store, ged)
    (line,) = tables(store)["meta"]["1"]["attribution"]
    assert line.startswith("UCDP GED, Uppsala Conflict Data Program, CC BY 4.0. Cite: Sundberg")


def test_a_dry_run_writes_nothing(tmp_path: Path, store: Path, ged: Path) -> None:
    before = store.read_bytes()
    bad = a_file(tmp_path / "bad.csv", [a_row(1, best="many")])
    report = imported(store, ged, bad, is_dry_run=True, rejects=tmp_path / "rejects.csv")
    assert outcomes(report) == {"new": len(REAL), "rejected": 1}
    assert len(report.samples) == 5
    assert store.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "ged.csv", "war.json"]


def test_counts_in_are_counts_out() -> None:
    from store.importing.report import Read

    report = Report(store="x", files=[Read("a", "ucdp", "ucdp", rows=2)], new=1)
    with pytest.raises(AssertionError, match="2 rows were read, but 1"):
        report.check()


def test_progress_grows_and_ends_with_the_writing(tmp_path: Path, store: Path) -> None:
    told: list[Progress] = []
    path = a_file(tmp_path / "a.csv", [a_row(number) for number in range(1, 2000)])
    run_import(Request(paths=[str(path)], store=store), told.append)
    assert [each.rows for each in told] == [512, 1024, 1536, 1999]
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert {each.size for each in told} == {path.stat().st_size}
    assert [each.is_writing for each in told] == [False, False, False, True]


def test_there_must_be_a_store(tmp_path: Path, ged: Path) -> None:
    with pytest.raises(StoreNotFound, match="dateline new"):
        imported(tmp_path / "none.json", ged)
    assert not (tmp_path / "none.json").exists()


def test_ctrl_c_at_any_row_leaves_the_store(tmp_path: Path, store: Path) -> None:
    path = a_file(tmp_path / "a.csv", [a_row(number) for number in range(1, 1500)])
    before = store.read_bytes()

    def stop(progress: Progress) -> None:
        if progress.rows >= 1024:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_import(Request(paths=[str(path)], store=store, rejects=tmp_path / "r.csv"), stop)
    assert store.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "war.json"]
    assert outcomes(imported(store, path)) == {"new": 1499}


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_full_disk_leaves_the_store(store: Path, ged: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    before = store.read_bytes()
    written = os.write
    left = [after]

    def full(descriptor: int, data: Any) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left[0] -= 1
        return written(descriptor, data)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StoreNotWritable, match="disk is full"):
        imported(store, ged)
    monkeypatch.undo()
    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir() if path.suffix == ".part"] == []
    assert outcomes(imported(store, ged)) == {"new": len(REAL)}


def test_nobody_else_writes_meanwhile(tmp_path: Path, store: Path) -> None:
    path = a_file(tmp_path / "a.csv", [a_row(number) for number in range(1, 1000)])
    met: list[StoreError] = []

    def meddle(progress: Progress) -> None:
        try:
            imported(store, path)
        except StoreLocked as error:
            met.append(error)

    run_import(Request(paths=[str(path)], store=store), meddle)
    assert met
    assert len(events(store)) == 999
