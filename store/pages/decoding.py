"""Bytes of a page to text: a byte order mark, then what the page declares, then UTF-8, then a guess by its letters."""

import codecs
import re
from typing import Final

from store.errors import PageRefused
from store.filekinds import MARKS, kind_of

_DECLARED: Final = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_HEAD_BYTES: Final = 4096
_WINDOWS: Final = {"iso-8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252"}
"""What pages say that they are, and what browsers read them as."""
_MOST_CONTROLS: Final = 0.02


def decode(data: bytes, label: str, declared: str = "") -> str:
    """Return the text of a page.

    Args:
        data: The bytes.
        label: What messages call them.
        declared: The encoding that came with them, if any.

    Raises:
        PageRefused: They are no text.
    """
    if kind := kind_of(data):
        raise _no_text(label, f"is {kind}, which cannot be read")
    text = _decoded(data, declared)
    if _is_binary(text):
        raise _no_text(label, "is no text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, declared: str) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    if b"\0" in data[:_HEAD_BYTES]:
        return _sixteen_bits(data)
    try:
        return data.decode()  # what is UTF-8 throughout is hardly ever anything else, whatever it declares
    except UnicodeDecodeError:
        pass
    named = _codec(declared) or _codec(_declared_in(data))
    if named and named != "utf-8":  # which was tried
        return data.decode(named, errors="replace")
    return _guessed(data)


def _declared_in(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD_BYTES])
    return found[1].decode("ascii", "ignore") if found else ""


def _codec(name: str) -> str:
    """Return Python's name of an encoding of text; empty when there is none of that name."""
    try:
        "".encode(name)  # codecs that are not of text are refused here
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return _WINDOWS.get(found, found)


def _sixteen_bits(data: bytes) -> str:
    """Decode UTF-16 without a mark, which has many zero bytes on one side."""
    head = data[:_HEAD_BYTES]
    little = head[1::2].count(0) > head[::2].count(0)
    return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")


def _guessed(data: bytes) -> str:
    """Decode by the letters that an encoding would make of the bytes."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 16]).best()
    name = _codec(best.encoding) if best is not None else ""
    return data.decode(name or "cp1252", errors="replace")


def _is_binary(text: str) -> bool:
    head = text[: 1 << 16]
    odd = sum(head.count(chr(code)) for code in (*range(9), *range(14, 27), *range(28, 32), 0xFFFD))
    return odd > max(3, len(head) * _MOST_CONTROLS)


def _no_text(label: str, what: str) -> PageRefused:
    return PageRefused(f"{label} {what}. Save the page as HTML, or paste its text into a file.")
