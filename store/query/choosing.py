"""Choices in a query: which values of a facet it asks for, which it leaves out, and how to write another choice in.

A choice is a part that has to match, `actor:IS` or `(actor:IS OR actor:SDF)`, or must not, `-actor:IS`. What says more
than that stays as it is and is not told of as a choice. Of several groups of one facet the last is the choice: the
others have to match beside it.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from store.query.editing import parts_of
from store.query.index import QueryIndex
from store.query.resolve import FACETS, only_value, term_for
from store.query.tree import Match, Not, Or, Query, all_of, any_of

Choice = Literal["any", "only", "never"]


class Part(Struct, frozen=True):
    """A part of a query that has to match, with the choice that it makes, if it makes one."""

    query: Query
    facet: str = ""
    """Empty: it is no choice."""
    terms: tuple[tuple[str, Match], ...] = ()
    """Each value that is chosen, with its term."""
    is_never: bool = False

    @property
    def values(self) -> list[str]:
        """The values that are chosen."""
        return [value for value, _term in self.terms]


def read_parts(tree: Query, index: QueryIndex) -> list[Part]:
    """Return what all has to match, choices told apart; whatever an index does not know is none."""
    return [_read(query, index) for query in parts_of(tree)]


def _read(query: Query, index: QueryIndex) -> Part:
    inner = query.query if isinstance(query, Not) else query
    terms = inner.parts if isinstance(inner, Or) else (inner,)
    named = [term for term in terms if isinstance(term, Match)]
    facets = {term.field for term in named}
    if len(named) < len(terms) or len(facets) > 1 or not facets.issubset(FACETS):
        return Part(query)
    found = [(value, term) for term in named if (value := only_value(term, index)) is not None]
    if len(found) < len(named):
        return Part(query)
    return Part(query, facets.pop(), tuple(found), isinstance(query, Not))


def group_at(parts: Sequence[Part], facet: str) -> int | None:
    """Return where the group of the facet's values that are chosen as `only` stands, if there is any."""
    at = [number for number, part in enumerate(parts) if part.facet == facet and not part.is_never]
    return at[-1] if at else None


def chosen(parts: Sequence[Part], facet: str) -> tuple[set[str], set[str]]:
    """Return the values of a facet that are chosen as `only`, and those as `never`."""
    group = group_at(parts, facet)
    only = set(parts[group].values) if group is not None else set()
    never = {value for part in parts if part.facet == facet and part.is_never for value in part.values}
    return only, never


def others(parts: Sequence[Part], facet: str) -> Query:
    """Return the query without what is chosen in a facet."""
    group = group_at(parts, facet)
    return all_of(
        [
            part.query
            for number, part in enumerate(parts)
            if number != group and not (part.facet == facet and part.is_never)
        ]
    )


def choice_of(parts: Sequence[Part], facet: str, value: str) -> Choice:
    """Return what is chosen for a value; what is left out stays out, whatever else is asked for."""
    only, never = chosen(parts, facet)
    return "never" if value in never else "only" if value in only else "any"


def choose(tree: Query, index: QueryIndex, facet: str, value: str, choice: Choice) -> Query:
    """Return a query in which a value's choice is another, and everything else as it was."""
    parts = _without(read_parts(tree, index), facet, value)
    queries = [part.query for part in parts]
    if choice == "never":
        queries.append(Not(term_for(facet, value, index)))
    elif choice == "only":
        group = group_at(parts, facet)
        if group is None:
            queries.append(term_for(facet, value, index))
        elif value not in parts[group].values:
            queries[group] = any_of([queries[group], term_for(facet, value, index)])
    return all_of(queries)


def _without(parts: Sequence[Part], facet: str, value: str) -> list[Part]:
    left = [_reduced(part, value) if part.facet == facet and part.is_never else part for part in parts]
    kept = [part for part in left if part is not None]
    while (group := group_at(kept, facet)) is not None and value in kept[group].values:
        reduced = _reduced(kept[group], value)
        kept[group : group + 1] = [reduced] if reduced is not None else []
    return kept


def _reduced(part: Part, value: str) -> Part | None:
    """Return a choice without one of its values; None when no other is left."""
    terms = tuple(pair for pair in part.terms if pair[0] != value)
    if len(terms) == len(part.terms):
        return part
    if not terms:
        return None
    query = any_of([term for _value, term in terms])
    return Part(Not(query) if part.is_never else query, part.facet, terms, part.is_never)
