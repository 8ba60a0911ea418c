"""From a tree to the set of events that it asks for: an operation on bitmaps for each term, none for each event."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeVar

from pyroaring import BitMap

from store.errors import QueryError
from store.index import OTHERS
from store.query.index import QueryIndex
from store.query.located import Point
from store.query.lookup import Lookup, lookup_of
from store.query.nearest import shown
from store.query.resolve import BLOC, facet, known, unknown, values_of
from store.query.tree import Against, And, Everything, Figure, Match, Near, Not, Or, Query, Term, Text, When, terms_in
from store.text import fold

_Key = TypeVar("_Key")

MOST_CENTRES: Final = 10
"""Places of one name that `near:` measures from; what fits more of them is hardly meant as one place."""

MOST_MEASURED: Final = 1_000_000
"""Distances that a query may ask for: about a second's work. Ten circles around the globe in a store of 100,000 places
are that many, or a thousand circles of 60 km."""


def evaluate(tree: Query, index: QueryIndex, *, allow_offensives: bool = True) -> BitMap:
    """Return the events that a query asks for, as a bitmap of the caller's own.

    Args:
        tree: The query.
        index: Where to look.
        allow_offensives: Whether it may ask for `offensive:`. An offensive's own query may not, or two offensives
            could each wait for the other's events.

    Raises:
        QueryError: It names something that the store does not know.
    """
    return BitMap(_Evaluation(tree, index, allow_offensives).solve(tree))


class _Evaluation:
    def __init__(self, tree: Query, index: QueryIndex, allow_offensives: bool) -> None:
        self._index = index
        self._lookup = lookup_of(index)
        self._found: dict[Term, BitMap] = {}
        self._measured = 0
        # every term first, so that a mistake is told even when the terms before it leave nothing to look at
        for term in terms_in(tree):
            if isinstance(term, Match) and term.field == "offensive" and not allow_offensives:
                raise QueryError("An offensive's own query cannot ask for offensive:", term.column)
            if isinstance(term, Near) and term not in self._found:
                self._weigh(term)
            if not isinstance(term, Text):
                self._found[term] = _events_of(term, index, self._lookup)

    def _weigh(self, term: Near) -> None:
        located = self._lookup.located(self._index)
        centres = _centres(term, self._index, self._lookup)
        self._measured += sum(located.measured(centre, term.km) for centre in centres)
        if self._measured > MOST_MEASURED:
            raise QueryError(
                "Up to here near: takes in too many places; ask for fewer or smaller circles.", term.column
            )

    def solve(self, tree: Query) -> BitMap:
        match tree:
            case Text(text):
                return self._search(text)
            case Not(query):
                return self._index.everything - self.solve(query)
            case Or(parts):
                return BitMap.union(*map(self.solve, parts))
            case And(parts):
                return self._all(parts)
        return self._found[tree]

    def _all(self, parts: Iterable[Query]) -> BitMap:
        found = self._index.everything
        for part in sorted(parts, key=_searches):
            if not found:
                break
            found = found - self.solve(part.query) if isinstance(part, Not) else found & self.solve(part)
        return found

    def _search(self, text: str) -> BitMap:
        """Find a text, and the events of actors and places that are called so in another spelling."""
        index = self._index
        found = [index.search(fold(text))]
        found += _under(index.by_actor, self._lookup.names("actor", index).exactly(text))
        found += _under(index.by_place, self._lookup.names("point", index).exactly(text))
        return BitMap.union(*found)


def _searches(tree: Query) -> bool:
    """Tell whether a tree takes a scan of texts, which comes last since it is the slowest."""
    return any(isinstance(term, Text) for term in terms_in(tree))


def _events_of(term: Term, index: QueryIndex, lookup: Lookup) -> BitMap:
    match term:
        case When("certain", _, first, last):
            return index.certainly(first, last)
        case When(_, _, first, last):
            return index.possibly(first, last)
        case Everything() | Text():
            return index.everything
        case Match():
            return lookup.remember(term, lambda: _matching(term, index))
        case Against():
            return lookup.remember(term, lambda: _opposed(term, index, lookup))
        case Near():
            return lookup.remember(term, lambda: _near(term, index, lookup))
        case Figure():
            return lookup.remember(term, lambda: _figured(term, index))


def _matching(term: Match, index: QueryIndex) -> BitMap:
    field, value = term.field, term.value
    if field == "id":
        return BitMap([index.ordinal_of[value]]) if value in index.ordinal_of else BitMap()
    return _union(_under(facet(index, field), values_of(term, index)))


def _figured(term: Figure, index: QueryIndex) -> BitMap:
    low, high = term.low, term.high
    tolls = {"low": index.by_low, "deaths": index.by_deaths, "high": index.by_high}.get(term.field)
    if tolls is None:
        return index.counted(term.field, low, high)
    return _union(events for figure, events in tolls.items() if low <= figure and (high is None or figure <= high))


def _opposed(term: Against, index: QueryIndex, lookup: Lookup) -> BitMap:
    ones = _parties(term.one, term.column, index, lookup)
    others = _parties(term.other, term.other_column, index, lookup)

    def on(side: Literal["a", "b"], ids: list[str]) -> BitMap:
        return _union(_under(index.by_side, ((id_, side) for id_ in ids)))

    return (on("a", ones) & on("b", others)) | (on("b", ones) & on("a", others))


def _parties(name: str, column: int, index: QueryIndex, lookup: Lookup) -> list[str]:
    """Return the actors that a name in `against:` stands for: by their own names, or all of a bloc."""
    if not name.startswith(BLOC):
        return known("actor", name, column, index, lookup)
    blocs = set(known("bloc", name.removeprefix(BLOC), column + len(BLOC), index, lookup))
    actors = {actor for actor, _side in index.by_side}
    own = {actor: index.actors[actor].bloc if actor in index.actors else "" for actor in actors}
    return [actor for actor, bloc in own.items() if (bloc or OTHERS) in blocs]


def _near(term: Near, index: QueryIndex, lookup: Lookup) -> BitMap:
    located = lookup.located(index)
    return _union(
        found
        for centre in _centres(term, index, lookup)
        for found in _under(index.by_place, located.within(centre, term.km))
    )


def _centres(term: Near, index: QueryIndex, lookup: Lookup) -> set[Point]:
    """Return where to measure from: where the places of a name are, of which a full name counts before others."""
    name = term.target
    if not isinstance(name, str):
        return {name}
    names = lookup.names("point", index)
    ids = names.exactly(name) or names.find(name)
    if not ids:
        raise unknown("place", name, term.column, names, index.by_place)
    points = lookup.located(index).points
    centres = {points[id_] for id_ in ids if id_ in points}
    if not centres:
        hint = "give some, as in near:36.53,37.95~60km"
        raise QueryError(f'The place "{shown(name)}" has no coordinates; {hint}', term.column)
    if len(centres) > MOST_CENTRES:
        raise QueryError(f'"{shown(name)}" fits {len(centres):,} places; write more of the name.', term.column)
    return centres


def _under(facet: Mapping[_Key, BitMap], keys: Iterable[_Key]) -> list[BitMap]:
    return [facet[key] for key in keys if key in facet]


def _union(bitmaps: Iterable[BitMap]) -> BitMap:
    return BitMap.union(BitMap(), *bitmaps)
