"""The dates that a query asks for: what it finds certainly within them, and what only possibly."""

import datetime as dt
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from store.query.editing import parts_of
from store.query.evaluate import evaluate
from store.query.index import QueryIndex
from store.query.tree import Query, When, all_of

_CERTAIN: Final = "certain"
_LAST_DAY: Final = dt.date.max.toordinal()


class Dated(Struct, frozen=True):
    """How many events a query with dates finds, by how sure it is that they happened then."""

    certainly: int
    """Those that happened within the dates whichever of their possible days is the right one."""
    possibly: int
    """Those that may have, the certain ones among them."""
    is_certain: bool
    """Whether the query keeps the certain ones only."""


def windows(tree: Query) -> list[When]:
    """Return the terms of dates that all have to match."""
    return [part for part in parts_of(tree) if isinstance(part, When)]


def as_certain(tree: Query) -> Query:
    """Return the query with its dates keeping what certainly happened within them."""
    return all_of([_certain(part) if isinstance(part, When) else part for part in parts_of(tree)])


def as_possible(tree: Query) -> Query:
    """Return the query with its dates keeping what may have happened within them."""
    return all_of([_possible(part) if isinstance(part, When) else part for part in parts_of(tree)])


def surely_then(tree: Query) -> Query | None:
    """Return what asks for all that certainly happened within a query's dates; None for one without any."""
    return all_of([_certain(term) for term in windows(tree)]) if windows(tree) else None


def is_certain(tree: Query) -> bool:
    """Tell whether all of a query's dates keep what is certain only."""
    return all(term.field == _CERTAIN for term in windows(tree))


def dated(tree: Query, index: QueryIndex) -> Dated | None:
    """Count what a query finds either way; None for one without dates that have to match.

    Raises:
        QueryError: It names something that the index does not know.
    """
    if not windows(tree):
        return None
    certainly, possibly = (len(evaluate(each, index)) for each in (as_certain(tree), as_possible(tree)))
    return Dated(certainly, possibly, is_certain(tree))


def _possible(term: When) -> When:
    return replace(term, field="date") if term.field == _CERTAIN else term


def _certain(term: When) -> When:
    """Return a term for the same days that keeps what is certain; `after:` and `before:` become open ranges."""
    value = term.value
    if term.field == "after":
        value = f"{dt.date.fromordinal(term.first)}.." if 1 <= term.first <= _LAST_DAY else ""
    elif term.field == "before":
        value = f"..{dt.date.fromordinal(term.last)}" if 1 <= term.last <= _LAST_DAY else ""
    return replace(term, field=_CERTAIN, value=value) if value else term
