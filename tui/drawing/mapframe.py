"""What part of the Earth a map shows, and where on it a point lies.

The projection is equirectangular: degrees are dots, and a degree of longitude is shortened by the cosine of the
latitude in the middle of the frame, so that shapes there are true. Longitudes count from the middle of the frame, by
the shorter way around: nothing is special at the date line, and the seam is half a turn away from what one looks at.
"""

from collections.abc import Callable, Sequence
from math import cos, radians
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from tui.drawing.dots import DOTS_ACROSS, DOTS_DOWN

FARTHEST_LATITUDE: Final = 85.0
"""The middle of a frame is no nearer to a pole: there a degree of longitude comes to nothing."""
CLOSEST: Final = 0.002
"""Degrees of latitude in a dot when zoomed in all the way: 220 m, twice as fine as the finest lines are."""
FARTHEST: Final = 4.0
"""Degrees in a dot when zoomed out all the way: the whole Earth in 45 columns."""
ZOOM_STEP: Final = 1.5
PAN_SHARE: Final = 6
"""A key moves the map by a sixth of it."""
MARGIN_SHARE: Final = 0.08
"""Room around what a frame was fitted to."""
SMALLEST_FIT: Final = 0.6
"""Degrees that a frame shows at least when it is fitted: around a single point its surroundings are seen."""
KM_A_DEGREE: Final = 111.195
"""Of latitude, on the sphere of `store.geo`."""


class MapFrame(Struct, frozen=True):
    """A part of the Earth on a sheet of cells."""

    lat: float
    lon: float
    """The middle."""
    degrees: float
    """Degrees of latitude in a dot."""
    width: int
    height: int
    """Cells."""

    @property
    def degrees_across(self) -> float:
        """Degrees of longitude in a dot."""
        return self.degrees / cos(radians(self.lat))

    def dot(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a point lies: dots from the left and from the top. It may be outside of the sheet."""
        away = (lon - self.lon + 180) % 360 - 180
        x = self.width * DOTS_ACROSS / 2 + away / self.degrees_across
        return x, self.height * DOTS_DOWN / 2 - (lat - self.lat) / self.degrees

    def projector(self) -> Callable[[float, float], tuple[float, float] | None]:
        """Return a function that tells, like `dot`, where a point lies, and None for one that is not in the frame.

        For many points: what they have in common is worked out once.
        """
        lat0, lon0 = self.lat, self.lon
        right, bottom = self.width * DOTS_ACROSS, self.height * DOTS_DOWN
        middle_x, middle_y = right / 2, bottom / 2
        per_lat, per_lon = 1 / self.degrees, 1 / self.degrees_across

        def project(lat: float, lon: float) -> tuple[float, float] | None:
            y = middle_y - (lat - lat0) * per_lat
            if not 0 <= y < bottom:
                return None
            x = middle_x + ((lon - lon0 + 180) % 360 - 180) * per_lon
            return (x, y) if 0 <= x < right else None

        return project

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the latitude and longitude at a dot."""
        lon = self.lon + (x - self.width * DOTS_ACROSS / 2) * self.degrees_across
        lat = self.lat - (y - self.height * DOTS_DOWN / 2) * self.degrees
        return max(-90.0, min(90.0, lat)), (lon + 180) % 360 - 180

    def holds(self, lat: float, lon: float) -> bool:
        """Tell whether a point is in the frame."""
        return self.projector()(lat, lon) is not None

    def moved(self, right: float, down: float) -> "MapFrame":
        """Return the frame moved by so many dots."""
        lon = self.lon + right * self.degrees_across
        return centred(self, self.lat - down * self.degrees, lon)

    def panned(self, right: int, down: int) -> "MapFrame":
        """Return the frame moved by so many steps of a part of it."""
        across, height = self.width * DOTS_ACROSS, self.height * DOTS_DOWN
        return self.moved(right * across / PAN_SHARE, down * height / PAN_SHARE)

    def zoomed(self, step: int, x: float | None = None, y: float | None = None) -> "MapFrame":
        """Return the frame with less in more detail (`step` 1) or more in less (-1), around a dot or the middle."""
        degrees = max(CLOSEST, min(FARTHEST, self.degrees * ZOOM_STEP**-step))
        if x is None or y is None:
            return replace(self, degrees=degrees)
        lat, lon = self.point(x, y)
        nearer = replace(self, degrees=degrees)
        to_x, to_y = nearer.dot(lat, lon)
        return nearer.moved(to_x - x, to_y - y)

    def resized(self, width: int, height: int) -> "MapFrame":
        """Return the frame on another sheet, around the same middle."""
        return replace(self, width=width, height=height)


def centred(frame: MapFrame, lat: float, lon: float) -> MapFrame:
    """Return a frame around another middle."""
    lat = max(-FARTHEST_LATITUDE, min(FARTHEST_LATITUDE, lat))
    return replace(frame, lat=lat, lon=(lon + 180) % 360 - 180)


def fitted(points: Sequence[tuple[float, float]], width: int, height: int) -> MapFrame:
    """Return the frame that shows all of some points, (latitude, longitude) each, with a margin.

    Around the date line it is the shorter arc that is shown. Without any point it is the whole Earth.
    """
    across, down = max(1, width) * DOTS_ACROSS, max(1, height) * DOTS_DOWN
    if not points:
        return MapFrame(0.0, 0.0, max(180 / down, 360 / across), width, height)
    south, north = min(lat for lat, _lon in points), max(lat for lat, _lon in points)
    west, length = shortest_arc([lon for _lat, lon in points])
    lat = max(-FARTHEST_LATITUDE, min(FARTHEST_LATITUDE, (south + north) / 2))
    tall = max(SMALLEST_FIT, 2 * max(north - lat, lat - south)) * (1 + 2 * MARGIN_SHARE)
    wide = max(SMALLEST_FIT, length) * (1 + 2 * MARGIN_SHARE) * cos(radians(lat))
    degrees = max(CLOSEST, min(FARTHEST, max(tall / down, wide / across)))
    return MapFrame(lat, (west + length / 2 + 180) % 360 - 180, degrees, width, height)


def shortest_arc(lons: Sequence[float]) -> tuple[float, float]:
    """Return (start, length) in degrees of the shortest arc eastward that holds all of some longitudes."""
    ordered = sorted({lon % 360 for lon in lons})
    gaps = [(after - before) % 360 for before, after in zip(ordered, [*ordered[1:], ordered[0]], strict=True)]
    if len(ordered) == 1:
        return ordered[0], 0.0
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    return ordered[(widest + 1) % len(ordered)], 360 - gaps[widest]
