"""Every value that a field may have in a store, by its names, those that most events have first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from weakref import WeakKeyDictionary

from msgspec import Struct
from pyroaring import BitMap

from store.query.fields import BY_NAME, ROLES
from store.query.index import QueryIndex
from store.query.names import words_of
from store.query.resolve import term_for
from store.query.tree import Match
from store.text import one_line

_LONGEST_NAME: Final = 200
"""Characters of a name that is worth writing into a query."""


class Value(Struct, frozen=True):
    """A value of a field."""

    label: str
    """As a person would write it."""
    note: str
    """Its full name, where that is another."""
    key: str
    """The words of all its names, a line for each."""
    weight: int
    """Events that have it, for the order only."""
    id: str = ""
    """Of the record that it stands for; empty: the label is the value."""


_CATALOGUES: Final[WeakKeyDictionary[QueryIndex, dict[str, list[Value]]]] = WeakKeyDictionary()


def values_for(field: str, index: QueryIndex) -> list[Value]:
    """Return the values of a field, worked out at the first time."""
    kind = "actor" if field in ROLES or field == "against" else field
    made = _CATALOGUES.setdefault(index, {})
    if kind not in made:
        found = [value for value in _values(kind, index) if value.label and len(value.label) <= _LONGEST_NAME]
        made[kind] = sorted(found, key=lambda value: (-value.weight, value.label))
    return made[kind]


def term_of(field: str, value: Value, index: QueryIndex) -> Match:
    """Return the term that asks for a value, in words that stand for no other."""
    if not value.id:
        return Match(field, value.label)
    kind = "actor" if field in ROLES or field == "against" else field
    return Match(field, term_for(kind, value.id, index).value)


def matching(values: Iterable[Value], typed: str) -> Iterator[tuple[int, Value]]:
    """Yield the values that what was typed fits, with how well: 0 by a beginning, 1 by a word's, 2 by any part."""
    words = words_of(typed)
    for value in values:
        if words in value.key:
            lines = f"\n{value.key}"
            yield (0 if f"\n{words}" in lines else 1 if f" {words}" in lines else 2), value


def _values(kind: str, index: QueryIndex) -> Iterator[Value]:
    if BY_NAME[kind].choices:
        return (_value(choice, 0) for choice in BY_NAME[kind].choices)
    return _BY_KIND[kind](index) if kind in _BY_KIND else iter(())


def _value(label: str, weight: int, names: Iterable[str] = (), id_: str = "") -> Value:
    shown = one_line(label)
    every = dict.fromkeys(one_line(name) for name in (label, *names) if name)
    note = next((name for name in every if name != shown), "")
    return Value(shown, note, "\n".join(map(words_of, every)), weight, id_)


def _actors(index: QueryIndex) -> Iterator[Value]:
    for id_, events in index.by_actor.items():
        actor = index.actors.get(id_)
        names = (actor.name, *actor.aliases) if actor else ()
        yield _value((actor.short or actor.name) if actor else id_, len(events), names, id_)


def _offensives(index: QueryIndex) -> Iterator[Value]:
    for id_, offensive in index.offensives.items():
        weight = len(index.by_offensive.get(id_, BitMap()))
        yield _value(offensive.short or offensive.name, weight, (offensive.name, *offensive.aliases), id_)


def _places(index: QueryIndex) -> Iterator[Value]:
    """Yield places and what they are in: one that shares its name with another is one value with it."""
    weights: defaultdict[str, int] = defaultdict(int)
    aliases: dict[str, tuple[str, ...]] = {}
    for id_, events in index.by_place.items():
        place = index.places.get(id_)
        if place is not None:
            aliases[place.name] = (*aliases.get(place.name, ()), *place.aliases)
            for name in {place.name, place.admin1, place.admin2}:
                weights[name] += len(events)
    return (_value(name, weight, aliases.get(name, ())) for name, weight in weights.items())


def _points(index: QueryIndex) -> Iterator[Value]:
    for id_, events in index.by_place.items():
        place = index.places.get(id_)
        if place is not None and place.lat is not None:
            yield _value(place.name, len(events), place.aliases)


def _units(index: QueryIndex, names: Callable[[str], Iterable[str]]) -> Iterator[Value]:
    weights: defaultdict[str, int] = defaultdict(int)
    for id_, events in index.by_place.items():
        for name in names(id_):
            weights[name] += len(events)
    return (_value(name, weight) for name, weight in weights.items())


def _admins(index: QueryIndex) -> Iterator[Value]:
    def names(id_: str) -> Iterable[str]:
        place = index.places.get(id_)
        return {place.admin1, place.admin2} if place else ()

    return _units(index, names)


def _countries(index: QueryIndex) -> Iterator[Value]:
    def names(id_: str) -> Iterable[str]:
        place = index.places.get(id_)
        return (place.country,) if place else ()

    return _units(index, names)


def _plain(mapping: Mapping[str, BitMap]) -> Iterator[Value]:
    return (_value(value, len(events)) for value, events in mapping.items())


_BY_KIND: Final[Mapping[str, Callable[[QueryIndex], Iterator[Value]]]] = {
    "actor": _actors,
    "bloc": lambda index: _plain(index.by_bloc),
    "offensive": _offensives,
    "place": _places,
    "near": _points,
    "admin": _admins,
    "country": _countries,
    "source": lambda index: _plain(index.by_source),
    "dataset": lambda index: _plain(index.by_dataset),
    "tag": lambda index: _plain(index.by_tag),
}
