"""Where events were, and how exactly that is known: what a map may draw, and as what.

All of it is bitmaps, made once for a timeline: a place is asked for each set of events by its cardinality.
"""

from collections.abc import Iterable
from typing import Final, Literal, get_args

from msgspec import Struct
from pyroaring import BitMap

from store.facets import Facets, union
from store.geo import on_globe
from store.model import Place, Precision
from store.timeline import Timeline

Exactness = Literal["exact", "near", "district"]
"""`exact`: at the point; `near`: within about 25 km of it, or along a road or zone; `district`: somewhere in that
one."""

EXACTNESS: Final[dict[Precision, Exactness | None]] = {
    "": "exact",
    "point": "exact",
    "town": "exact",
    "near": "near",
    "area": "near",
    "district": "district",
    "province": None,
    "country": None,
    "waters": None,
    "unlocated": None,
}
"""None: for a province, a country or the sea no point can stand."""


class Spot(Struct, frozen=True):
    """The events of one place that are known with one exactness."""

    place: str
    lat: float
    lon: float
    """Degrees; the longitude from -180 up to 180."""
    exactness: Exactness
    events: BitMap


class Whereabouts:
    """The spots of a timeline that can be drawn, and the events that cannot."""

    def __init__(self, timeline: Timeline) -> None:
        by_precision = precisions(timeline)
        known = {
            exactness: union(events for precision, events in by_precision.items() if EXACTNESS[precision] == exactness)
            for exactness in get_args(Exactness)
        }
        self.spots = list(_spots(timeline, known))
        self.drawn = union(spot.events for spot in self.spots)
        """Every event of a spot."""
        self.by_precision = by_precision
        """Under "unlocated" those without a place, or with one that is not in the store."""

    def spot_of(self, ordinal: int) -> Spot | None:
        """Return the spot of an event, if it can be drawn."""
        spots = (spot for spot in self.spots if ordinal in spot.events)
        return next(spots, None) if ordinal in self.drawn else None

    def left_out(self, events: BitMap) -> dict[str, int]:
        """Count those of some events that no spot has, by why: "province", "country", "waters", else "unlocated"."""
        rest = events - self.drawn
        counts = {}
        for precision in ("province", "country", "waters"):
            count = rest.intersection_cardinality(self.by_precision[precision])
            if count:
                counts[str(precision)] = count
        others = len(rest) - sum(counts.values())
        if others:
            counts["unlocated"] = others
        return counts


def precisions(timeline: Facets) -> dict[Precision, BitMap]:
    """Return the events by how exactly their place is known: as the event says, else as its place does.

    Events without a place, or with one that is not in the store, are under "unlocated".
    """
    stated = union(timeline.by_precision.values())
    found: dict[Precision, list[BitMap]] = {precision: [] for precision in EXACTNESS}
    for precision in EXACTNESS:
        if precision in timeline.by_precision:
            found[precision].append(timeline.by_precision[precision])
    placed = []
    for id_, events in timeline.by_place.items():
        place = timeline.places.get(id_)
        if place is not None:
            placed.append(events)
            found[place.precision].append(events - stated)
    found["unlocated"].append(timeline.everything - union(placed) - stated)
    return {precision: union(events) for precision, events in found.items()}


def _spots(timeline: Timeline, known: dict[Exactness, BitMap]) -> Iterable[Spot]:
    for id_, events in timeline.by_place.items():
        point = point_of(timeline.places.get(id_))
        for exactness, of_these in known.items() if point else ():
            found = events & of_these
            if found and point:
                yield Spot(id_, *point, exactness, found)


def point_of(place: Place | None) -> tuple[float, float] | None:
    """Return the latitude and longitude of a place, the latter from -180 up to 180; None when it has none on Earth."""
    if place is None or place.lat is None or place.lon is None or not on_globe(place.lat, place.lon):
        return None
    return place.lat, (place.lon + 180) % 360 - 180
