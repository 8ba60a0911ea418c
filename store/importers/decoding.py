"""Bytes to text for imported data: UTF-8, UTF-16 and UTF-32 with or without a mark, else Latin-1."""

import codecs
import io
from collections.abc import Callable, Iterator
from typing import AnyStr, BinaryIO, Final

import msgspec

from store.errors import ImportRefused
from store.filekinds import MARKS, kind_of
from store.text import one_line

_SAMPLED_BYTES: Final = 4096
_UTF8: Final = "utf-8"

Note = Callable[[str], None]


class Decoding(msgspec.Struct, frozen=True):
    """How the bytes of a source are text."""

    encoding: str
    """UTF-8 is tried on every line; one that is not UTF-8 is read as Latin-1, and a note says so."""
    mark: int = 0
    """Bytes of a byte order mark, which is no part of the text."""

    def loosely(self, data: bytes) -> str:
        """Decode the beginning of a source, which may end within a character."""
        return data[self.mark :].decode(self.encoding, errors="replace")

    def whole(self, data: bytes, note: Note) -> str:
        """Decode all of a source."""
        data = data[self.mark :]
        if self.encoding != _UTF8:
            return _told(data.decode(self.encoding, errors="replace"), note)
        try:
            return data.decode()
        except UnicodeDecodeError:
            return _latin(data, note)

    def lines(self, stream: BinaryIO, longest: int, note: Note) -> Iterator[str]:
        """Yield the lines of a source; what goes beyond `longest` in one is left out."""
        stream.read(self.mark)
        if self.encoding == _UTF8:
            for line in _pieces(stream.readline, longest, b"\n"):
                try:
                    yield line.decode()
                except UnicodeDecodeError:
                    yield _latin(line, note)
            return
        text = io.TextIOWrapper(stream, self.encoding, "replace", newline="\n")
        try:
            for wide in _pieces(text.readline, longest, "\n"):
                yield _told(wide, note)
        finally:
            text.detach()


def _pieces(readline: Callable[[int], AnyStr], longest: int, end: AnyStr) -> Iterator[AnyStr]:
    while piece := readline(longest):
        yield piece
        while len(piece) >= longest and not piece.endswith(end):  # pass over the rest
            piece = readline(longest)


def _latin(data: bytes, note: Note) -> str:
    note(
        "Some of it is not UTF-8 and was read as Latin-1. If names look wrong, say what it is: --encoding cp1256 for "
        "Arabic from Windows"
    )
    try:
        return data.decode("cp1252")  # Windows' Latin-1, with the typographic quotes
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _told(text: str, note: Note) -> str:
    if "\ufffd" in text:
        note("Some bytes are no characters in its encoding and became \ufffd")
    return text


def decoding_of(head: bytes, encoding: str, label: str) -> Decoding:
    """Find out how a source's bytes are text.

    Args:
        head: Its beginning.
        encoding: What the user says that it is; empty: found out.
        label: What messages call it.

    Raises:
        ImportRefused: It is no text, or there is no such encoding.
    """
    if kind := kind_of(head, is_unpacked=True):
        raise ImportRefused(f"{label} is {kind}, which cannot be read. Save it as CSV or JSON.")
    mark, marked = next(((mark, name) for mark, name in MARKS if head.startswith(mark)), (b"", ""))
    named = codec_named(encoding)
    if named and marked[:6] != named[:6]:  # its mark may still tell which of the two UTF-16 it is
        return Decoding(named)
    return Decoding(marked or _unmarked(head[:_SAMPLED_BYTES]), len(mark))


def codec_named(encoding: str) -> str:
    """Return Python's name of an encoding that the user names; empty for an empty one.

    Raises:
        ImportRefused: There is none of that name.
    """
    if not encoding:
        return ""
    try:
        "".encode(encoding)  # codecs that are not of text are refused here
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise ImportRefused(
            f"There is no text encoding {one_line(encoding)!r}. Some that there are: utf-8, utf-16, cp1252, cp1256."
        ) from error
    return {"utf-8-sig": _UTF8, "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name)


def _unmarked(head: bytes) -> str:
    """Tell UTF-16 by its many zero bytes, which other text has not."""
    half = len(head) // 2
    if half and head[1::2].count(0) > half * 0.4 and head[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if half and head[::2].count(0) > half * 0.4 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return _UTF8
