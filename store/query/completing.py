"""What a query that is being written may go on with, each with the events that one would see."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.errors import QueryError
from store.query.evaluate import evaluate
from store.query.fields import BY_NAME, FIELDS
from store.query.index import QueryIndex
from store.query.offering import Value, matching, term_of, values_for
from store.query.parser import parse
from store.query.printing import to_text
from store.query.tree import Near
from store.query.values import DEFAULT_KM
from store.query.writing import Writing, writing_at

MOST_OFFERS: Final = 8
_MOST_COUNTED: Final = 40
"""Values whose events are counted, in search of some that have any."""
_DEATHS: Final = (">=1", ">=10", ">=25", ">=100", "=0")


class Offer(Struct, frozen=True):
    """One way to go on."""

    text: str
    """The whole query as it would be."""
    cursor: int
    """The column after what was put in."""
    label: str
    note: str = ""
    """What it means, or its full name; empty: the label says it."""
    count: int | None = None
    """Events that one would see; None: it is the name of a field."""


class _Draft(Struct, frozen=True):
    """A value that may be put in."""

    fit: int
    label: str
    note: str
    value: str
    """As the query writes it."""
    term: str
    """The query to count."""


def complete(text: str, cursor: int, index: QueryIndex, years: Sequence[int] = ()) -> list[Offer]:
    """Return how a query may go on at a column, the best first; nothing where it cannot be told.

    Args:
        text: The query as far as it is written, sound or not.
        cursor: The column at which one writes.
        index: The store's values and their events.
        years: In which there are events, to be offered as dates.
    """
    at = writing_at(text, cursor)
    if at is None:
        return []
    if not at.field:
        return _fields(text, at)
    rest = _events(at.rest, index)
    counted: list[tuple[_Draft, int]] = []
    for draft in islice(_drafts(at, index, years), _MOST_COUNTED):
        events = _events(draft.term, index)
        if events is not None:  # else its name is none that can be asked for
            counted.append((draft, len(events if rest is None else rest & events)))
    found = [pair for pair in counted if pair[1]] or counted
    best = sorted(found[:MOST_OFFERS], key=lambda pair: (pair[0].fit, -pair[1]))
    return [_put_in(text, at, draft.value, draft.label, draft.note, count) for draft, count in best]


def _fields(text: str, at: Writing) -> list[Offer]:
    typed = at.typed.lower()
    names = [field for field in FIELDS if field.name.startswith(typed)]
    return [_put_in(text, at, f"{field.name}:", f"{field.name}:", field.meaning, None) for field in names]


def _put_in(text: str, at: Writing, value: str, label: str, note: str, count: int | None) -> Offer:
    after = text[at.end :]
    if count is not None and not after and not value.endswith(","):
        value += " "  # what is written next is a term of its own
    before = text[: at.start] + value
    return Offer(before + after, len(before), label, note, count)


def _events(query: str, index: QueryIndex) -> BitMap | None:
    """Return what a query asks for; None when it cannot be read."""
    try:
        return evaluate(parse(query), index)
    except QueryError:
        return None


def _drafts(at: Writing, index: QueryIndex, years: Sequence[int]) -> Iterator[_Draft]:
    match BY_NAME[at.field].reading:
        case "deaths":
            return _literal(at, _DEATHS)
        case "when":
            return _literal(at, _dates(at.typed, years))
    return _values(at, index)


def _literal(at: Writing, values: Iterable[str]) -> Iterator[_Draft]:
    return (_Draft(0, value, "", value, at.before + value) for value in values if value.startswith(at.typed))


def _dates(typed: str, years: Sequence[int]) -> list[str]:
    """Return the years, the last first, or the months of the year that was typed."""
    year = typed[:4]
    if len(typed) >= 4 and year.isdecimal():
        return [f"{year}-{month:02}" for month in range(1, 13)]
    return [f"{each:04}" for each in sorted(years, reverse=True)]


def _values(at: Writing, index: QueryIndex) -> Iterator[_Draft]:
    seen: set[str] = set()
    for fit, value in sorted(matching(values_for(at.field, index), at.typed), key=itemgetter(0)):
        written, term = _worded(at, value, index)
        if written in seen:  # of places that share a name
            continue
        seen.add(written)
        yield _Draft(fit, value.label, value.note, written, term)


def _worded(at: Writing, value: Value, index: QueryIndex) -> tuple[str, str]:
    """Return how a value is written, and the query whose events are counted for it."""
    if at.field == "near":
        term = to_text(Near(value.label, DEFAULT_KM))
        return term.partition(":")[2], term
    term = to_text(term_of("actor" if at.field == "against" else at.field, value, index))
    written = term.partition(":")[2]
    if at.field == "against" and at.before.endswith(":"):  # the second actor is still to come
        return f"{written},", term
    return written, at.before + written
