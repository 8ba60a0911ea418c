"""The work that is disturbed: steps that each change two records, and the question whether all of them are there."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tinydb import TinyDB

from store.check import check_store
from store.editing import steps
from store.editing.editor import Editor
from store.errors import StoreError
from store.loader import load_timeline
from tests.builders import a_store, an_event

PAIRS = 12
MEANWHILE = 10
"""The step that is made while the store is written."""


def a_store_to_disturb(folder: Path) -> Path:
    """Write a store with two events for each step."""
    events = [an_event(id=f"{side}{number}") for number in range(PAIRS) for side in "ab"]
    return a_store(folder / "x.json", events=events)


def write_pair(editor: Editor, path: Path, number: int) -> None:
    """Do one step: both events of a pair get a new title."""
    timeline = load_timeline(path)
    title = {"title": f"Step {number}"}
    pair = [steps.patch(timeline, "events", f"{side}{number}", title) for side in "ab"]
    editor.apply(steps.together(f"step {number}", pair))
    editor.fresh()


def work(path: Path, acknowledge: Callable[[int], None]) -> None:
    """Do steps, fold, and do more, each told as soon as it is acknowledged; go on after what fails."""
    editor = Editor(path)
    for number in range(6):
        with suppress(StoreError):
            write_pair(editor, path, number)
            acknowledge(number)
        if number == 2:
            with suppress(StoreError):
                editor.fold(lambda: meanwhile(editor, path, acknowledge))
    with suppress(StoreError):
        editor.close()


def meanwhile(editor: Editor, path: Path, acknowledge: Callable[[int], None]) -> bool:
    """Do one more step while the store is written, and never ask to stop."""
    if editor.undo_name != f"step {MEANWHILE}":
        with suppress(StoreError):
            write_pair(editor, path, MEANWHILE)
            acknowledge(MEANWHILE)
    return False


def found_in(path: Path) -> set[int]:
    """Return the steps that a store has.

    Raises:
        AssertionError: One is there by half, or the store is torn.
    """
    timeline = load_timeline(path)
    titles = {timeline.ids[at]: timeline.event(at).title for at in range(timeline.size)}
    assert len(titles) == 2 * PAIRS, "an event is gone"
    for number in range(PAIRS):
        assert titles[f"a{number}"] == titles[f"b{number}"], f"step {number} is there by half"
    return {number for number in range(PAIRS) if titles[f"a{number}"] == f"Step {number}"}


def require_kept(path: Path, acknowledged: set[int]) -> None:
    """Raise `AssertionError` unless a store has every acknowledged step, is sound, and can be written in."""
    found = found_in(path)
    assert acknowledged <= found, f"lost: {acknowledged - found}"
    assert check_store(path).is_sound
    with Editor(path) as editor:
        write_pair(editor, path, PAIRS - 1)
    assert found_in(path) == found | {PAIRS - 1}
    assert len(TinyDB(path).table("events").all()) == 2 * PAIRS
    assert not path.with_name(f"{path.name}.journal").exists()
