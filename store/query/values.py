"""From a field and its value to a term of the tree: what can be told to be wrong without a store is told here."""

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Final

from store.dates import OPEN_END, OPEN_START, parse
from store.errors import DateError, QueryError
from store.geo import FARTHEST_KM, KM_PER_MILE
from store.query.fields import Field
from store.query.lexer import Piece, Token
from store.query.nearest import did_you_mean, listed, shown
from store.query.tree import Against, Figure, Match, Near, Term, When
from store.text import fold_long

DEFAULT_KM: Final = 25.0
"""How far `near:` reaches when no distance is given: UCDP's "near" (`where_prec` 2) is within about 25 km."""

_HIGHEST: Final = 999_999_999
_FIGURES: Final = frozenset("0123456789-.")
"""Of days, months and years, and of the dots between two of them."""


def read_value(field: Field, token: Token) -> Term:
    """Return the term that a field's token stands for.

    Raises:
        QueryError: The value is not one that the field takes.
    """
    pieces, column = token.value, token.value_column
    match field.reading:
        case "choice":
            return _choice(field, _joined(pieces), column)
        case "against":
            return _against(pieces, column)
        case "near":
            return _near(pieces, column)
        case "when":
            return read_when(field.name, _joined(pieces), column)
        case "figure":
            return _figure(field.name, _joined(pieces), column)
    return Match(field.name, _joined(pieces), column=column)


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _choice(field: Field, value: str, column: int) -> Match:
    folded = fold_long(value)
    if folded not in field.choices:
        suggestion = did_you_mean(value, field.choices)
        raise QueryError(f'Expected {listed(field.choices)}, not "{shown(value)}".{suggestion}', column)
    return Match(field.name, folded, column=column)


def _cut(pieces: Sequence[Piece], mark: str) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """Split a value at the last `mark` outside quotes, else inside them: both halves with their columns."""
    for quoted in (False, True):
        for at in range(len(pieces) - 1, -1, -1):
            piece = pieces[at]
            if piece.quoted == quoted and mark in piece.text:
                before, _, after = piece.text.rpartition(mark)
                cut_column = piece.column + len(before) + 1
                return (
                    ((_joined(pieces[:at]) + before).strip(), pieces[0].column),
                    ((after + _joined(pieces[at + 1 :])).strip(), cut_column),
                )
    return None


def _against(pieces: Sequence[Piece], column: int) -> Against:
    halves = _cut(pieces, ",")
    if halves is None:
        raise QueryError("Expected two actors with a comma between them, as in against:SDF,IS", column)
    (one, one_column), (other, other_column) = halves
    unquoted = "".join(piece.text for piece in pieces if not piece.quoted)
    if unquoted.count(",") > 1 or ("," not in unquoted and _joined(pieces).count(",") > 1):
        raise QueryError('Expected two actors; quote a name that has a comma: against:"A, B","C"', other_column)
    if not one or not other:
        raise QueryError("Expected an actor on both sides of the comma, as in against:SDF,IS", other_column)
    return Against(one, other, column=one_column, other_column=other_column)


@cache
def _distance() -> re.Pattern[str]:
    return re.compile(r"(\d{1,6}(?:\.\d{1,6})?) ?(km|mi)?", re.IGNORECASE | re.ASCII)


@cache
def _point() -> re.Pattern[str]:
    return re.compile(r"(-?\d{1,3}(?:\.\d{1,12})?), ?(-?\d{1,3}(?:\.\d{1,12})?)", re.ASCII)


def _near(pieces: Sequence[Piece], column: int) -> Near:
    halves = _cut(pieces, "~")
    if halves is None:
        return Near(_target(_joined(pieces), column), DEFAULT_KM, column=column)
    (target, target_column), (distance, distance_column) = halves
    found = _distance().fullmatch(distance)
    if not found:
        raise QueryError(
            f'Expected a distance such as 60km or 40mi after "~", not "{shown(distance)}".', distance_column
        )
    if not target:
        raise QueryError('Expected a place before "~", as in near:Manbij~60km', column)
    km = float(found[1]) * (KM_PER_MILE if (found[2] or "").lower() == "mi" else 1)
    if km > FARTHEST_KM:
        raise QueryError(f"Expected a distance of at most {FARTHEST_KM:,.0f} km, half the way around.", distance_column)
    return Near(_target(target, target_column), round(km, 6), column=target_column)


def _target(text: str, column: int) -> str | tuple[float, float]:
    found = _point().fullmatch(text)
    if not found:
        return text
    lat, lon = float(found[1]), float(found[2])
    if not -90 <= lat <= 90:
        raise QueryError(f"Expected a latitude between -90 and 90, not {found[1]}; latitude comes first.", column)
    if not -180 <= lon <= 180:
        raise QueryError(f"Expected a longitude between -180 and 180, not {found[2]}.", column)
    return lat, lon


def read_when(field: str, value: str, column: int) -> When:
    """Return the term for a field of dates.

    Raises:
        QueryError: The value is not a date, or has no end where one is wanted.
    """
    try:
        first, last = _days(value)
    except DateError as error:
        raise QueryError(str(error), column) from error
    if field == "after":
        first, last = last + 1, OPEN_END
    elif field == "before":
        first, last = OPEN_START, first - 1
    if first > last:  # after what has no end, or before what has no beginning
        raise QueryError(f"Expected a date that {'ends' if field == 'after' else 'begins'} on a known day.", column)
    return When(field, value, first, last, column=column)


def _days(value: str) -> tuple[int, int]:
    """Return the first and last day of a date or a range.

    Most are EDTF, "A..B" in figures within the brackets of a set. What else people type is for a reader that only
    they wait for.
    """
    with suppress(DateError):
        dated = parse(f"[{value}]" if ".." in value and _FIGURES.issuperset(value) else value)
        return dated.earliest, dated.latest
    from store.dates.plain import read_range

    return read_range(value)


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(r"(>=|<=|>|<|=|) ?(\d{1,9})", re.ASCII)


@cache
def _between() -> re.Pattern[str]:
    return re.compile(r"(\d{0,9})\.\.(\d{0,9})", re.ASCII)


def _figure(field: str, value: str, column: int) -> Figure:
    between = _between().fullmatch(value)
    if between and value != "..":
        low, high = int(between[1] or 0), int(between[2]) if between[2] else None
        if high is not None and high < low:
            raise QueryError(f"Expected the smaller number first, as in {field}:{high}..{low}", column)
        return Figure(field, low, high, column=column)
    compared = _counted().fullmatch(value)
    if not compared:
        raise QueryError(f'Expected a number such as >=10, <5, =0 or 10..20, not "{shown(value)}".', column)
    low, high = _compared(compared[1], int(compared[2]))
    if low > _HIGHEST or (high is not None and high < 0):
        raise QueryError(f"Expected a number between 0 and {_HIGHEST:,}.", column)
    return Figure(field, low, high, column=column)


def _compared(sign: str, number: int) -> tuple[int, int | None]:
    match sign:
        case ">=":
            return number, None
        case ">":
            return number + 1, None
        case "<=":
            return 0, number
        case "<":
            return 0, number - 1
    return number, number
