"""What is being written in a query: the piece at the cursor, read as far as it goes."""

import re
from typing import Final

from msgspec import Struct

from store.query.fields import BY_NAME

_PIECE: Final = re.compile(r'(?:[^\s()"“]+|"(?:\\.|[^"\\])*(?:"|\\?$)|“[^”]*(?:”|$))+')
_FIELD: Final = re.compile(r"([^\W\d]\w*):")
_NAME: Final = re.compile(r"[^\W\d]\w*")
_BEGUN: Final = re.compile(r'["“]')


class Writing(Struct, frozen=True):
    """The name of a field, or a value of one, that is being written."""

    field: str
    """The field that a value is for; empty: it is the name of a field."""
    typed: str
    """What there is of it before the cursor, without quotes."""
    start: int
    """Columns of what takes its place: from `start` up to, without, `end`."""
    end: int
    before: str = ""
    """What stands before it in the same term, from the field's name on: `against:SDF,`."""
    rest: str = ""
    """The query with everything in place of this term."""


def writing_at(text: str, cursor: int) -> Writing | None:
    """Return what is being written at a column; None when nothing there could be completed."""
    piece = next((found for found in _PIECE.finditer(text) if found.start() < cursor <= found.end()), None)
    if piece is None:
        return None
    start = piece.start() + len(piece[0]) - len(piece[0].lstrip("-"))
    named = _FIELD.match(text, start)
    rest = _rest(text, piece.start(), piece.end())
    if named is None or cursor < named.end():
        name = text[start : piece.end()]
        is_name = cursor == piece.end() and _NAME.fullmatch(name) is not None
        return Writing("", name, start, cursor, "", rest) if is_name else None
    field = BY_NAME.get(named[1].lower())
    if field is None:
        return None
    value_at, end = named.end(), piece.end()
    written = text[value_at:cursor]
    if field.reading == "against":
        value_at += _after_comma(written)
        end = cursor + len(re.split("[,~]", text[cursor:end], maxsplit=1)[0])
    elif field.reading == "near" and "~" in written:
        return None
    typed = _BEGUN.sub("", text[value_at:cursor])
    return Writing(field.name, typed, value_at, end, text[start:value_at], rest)


def _after_comma(written: str) -> int:
    """Return where the second of two values begins; 0 while it is the first that is written."""
    is_quoted, at = False, 0
    for column, character in enumerate(written):
        if character in '"“”':
            is_quoted = not is_quoted
        elif character == "," and not is_quoted:
            at = column + 1
    return at


def _rest(text: str, start: int, end: int) -> str:
    before = re.sub(r"\b(?:NOT\s+)+$", "", text[:start])
    unquoted = re.sub(r'"[^"]*"', "", before + text[end:])
    missing = unquoted.count("(") - unquoted.count(")")
    return f"{before} * {text[end:]}{')' * missing}"
