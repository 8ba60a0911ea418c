"""Where a feature is: its point, or of a shape the point that stands for it.

Positions are longitude first (RFC 7946). What lies off the globe is refused, never turned round: nobody can tell a
swapped pair from a wrong one.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import hypot, isfinite
from typing import Any, Final, NamedTuple

from store.importers.jsondocument import shown
from store.importers.protocol import CellError

_COLUMN: Final = "geometry.coordinates"
_NESTED: Final = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""Arrays around the positions of each kind of geometry."""
_COLLECTION: Final = "GeometryCollection"

Position = tuple[float, float]
"""Longitude and latitude, in degrees."""
Ring = Sequence[Position]


class Spot(NamedTuple):
    """A point, and whether it only stands for a shape."""

    lon: float
    lat: float
    is_shape: bool


def spot_of(geometry: Any) -> Spot | None:
    """Return where a geometry is; None for one that is null or empty.

    Raises:
        CellError: It is none, or lies off the globe.
    """
    if geometry is None or geometry == {}:
        return None
    if not isinstance(geometry, dict):
        raise CellError("geometry", shown(str(geometry)), "expected an object, or null for a place that is not known")
    parts = list(_parts(geometry))
    if not parts:
        return None
    if len(parts) == 1 and geometry.get("type") == "Point":
        return Spot(*parts[0][0], is_shape=False)
    rings = [part for part in parts if len(part) > 3 and part[0] == part[-1]]
    chosen = max(rings, key=lambda ring: abs(_area(ring))) if rings else [point for part in parts for point in part]
    return Spot(*_inside(chosen) if rings else _nearest(chosen, _mean(chosen)), is_shape=len(set(chosen)) > 1)


def _parts(geometry: Mapping[str, Any], depth: int = 0) -> Iterator[list[Position]]:
    """Yield the points, lines and outer rings of a geometry."""
    kind = geometry.get("type")
    if kind == _COLLECTION:
        members = geometry.get("geometries")
        for member in members if isinstance(members, list) else []:
            if isinstance(member, dict):
                yield from _parts(member)
        return
    if kind not in _NESTED:
        raise CellError("geometry.type", shown(str(kind)), f"expected one of {', '.join((*_NESTED, _COLLECTION))}")
    yield from _lines(geometry.get("coordinates"), _NESTED[str(kind)], str(kind))


def _lines(coordinates: Any, nested: int, kind: str) -> Iterator[list[Position]]:
    if coordinates in (None, []):
        return
    if not isinstance(coordinates, list):
        raise CellError(_COLUMN, shown(str(coordinates)), "expected an array")
    if nested == 0:
        yield [_position(coordinates)]
    elif nested == 1:
        yield [_position(position) for position in coordinates]
    else:
        outer = coordinates[:1] if nested == 2 and kind.endswith("Polygon") else coordinates  # the others are holes
        for part in outer:
            yield from _lines(part, nested - 1, kind)


def _position(value: Any) -> Position:
    is_pair = isinstance(value, list) and len(value) >= 2
    if not is_pair or not all(isinstance(degrees, int | float) and not isinstance(degrees, bool) for degrees in value):
        raise CellError(_COLUMN, shown(str(value)), "expected a longitude and a latitude, both numbers")
    lon, lat = float(value[0]), float(value[1])
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise CellError(_COLUMN, shown(str(value)), _why_off(lon, lat))
    return lon, lat


def _why_off(lon: float, lat: float) -> str:
    if abs(lon) <= 90 and 90 < abs(lat) <= 180:
        return (
            f"there is no latitude {lat:g}; GeoJSON has the longitude first, and these two may be the other way round"
        )
    if abs(lon) > 180 and abs(lat) > 90 and max(abs(lon), abs(lat)) > 1000:
        return "these are no degrees; GeoJSON has WGS 84, with the longitude first"
    return "expected a longitude from -180 to 180, then a latitude from -90 to 90"


def _area(ring: Ring) -> float:
    """Return twice the area that a ring encloses, in square degrees, below 0 if it runs clockwise."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring))


def _inside(ring: Ring) -> Position:
    """Return the middle of what a ring encloses, or its corner nearest to that where the middle lies outside."""
    area = _area(ring)
    first_x, first_y = ring[0]  # counted from here, for small shapes far from 0, 0
    moved = [(x - first_x, y - first_y) for x, y in ring]
    if not area or not _area(moved):
        return _nearest(ring, _mean(ring))
    weights = [(x, y, next_x, next_y, x * next_y - next_x * y) for (x, y), (next_x, next_y) in pairwise(moved)]
    middle = (
        first_x + sum((x + next_x) * weight for x, _, next_x, _, weight in weights) / (3 * _area(moved)),
        first_y + sum((y + next_y) * weight for _, y, _, next_y, weight in weights) / (3 * _area(moved)),
    )
    return middle if _encloses(ring, middle) else _nearest(ring, middle)


def _encloses(ring: Ring, point: Position) -> bool:
    """Count the sides that a line from the point eastwards crosses."""
    x, y = point
    crossed = 0
    for (from_x, from_y), (to_x, to_y) in pairwise(ring):
        if (from_y > y) != (to_y > y):
            crossed += x < from_x + (to_x - from_x) * (y - from_y) / (to_y - from_y)
    return crossed % 2 == 1


def _mean(points: Ring) -> Position:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _nearest(points: Ring, to: Position) -> Position:
    return min(points, key=lambda point: (hypot(point[0] - to[0], point[1] - to[1]), point))
