"""Which values of the store a term stands for, and how a term is worded so that it stands for one value only."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pyroaring import BitMap

from store.errors import QueryError
from store.query.akin import suggestions
from store.query.fields import BY_NAME, ROLES
from store.query.index import QueryIndex
from store.query.lookup import Lookup, lookup_of
from store.query.names import Names, words_of
from store.query.nearest import listed, shown
from store.query.tree import Match
from store.text import one_line

FACETS: Final = (
    "actor",
    "attacker",
    "defender",
    "supporter",
    "victim",
    "reporter",
    "participant",
    "bloc",
    "type",
    "country",
    "admin1",
    "admin2",
    "place",
    "source",
    "dataset",
    "offensive",
    "confidence",
    "tag",
    "has",
)
"""Fields with values that one can choose from."""

EXACTLY: Final = "="
"""Before a value: the very id or value, whatever else goes by that name."""

BLOC: Final = "bloc="
"""Before a name in `against:`: everybody of that side of the war."""

_EVENTS: Final[Mapping[str, Callable[[QueryIndex], Mapping[str, BitMap]]]] = {
    "actor": lambda index: index.by_actor,
    "bloc": lambda index: index.by_bloc,
    "offensive": lambda index: index.by_offensive,
    "place": lambda index: index.by_place,
    "country": lambda index: index.by_country,
    "admin": lambda index: index.by_admin,
    "admin1": lambda index: index.by_admin1,
    "admin2": lambda index: index.by_admin2,
    "type": lambda index: index.by_type,
    "source": lambda index: index.by_source,
    "dataset": lambda index: index.by_dataset,
    "tag": lambda index: index.by_tag,
    "says": lambda index: index.by_origin,
    "dated": lambda index: index.by_dating,
    "precision": lambda index: index.by_exactness,
    "confidence": lambda index: index.by_confidence,
    "has": lambda index: index.having,
}

_LONGEST_NAME: Final = 200
"""Characters of a name that is worth writing into a query; of a longer one the id is."""


def facet(index: QueryIndex, field: str) -> Mapping[str, BitMap]:
    """Return the events by value of a field.

    Raises:
        KeyError: It has no values of its own.
    """
    return lookup_of(index).in_role(field, index) if field in ROLES else _EVENTS[field](index)


def values_of(term: Match, index: QueryIndex) -> list[str]:
    """Return the values of a term's facet that it stands for, whether events have them or not.

    Raises:
        QueryError: None, and the field asks for something known.
    """
    if BY_NAME[term.field].reading == "choice":
        return [term.value]
    return known(term.field, term.value, term.column, index, lookup_of(index))


def known(field: str, value: str, column: int, index: QueryIndex, lookup: Lookup) -> list[str]:
    """Return the ids that a value of a field stands for.

    Raises:
        QueryError: None, and the field asks for something known.
    """
    kind = "actor" if field in ROLES else field
    names = lookup.names(kind, index)
    if value.startswith(EXACTLY) and len(value) > 1:
        found = names.itself(value[1:])
    elif kind == "source" and not value.endswith("*"):
        return names.mentioning(value)
    else:
        found = names.find(value)
    if not found and not BY_NAME[field].open_ended:
        raise unknown(kind, value, column, names, _EVENTS[kind](index))
    return found


def unknown(kind: str, value: str, column: int, names: Names, events: Mapping[str, BitMap]) -> QueryError:
    """Return the mistake of asking for a name that is not known, with those that may have been meant."""
    hint = f" For either of two write ({kind}:A OR {kind}:B)." if "," in value else ""
    sizes = {name: sum(len(events.get(id_, ())) for id_ in ids) for name, ids in names.owned}
    near = [shown(name) for name in suggestions(value, sizes)]
    suggestion = f" Did you mean {listed(near)}?" if near else ""
    return QueryError(f'There is no {kind} "{shown(value)}" in this store.{suggestion}{hint}', column)


def only_value(term: Match, index: QueryIndex) -> str | None:
    """Return the one value that a term stands for; None when it stands for several or for none.

    Of values that share a name, those that no event has do not count.
    """
    try:
        values = _worded(term, index) or values_of(term, index)
    except QueryError:
        return None
    events = facet(index, term.field)
    values = [value for value in values if value in events] or values
    return values[0] if len(values) == 1 else None


def _worded(term: Match, index: QueryIndex) -> list[str]:
    """Return the source with the very words of a term: it has the events of all others that hold them."""
    names = lookup_of(index).names("source", index) if term.field == "source" else None
    words = words_of(term.value)
    return [name for name in names.exactly(term.value) if words_of(name) == words] if names and words else []


def term_for(field: str, value: str, index: QueryIndex) -> Match:
    """Return the term that asks for one value of a facet, in the shortest words that stand for no other."""
    for name in _names(field, value, index):
        term = Match(field, one_line(name))
        if term.value and len(term.value) <= _LONGEST_NAME and only_value(term, index) == value:
            return term
    return Match(field, EXACTLY + one_line(value))


def _names(field: str, value: str, index: QueryIndex) -> Iterator[str]:
    if (field == "actor" or field in ROLES) and value in index.actors:
        yield index.actors[value].short
        yield index.actors[value].name
    elif field == "offensive" and value in index.offensives:
        yield index.offensives[value].short
        yield index.offensives[value].name
    elif field == "place" and value in index.places:
        yield index.places[value].name
    yield value
