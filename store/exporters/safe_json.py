"""JSON that is safe wherever it ends up.

For the formats that lose nothing, characters that could drive a terminal are written as escapes (`encoded`): the value
stays exactly the same. For the others they are taken out (`encoded_clean`), as programs that read them will not.
"""

import re
from typing import Any, Final

import msgspec
from msgspec import Struct

from store.text import clean

_AS_SPACES: Final = bytes.maketrans(b"\t\n\r", b"   ")
"""Between the parts of a JSON text these are white space; within its strings they stand as escapes only."""

_MAY_BE_UNCLEAN: Final = re.compile(rb"\\[urbf]|[\x7f-\xff]")
_DEEPEST: Final = 60
"""Levels of lists and objects that a reader can be expected to follow; Python itself stops at some hundreds."""

_ENCODER: Final = msgspec.json.Encoder()
_RAW_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


def on_one_line(raw: bytes) -> bytes:
    """Return a JSON text on one line and safe, its numbers and its order of fields as they were."""
    raw = raw.strip().translate(_AS_SPACES)
    if raw.isascii() and b"\x7f" not in raw:
        return raw
    text = raw.decode(errors="replace")
    if clean(text) == text:
        return text.encode()
    return "".join(map(_escape, text)).encode()


def _escape(character: str) -> str:
    if clean(character) == character:
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def encoded(value: Any) -> bytes:
    """Return a value as safe JSON on one line."""
    return on_one_line(_ENCODER.encode(value))


def encoded_clean(value: Any) -> bytes:
    """Return a value as JSON on one line, with every text in it cleaned."""
    raw = _ENCODER.encode(value)
    return _ENCODER.encode(cleaned(value)) if _MAY_BE_UNCLEAN.search(raw) else raw


def cleaned(value: object, depth: int = 0) -> object:
    """Return a JSON value with every text in it cleaned, the keys too; what is nested very deep becomes a text."""
    match value:
        case str():
            return clean(value)
        case list() | dict() if depth == _DEEPEST:
            return clean(msgspec.json.encode(value).decode())
        case list():
            return [cleaned(item, depth + 1) for item in value]
        case dict():
            return {clean(str(key)): cleaned(item, depth + 1) for key, item in value.items()}
        case Struct():
            return cleaned(msgspec.to_builtins(value), depth)
    return value


def fields(raw: bytes) -> dict[str, msgspec.Raw]:
    """Return the fields of a JSON object, not decoded."""
    return _RAW_FIELDS.decode(raw)


def object_of(parts: dict[str, msgspec.Raw]) -> bytes:
    """Return the JSON object that has these fields, in their order."""
    return b"{" + b",".join(_ENCODER.encode(name) + b":" + bytes(raw) for name, raw in parts.items()) + b"}"
