"""The work that is disturbed: steps that each change two records, and the question whether all of them are there."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from tinydb import TinyDB

from store.check import check_store
from store.database import open_store
from store.editing import steps
from store.editing.backups import backups_of
from store.editing.editor import Editor
from store.editing.restoring import restore
from store.errors import StoreError
from store.loader import load_timeline
from tests.builders import a_store, an_event

PAIRS: Final = 12
MEANWHILE: Final = 10
"""The step that is made while the store is written."""
DOUBTFUL: Final = 32
"""Added to a step that is about to be taken back."""
GONE: Final = 64
"""Added to a step that was taken back, or refused."""
AWAY: Final = 96
"""Added to a step that an older version of the store is about to push aside; one that was done, stays in a version."""

Tell = Callable[[int], None]
"""Is told a step as soon as it is acknowledged, and what becomes of it later: a number that fits into a byte."""


class Told:
    """What the one who did the work knows of each step."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def __call__(self, word: int) -> None:
        """Take in a word of the work."""
        number = word % DOUBTFUL
        what = word - number
        self._last[number] = DOUBTFUL if what == AWAY and self._last.get(number) else what

    def only(self, what: int) -> set[int]:
        """Return the steps of which that was said last; 0: that they are acknowledged."""
        return {number for number, said in self._last.items() if said == what}


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


def attempt(editor: Editor, path: Path, number: int, tell: Tell) -> None:
    """Do one step and tell what came of it; one that was refused is to be nowhere."""
    try:
        write_pair(editor, path, number)
    except StoreError as error:
        if "was written, but" not in str(error):  # that one says that it may be there
            tell(number + GONE)
    else:
        tell(number)


def work(path: Path, tell: Tell) -> None:
    """Do steps, fold, take one back and do it again, and do more; go on after what fails."""
    editor = Editor(path)
    for number in range(6):
        attempt(editor, path, number, tell)
        if number == 2:
            with suppress(StoreError):
                editor.fold(lambda: meanwhile(editor, path, tell))
        if number == 4:
            with suppress(StoreError):
                editor.fold()
            with suppress(StoreError):
                back_and_forth(editor, number, tell)
    with suppress(StoreError):
        editor.close()


def meanwhile(editor: Editor, path: Path, tell: Tell) -> bool:
    """Do one more step while the store is written, and never ask to stop."""
    if editor.undo_name != f"step {MEANWHILE}":
        attempt(editor, path, MEANWHILE, tell)
    return False


def back_and_forth(editor: Editor, number: int, tell: Tell) -> None:
    """Take a step back, do it again, and take it back."""
    if editor.undo_name != f"step {number}":
        return
    tell(number + DOUBTFUL)
    editor.undo()
    tell(number + GONE)
    tell(number + DOUBTFUL)
    editor.redo()
    tell(number)
    tell(number + DOUBTFUL)
    editor.undo()
    tell(number + GONE)


def over(path: Path, tell: Tell) -> None:
    """Write the store record by record while steps wait in its journal, as an import does; then go on."""
    editor = Editor(path)
    for number in (0, 1):
        attempt(editor, path, number, tell)
    with suppress(StoreError), open_store(path, writing=True) as store:
        tell(2 + DOUBTFUL)
        with store.change() as change:
            change.put("events", *(an_event(id=f"{side}2", title="Step 2") for side in "ab"))
        tell(2)
    with suppress(StoreError), Editor(path) as again:
        attempt(again, path, 3, tell)


def back(path: Path, tell: Tell) -> None:
    """Bring back the version before the first step while another waits; both stay in a version. Then go on."""
    with suppress(StoreError), Editor(path) as editor:
        attempt(editor, path, 0, tell)
    with suppress(StoreError):
        attempt(Editor(path), path, 1, tell)
    kept = backups_of(path)
    if kept:
        for number in (0, 1):
            tell(number + AWAY)
        with suppress(StoreError):
            restore(path, kept[-1])
    with suppress(StoreError), Editor(path) as editor:
        attempt(editor, path, 2, tell)


WORKS: Final = (work, over, back)


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


def require_kept(path: Path, told: Told) -> None:
    """Raise `AssertionError` unless a store has what was acknowledged and no more, is sound, and can be written in."""
    found = found_in(path)
    assert told.only(0) <= found, f"lost: {told.only(0) - found}"
    assert not told.only(GONE) & found, f"come back: {told.only(GONE) & found}"
    aside = told.only(AWAY) - found
    assert not aside or any(aside <= found_in(each.path) for each in backups_of(path)), f"in no version: {aside}"
    assert check_store(path).is_sound
    with Editor(path) as editor:
        write_pair(editor, path, PAIRS - 1)
    assert found_in(path) == found | {PAIRS - 1}
    assert len(TinyDB(path).table("events").all()) == 2 * PAIRS
    assert not path.with_name(f"{path.name}.journal").exists()
