"""The names on the map: of what offensives aim at, of towns, of places where much happened."""

from collections.abc import Iterable
from typing import Final

from store.timeline import Timeline
from store.whereabouts import EXACTNESS, Spot, point_of
from tui.basemap import City
from tui.drawing.mapframe import MapFrame
from tui.drawing.maplabels import TOWN, Label
from tui.drawing.spans import label

NAMESAKE_DEGREES: Final = 0.05
"""A town of the base map this near to one of the store goes by the store's name."""
MOST_NAMES: Final = 600
"""Places that are thought of for a name: those with most events."""
CITY_RANKS: Final = ((0.03, 8), (0.06, 7), (0.12, 6), (0.25, 4), (0.5, 3), (1.0, 1), (9.0, 0))
"""Up to how many degrees in a dot towns of which rank are named."""


class MapNames:
    """The names that a timeline's map may show."""

    def __init__(self, timeline: Timeline, spots: Iterable[Spot]) -> None:
        self._places = timeline.places
        self._points = {
            place.id: point
            for place in timeline.places.values()
            if EXACTNESS[place.precision] == "exact" and (point := point_of(place)) is not None
        }
        self._towns = {id_: self._points[id_] for id_ in self._points if timeline.places[id_].precision == "town"}
        self._targets, self._waypoints = aims(timeline)
        self._busiest = busiest(timeline, spots)
        self._own_names: dict[City, str] = {}
        """Names of towns of the base map that were looked up."""

    def within(self, frame: MapFrame, spot: Spot | None, cities: list[City]) -> list[Label]:
        """Return the names of what is in the frame: where the cursor is, what offensives aim at, towns, the rest."""
        project = frame.projector()
        found: list[Label] = []

        def add(name: str, dot: tuple[float, float], look: str = "map-name") -> None:
            found.append(Label(name, int(dot[0]) // 2, int(dot[1]) // 4, look, TOWN))

        def add_places(places: Iterable[str], look: str = "map-name") -> None:
            for id_ in places:
                dot = project(*self._points[id_]) if id_ in self._points else None
                if dot is not None:
                    add(self._place_name(id_), dot, look)

        add_places([spot.place] if spot is not None else [], "")
        add_places(self._targets)
        most = next(rank for degrees, rank in CITY_RANKS if frame.degrees <= degrees)
        for city in cities:
            if city.rank > most:
                break
            dot = project(city.lat, city.lon)
            if dot is not None:
                add(self._own_name(city), dot)
        add_places(self._waypoints)
        add_places(self._busiest)
        return found

    def _place_name(self, id_: str) -> str:
        return label(self._places[id_].name)

    def _own_name(self, city: City) -> str:
        """Return what the store calls a town of the base map, if it has one there."""
        if city not in self._own_names:
            near = [
                ((lat - city.lat) ** 2 + (lon - city.lon) ** 2, id_)
                for id_, (lat, lon) in self._towns.items()
                if abs(lat - city.lat) < NAMESAKE_DEGREES and abs(lon - city.lon) < NAMESAKE_DEGREES
            ]
            self._own_names[city] = self._place_name(min(near)[1]) if near else label(city.name)
        return self._own_names[city]


def busiest(timeline: Timeline, spots: Iterable[Spot]) -> list[str]:
    """Return the places that are exactly known and have most events, those first."""
    by_place = timeline.by_place
    places = {spot.place for spot in spots if spot.exactness == "exact"}
    return sorted(places, key=lambda id_: (-len(by_place[id_]), id_))[:MOST_NAMES]


def aims(timeline: Timeline) -> tuple[list[str], list[str]]:
    """Return the places that offensives aim at, and those on their way: of the offensives with most events first."""
    offensives = sorted(timeline.offensives.values(), key=lambda o: (-len(timeline.by_offensive[o.id]), o.id))
    targets = dict.fromkeys(offensive.target for offensive in offensives)
    waypoints = dict.fromkeys(waypoint.place for offensive in offensives for waypoint in offensive.waypoints)
    return list(targets), list(waypoints)
