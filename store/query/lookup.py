"""What is worked out once for an index: its names, its places by latitude, and the events of terms asked for."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final
from weakref import WeakKeyDictionary

from pyroaring import BitMap

from store.query.index import QueryIndex
from store.query.located import Located
from store.query.names import ADMIN_WORDS, SETTLEMENT_WORDS, Names
from store.query.tree import Term

_REMEMBERED: Final = 256
"""Terms whose events are kept: on 400,000 events that takes at most 12 MB, in practice a tenth of it."""


class Lookup:
    """Remembers; holds on to nothing of the index but its records, so that a closed store can be forgotten."""

    def __init__(self) -> None:
        self._names: dict[str, Names] = {}
        self._located: Located | None = None
        self._events: dict[Term, BitMap] = {}
        self._ranked: dict[str, Sequence[str]] = {}
        self._roles: dict[str, dict[str, BitMap]] = {}

    def names(self, kind: str, index: QueryIndex) -> Names:
        """Return the names of a kind of record, one of `NAMED`."""
        if kind not in self._names:
            self._names[kind] = NAMED[kind](index)
        return self._names[kind]

    def take_names(self, kind: str, other: "Lookup") -> None:
        """Take over the names of a kind from the lookup of an index that has the same records of it."""
        if kind in other._names:
            self._names.setdefault(kind, other._names[kind])

    def take_located(self, other: "Lookup") -> None:
        """Take over the places that have coordinates from the lookup of an index that has the same places."""
        self._located = self._located or other._located

    def located(self, index: QueryIndex) -> Located:
        """Return the places that have coordinates."""
        if self._located is None:
            self._located = Located(index.places)
        return self._located

    def in_role(self, role: str, index: QueryIndex) -> Mapping[str, BitMap]:
        """Return the events by actor that has a role in them."""
        if role not in self._roles:
            self._roles[role] = {id_: events for (id_, in_it), events in index.by_role.items() if in_it == role}
        return self._roles[role]

    def ranked(self, field: str, events: Callable[[], Mapping[str, BitMap]]) -> Sequence[str]:
        """Return the values of a field that events have, those of most events first."""
        if field not in self._ranked:
            found = sorted((-len(of_it), value) for value, of_it in events().items() if of_it)
            self._ranked[field] = [value for _size, value in found]
        return self._ranked[field]

    def remember(self, term: Term, work_out: Callable[[], BitMap]) -> BitMap:
        """Return the events of a term, worked out at the first time."""
        found = self._events.get(term)
        if found is None:
            found = work_out()
            if len(self._events) >= _REMEMBERED:
                self._events.clear()
            self._events[term] = found
        return found


_LOOKUPS: Final[WeakKeyDictionary[QueryIndex, Lookup]] = WeakKeyDictionary()


def lookup_of(index: QueryIndex) -> Lookup:
    """Return what is remembered for an index, for as long as that lives."""
    return _LOOKUPS.setdefault(index, Lookup())


Pair = tuple[str, str]
"""A name, which may be empty, and the id of a record that has it."""


def _names(pairs: Iterable[Pair], ids: Collection[str] = (), generic: Collection[str] = ()) -> Names:
    owned = [(name, (id_,)) for name, id_ in pairs if name]
    return Names([name for name, _ in owned], [ids_ for _, ids_ in owned], ids, generic)


def _shared(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    """Return the ids under each name, for names that many records share."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, id_ in pairs:
        if name:
            found[name].append(id_)
    return found


def _actors(index: QueryIndex) -> Names:
    pairs = ((name, id_) for id_, actor in index.actors.items() for name in (actor.name, actor.short, *actor.aliases))
    return _names(pairs, ids={*index.actors, *index.by_actor})


def _blocs(index: QueryIndex) -> Names:
    return _values({*index.by_bloc, *(actor.bloc for actor in index.actors.values())})


def _offensives(index: QueryIndex) -> Names:
    pairs = (
        (name, id_)
        for id_, offensive in index.offensives.items()
        for name in (offensive.name, offensive.short, *offensive.aliases)
    )
    return _names(pairs, ids={*index.offensives, *index.by_offensive})


def _named_places(index: QueryIndex) -> Iterator[Pair]:
    return ((name, id_) for id_, place in index.places.items() for name in (place.name, *place.aliases))


def _admin_units(index: QueryIndex) -> dict[str, list[str]]:
    return _shared((unit, id_) for id_, place in index.places.items() for unit in (place.admin1, place.admin2))


def _places(index: QueryIndex) -> Names:
    own = [(name, (id_,)) for name, id_ in _named_places(index) if name]
    units = _admin_units(index)
    labels = [*(name for name, _ in own), *units]
    owners: list[Sequence[str]] = [*(ids for _, ids in own), *units.values()]
    return Names(labels, owners, {*index.places, *index.by_place}, SETTLEMENT_WORDS + ADMIN_WORDS)


def _points(index: QueryIndex) -> Names:
    return _names(_named_places(index), index.places, SETTLEMENT_WORDS)


def _admins(index: QueryIndex) -> Names:
    units = (unit for place in index.places.values() for unit in (place.admin1, place.admin2))
    return _values({*index.by_admin, *units}, ADMIN_WORDS)


def _provinces(index: QueryIndex) -> Names:
    return _values({*index.by_admin1, *(place.admin1 for place in index.places.values())}, ADMIN_WORDS)


def _districts(index: QueryIndex) -> Names:
    return _values({*index.by_admin2, *(place.admin2 for place in index.places.values())}, ADMIN_WORDS)


def _countries(index: QueryIndex) -> Names:
    return _values({*index.by_country, *(place.country for place in index.places.values())})


def _values(values: Collection[str], generic: Collection[str] = ()) -> Names:
    return _names(((value, value) for value in values), values, generic)


NAMED: Final[Mapping[str, Callable[[QueryIndex], Names]]] = {
    "actor": _actors,
    "bloc": _blocs,
    "offensive": _offensives,
    "place": _places,
    "point": _points,
    "admin": _admins,
    "admin1": _provinces,
    "admin2": _districts,
    "country": _countries,
    "source": lambda index: _values(index.by_source),
    "dataset": lambda index: _values(index.by_dataset),
    "tag": lambda index: _values(index.by_tag),
    "says": lambda index: _values(index.by_origin),
}
"""The names of each kind of record. "place" finds by province too, "point" a place that one can be near to."""


def prepare(index: QueryIndex) -> None:
    """Read all names and places ahead of the first query, which would wait some 40 ms for those of a big store."""
    lookup = lookup_of(index)
    for kind in NAMED:
        lookup.names(kind, index)
    lookup.located(index)
