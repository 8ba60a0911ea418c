"""Which part of the Earth a map shows."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.geo import distance_km
from tui.drawing.mapframe import CLOSEST, FARTHEST, KM_A_DEGREE, MapFrame, fitted, shortest_arc

lats = st.floats(-90, 90)
lons = st.floats(-180, 180)
sizes = st.integers(1, 300)
frames = st.builds(
    MapFrame, lat=st.floats(-85, 85), lon=lons, degrees=st.floats(CLOSEST, FARTHEST), width=sizes, height=sizes
)


@given(st.lists(st.tuples(lats, lons), min_size=1, max_size=12), st.integers(20, 300), st.integers(8, 100))
def test_what_a_frame_is_fitted_to_is_in_it(points: list[tuple[float, float]], width: int, height: int) -> None:
    frame = fitted(points, width, height)
    assert CLOSEST <= frame.degrees <= FARTHEST
    if frame.degrees < FARTHEST:
        for lat, lon in points:
            assert frame.holds(lat, lon)


@given(frames, st.floats(0, 1), st.floats(0, 1))
def test_a_dot_is_where_its_point_is(frame: MapFrame, across: float, down: float) -> None:
    wide = min(2 * frame.width, 359 / frame.degrees_across)
    x = frame.width + (across - 0.5) * wide
    y = down * 4 * frame.height
    lat, lon = frame.point(x, y)
    if abs(lat) < 90:
        assert frame.dot(lat, lon) == pytest.approx((x, y), abs=1e-4)


@given(frames, st.integers(-3, 3), st.integers(-3, 3), st.integers(-3, 3))
def test_moves_keep_a_frame_sound(frame: MapFrame, right: int, down: int, step: int) -> None:
    moved = frame.panned(right, down).zoomed(step, 3, 5)
    assert -85 <= moved.lat <= 85
    assert -180 <= moved.lon <= 180
    assert CLOSEST <= moved.degrees <= FARTHEST
    assert isfinite(moved.degrees_across)


def test_zooming_at_a_dot_leaves_there_what_was_there() -> None:
    frame = fitted([(35, 36), (37, 41)], 80, 20)
    nearer = frame.zoomed(1, 30, 20)
    assert nearer.degrees < frame.degrees
    assert nearer.dot(*frame.point(30, 20)) == pytest.approx((30, 20), abs=0.3)


def test_a_degree_north_is_as_long_as_it_is_on_the_globe_and_so_is_one_east() -> None:
    frame = fitted([(36, 38), (37, 39)], 100, 40)
    x, y = frame.dot(frame.lat, frame.lon)
    km_a_dot = frame.degrees * KM_A_DEGREE
    for lat, lon in ((frame.lat + 0.2, frame.lon), (frame.lat, frame.lon + 0.2)):
        to_x, to_y = frame.dot(lat, lon)
        drawn = (abs(to_x - x) + abs(to_y - y)) * km_a_dot
        assert drawn == pytest.approx(distance_km(frame.lat, frame.lon, lat, lon), rel=0.001)


def test_the_shorter_way_crosses_the_date_line() -> None:
    assert shortest_arc([170, -170]) == (170, 20)
    frame = fitted([(10, 170), (12, -170)], 80, 24)
    assert abs(frame.lon) == pytest.approx(180)
    xs = [frame.dot(11, lon)[0] for lon in (170, 179, -179, -170)]
    assert xs == sorted(xs)


@pytest.mark.parametrize("lat", [90.0, -90.0, 89.9])
def test_a_pole_can_be_shown(lat: float) -> None:
    frame = fitted([(lat, 0)], 80, 24)
    assert frame.holds(lat, 0)


def test_one_point_is_shown_with_its_surroundings_and_none_with_the_whole_earth() -> None:
    assert fitted([(36, 38)], 80, 20).degrees * 80 >= 0.5
    world = fitted([], 100, 40)
    assert all(world.holds(lat, lon) for lat in (-89, 0, 89) for lon in (-179, 0, 179))
