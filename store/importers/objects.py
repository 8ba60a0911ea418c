"""Objects of JSON Lines and of JSON, read so that one bad object costs one object.

A file is JSON Lines when its name says so or when a second object follows the first line. Anything else is one JSON
value: an array of objects, an object that holds one (`{"data": [...]}`), or a single object. JSON is decoded whole, so
where its syntax is broken nothing of it is read; a number that JSON has not (`NaN`) only costs the object it is in.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from store.errors import ImportRefused
from store.importers.protocol import REASON, CellError, Rejected
from store.importers.source import Head, Source

LISTS: Final = ("events", "data", "results", "items", "records", "rows")
"""Keys of an object whose array holds the events, the first that there is."""

DEEPEST: Final = 32
"""Objects within objects that are kept; event data have two or three."""

_LINES: Final = (".jsonl", ".ndjson")
_BLANK: Final = "\ufeff \t\r\n"
_NO_OBJECT: Final = "expected a JSON object, {...}"


class Piece(NamedTuple):
    """One object."""

    line: int
    """On which it stands; in an array its number, from 1."""
    value: Mapping[str, Any]


def may_hold_objects(head: Head) -> bool:
    """Tell whether a source may be JSON that holds objects."""
    return head.text.lstrip(_BLANK)[:1] in ("{", "[")


def text_of(value: Any) -> str:
    """Return a plain value of JSON as a table would have it; empty for an object, an array, and null."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else ""


def first_object(head: Head) -> Mapping[str, Any]:
    """Return the first object of JSON Lines, as far as the beginning of the source holds it; else an empty one."""
    first = _decoded_or_none(head.text.lstrip(_BLANK).partition("\n")[0]) if _is_lines(head) else None
    return first if isinstance(first, dict) else {}


def read_objects(source: Source) -> Iterator[Piece | Rejected]:
    """Yield the objects of a source, and what is none.

    Raises:
        StoreError: It cannot be read, or is no JSON.
    """
    for piece in _of_lines(source) if _is_lines(source.head) else _of_whole(source):
        if isinstance(piece, Piece):
            source.is_partial = source.is_partial or REASON in piece.value
            piece = _checked(piece)
        yield piece


def _is_lines(head: Head) -> bool:
    text = head.text.lstrip(_BLANK)
    if not text.startswith("{"):
        return head.suffix in _LINES and not text.startswith("[")
    if head.suffix in _LINES:
        return True
    first, _, rest = text.partition("\n")
    return rest.lstrip().startswith("{") and isinstance(_decoded_or_none(first), dict)


def _decoded_or_none(text: str) -> Any:
    try:
        return _decoded(text)
    except (ValueError, RecursionError):
        return None


def _of_lines(source: Source) -> Iterator[Piece | Rejected]:
    for number, line in enumerate(source.lines(), 1):
        text = line.strip(_BLANK)
        if text:
            yield _of_line(number, text)


def _of_line(number: int, text: str) -> Piece | Rejected:
    from store.importers.jsondocument import shown, trimmed  # it takes `DEEPEST` from here

    reason = _NO_OBJECT
    try:
        value = _decoded(text)
        if isinstance(value, dict):
            return Piece(number, value)
    except RecursionError:
        reason = "it is nested too deep to be read"
    except json.JSONDecodeError as error:
        reason = f"it is not sound JSON at column {error.colno}: {error.msg[:1].lower()}{error.msg[1:].rstrip('.')}"
    except ValueError:
        reason = "it holds a number with too many digits"
    return Rejected(line=number, value=shown(text), reason=reason, raw={"line": trimmed(text)})


def _decoded(text: str) -> Any:
    """Decode JSON; what is none but that some programs write (NaN, huge numbers) is left to `_checked`."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text)


def _of_whole(source: Source) -> Iterator[Piece | Rejected]:
    from store.importers.jsondocument import read_document, shown, trimmed

    for number, item in enumerate(_listed(source, read_document(source)), 1):
        if isinstance(item, dict):
            yield Piece(number, item)
        else:
            text = shown(item) if isinstance(item, str) else ""
            yield Rejected(line=number, value=text, reason=_NO_OBJECT, raw={"value": trimmed(item)})


def _listed(source: Source, value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise ImportRefused(
            f"{source.label} is JSON, but neither an array of objects nor an object. Nothing of it was imported."
        )
    for key in LISTS:
        if isinstance(value.get(key), list):
            found: list[Any] = value[key]
            return found
    return [value]


def _checked(piece: Piece) -> Piece | Rejected:
    """Return an object without the reason that a file of rejects has besides, or why a store cannot hold it."""
    from store.importers.jsondocument import checked

    try:
        return Piece(piece.line, checked(piece.value))
    except CellError as error:
        return rejected(piece, error)


def rejected(piece: Piece, error: CellError) -> Rejected:
    """Return what is told of an object that cannot be an event."""
    from store.importers.jsondocument import trimmed

    return Rejected(
        line=piece.line, column=error.column, value=error.value, reason=error.reason, raw=trimmed(piece.value)
    )
