"""The parts of a big store, indexed by other processes while this one has a screen to show and keys to answer.

When that fails, for whatever reason, the part is read here like any other, and what is wrong with it is found here.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import count, pairwise
from pathlib import Path
from typing import BinaryIO, Final, Self, TypeAlias

from msgspec import Struct

from store.elsewhere import Tick, Work, workers
from store.files import BINARY, NONBLOCK, marks_of
from store.layout import SLICE_BYTES, OtherLayout, Slice, Stretch, slices_of
from store.records import FileRecords, Lines
from store.taking import Taking

TABLE: Final = "events"
"""The table that a part is taken to be of: no other grows so long."""
_MOST_PARTS: Final = 4
_LONGEST_LINE: Final = 16 << 20

Marks: TypeAlias = tuple[int, ...]
"""What tells a file from another in its place, or from itself when it is changed (`store.files.marks_of`)."""


class Noted(Struct):
    """What was noted of a part, counted from its beginning."""

    stretch: Stretch
    taking: Taking
    lines: Lines


class Part:
    """A part of a file that another process reads."""

    def __init__(self, records: FileRecords, start: int, end: int) -> None:
        """Begin to read from the line at byte `start` to the one at byte `end`.

        Raises:
            OSError: There can be no other process.
        """
        self.start = start
        self.size = end - start
        self._work = Work(note, os.fspath(records.path), start, end, records.marks)
        self.stop = self._work.stop

    def noted(self, on_wait: Callable[[float], None]) -> Noted | None:
        """Wait for what was noted, told how much of it is; return None when that is nothing to build on."""
        ticks = count(1)
        found = self._work.result(lambda: on_wait(min(next(ticks) * SLICE_BYTES / self.size, 1)))
        return found if isinstance(found, Noted) and found.stretch.lines else None


class Ahead:
    """The parts of a file that others read, as long as they are wanted."""

    def __init__(self, records: FileRecords, file: BinaryIO) -> None:
        """Begin to read all of a store but its first slice.

        Args:
            records: Those of the store, none of which are noted yet.
            file: The same, open at its beginning; it stands there afterwards.
        """
        self._records = records
        self._parts: deque[Part] = deque()
        with suppress(OSError):  # there can be no other process: none is needed
            for start, end in pairwise([*_starts(file, records.size), records.size]):
                self._parts.append(Part(records, start, end))
        self.stops = [part.start for part in self._parts]
        """Bytes at which the parts begin."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for part in self._parts:
            part.stop()

    def take_in(self, part: Slice, taking: Taking, on_wait: Callable[[float], None]) -> Stretch | None:
        """Take in what was noted of the lines that follow a slice.

        Args:
            part: The slice that was taken in before.
            taking: What takes them in.
            on_wait: Told now and then, while they are still being read, how much of them is: 0 to 1.

        Returns:
            Which lines those were; None when they are to be read here.
        """
        end, line = part.start + len(part.text) + 1, part.line + len(part.lines)
        comma = part.text.endswith(b",")
        read: Stretch | None = None
        while comma and self._parts and self._parts[0].start <= end:
            other = self._parts.popleft()
            try:
                noted = other.noted(on_wait) if other.start == end and part.table == TABLE else None
            finally:
                other.stop()
            if noted is not None:
                taking.absorb(noted.taking, line)
                self._records.lines.absorb(noted.lines)
                end, line, comma = noted.stretch.end, line + noted.stretch.lines, noted.stretch.comma
                read = Stretch(end, line - part.line - len(part.lines), comma)
        return read


def _starts(file: BinaryIO, size: int) -> list[int]:
    """Return where the parts begin: whole lines, about as many bytes for each process.

    One slice is left to this process, which learns from it in what table they begin. It reads no part of its own:
    to import and paint a screen takes twice as long beside a thread that is busy.
    """
    parts = min(workers(), _MOST_PARTS)
    if parts < 2:
        return []
    found = []
    for place in (SLICE_BYTES, *(size * number // parts for number in range(1, parts))):
        file.seek(place)
        if file.readline(_LONGEST_LINE).endswith(b"\n"):
            found.append(file.tell())
    file.seek(0)
    return sorted(set(found) - {size})


def note(path: str, start: int, end: int, marks: Marks, tick: Tick) -> Noted | None:
    """Note the events on the lines from byte `start` to byte `end`, as `read_part` reads them."""
    taking = Taking()
    records = FileRecords(Path(path), _open(path))

    def take(part: Slice) -> None:
        taking.take_slice(part, records)
        tick()

    stretch = read_part(path, start, end, marks, take)
    return None if stretch is None else Noted(stretch, taking, records.lines)


def read_part(path: str, start: int, end: int, marks: Marks, take: Callable[[Slice], None]) -> Stretch | None:
    """Read lines of the table `TABLE`, as far as `end` or as the table goes.

    Args:
        path: A store.
        start: Byte at which a line begins.
        end: Byte at which another does.
        marks: What the system said of the file when that was found (`marks_of`).
        take: Called with each slice.

    Returns:
        Which lines were read; None when it is another file now, or laid out otherwise.
    """
    try:
        with os.fdopen(_open(path), "rb") as file:
            if marks_of(os.fstat(file.fileno())) != marks:
                return None
            file.seek(start)
            reading = slices_of(TABLE, file, end)
            while True:
                take(next(reading))
    except StopIteration as ended:
        stretch: Stretch = ended.value
    except (OSError, OtherLayout):
        return None
    return stretch if marks_of(os.stat(path)) == marks else None  # noqa: PTH116


def _open(path: str) -> int:
    return os.open(path, os.O_RDONLY | NONBLOCK | BINARY)
