"""The lines of a store file: which table they belong to, and where they stand."""

import re
from collections.abc import Generator, Sequence
from typing import BinaryIO, Final

from msgspec import Struct

SLICE_BYTES: Final = 1 << 20
"""Decoding holds the interpreter; 1 MiB of records takes about 6 ms, which a person at the keys does not feel."""

_HEADER: Final = re.compile(rb'"([^"\\]+)": \{\n$')
_ENDS: Final = (b"}", b"},")


class OtherLayout(Exception):
    """The file is not laid out one record a line."""


class Slice(Struct, frozen=True):
    """Some whole lines of one table."""

    table: str
    text: bytes
    """The lines, without the last one's line feed."""
    lines: list[bytes]
    """The same, one by one."""
    start: int
    """Byte in the file at which they begin."""
    line: int
    """Number of the first of them, from 1."""


class Stretch(Struct, frozen=True):
    """How far lines of one table were read."""

    end: int
    """Byte after the line feed of the last."""
    lines: int
    comma: bool
    """Whether the last one ends with a comma."""


def slices(file: BinaryIO, stops: Sequence[int] = ()) -> Generator[Slice, Stretch | None, None]:
    """Yield the record lines of `file`, about `SLICE_BYTES` at a time.

    Args:
        file: It stands at its beginning, and can seek.
        stops: Bytes at which a slice is to end, all of them at the beginning of a line. What stands after such a
            slice may be read elsewhere: sent the stretch that was, this goes on after it.

    Raises:
        OtherLayout: As soon as a line is met that our own writer would not have written.
    """
    if file.readline() != b"{\n":
        raise OtherLayout
    line = 2
    while True:
        match = _HEADER.match(file.readline())
        if match is None:
            raise OtherLayout
        read = yield from _table(match[1].decode(errors="replace"), file, line + 1, stops)
        line += read.lines + 2
        if _closes(file):
            return


def slices_of(table: str, file: BinaryIO, end: int) -> Generator[Slice, Stretch | None, Stretch]:
    """Yield the record lines of one table from where `file` stands, counted from 1; return how far it went.

    Args:
        table: Its name.
        file: It stands at the beginning of a line.
        end: Byte at which to end, where another line begins, unless the table ends before.

    Raises:
        OtherLayout: As soon as a line is met that our own writer would not have written.
    """
    return (yield from _table(table, file, 1, (end,), end))


def _table(
    name: str, file: BinaryIO, first_line: int, stops: Sequence[int], end: int | None = None
) -> Generator[Slice, Stretch | None, Stretch]:
    """Yield the slices of one table and leave the file at the line that closes it, or at `end`."""
    line = first_line
    comma: bool | None = None  # after the record before: there must be one if another follows, and none at the end
    while (start := file.tell()) != end:
        text, lines, is_last = _read(file, min([SLICE_BYTES, *(stop - start for stop in stops if stop > start)]))
        size = sum(map(len, lines)) + len(lines)
        skipped = None
        if lines:
            if comma is False:
                raise OtherLayout
            comma = lines[-1].endswith(b",")
            skipped = yield Slice(name, text[: size - 1], lines, start, line)
            line += len(lines)
        if is_last:
            if comma:
                raise OtherLayout
            file.seek(start + size)
            break
        if skipped is not None:
            file.seek(skipped.end)
            line += skipped.lines
            comma = skipped.comma
    return Stretch(file.tell(), line - first_line, comma is True)


def _read(file: BinaryIO, size: int) -> tuple[bytes, list[bytes], bool]:
    """Read at least `size` bytes of whole lines; return them, the record lines among them, and if the table ends."""
    text = file.read(size)
    if not text.endswith(b"\n"):
        text += file.readline()
    lines = text.split(b"\n")
    ends = [lines.index(end) for end in _ENDS if end in lines]
    if not ends and (lines.pop() or not lines):  # the file ends within the table
        raise OtherLayout
    lines = lines[: min(ends)] if ends else lines
    if b"" in lines:
        raise OtherLayout
    return text, lines, bool(ends)


def _closes(file: BinaryIO) -> bool:
    """Read the line that closes a table; return whether the store ends after it."""
    match file.readline():
        case b"},\n":
            return False
        case b"}\n" if file.read(2) in (b"}\n", b"}") and not file.read(1):
            return True
    raise OtherLayout
