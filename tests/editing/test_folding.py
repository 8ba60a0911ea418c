"""The journal written into the file: line by line, while others write on, and followed by them."""

import errno
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tinydb import TinyDB

from store.database import open_store
from store.drafts import Draft
from store.editing import steps
from store.editing.backups import backups_of
from store.editing.changes import Change, Step
from store.editing.editor import Editor
from store.editing.folding import prepared
from store.editing.history import history_path, read_history
from store.editing.journal import journal_path
from store.editing.streaming import FoldCancelled, streamed, whole
from store.entries import OtherLayout
from store.errors import StoreChanged, StoreNotWritable
from store.loader import load_timeline
from store.locking import WriterLock
from store.model import Event
from store.timeline import Timeline
from tests.builders import a_store, an_event


def read(path: Path) -> Timeline:
    return load_timeline(path)


def titled(path: Path, event_id: str, title: str) -> Step:
    return steps.patch(read(path), "events", event_id, {"title": title})


def titles_in(path: Path) -> dict[str, str]:
    return {event["id"]: event["title"] for event in TinyDB(path).table("events").all()}


def two_events(folder: Path) -> Path:
    return a_store(folder / "x.json", events=[an_event(id="a"), an_event(id="b")])


def records(chunks: Iterable[bytes]) -> dict[str, list[object]]:
    """Return what stands in each table, whatever its numbers are; none may stand there twice."""
    numbers: list[str] = []

    def noted(pairs: list[tuple[str, object]]) -> dict[str, object]:
        numbers.extend(key for key, _value in pairs if key.isdigit())
        return dict(pairs)

    tables = json.loads(b"".join(chunks), object_pairs_hook=noted)
    assert len(numbers) == sum(map(len, tables.values()))
    return {name: list(table.values()) for name, table in tables.items()}


_IDS = [f"e{number}" for number in range(6)]


@settings(max_examples=60, deadline=None)
@given(
    there=some.lists(some.sampled_from(_IDS), max_size=6),
    changed=some.dictionaries(some.sampled_from(_IDS), some.sampled_from(("gone", "new", "title")), max_size=6),
)
def test_lines_become_what_the_whole_becomes(
    tmp_path_factory: pytest.TempPathFactory, there: list[str], changed: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("fold") / "x.json"
    events = {str(number): {"id": id_, "date": "2016", "title": "T"} for number, id_ in enumerate(there, 1)}
    lines = ",\n".join(f'"{number}": {json.dumps(event)}' for number, event in events.items())
    path.write_text(f'{{\n"meta": {{\n"1": {{}}\n}},\n"events": {{\n{lines}\n}},\n"mine": {{\n"7": {{"x":1}}\n}}\n}}\n')
    if not lines:
        path.write_text('{\n"meta": {\n"1": {}\n},\n"events": {\n}\n}\n')
    whats = {
        "gone": ({"id": "?"}, None),
        "new": (None, {"id": "new", "title": "N"}),
        "title": ({"title": "T"}, {"title": "U"}),
    }
    changes = tuple(Change("events", id_, *whats[what]) for id_, what in changed.items())
    step = Step("s", (*changes, Change("places", "p", None, {"id": "p", "name": "P"})))
    assert records(streamed(path, [step])) == records(whole(path, [step]))


@pytest.mark.parametrize(
    "events",
    [
        '"2": {"id":"a"},\n"1": {"id":"b"}',
        '"1": {"id":"a"},\n"1": {"id":"b"}',
        '"1": {"id":"a"}, "2": {"id":"b"}',
        '"1": {"id":"a"',
    ],
)
def test_another_layout_is_not_streamed(tmp_path: Path, events: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(f'{{\n"events": {{\n{events}\n}}\n}}\n')
    with pytest.raises(OtherLayout):
        list(streamed(path, []))


def test_a_store_on_a_single_line_takes_its_journal_in(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text())))
    with Editor(path) as editor:
        editor.apply(titled(path, "b", "New"))
    assert titles_in(path)["b"] == "New"


