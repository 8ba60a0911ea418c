"""The texts of a timeline's events as a search scans them, read from the file.

Most of the time goes into decoding, which holds the interpreter: of a big store another process does it, so that keys
are answered meanwhile. What it cannot read is read here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from store.layout import SLICE_BYTES, Slice
from store.model import Event
from store.records import MANY_BYTES, FileRecords
from store.taking import EVENTS, UNREADABLE
from store.text import fold_long

if TYPE_CHECKING:
    from store.ahead import Marks
    from store.elsewhere import Tick
    from store.timeline import Timeline

EVENTS_BETWEEN_REPORTS: Final = 2000
_MOST_WORKERS: Final = 3

Report: TypeAlias = Callable[[int], None]
"""Told how many events are read; what it raises ends the reading."""


def folded_texts(timeline: Timeline, report: Report) -> list[bytes]:
    """Return the folded text of every event of a timeline that was loaded, in order, each on one line.

    Raises:
        StoreChanged: The file was changed in place by another program since it was read.
    """
    records = timeline._records
    if isinstance(records, FileRecords) and len(records) and records.size >= MANY_BYTES:
        texts = _read_elsewhere(records, report)
        if texts is not None:
            return [texts[position] for position in timeline._positions]
    texts = []
    for ordinal in range(timeline.size):
        texts.append(line_of(timeline.uncached_event(ordinal)))
        if not ordinal % EVENTS_BETWEEN_REPORTS:
            report(ordinal)
    return texts


def _read_elsewhere(records: FileRecords, report: Report) -> list[bytes] | None:
    """Return the texts of the events of a file, in its order, as other processes read it; None when they cannot."""
    from store.elsewhere import Work, workers

    starts, count = records.lines.starts, len(records)
    shares = min(max(workers() - 1, 1), _MOST_WORKERS)  # one is left for the keys
    bounds = [starts[count * share // shares] for share in range(shares)]
    bounds.append(starts[-1] + records.lines.lengths[-1] + 1)
    slices_read = 0

    def on_wait() -> None:
        nonlocal slices_read
        slices_read += 1
        report(min(slices_read * SLICE_BYTES * count // records.size, count))

    works: list[Work] = []
    texts: list[bytes] = []
    try:
        for start, end in pairwise(bounds):
            works.append(Work(fold_part, os.fspath(records.path), start, end, records.marks))
        for work in works:
            found = work.result(on_wait)
            if not isinstance(found, list):
                return None
            for lines in found:
                texts += lines.split(b"\n")
    except OSError:
        return None
    finally:
        for work in works:
            work.stop()
    return texts if len(texts) == count else None


def fold_part(path: str, start: int, end: int, marks: Marks, tick: Tick) -> list[bytes] | None:
    """Fold the texts of the events on some lines of a file; this is what another process does.

    Args:
        path: A store.
        start: Byte at which a line of its events begins.
        end: Byte after the line feed of one.
        marks: What the system said of the file when that was found.
        tick: Called after each slice.

    Returns:
        The texts of each slice, a line for each of its lines, an empty one for a record that is not sound; of fewer
        lines when the table ends before; None when the file is no longer that.
    """
    from store.ahead import read_part

    found: list[bytes] = []

    def take(part: Slice) -> None:
        found.append(b"\n".join(_folded(part)))
        tick()

    return None if read_part(path, start, end, marks, take) is None else found


def _folded(part: Slice) -> list[bytes]:
    try:
        events = EVENTS.decode(b"{" + part.text.removesuffix(b",") + b"}")
    except UNREADABLE:
        events = {}
    if len(events) == len(part.lines):
        return list(map(line_of, events.values()))
    return list(map(_folded_line, part.lines))  # one of them is not sound, or two have one number


def _folded_line(line: bytes) -> bytes:
    try:
        return b" ".join(map(line_of, EVENTS.decode(b"{" + line.removesuffix(b",") + b"}").values()))
    except UNREADABLE:
        return b""


def line_of(event: Event) -> bytes:
    """Return the folded text of an event, on one line."""
    parts = [event.title, event.summary, event.date_note, event.notes]
    parts += [source.title for source in event.sources]
    parts += [claim.text for claim in event.claims]
    parts += [claim.notes for claim in event.claims]
    parts += [source.notes for source in event.sources]
    return fold_long(" ".join(part for part in parts if part)).replace("\n", " ").encode("utf-8", "replace")
