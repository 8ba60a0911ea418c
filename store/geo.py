"""Distances on the globe.

The great-circle distance is the haversine formula on a sphere,

    a = sin²(Δlat / 2) + cos lat₁ · cos lat₂ · sin²(Δlon / 2)        d = 2 R · asin √a,

with R the mean radius of the Earth as the IUGG defines it. The Earth is not a sphere: against the ellipsoid of WGS 84
the distance is off by at most about 0.56 %, which is less than what a place's coordinates are worth. Haversine keeps
its precision for the short distances that are asked for here, where the law of cosines loses it.
"""

from math import asin, cos, degrees, isfinite, pi, radians, sin, sqrt
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius (2a + b) / 3 of the IUGG (Moritz, Geodetic Reference System 1980)."""

FARTHEST_KM: Final = pi * EARTH_RADIUS_KM
"""Half the way around: no two places are farther apart."""

KM_PER_MILE: Final = 1.609344
"""The international mile."""

Vector = tuple[float, float, float]
"""A point on a globe of radius 1, from its middle."""


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance between two points given in degrees."""
    phi, other_phi = radians(lat), radians(other_lat)
    across = sin(radians(other_lon - lon) / 2)
    along = sin((other_phi - phi) / 2)
    haversine = along * along + cos(phi) * cos(other_phi) * across * across
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(haversine)))  # antipodes may round to a little above 1


def vector(lat: float, lon: float) -> Vector:
    """Return a point of the globe in space, where neither the date line nor the poles are special."""
    phi, lam = radians(lat), radians(lon)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def squared_chord(km: float) -> float:
    """Return the square of the straight line through the globe under a distance: 4 a of the haversine formula.

    Points are within `km` exactly when their vectors are no farther apart than this, which takes no trigonometry.
    """
    chord = 2 * sin(min(km, FARTHEST_KM) / (2 * EARTH_RADIUS_KM))
    return chord * chord


def degrees_of_latitude(km: float) -> float:
    """Return how far north or south `km` reach: all that lies farther is farther."""
    return degrees(km / EARTH_RADIUS_KM)


def on_globe(lat: float, lon: float) -> bool:
    """Tell whether these are degrees of a point on the Earth; longitudes up to a full turn either way are."""
    return isfinite(lat) and isfinite(lon) and -90 <= lat <= 90 and -360 <= lon <= 360