def test_a_step_made_while_the_journal_is_written_in_waits_on(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    editor = Editor(path)
    editor.apply(titled(path, "a", "First"))

    def meanwhile() -> bool:
        if editor.undo_name != "edit 'Villages taken' again":
            step = titled(path, "b", "Second")
            editor.apply(Step("edit 'Villages taken' again", step.changes))
        return False

    editor.fold(meanwhile)
    assert titles_in(path) == {"a": "First", "b": an_event().title}
    assert titles_in(path) | {"b": "Second"} == {id_: read(path).event(at).title for at, id_ in enumerate("ab")}
    editor.undo()
    assert read(path).event(1).title == an_event().title
    editor.redo()
    editor.fold()
    assert titles_in(path) == {"a": "First", "b": "Second"}
    assert not journal_path(path).exists()
    assert [step.name.partition(" ")[0] for step in read_history(path)] == ["edit", "edit", "undo:", "redo:"]


def test_what_is_in_the_file_already_is_not_done_twice_while_more_waits(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    editor = Editor(path)
    editor.apply(steps.put(read(path), "events", an_event(id="c", title="New")))
    editor.apply(steps.delete(read(path), "events", "a"))

    def meanwhile() -> bool:
        if len(read_history(path)) == 2:
            editor.apply(titled(path, "b", "Second"))
        return False

    editor.fold(meanwhile)
    assert journal_path(path).exists()
    assert read(path).report.notes == []
    with open_store(path) as store:
        events = [each for each in store.records("events") if isinstance(each, Event)]
    assert [(each.id, each.title) for each in events] == [("b", "Second"), ("c", "New")]


def test_a_program_that_knows_no_lock_is_not_written_over(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    editor = Editor(path)
    editor.apply(titled(path, "a", "Mine"))

    def meanwhile() -> bool:
        TinyDB(path).table("events").update({"title": "Theirs"}, doc_ids=[2])
        return False

    with pytest.raises(StoreChanged, match="changed by another program"):
        editor.fold(meanwhile)
    assert titles_in(path) == {"a": an_event().title, "b": "Theirs"}
    assert [step.name for step in read_history(path)] == [f"edit '{an_event().title}'"]
    assert journal_path(path).exists()


def test_what_was_prepared_is_not_put_over_what_a_program_without_locks_wrote(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    Editor(path).apply(titled(path, "a", "Mine"))
    lock = WriterLock(path)
    with prepared(path) as finish:
        TinyDB(path).table("events").update({"title": "Theirs"}, doc_ids=[2])
        lock.acquire()
        with pytest.raises(StoreChanged, match="changed by another program"):
            finish(lock)
        lock.release()
    assert titles_in(path) == {"a": an_event().title, "b": "Theirs"}


@pytest.mark.parametrize("cut", [0, 30, 1])
def test_what_stands_in_the_history_stays(tmp_path: Path, cut: int) -> None:
    path = two_events(tmp_path)
    with Editor(path) as editor:
        editor.apply(titled(path, "a", "First"))
    was = history_path(path).read_bytes()
    was = was[: len(was) - cut] if cut else b"notes of my own"
    history_path(path).write_bytes(was)
    with Editor(path) as editor:
        editor.apply(titled(path, "b", "Second"))
    assert history_path(path).read_bytes().startswith(was + b"\n")
    kept = ["edit 'Villages taken'"] * (2 if cut else 1)
    assert [step.name for step in read_history(path)] == kept


def test_a_fold_that_failed_leaves_no_version_and_no_second_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = two_events(tmp_path)
    editor = Editor(path)
    editor.apply(titled(path, "a", "First"))

    def refused(_self: Draft, _lock: object) -> None:
        raise OSError(errno.EACCES, "no")

    with monkeypatch.context() as patched:
        patched.setattr(Draft, "place", refused)
        with pytest.raises(StoreNotWritable):
            editor.fold()
    assert backups_of(path) == []
    editor.fold()
    assert history_path(path).read_bytes().count(b'"kind":"step"') == 1
    assert len(backups_of(path)) == 1


def test_folding_stops_when_asked_and_the_changes_wait_on(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    editor = Editor(path)
    editor.apply(titled(path, "a", "First"))
    before = path.read_bytes()
    with pytest.raises(FoldCancelled):
        editor.fold(lambda: True)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".part")] == []
    assert read(path).event(0).title == "First"
    editor.apply(titled(path, "b", "Second"))


def test_an_open_editor_follows_what_another_program_folds(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    one, other = Editor(path), Editor(path)
    theirs = read(path)
    one.apply(titled(path, "a", "One"))
    one.fold()
    one.apply(titled(path, "b", "Two"))
    one.fold()
    one.apply(titled(path, "b", "Three"))
    other.look()
    theirs = theirs.with_changes(other.fresh())
    assert [theirs.event(at).title for at in (0, 1)] == ["One", "Three"]
    other.apply(steps.patch(theirs, "events", "a", {"title": "Other"}))
    one.close()
    other.undo()
    other.close()
    assert titles_in(path) == {"a": "One", "b": "Three"}


def test_an_open_editor_does_not_follow_what_was_no_step(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    one, other = Editor(path), Editor(path)
    one.apply(titled(path, "a", "One"))
    with open_store(path, writing=True) as store, store.change() as change:
        change.put("events", an_event(id="new"))
    with pytest.raises(StoreChanged, match="written by another program"):
        other.look()


def test_an_open_editor_does_not_follow_a_file_that_lacks_what_it_did(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    one = Editor(path)
    one.apply(titled(path, "a", "One"))
    journal_path(path).unlink()  # as somebody does who was told to move it away
    with Editor(path) as other:
        other.apply(titled(path, "b", "Other"))
    with pytest.raises(StoreChanged, match="written by another program"):
        one.look()


def test_two_that_fold_at_once_lose_nothing(tmp_path: Path) -> None:
    path = two_events(tmp_path)
    editor = Editor(path)
    editor.apply(titled(path, "a", "One"))

    def meanwhile() -> bool:
        if journal_path(path).exists():
            Editor(path).fold()
        return False

    with pytest.raises(StoreChanged):
        editor.fold(meanwhile)
    editor.look()
    editor.apply(titled(path, "b", "Two"))
    editor.close()
    assert titles_in(path) == {"a": "One", "b": "Two"}


def test_closing_is_quiet_when_the_disk_has_no_room_for_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = two_events(tmp_path)
    editor = Editor(path)
    editor.apply(titled(path, "a", "Kept"))

    def full(_self: Draft) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Draft, "create", full)
    editor.close()
    assert read(path).event(0).title == "Kept"
