"""The history of a store: `x.json.history`, every step that was ever made in it, a line each, framed as in the journal.

It stands beside the store, so that the file stays what it is for others: plain and small. Steps come into it when the
journal is folded; until then they are in the journal, and whoever asks for the history is given both.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.editing.appending import append
from store.editing.changes import Step, fits
from store.editing.current import current
from store.editing.journal import content_of, read_journal
from store.editing.lines import Became, Entry, entry_of, frame, is_whole, item_on, step_of
from store.errors import StoreChanged
from store.files import Fingerprint
from store.text import one_line

if TYPE_CHECKING:
    from store.timeline import Timeline


_STEP: Final = re.compile(rb'[0-9a-f]{8} [0-9]+ \{"kind":"step","id":"([^"\\]*)".*')
"""A line with a step, which may be megabytes: to know its id, there is no need to decode it."""


def history_path(store: Path) -> Path:
    """Return where the history of a store is."""
    real = Path(os.path.realpath(store))
    return real.with_name(f"{real.name}.history")


def remember(store: Path, steps: Iterable[Step], became: Became | None = None) -> None:
    """Add steps to the history of a store, but those that are in it, and what the file became by them.

    What stands in the file already stays, also a last line that was cut off, or is somebody else's.

    Raises:
        StoreNotWritable: The system refuses.
    """
    path = history_path(store)
    data = content_of(path)
    known = {match[1].decode() for match in map(_STEP.match, data.split(b"\n")) if match and is_whole(match[0])}
    fresh = b"".join(frame(entry_of(step)) for step in steps if step.id not in known)
    if became is not None:
        fresh += frame(became)
    if fresh:
        line_end = b"" if data.endswith(b"\n") or not data else b"\n"
        append(path, line_end + fresh, len(data), store)


def steps_since(store: Path, before: Fingerprint, now: Fingerprint) -> list[Step] | None:
    """Return the steps that made the content of a store what it is now; None where it was made in another way too.

    Raises:
        StoreNotReadable: The system refuses.
    """
    items = [item for item in map(item_on, content_of(history_path(store)).split(b"\n")) if item is not None]
    ids: list[str] = []
    for item in reversed(items):
        if before == now:
            break
        if isinstance(item, Became) and item.after == now:
            ids[:0] = item.steps
            now = item.before
    by_id = {item.id: item for item in items if isinstance(item, Entry)}
    if before != now or not all(id_ in by_id for id_ in ids):
        return None
    return [step_of(by_id[id_]) for id_ in ids]


def read_history(store: Path) -> list[Step]:
    """Return every step made in a store, the oldest first, those too that still wait in its journal.

    Raises:
        StoreNotReadable: The system refuses.
    """
    steps = {step.id: step for step in _steps(content_of(history_path(store)))}
    steps.update((step.id, step) for step in read_journal(store).steps)
    return list(steps.values())


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
