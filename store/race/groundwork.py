"""What is worked out once for a timeline: which events have a place and a day to measure with."""

from collections.abc import Mapping
from typing import Final
from weakref import WeakKeyDictionary

from pyroaring import BitMap

from store.facets import union
from store.geo import distance_km, on_globe
from store.model import Place, Precision
from store.race.values import Target
from store.timeline import Timeline
from store.whereabouts import EXACTNESS, precisions

NOT_EXACT_ENOUGH: Final[Mapping[Precision, str]] = {
    "area": "a road, river or zone",
    "province": "a province",
    "country": "a country",
    "waters": "waters or airspace",
}
"""UCDP's `where_prec` 5, 4, 6 and 7, in words. `unlocated` is left out for want of coordinates."""

MOST_DAYS: Final = 7
"""An event that may have happened on, or lasted for, more days than these is on no day of a race."""

_TARGETS_KEPT: Final = 8


class Groundwork:
    """The places of a timeline's events and the days of the uncertain ones."""

    def __init__(self, timeline: Timeline) -> None:
        self._points = {id_: point for id_, place in timeline.places.items() if (point := point_of(place))}
        placed = timeline.by_place
        self.located = union(placed[id_] for id_ in self._points if id_ in placed)
        """Events with coordinates that lie on the globe."""
        of = precisions(timeline)
        self.inexact = {precision: of[precision] for precision in NOT_EXACT_ENOUGH}
        """Events whose place is not known well enough, by how exactly it is."""
        self.exact = union(of[precision] for precision in of if EXACTNESS[precision] == "exact")
        """Events whose very place is known."""
        self.long = timeline.lasting(MOST_DAYS)
        """Events that span more than `MOST_DAYS` days."""
        starts, known = timeline.days.starts, timeline.days.known
        ends = [*starts[1:], timeline.size][: len(starts)]
        self.unsure = BitMap()
        """Events that do not begin on a known day."""
        for start, end, is_known in zip(starts, ends, known, strict=True):
            if not is_known:
                self.unsure.add_range(start, end)
        self.without_fighters = _without_fighters(timeline)
        """Events that count the dead by party, with no fighter among them."""
        self._measured: dict[tuple[float, float], list[tuple[float, str]]] = {}

    def measured(self, target: Target, timeline: Timeline) -> list[tuple[float, str]]:
        """Return (km, place) of every place that has events, the nearest to the target first."""
        key = (target.lat, target.lon)
        if key not in self._measured:
            if len(self._measured) >= _TARGETS_KEPT:
                self._measured.clear()
            self._measured[key] = sorted(
                (distance_km(*key, *point), id_) for id_, point in self._points.items() if id_ in timeline.by_place
            )
        return self._measured[key]


def point_of(place: Place | None) -> tuple[float, float] | None:
    """Return a place's latitude and longitude; None when it has none, or none that lie on the globe."""
    if place is None or place.lat is None or place.lon is None or not on_globe(place.lat, place.lon):
        return None
    return place.lat, place.lon


def _without_fighters(timeline: Timeline) -> BitMap:
    """Return the events that count the dead by party, and no actor but civilians among them."""
    actors = timeline.actors
    fighters = (found for who, found in timeline.by_killed.items() if who in actors and actors[who].kind != "civilians")
    return union(timeline.by_killed.values()) - union(fighters)


_KNOWN: Final[WeakKeyDictionary[Timeline, Groundwork]] = WeakKeyDictionary()


def groundwork_of(timeline: Timeline) -> Groundwork:
    """Return what is worked out for a timeline, for as long as it lives."""
    found = _KNOWN.get(timeline)
    if found is None:
        found = _KNOWN[timeline] = Groundwork(timeline)
    return found
