"""Where a timeline gets the full text of a record: it keeps positions, not 100,000 objects."""

from __future__ import annotations

import os
import weakref
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import Final, Protocol

import msgspec

from store.errors import StoreChanged
from store.files import marks_of
from store.model import Record

MANY_BYTES: Final = 64 << 20
"""Of records, which are worth other processes: to start one takes as long as to read 15 MB."""

_LINE: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_NAMED: Final = msgspec.json.Decoder(Record)


class Records(Protocol):
    """Raw records of one reading of a store: events by their position in the file's table, the others by id."""

    def __len__(self) -> int:
        """Return how many positions there are, those of unsound events included."""

    def raw(self, position: int) -> bytes:
        """Return the JSON object of the event at `position`.

        Raises:
            StoreChanged: The file no longer holds it.
        """

    def line_of(self, position: int) -> int:
        """Return the line of the file on which that event stands, from 1; 0 in a file without such lines."""

    def other(self, table: str, record_id: str) -> bytes:
        """Return the JSON object of a sound record of another table.

        Raises:
            KeyError: There is none.
            StoreChanged: The file no longer holds it.
        """


class MemoryRecords:
    """Records that were decoded whole, kept as their own bytes."""

    def __init__(self, raws: Sequence[bytes], others: Mapping[tuple[str, str], bytes] | None = None) -> None:
        self._raws = raws
        self._others = others or {}

    def __len__(self) -> int:
        return len(self._raws)

    def other(self, table: str, record_id: str) -> bytes:
        """Return the JSON object of a record of another table."""
        return self._others[table, record_id]

    def line_of(self, position: int) -> int:
        """Return 0: there are no lines."""
        return 0

    def raw(self, position: int) -> bytes:
        """Return the JSON object of the event at `position`."""
        return self._raws[position]


class Lines:
    """Where lines of a file stand."""

    def __init__(self) -> None:
        self.starts = array("Q")
        """Byte of each."""
        self.lengths = array("I")

    def add(self, start: int, lines: Sequence[bytes]) -> None:
        """Note lines that stand one after the other, the first of them at byte `start`."""
        lengths = array("I", map(len, lines))
        self.starts.extend(accumulate((length + 1 for length in lengths[:-1]), initial=start))
        self.lengths.extend(lengths)

    def absorb(self, other: Lines) -> None:
        """Note what others noted that stand after these."""
        self.starts.extend(other.starts)
        self.lengths.extend(other.lengths)


class FileRecords:
    """Records on the lines of an open file.

    The descriptor stays open: a writer that renames a new store over the old one leaves this reading whole.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.descriptor = descriptor
        status = os.fstat(descriptor)
        self.size = status.st_size
        """Bytes of the file when it was opened."""
        self.marks = marks_of(status)
        """What else the system said of it then."""
        self._first_line = 0
        self.lines = Lines()
        """The events'."""
        self._others: dict[tuple[str, str], tuple[int, int]] = {}
        weakref.finalize(self, os.close, descriptor)

    def __len__(self) -> int:
        return len(self.lines.starts)

    def line_of(self, position: int) -> int:
        """Return the line of the event at `position`."""
        return self._first_line + position

    def add_lines(self, start: int, number: int, lines: list[bytes]) -> None:
        """Note where `lines` stand, the first of them at byte `start` and line `number`."""
        self._first_line = self._first_line or number
        self.lines.add(start, lines)

    def add_others(self, table: str, ids: Iterable[str], start: int, lines: Iterable[bytes]) -> None:
        """Note where records of another table stand, the line of the first of them at byte `start`."""
        for record_id, line in zip(ids, lines, strict=True):
            self._others.setdefault((table, record_id), (start, len(line)))
            start += len(line) + 1

    def raw(self, position: int) -> bytes:
        """Read the JSON object of the event at `position`.

        Raises:
            StoreChanged: The line is no longer what it was.
        """
        return self._on_line(self.lines.starts[position], self.lines.lengths[position])

    def other(self, table: str, record_id: str) -> bytes:
        """Read the JSON object of a record of another table.

        Raises:
            KeyError: There is none.
            StoreChanged: The line is no longer what it was.
        """
        raw = self._on_line(*self._others[table, record_id])
        with suppress(msgspec.MsgspecError, ValueError):
            if _NAMED.decode(raw).id == record_id:
                return raw
        raise StoreChanged(f"{self.path} was changed by another program while it was open. Open it again.")

    def _on_line(self, start: int, length: int) -> bytes:
        line = _read_at(self.descriptor, length, start)
        if len(line) == length:
            number, _colon, value = line.partition(b'": ')
            if number[1:].isdigit():
                return value.rstrip(b", \t")
            with suppress(msgspec.MsgspecError, ValueError):  # a line that a person spaced otherwise
                (raw,) = _LINE.decode(b"{" + line.strip(b", \t") + b"}").values()
                return bytes(raw)
        raise StoreChanged(f"{self.path} was changed by another program while it was open. Open it again.")


if hasattr(os, "pread"):

    def _read_at(descriptor: int, length: int, start: int) -> bytes:
        return os.pread(descriptor, length, start)

else:  # Windows has no pread

    def _read_at(descriptor: int, length: int, start: int) -> bytes:
        os.lseek(descriptor, start, os.SEEK_SET)
        return os.read(descriptor, length)
