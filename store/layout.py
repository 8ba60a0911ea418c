"""The lines of a store file: which table they belong to, and where they stand."""

import re
from collections.abc import Iterator
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


def slices(file: BinaryIO) -> Iterator[Slice]:
    """Yield the record lines of `file`, about `SLICE_BYTES` at a time.

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
        line += 1
        for part in _table(match[1].decode(errors="replace"), file, line):
            yield part
            line += len(part.lines)
        line += 1
        if _closes(file):
            return


def _table(name: str, file: BinaryIO, line: int) -> Iterator[Slice]:
    """Yield the slices of one table and leave the file at the line that closes it."""
    comma: bool | None = None  # after the record before: there must be one if another follows, and none at the end
    while True:
        start = file.tell()
        text = file.read(SLICE_BYTES) + file.readline()
        lines = text.split(b"\n")
        ends = [lines.index(end) for end in _ENDS if end in lines]
        if not ends and (lines.pop() or not lines):  # the file ends within the table
            raise OtherLayout
        lines = lines[: min(ends)] if ends else lines
        if b"" in lines:
            raise OtherLayout
        size = sum(map(len, lines)) + len(lines)
        if lines:
            if comma is False:
                raise OtherLayout
            comma = lines[-1].endswith(b",")
            yield Slice(name, text[: size - 1], lines, start, line)
            line += len(lines)
        if ends:
            if comma:
                raise OtherLayout
            file.seek(start + size)
            return


def _closes(file: BinaryIO) -> bool:
    """Read the line that closes a table; return whether the store ends after it."""
    match file.readline():
        case b"},\n":
            return False
        case b"}\n" if file.read(2) in (b"}\n", b"}") and not file.read(1):
            return True
    raise OtherLayout
