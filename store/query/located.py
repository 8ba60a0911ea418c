"""Places by where they are: how `near:` finds those within a distance without measuring to all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Final

from store.geo import Vector, degrees_of_latitude, on_globe, squared_chord, vector
from store.model import Place

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_MARGIN_DEGREES: Final = 1e-9
"""A tenth of a millimetre, for what rounding may take from the band of latitudes."""


class Located:
    """The places that have coordinates, or are said to be near one that has, in order of latitude."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.points: dict[str, Point] = {}
        for id_, place in places.items():
            point = _point(place) or _point(places.get(place.near))
            if point:
                self.points[id_] = point
        by_latitude = sorted((point, id_) for id_, point in self.points.items())
        self._latitudes = [lat for (lat, _), _ in by_latitude]
        self._places: list[tuple[Vector, str]] = [(vector(*point), id_) for point, id_ in by_latitude]

    def _band(self, point: Point, km: float) -> tuple[int, int]:
        reach = degrees_of_latitude(km) + _MARGIN_DEGREES
        return bisect_left(self._latitudes, point[0] - reach), bisect_right(self._latitudes, point[0] + reach)

    def measured(self, point: Point, km: float) -> int:
        """Return how many places have to be measured to: what it costs to find those within `km`."""
        start, end = self._band(point, km)
        return end - start

    def within(self, point: Point, km: float) -> list[str]:
        """Return the places within `km` of a point: first a band of latitudes, then the distance itself."""
        start, end = self._band(point, km)
        x, y, z = vector(*point)
        most = squared_chord(km)
        return [
            id_
            for (at_x, at_y, at_z), id_ in self._places[start:end]
            if (at_x - x) ** 2 + (at_y - y) ** 2 + (at_z - z) ** 2 <= most
        ]


def _point(place: Place | None) -> Point | None:
    if place is None or place.lat is None or place.lon is None or not on_globe(place.lat, place.lon):
        return None
    return place.lat, place.lon
