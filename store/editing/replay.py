"""A store that was read, and the changes in its journal made to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.editing.changes import Change, Step, net
from store.editing.journal import Journal, foreign, journal_path, read_journal
from store.editing.overlay import Overlay
from store.errors import UnsoundRecord
from store.files import Fingerprint
from store.text import one_line

if TYPE_CHECKING:
    from store.timeline import Timeline


def pending_steps(path: Path, journal: Journal, content: Fingerprint) -> tuple[Step, ...] | None:
    """Return the steps that a file with this content lacks; None: the journal belongs to another file.

    The journal is to be read before the file: a program that writes the store meanwhile first says so in the
    journal, which is why that is looked at once more.

    Args:
        path: The store.
        journal: What its journal held before the file was opened.
        content: What the file held.
    """
    steps = journal.pending(content)
    if steps is None:
        again = read_journal(path)
        return () if again.base is None else again.pending(content)
    return steps


def replayed(timeline: Timeline, path: Path, journal: Journal, content: Callable[[], Fingerprint]) -> Timeline:
    """Return a timeline as it is with what waits in the journal; what is wrong there is told in its report.

    Args:
        timeline: The store's file, as it was read.
        path: The store.
        journal: What its journal held before the file was opened.
        content: Tells what the file held.
    """
    notes = list(journal.notes)
    steps = pending_steps(path, journal, content()) if journal.base is not None else ()
    if steps is None:
        notes.append(str(foreign(path)))
        steps = ()
    changes = list(_that_fit(timeline, net(change for step in steps for change in step.changes).values(), notes))
    try:
        timeline = timeline.with_changes(changes)
    except UnsoundRecord as error:
        notes.append(f"The changes in {one_line(str(journal_path(path)))} cannot be shown: {error}.")
    timeline.report.notes += notes
    return timeline


def _that_fit(timeline: Timeline, changes: Iterable[Change], notes: list[str]) -> Iterator[Change]:
    for change in changes:
        known = timeline.ordinal_of if change.table == "events" else getattr(timeline, change.table, {})
        if (change.id in known) == (change.before is not None):
            yield change
        else:
            there = "is there already" if change.before is None else "is not there"
            name = one_line(change.id)[:80]
            notes.append(f"A change in the journal is left out: {name} {there} among the {change.table}.")


def lay_journal_into(tables: dict[str, dict[str, Any]], path: Path, journal: Journal, content: Fingerprint) -> None:
    """Make the changes that wait in the journal in the tables of a store.

    Raises:
        StoreChanged: The journal belongs to another file.
    """
    if journal.base is None:
        return
    steps = pending_steps(path, journal, content)
    if steps is None:
        raise foreign(path)
    Overlay.of(steps).lay_into(tables)
