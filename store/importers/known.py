"""The actors and places of a store, as an importer finds them: by id, name, short name and alias."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from store.geo import distance_km
from store.model import Actor, Place
from store.text import fold

SAME_PLACE_KM: Final = 5.0
"""A place of the same name this near is the same place; villages that share a name lie farther apart."""

SAME_SPOT_KM: Final = 0.15
"""A point this near another is that one, whatever its name; coordinates are mostly given to about 100 m."""

_SPOTS: Final = ("point", "town")
_CELLS_PER_DEGREE: Final = 100
"""Cells of about 1 km: a spot and its neighbours are found without looking at every place."""


class Known:
    """Actors and places that rows are matched with. Where two fit alike, the one that was added first is meant."""

    def __init__(self, actors: Iterable[Actor] = (), places: Iterable[Place] = ()) -> None:
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}
        self._actor_names: dict[str, str] = {}
        self._place_names: defaultdict[str, list[Place]] = defaultdict(list)
        self._spots: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
        self.add(actors, places)

    def add(self, actors: Iterable[Actor] = (), places: Iterable[Place] = ()) -> None:
        """Take in more records."""
        for actor in actors:
            self.actors[actor.id] = actor
            for name in filter(None, (actor.id, actor.name, actor.short, *actor.aliases)):
                self._actor_names.setdefault(fold(name), actor.id)
        for place in places:
            self.places[place.id] = place
            for name in dict.fromkeys(fold(name) for name in (place.id, place.name, *place.aliases)):
                self._place_names[name].append(place)
            if place.precision in _SPOTS and place.lat is not None and place.lon is not None:
                self._spots[_cell(place.lat, place.lon)].append(place)

    def actor(self, name: str) -> Actor | None:
        """Return the actor of that name."""
        found = self._actor_names.get(fold(name))
        return self.actors[found] if found else None

    def place(self, names: Iterable[str], lat: float, lon: float, *, or_at_spot: bool) -> Place | None:
        """Return the place that a point is.

        Args:
            names: What it is called; the first that is known of a place near the point decides.
            lat: Degrees north.
            lon: Degrees east.
            or_at_spot: Whether a town or point at the very spot will do when no name does.
        """
        for name in names:
            for place in self._place_names.get(fold(name), ()):
                if _is_within(place, lat, lon, SAME_PLACE_KM):
                    return place
        return self._at_spot(lat, lon) if or_at_spot else None

    def _at_spot(self, lat: float, lon: float) -> Place | None:
        row, column = _cell(lat, lon)
        for beside in ((row + north, column + east) for north in (0, -1, 1) for east in (0, -1, 1)):
            for place in self._spots.get(beside, ()):
                if _is_within(place, lat, lon, SAME_SPOT_KM):
                    return place
        return None


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return round(lat * _CELLS_PER_DEGREE), round(lon * _CELLS_PER_DEGREE)


def _is_within(place: Place, lat: float, lon: float, km: float) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return distance_km(place.lat, place.lon, lat, lon) <= km
