"""Where a timeline gets the full text of a record: it keeps positions, not 100,000 objects."""

from __future__ import annotations

import os
import weakref
from array import array
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import Final, Protocol

import msgspec

from store.errors import StoreChanged

_LINE: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Records(Protocol):
    """Raw events of one reading of a store, by their position in the file's table."""

    def raw(self, position: int) -> bytes:
        """Return the JSON object of the event at `position`.

        Raises:
            StoreChanged: The file no longer holds it.
        """

    def line_of(self, position: int) -> int:
        """Return the line of the file on which that event stands, from 1; 0 in a file without such lines."""


class MemoryRecords:
    """Events that were decoded whole, kept as their own bytes."""

    def __init__(self, raws: Sequence[bytes]) -> None:
        self._raws = raws

    def line_of(self, position: int) -> int:
        """Return 0: there are no lines."""
        return 0

    def raw(self, position: int) -> bytes:
        """Return the JSON object of the event at `position`."""
        return self._raws[position]


class FileRecords:
    """Events on the lines of an open file.

    The descriptor stays open: a writer that renames a new store over the old one leaves this reading whole.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.descriptor = descriptor
        self._first_line = 0
        self._starts = array("Q")
        self._lengths = array("I")
        weakref.finalize(self, os.close, descriptor)

    def line_of(self, position: int) -> int:
        """Return the line of the event at `position`."""
        return self._first_line + position

    def add_lines(self, start: int, number: int, lines: list[bytes]) -> None:
        """Note where `lines` stand, the first of them at byte `start` and line `number`."""
        self._first_line = self._first_line or number
        lengths = array("I", map(len, lines))
        self._starts.extend(accumulate((length + 1 for length in lengths[:-1]), initial=start))
        self._lengths.extend(lengths)

    def raw(self, position: int) -> bytes:
        """Read the JSON object of the event at `position`.

        Raises:
            StoreChanged: The line is no longer what it was.
        """
        line = _read_at(self.descriptor, self._lengths[position], self._starts[position])
        if len(line) == self._lengths[position]:
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
