"""Distances on the globe against known ones, and where the map is torn: the date line and the poles."""

import math

import pytest

from store.geo import EARTH_RADIUS_KM, FARTHEST_KM, distance_km, on_globe, squared_chord, vector

MANBIJ = (36.5281, 37.9549)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0.0, 0.0), (0.0, 1.0), 2 * math.pi * EARTH_RADIUS_KM / 360),
        ((0.0, 0.0), (0.0, 180.0), math.pi * EARTH_RADIUS_KM),
        ((90.0, 12.0), (-90.0, 77.0), math.pi * EARTH_RADIUS_KM),
        # Los Angeles to New York, as worked out in Ed Williams' Aviation Formulary: 0.623585 radians
        ((33 + 57 / 60, -(118 + 24 / 60)), (40 + 38 / 60, -(73 + 47 / 60)), 0.623585 * EARTH_RADIUS_KM),
    ],
)
def test_distance_is_the_great_circle(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert distance_km(*one, *other) == pytest.approx(km, rel=1e-4)
    assert distance_km(*other, *one) == distance_km(*one, *other)


def test_distance_across_the_date_line_is_short() -> None:
    assert distance_km(-17, 179.9, -17, -179.9) == pytest.approx(21.27, abs=0.01)


def test_every_longitude_is_the_same_pole() -> None:
    assert distance_km(90, 0, 90, 137) == pytest.approx(0, abs=1e-9)
    assert distance_km(90, 0, 89, 137) == pytest.approx(111.195, abs=0.01)


def test_a_metre_is_not_lost() -> None:
    assert distance_km(36.5, 38, 36.500009, 38) == pytest.approx(0.0010008, rel=1e-3)


def test_antipodes_that_round_past_the_far_side_are_half_way_around() -> None:
    assert distance_km(0.1, 0.1, -0.1, -179.9) == pytest.approx(FARTHEST_KM)


@pytest.mark.parametrize("km", [0.5, 21.0, 60.0, 5000.0, 15000.0])
def test_chord_says_the_same_as_the_distance(km: float) -> None:
    for lat in (-90, -89.9, -17, 0, 36.5, 89.99):
        for lon in (-180, -179.9, 0, 38, 179.95):
            for other in ((-17.0, 179.9), (36.53, 37.95), (89.9, -3.0), (-90.0, 0.0)):
                apart = math.dist(vector(lat, lon), vector(*other)) ** 2
                distance = distance_km(lat, lon, *other)
                if abs(distance - km) > 1e-6:
                    assert (apart <= squared_chord(km)) == (distance <= km)


def test_chord_of_more_than_half_way_around_holds_everything() -> None:
    assert squared_chord(50_000) == pytest.approx(4)


@pytest.mark.parametrize("point", [(math.nan, 0.0), (0.0, math.inf), (90.01, 0.0), (0.0, 400.0)])
def test_what_is_not_a_point_of_the_globe(point: tuple[float, float]) -> None:
    assert not on_globe(*point)
    assert on_globe(*MANBIJ)
