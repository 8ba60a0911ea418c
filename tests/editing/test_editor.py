"""Steps, the editor and its journal: what is acknowledged is there, for whoever reads the store."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from pyroaring import BitMap
from tinydb import TinyDB

from store.check import check_store
from store.database import copy_store, open_store
from store.drafts import Draft
from store.editing import steps
from store.editing.backups import MOST_LAST, backup_numbered, backups_of
from store.editing.changes import Change, Step, net
from store.editing.editor import Editor
from store.editing.folding import prepared
from store.editing.history import read_history
from store.editing.journal import journal_path
from store.editing.lines import Header, frame, item_on
from store.editing.restoring import restore
from store.errors import RecordNotFound, StoreChanged, StoreExists, StoreNotReadable, StoreNotWritable, UnsoundRecord
from store.loader import load_timeline
from store.locking import WriterLock
from store.model import Event
from store.query import evaluate, parse
from store.sample import BUNDLED
from store.storage import DurableStorage
from store.timeline import Timeline
from tests.builders import a_store, an_event


def read(path: Path) -> Timeline:
    return load_timeline(path)


def _remove_an_event(path: Path) -> None:
    with open_store(path, writing=True) as store, store.change() as change:
        change.remove("events", "villages-taken")


def test_a_step_is_seen_by_every_reader_before_it_is_folded_in(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    before = path.read_bytes()
    editor = Editor(path)
    editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Nine villages taken"}))
    assert path.read_bytes() == before
    assert read(path).event(0).title == "Nine villages taken"
    with open_store(path) as store:
        assert store.get("events", "villages-taken").title == "Nine villages taken"  # type: ignore[attr-defined]
    editor.close()
    assert TinyDB(path).table("events").all()[0]["title"] == "Nine villages taken"
    assert not journal_path(path).exists()
    assert [step.name for step in read_history(path)] == ["edit 'Villages taken'"]


def test_steps_are_undone_and_done_again(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json", events=[an_event(id="a"), an_event(id="b", title="B")])
    timeline = read(path)
    with Editor(path) as editor:
        makers: list[Callable[[Timeline], Step]] = [
            lambda now: steps.delete(now, "events", "b"),
            lambda now: steps.tag(now, now.everything, "siege"),
            lambda now: steps.add(now, "events", an_event(id="c", title="C")),
        ]
        for make in makers:
            editor.apply(make(timeline))
            timeline = timeline.with_changes(editor.fresh())
        assert timeline.ids == ["a", "c"]
        assert editor.undo_name == "add 'C'"
        while editor.undo():
            timeline = timeline.with_changes(editor.fresh())
        assert (timeline.ids, timeline.by_tag) == (["a", "b"], {})
        assert editor.redo_name == "delete 'B'"
        while editor.redo():
            timeline = timeline.with_changes(editor.fresh())
    assert timeline.ids == read(path).ids == ["a", "c"]
    assert check_store(path).is_sound


def test_two_programs_see_each_other_and_never_overwrite(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    one, other = Editor(path), Editor(path)
    mine = theirs = read(path)
    one.apply(steps.patch(mine, "events", "villages-taken", {"title": "One"}))
    with pytest.raises(StoreChanged, match="changed by another program meanwhile"):
        other.apply(steps.patch(theirs, "events", "villages-taken", {"title": "Other"}))
    theirs = theirs.with_changes(other.fresh())
    assert theirs.event(0).title == "One"
    other.apply(steps.patch(theirs, "events", "villages-taken", {"summary": "More"}))
    assert [step.name for step in one.look()] == ["edit 'One'"]
    one.close()
    assert not journal_path(path).exists()
    other.apply(steps.patch(theirs, "events", "villages-taken", {"title": "Late"}))
    event = read(path).event(0)
    assert (event.title, event.summary) == ("Late", "More")


def test_what_others_did_before_a_step_is_no_reason_not_to_take_it_back(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    editor = Editor(path)
    Editor(path).apply(steps.patch(read(path), "events", "villages-taken", {"title": "Theirs"}))
    editor.look()
    editor.fresh()
    editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Mine"}))
    for act in (editor.undo, editor.redo, editor.undo, editor.redo, editor.undo):
        assert act() is not None
    assert read(path).event(0).title == "Theirs"


def test_what_others_did_and_took_back_is_no_reason_not_to_take_a_step_back(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    one, other = Editor(path), Editor(path)
    one.apply(steps.patch(read(path), "events", "villages-taken", {"title": "One"}))
    other.look()
    other.fresh()
    other.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Other"}))
    with pytest.raises(StoreChanged, match="by another program"):
        one.undo()
    other.undo()
    one.undo()
    assert read(path).event(0).title == an_event().title
    one.redo()
    other.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Other"}))
    other.apply(steps.delete(read(path), "events", "villages-taken"))
    with pytest.raises(StoreChanged, match="by another program"):
        one.undo()
    other.undo()
    with pytest.raises(StoreChanged, match="by another program"):
        one.undo()
    other.undo()
    one.undo()
    assert read(path).event(0).title == an_event().title


def test_what_is_not_sound_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    timeline = read(a_store(tmp_path / "x.json"))
    refused = {
        "date": ("about June", "events villages-taken: field date"),
        "place": ("atlantis", "field place names 'atlantis', which is not among the places; add it first"),
        "type": ("war", "field type must be one of"),
        "title": (None, "field title is missing"),
        "id": ("other", "field id stays as it is"),
        "colour": ("red", "field colour is not known"),
    }
    for field, (value, reason) in refused.items():
        with pytest.raises(UnsoundRecord, match=reason) as raised:
            steps.patch(timeline, "events", "villages-taken", {field: value})
        assert raised.value.field == field
    with pytest.raises(StoreExists):
        steps.add(timeline, "events", an_event(id="villages-taken"))
    with pytest.raises(RecordNotFound):
        steps.delete(timeline, "events", "gone")


def test_what_the_model_does_not_know_stays(tmp_path: Path) -> None:
    record = {"id": "a", "date": "2016", "title": "A", "mine": [1], "sources": [{"publisher": "P", "seen": True}]}
    path = a_store(tmp_path / "x.json", events=[record])
    with Editor(path) as editor:
        event = read(path).event(0)
        event.title = "B"
        assert isinstance(event, Event)
        editor.apply(steps.put(read(path), "events", event))
        editor.apply(steps.delete(read(path), "events", "a"))
        editor.undo()
    assert TinyDB(path).table("events").all() == [{**record, "title": "B"}]


def test_nothing_to_tag_is_no_change(tmp_path: Path) -> None:
    timeline = read(a_store(tmp_path / "x.json", events=[an_event(id="a", tags=["siege"])]))
    assert steps.tag(timeline, timeline.everything, "siege").changes == ()
    assert steps.tag(timeline, BitMap(), "new").changes == ()
    assert steps.star(timeline, timeline.everything, on=False).changes == ()


def test_a_store_whose_name_leaves_no_room_for_a_journal_is_not_written(tmp_path: Path) -> None:
    path = a_store(tmp_path / f"{'n' * 245}.json")
    step = steps.patch(read(path), "events", "villages-taken", {"title": "T"})
    with pytest.raises(StoreNotWritable, match="name is too long"):
        Editor(path).apply(step)


def test_a_folder_in_the_place_of_the_journal_is_told(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    journal_path(path).mkdir()
    for reading in (read, Editor, check_store):
        with pytest.raises(StoreNotReadable, match=r"x\.json\.journal is no file; .* Move it away"):
            reading(path)


def test_the_bundled_store_is_not_written() -> None:
    with pytest.raises(StoreNotWritable, match="dateline sample"):
        Editor(BUNDLED)


@pytest.mark.parametrize("tail", [b"0", b"00000000 5 {}", b"00000000 9 whatever\n", b"\0" * 64, b"f" * 5000])
def test_a_step_that_was_cut_off_is_dropped_with_a_note(tmp_path: Path, tail: bytes) -> None:
    path = a_store(tmp_path / "x.json")
    editor = Editor(path)
    editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Kept"}))
    with journal_path(path).open("ab") as file:
        file.write(tail)
    timeline = read(path)
    assert timeline.event(0).title == "Kept"
    assert "cut off before it was kept" in timeline.report.sentence()
    with Editor(path) as again:
        again.apply(steps.patch(timeline, "events", "villages-taken", {"summary": "S"}))
        assert read(path).report.notes == []
    assert (read(path).event(0).title, read(path).event(0).summary) == ("Kept", "S")


def test_a_damaged_journal_is_told_and_never_written_over(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    editor = Editor(path)
    for title in ("One", "Two", "Three"):
        editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": title}))
    data = journal_path(path).read_bytes()
    journal_path(path).write_bytes(data.replace(b'"Two"', b'"two"', 1))
    kept = journal_path(path).read_bytes(), path.read_bytes()
    assert "damaged at line 3" in read(path).report.sentence()
    for writing in (lambda: Editor(path), editor.fold):
        with pytest.raises(StoreChanged, match="damaged at line 3"):
            writing()
    assert (journal_path(path).read_bytes(), path.read_bytes()) == kept


@pytest.mark.parametrize("content", [b"my shopping list", b"my shopping list\n", b"\xff\xfe\n", b"{}\n"])
def test_a_file_that_is_no_journal_is_never_written_over(tmp_path: Path, content: bytes) -> None:
    path = a_store(tmp_path / "x.json")
    editor = Editor(path)
    step = steps.patch(read(path), "events", "villages-taken", {"title": "Mine"})
    journal_path(path).write_bytes(content)
    assert "damaged at line 1" in read(path).report.sentence()
    for writing in (lambda: Editor(path), lambda: editor.apply(step), lambda: _remove_an_event(path)):
        with pytest.raises(StoreChanged, match="damaged at line 1"):
            writing()
    assert journal_path(path).read_bytes() == content


@pytest.mark.parametrize("length", range(0, 40, 3))
def test_a_journal_whose_beginning_was_cut_off_is_begun_again(tmp_path: Path, length: int) -> None:
    path = a_store(tmp_path / "x.json")
    step = steps.patch(read(path), "events", "villages-taken", {"title": "Kept"})
    Editor(path).apply(step)
    start = journal_path(path).read_bytes()[:length]
    for content in (start, start + b"\0" * 30):
        journal_path(path).write_bytes(content)
        Editor(path).apply(step)
        assert read(path).event(0).title == "Kept"


def test_a_journal_of_a_newer_version_is_left_to_the_newer_program(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    editor = Editor(path)
    editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Theirs"}))
    header, rest = journal_path(path).read_bytes().split(b"\n", 1)
    was = item_on(header)
    assert isinstance(was, Header)
    newer = frame(Header(was.version + 1, was.length, was.checksum)) + rest
    journal_path(path).write_bytes(newer)
    assert "newer Dateline" in read(path).report.sentence()
    assert not check_store(path).is_sound
    with pytest.raises(StoreChanged, match="newer Dateline"):
        Editor(path)
    with pytest.raises(StoreChanged, match="newer Dateline"), prepared(path):
        pass
    assert journal_path(path).read_bytes() == newer


def test_a_journal_of_another_store_is_not_applied(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    Editor(path).apply(steps.patch(read(path), "events", "villages-taken", {"title": "Mine"}))
    a_store(tmp_path / "x.json", events=[an_event(id="villages-taken", title="Checked out")])
    timeline = read(path)
    assert timeline.event(0).title == "Checked out"
    assert "was replaced by another program" in timeline.report.sentence()
    with pytest.raises(StoreChanged, match="move the journal away"):
        Editor(path)
    with pytest.raises(StoreChanged), open_store(path, writing=True) as store, store.change() as change:
        change.put("events", an_event(id="new"))


def test_closing_is_quiet_when_another_program_wrote_what_waited(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    editor = Editor(path)
    editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Mine"}))
    with open_store(path, writing=True) as store, store.change() as change:
        change.put("events", an_event(id="new"))
    editor.close()
    assert {event["title"] for event in TinyDB(path).table("events").all()} >= {"Mine"}


@pytest.mark.parametrize(("keeps_journal", "message"), [(True, "move the journal away"), (False, "Read it again")])
def test_closing_tells_when_the_store_was_replaced_without_what_waited(
    tmp_path: Path, *, keeps_journal: bool, message: str
) -> None:
    path = a_store(tmp_path / "x.json")
    editor = Editor(path)
    editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Mine"}))
    a_store(tmp_path / "x.json", events=[an_event(id="villages-taken", title="Checked out")])
    if not keeps_journal:
        journal_path(path).unlink()
    with pytest.raises(StoreChanged, match=message):
        editor.close()


def test_check_looks_at_what_waits_in_the_journal(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    editor = Editor(path)
    editor.apply(steps.add(read(path), "events", an_event(id="new")))
    timeline = read(path)
    assert check_store(path).counts["events"] == 2
    editor.apply(steps.delete(timeline, "places", "manbij"))
    report = check_store(path)
    assert {(found.record_id, found.field) for found in report.findings} >= {
        ("new", "place"),
        ("villages-taken", "place"),
    }
    assert not report.is_sound


def test_a_store_is_not_written_over_what_came_into_its_journal_since(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    storage = DurableStorage(path)
    tables = storage.read()
    assert tables is not None
    Editor(path).apply(steps.patch(read(path), "events", "villages-taken", {"title": "Theirs"}))
    with pytest.raises(StoreChanged, match="changed by another program since it was read"):
        storage.write(tables)
    assert read(path).event(0).title == "Theirs"


def test_a_copy_has_what_waits_in_the_journal(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    editor = Editor(path)
    editor.apply(steps.add(read(path), "events", an_event(id="new")))
    copy_store(path, tmp_path / "copy.json")
    assert [event["id"] for event in TinyDB(tmp_path / "copy.json").table("events").all()] == ["villages-taken", "new"]
    with pytest.raises(StoreExists):
        copy_store(path, tmp_path / "copy.json")


def test_the_last_versions_are_kept_and_one_is_brought_back(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    for number in range(MOST_LAST + 2):
        with Editor(path) as editor:
            editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": f"Title {number}"}))
    titles = [load_timeline(each.path).event(0).title for each in backups_of(path)]
    assert titles[:MOST_LAST] == [f"Title {number}" for number in range(MOST_LAST, 0, -1)]
    assert titles[-1] == an_event().title, "what the hour began with"
    waiting = Editor(path)
    waiting.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Waiting"}))
    restore(path, backup_numbered(path, 2))
    assert read(path).event(0).title == f"Title {MOST_LAST - 1}"
    restore(path, backup_numbered(path, 1))
    assert read(path).event(0).title == "Waiting"
    assert read_history(path)[-1].name.startswith("restore the version of ")
    with pytest.raises(RecordNotFound, match=r"versions 1 to \d are kept"):
        backup_numbered(path, 9)


def test_the_oldest_version_is_brought_back_though_another_needs_its_room(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    for number in range(MOST_LAST + 1):
        with Editor(path) as editor:
            editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": f"Title {number}"}))
    Editor(path).apply(steps.patch(read(path), "events", "villages-taken", {"title": "Waiting"}))
    restore(path, backup_numbered(path, MOST_LAST))
    assert read(path).event(0).title == "Title 0"
    assert load_timeline(backup_numbered(path, 1).path).event(0).title == "Waiting"
    assert "Title 0" not in [load_timeline(each.path).event(0).title for each in backups_of(path)]


def test_what_another_program_does_before_a_version_is_brought_back_is_in_the_version_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_store(tmp_path / "x.json")
    with Editor(path) as editor:
        editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Theirs"}))
    acquire, others = WriterLock.acquire, Editor(path)

    def late(self: WriterLock) -> None:
        """Let somebody else write before each time that the right to write is asked for."""
        monkeypatch.setattr(WriterLock, "acquire", acquire)
        summary = f"{read(path).event(0).summary}."
        others.apply(steps.patch(read(path), "events", "villages-taken", {"summary": summary}))
        monkeypatch.setattr(WriterLock, "acquire", late)
        acquire(self)
        told.append(summary)

    told: list[str] = []
    monkeypatch.setattr(WriterLock, "acquire", late)
    restore(path, backup_numbered(path, 1))
    monkeypatch.undo()
    assert read(path).report.notes == []
    assert read(path).event(0).title == an_event().title
    kept = load_timeline(backup_numbered(path, 1).path).event(0)
    assert (kept.title, kept.summary) == ("Theirs", told[-1])


def test_a_version_that_cannot_be_brought_back_leaves_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_store(tmp_path / "x.json")
    with Editor(path) as editor:
        editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Now"}))

    def full(_self: Draft) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Draft, "create", full)
    with pytest.raises(StoreNotWritable, match="disk is full"):
        restore(path, backup_numbered(path, 1))
    assert len(backups_of(path)) == 1
    assert read(path).event(0).title == "Now"


def test_a_store_that_was_deleted_is_brought_back(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    with Editor(path) as editor:
        editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Now"}))
    Editor(path).apply(steps.patch(read(path), "events", "villages-taken", {"title": "Waiting"}))
    journal = journal_path(path).read_bytes()
    path.unlink()
    aside = restore(path, backup_numbered(path, 1))
    assert read(path).event(0).title == an_event().title
    assert read(path).report.notes == []
    assert aside is not None
    assert aside.read_bytes() == journal
    assert read_history(path)[-1].name.startswith("restore the version of ")


def test_a_damaged_journal_is_put_aside_when_a_version_is_brought_back(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    with Editor(path) as editor:
        editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Now"}))
    journal_path(path).write_bytes(b"something else\n")
    aside = restore(path, backup_numbered(path, 1))
    assert aside is not None
    assert aside.read_bytes() == b"something else\n"
    assert read(path).event(0).title == an_event().title
    assert not journal_path(path).exists()


def test_no_version_is_brought_back_where_what_is_replaced_would_be_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_store(tmp_path / "x.json")
    with Editor(path) as editor:
        editor.apply(steps.patch(read(path), "events", "villages-taken", {"title": "Now"}))

    def refused(_self: Path, _target: Path) -> None:
        raise OSError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    with pytest.raises(StoreNotWritable, match="cannot be kept"):
        restore(path, backup_numbered(path, 1))
    assert read(path).event(0).title == "Now"


def test_stars_are_found_by_a_query(tmp_path: Path) -> None:
    timeline = read(a_store(tmp_path / "x.json", events=[an_event(id="a"), an_event(id="b")]))
    starred = timeline.with_changes(steps.star(timeline, BitMap([1])).changes)
    assert evaluate(parse("has:star"), starred) == BitMap([1])
    assert evaluate(parse("has:star"), timeline) == BitMap()
    assert starred.with_changes(steps.star(starred, starred.everything, on=False).changes).having["star"] == BitMap()


def test_a_field_given_and_taken_away_again_is_no_change() -> None:
    given = Change("events", "a", {}, {"tags": ["siege"]})
    assert net([given, given.inverse]) == {}
    assert net([given.inverse, given]) == {}
