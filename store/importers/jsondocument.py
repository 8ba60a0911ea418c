"""A JSON document that is read whole, and its pieces: what a store can hold of them, and what not.

Of a document with broken syntax nothing is read. What JSON has not but some programs write (`NaN`), what is nested or
long beyond measure, and halves of characters only cost the piece they are in.
"""

import json
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, Final

import msgspec

from store.errors import ImportRefused
from store.importers.cells import LONGEST_CELL
from store.importers.protocol import REASON, CellError
from store.importers.source import Source
from store.text import clean, one_line

DEEPEST: Final = 32
"""Objects within objects that are kept; event data have two or three."""

_DEEPEST_WRITTEN: Final = 100
"""The same in a file of rejects: deep enough to be refused once more."""

BLANK: Final = "\ufeff \t\r\n\0"
_LARGEST: Final = 1 << 63
"""Whole numbers from here on do not fit into a store."""
_SHOWN: Final = 200
"""Characters of a value that is much too long, as it is told."""


def read_document(source: Source, unwrapped: Callable[[str], str] = str) -> Any:
    """Return what a source holds as one JSON value.

    Args:
        source: Where it is.
        unwrapped: Takes off what stands around the JSON, such as a call of JavaScript.

    Raises:
        StoreError: It cannot be read, or is no JSON.
    """
    text = unwrapped(source.text().strip(BLANK))
    try:
        return _decoded(text)
    except RecursionError as error:
        raise ImportRefused(f"{source.label} is nested too deep to be read. Nothing of it was imported.") from error
    except ValueError as error:
        raise ImportRefused(f"{source.label} {_told(error, text)}. Nothing of it was imported.") from error


def _decoded(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text)  # takes NaN and the like, and says where it is that the syntax breaks


def _told(error: ValueError, text: str) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return "holds a number with too many digits"
    where = f"line {error.lineno}, column {error.colno}"
    if error.pos >= len(text.rstrip()) or "Unterminated string" in error.msg:
        return f"is cut off, or not sound JSON from {where} on"
    return f"is not sound JSON at {where}: {error.msg[:1].lower()}{error.msg[1:].rstrip('.')}"


def checked(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object without the reason that a file of rejects has besides.

    Raises:
        CellError: A store cannot hold what is in it.
    """
    fields = {key: part for key, part in value.items() if key != REASON}
    for key, part in fields.items():
        _check(one_line(key), part, DEEPEST)
    return fields


def _check(key: str, value: Any, depth: int) -> None:
    match value:
        case str():
            _check_text(key, value)
        case int() | float():
            _check_number(key, value)
        case dict() | list() if not depth:
            raise CellError(key, "", f"it is nested more than {DEEPEST} deep")
        case dict():
            for name, part in value.items():
                _check(f"{key}.{name}", part, depth - 1)
        case list():
            for part in value:
                _check(key, part, depth - 1)


def _check_text(key: str, text: str) -> None:
    if len(text) > LONGEST_CELL:
        raise CellError(key, shown(text), f"it has {len(text):,} characters, more than {LONGEST_CELL:,}")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise CellError(key, shown(text), "it holds half of a surrogate pair, which is no character")


def _check_number(key: str, number: float) -> None:
    if isinstance(number, float) and not isfinite(number):
        raise CellError(key, str(number), "it is no number that JSON has; leave it out or write null")
    if not -_LARGEST <= number < _LARGEST:
        raise CellError(key, "", "the number has too many digits; put it in quotes to keep it as text")


def shown(value: str) -> str:
    """Return a value as a report shows it."""
    line = one_line(value[:_SHOWN])
    return f"{line}…" if len(value) > _SHOWN else line


def trimmed(value: Any, depth: int = _DEEPEST_WRITTEN) -> Any:
    """Return a value as it goes into a file of rejects: as it stands, so that it is no better when it is read again.

    Only what is nested beyond all measure ends with `…`, or it could not be written.
    """
    match value:
        case dict() | list() if not depth:
            return "…"
        case dict():
            return {str(key): trimmed(part, depth - 1) for key, part in value.items()}
        case list():
            return [trimmed(part, depth - 1) for part in value]
    return value


def cleaned(value: Any) -> Any:
    """Return a value of a sound piece with every text in it cleaned."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {one_line(key): cleaned(part) for key, part in value.items()}
        case list():
            return [cleaned(part) for part in value]
    return value


def kept(value: Mapping[str, Any], used: frozenset[str]) -> dict[str, Any]:
    """Return the members of an object that have no place in a record, cleaned and without empty ones."""
    return {one_line(key): cleaned(part) for key, part in value.items() if key not in used and part not in _EMPTY}


_EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})
