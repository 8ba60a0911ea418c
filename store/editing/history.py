"""The history of a store: `x.json.history`, every step that was ever made in it, a line each, framed as in the journal.

It stands beside the store, so that the file stays what it is for others: plain and small. Steps come into it when the
journal is folded; until then they are in the journal, and whoever asks for the history is given both.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from store.editing.appending import append
from store.editing.changes import Step, fits
from store.editing.current import current
from store.editing.journal import Entry, entry_of, frame, item_on, read_journal, step_of
from store.errors import StoreChanged, StoreNotFound
from store.files import open_to_read, reading
from store.text import one_line

if TYPE_CHECKING:
    from store.timeline import Timeline


def history_path(store: Path) -> Path:
    """Return where the history of a store is."""
    real = Path(os.path.realpath(store))
    return real.with_name(f"{real.name}.history")


def remember(store: Path, steps: Iterable[Step]) -> None:
    """Add steps to the history of a store, but those that are in it.

    Raises:
        StoreNotWritable: The system refuses.
    """
    path = history_path(store)
    data = _content(path)
    end = data.rfind(b"\n") + 1
    known = {step.id for step in _steps(data[:end])}
    fresh = b"".join(frame(entry_of(step)) for step in steps if step.id not in known)
    if fresh:
        append(path, fresh, end, store)


def read_history(store: Path) -> list[Step]:
    """Return every step made in a store, the oldest first, those too that still wait in its journal.

    Raises:
        StoreNotReadable: The system refuses.
    """
    steps = {step.id: step for step in _steps(_content(history_path(store)))}
    steps.update((step.id, step) for step in read_journal(store).steps)
    return list(steps.values())


def _content(path: Path) -> bytes:
    try:
        with reading(path), os.fdopen(open_to_read(path), "rb") as file:
            return file.read()
    except StoreNotFound:
        return b""


def _steps(data: bytes) -> Iterator[Step]:
    """Yield the steps of a history; a line that is damaged is no reason not to show the others."""
    for line in data.split(b"\n"):
        item = item_on(line)
        if isinstance(item, Entry):
            yield step_of(item)


def last_undoable(steps: Iterable[Step]) -> Step | None:
    """Return the last step that nobody has taken back yet; None when there is none."""
    left: dict[str, Step] = {}
    for step in steps:
        if step.undoes:
            left.pop(step.undoes, None)
        elif step.changes:
            left[step.id] = step
    return next(reversed(left.values()), None)


def require_fits(timeline: "Timeline", step: Step) -> None:
    """Raise `StoreChanged` when the records that a step changes are not what it says that they were."""
    for change in step.changes:
        if not fits(change, current(timeline, change.table, change.id)):
            raise StoreChanged(
                f"{one_line(change.id)[:80]} has been changed since in another way, so this is not taken back: "
                f"{step.name}. See 'dateline history', or go back to a version with 'dateline restore'."
            )
