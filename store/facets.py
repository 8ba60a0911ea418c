"""The facets of a timeline: for every value that events can be asked for, the bitmap of those that have it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pyroaring import BitMap

from store.index import OTHERS, IndexBuilder, Toll, side_of
from store.model import STAR, Actor, Place
from store.units import by_unit

if TYPE_CHECKING:
    from store.evidence import Evidence


class Facets:
    """What a timeline answers by looking up; the rarer facets are made when they are first asked for."""

    everything: BitMap
    size: int
    earliest: array[int]
    latest: array[int]
    actors: dict[str, Actor]
    places: dict[str, Place]
    _start_known: bytes
    _lasting: array[int]
    _ordinal_at: array[int]
    """Ordinals by position in the file, `size` for those left out."""
    _in_order: bool
    """Whether the two are the same."""

    def _index(self, builder: IndexBuilder) -> None:
        """Make bitmaps of ordinals of the builder's positions."""

        def bitmap(positions: array[int]) -> BitMap:
            if self._in_order:
                return BitMap(positions)
            found = BitMap(array("I", map(self._ordinal_at.__getitem__, positions)))
            found.discard(self.size)
            return found

        def bitmaps(noted: Mapping[str, array[int]]) -> dict[str, BitMap]:
            return {value: bitmap(positions) for value, positions in noted.items() if value}

        self.by_actor: dict[str, BitMap] = {}
        self.by_role: dict[tuple[str, str], BitMap] = {}
        self.by_side: dict[tuple[str, str], BitMap] = {}
        for (actor, role, stated), positions in builder.participants.items():
            found, side = bitmap(positions), side_of(role, stated)
            self.by_actor[actor] = self.by_actor.get(actor, BitMap()) | found
            self.by_role[actor, role] = self.by_role.get((actor, role), BitMap()) | found
            if side:
                self.by_side[actor, side] = self.by_side.get((actor, side), BitMap()) | found
        self.by_bloc = self._blocs()
        self.by_place = bitmaps(builder.places)
        self.by_killed = bitmaps(builder.killed)
        """By whom a claim counts among the killed, an actor's id or plain words."""
        self.by_type = bitmaps(builder.types)
        self.by_publisher = bitmaps(builder.publishers)
        self.by_claimant = bitmaps(builder.claimants)
        self.by_precision = bitmaps(builder.precisions)
        """Under how exactly events themselves say that their place is known; the others leave it to the place."""
        self.by_dataset = bitmaps(builder.datasets)
        self.by_tag = bitmaps(builder.tags)
        self.by_confidence = bitmaps(builder.confidences)
        tolls = [(toll, bitmap(positions)) for toll, positions in builder.tolls.items()]
        self.by_low, self.by_deaths, self.by_high = (_by_figure(tolls, which) for which in range(3))
        self.listed_in = bitmaps(builder.offensives)
        self.having = {name: BitMap() for name in ("article", "claims", "coordinates", "disagreement", "notes")}
        self.having.update(bitmaps(builder.having))
        located = (found for id_, found in self.by_place.items() if self.is_located(id_))
        self.having["coordinates"] = union(located)
        self.having["star"] = self.by_tag.get(STAR, BitMap())

    def _blocs(self) -> dict[str, BitMap]:
        members: dict[str, list[BitMap]] = {}
        for actor_id, events in self.by_actor.items():
            members.setdefault(self.bloc_of(actor_id), []).append(events)
        return {bloc: union(found) for bloc, found in members.items()}

    def bloc_of(self, actor_id: str) -> str:
        """Return the side that an actor fights on; "Others" when the store does not say."""
        actor = self.actors.get(actor_id)
        return (actor.bloc if actor is not None else "") or OTHERS

    @cached_property
    def knows_blocs(self) -> bool:
        """Whether the store says of any actor which side it fights on."""
        return any(actor.bloc for actor in self.actors.values())

    def is_located(self, place_id: str) -> bool:
        """Tell whether a place is known and has coordinates."""
        place = self.places.get(place_id)
        return place is not None and place.lat is not None and place.lon is not None

    @property
    def by_origin(self) -> Mapping[str, BitMap]:
        """Events by whose word they are, whoever passed it on."""
        return self.evidence.by_origin

    @cached_property
    def by_dating(self) -> Mapping[str, BitMap]:
        """Events by how exactly they are dated; see `store.dating`."""
        from store.dating import by_dating

        return by_dating(self.earliest, self.latest, self._start_known, self._lasting)

    @cached_property
    def by_exactness(self) -> Mapping[str, BitMap]:
        """Events by how exactly their place is known."""
        from store.whereabouts import precisions

        found = precisions(self)
        found["point"] = found["point"] | found.pop("")  # a place that says nothing is where its point is
        return {str(precision): events for precision, events in found.items()}

    @cached_property
    def by_source(self) -> dict[str, BitMap]:
        """Events by the names of those who published or say something of them; see `store.sourcing`."""
        from store.sourcing import by_name

        return by_name(self.by_publisher, self.by_claimant)

    @cached_property
    def by_country(self) -> dict[str, BitMap]:
        """Events by country; so are the next three by province, by district and by both."""
        return by_unit(self.by_place, self.places, "country")

    @cached_property
    def by_admin1(self) -> dict[str, BitMap]:  # noqa: D102
        return by_unit(self.by_place, self.places, "admin1")

    @cached_property
    def by_admin2(self) -> dict[str, BitMap]:  # noqa: D102
        return by_unit(self.by_place, self.places, "admin2")

    @cached_property
    def by_admin(self) -> dict[str, BitMap]:  # noqa: D102
        return _merged(self.by_admin1, self.by_admin2)

    def counted(self, what: str, low: int, high: int | None) -> BitMap:
        """Return the events with a number within bounds.

        Args:
            what: What is counted: `sources` or `origins` (see `store.evidence`).
            low: The lowest number.
            high: The highest; None: any.
        """
        weights = self.evidence.origins if what == "origins" else self.evidence.sources
        found = weights.at_least(low)
        return found if high is None else found - weights.at_least(high + 1)

    @cached_property
    def evidence(self) -> Evidence:
        """Return what the events' numbers rest on; made when it is first asked for."""
        from store.evidence import Evidence

        return Evidence(self)


def _by_figure(tolls: Iterable[tuple[Toll, BitMap]], which: int) -> dict[int, BitMap]:
    """Return the events by one of the three figures of a toll."""
    found: dict[int, list[BitMap]] = {}
    for toll, events in tolls:
        found.setdefault(toll[which], []).append(events)
    return {figure: union(parts) for figure, parts in found.items()}


def _merged(one: Mapping[str, BitMap], other: Mapping[str, BitMap]) -> dict[str, BitMap]:
    """Return the events that have a value in one of two facets."""
    return {**one, **{value: one[value] | events if value in one else events for value, events in other.items()}}


def union(bitmaps: Iterable[BitMap]) -> BitMap:
    """Return the union of any number of bitmaps."""
    found = list(bitmaps)
    return BitMap.union(*found) if found else BitMap()
