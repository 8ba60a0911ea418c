"""The base map: what is in the file, and which of it a frame draws."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tui.basemap import LAYERS, LEVELS, UNITS_PER_DEGREE, basemap, read
from tui.basemap.build import Collection, packed, simplified
from tui.drawing.coasts import COAST, WATER, draw_basemap, pieces_in
from tui.drawing.dots import Dots
from tui.drawing.mapframe import MapFrame, fitted

AROUND_RAQQA = fitted([(34.5, 36), (37, 41.5)], 116, 36)


def a_line(layer: str, *points: tuple[float, float]) -> dict[str, Any]:
    geometry = {"type": "LineString", "coordinates": points}
    return {"type": "Feature", "properties": {"layer": layer, "name": None, "scalerank": 1.0}, "geometry": geometry}


def a_collection(*features: dict[str, Any]) -> Collection:
    return msgspec.json.decode(msgspec.json.encode({"features": features}), type=Collection)


def test_what_is_packed_is_read_back(tmp_path: Path) -> None:
    world = a_collection(a_line("coastline", (0, 0), (10.5, 3.25), (20, -4)), a_line("river", (35, 35), (36, 36)))
    town = {"layer": "city", "name": "Raqqa", "scalerank": 7, "pop_max": 177636}
    part = a_collection(
        a_line("lake", (38, 36), (38.5, 36), (38.5, 36.4), (38, 36)),
        {"properties": town, "geometry": {"type": "Point", "coordinates": [39.02, 35.93]}},
    )
    path = tmp_path / "map.bin"
    path.write_bytes(packed(world, part))
    found = read(path)
    lines = [(LAYERS[piece[0]], piece[1], found.lons[piece[2] : piece[3]].tolist()) for piece in found.level(0)]
    assert lines == [("coastline", 1, [0, 10500, 20000]), ("lake", 1, [38000, 38500, 38500, 38000])]
    assert found.level(0)[0][4:] == (0, -4000, 20000, 3250)
    assert [(city.name, city.lat, city.rank) for city in found.cities] == [("Raqqa", 35.93, 7)]


def test_detail_is_left_out_where_nobody_sees_it() -> None:
    zigzag = [(float(x), 0.1 * (x % 2)) for x in range(20)]
    assert simplified(zigzag, 0.0) == zigzag
    assert simplified(zigzag, 0.25) == [zigzag[0], zigzag[-1]]
    assert simplified(zigzag, 0.05) == zigzag
    assert simplified([(0.0, 0.0), (0.1, 0.1), (0.0, 0.0)], 0.25) == []  # an island smaller than that


def test_the_bundled_map_has_each_layer_at_each_level_and_no_line_across_the_world() -> None:
    found = basemap()
    sizes = []
    for level in range(len(LEVELS)):
        pieces = found.level(level)
        assert {LAYERS[piece[0]] for piece in pieces} == set(LAYERS)
        assert all(piece[6] - piece[4] < 180 * UNITS_PER_DEGREE for piece in pieces if LAYERS[piece[0]] != "lake")
        sizes.append(sum(piece[3] - piece[2] for piece in pieces))
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 20 * sizes[-1]
    assert len(found.cities) > 1000


def test_a_frame_draws_only_what_is_in_view() -> None:
    every = basemap().level(0)
    drawn = list(pieces_in(basemap(), AROUND_RAQQA))
    assert 20 < len(drawn) < len(every) / 30
    points = sum(piece[3] - piece[2] for piece, _shift in drawn)
    assert points < 3000
    world = fitted([], 120, 40)
    assert sum(piece[3] - piece[2] for piece, _shift in pieces_in(basemap(), world)) < 9000


def test_lake_assad_and_the_euphrates_are_drawn_around_raqqa() -> None:
    dots = Dots(AROUND_RAQQA.width, AROUND_RAQQA.height)
    draw_basemap(dots, basemap(), AROUND_RAQQA)

    def water(lat: float, lon: float) -> int:
        x, y = AROUND_RAQQA.dot(lat, lon)
        cell = int(y) // 4 * dots.width + int(x) // 2
        return sum(dots.layers[at] == WATER for at in range(cell - 2, cell + 3))

    assert water(36.0, 38.15) >= 3  # the lake
    assert water(35.92, 39.05) >= 1  # the river at Raqqa
    assert water(35.33, 40.15) >= 1  # and at Deir ez-Zor
    assert not water(35.0, 37.7)  # the desert


@pytest.mark.parametrize("lon", [179.9, -179.9, 180.0])
def test_both_sides_of_the_date_line_are_drawn_and_nothing_crosses_the_sheet(lon: float) -> None:
    frame = MapFrame(65.0, lon, 0.2, 80, 24)
    dots = Dots(80, 24)
    draw_basemap(dots, basemap(), frame)
    columns = {at % 80 for at, layer in enumerate(dots.layers) if layer == COAST}
    assert min(columns) < 25
    assert max(columns) > 55  # Siberia and Alaska
    for y in range(24):
        row = dots.layers[80 * y : 80 * (y + 1)]
        assert row.count(COAST) < 70


@pytest.mark.parametrize("lat", [85.0, -85.0, 0.0])
@pytest.mark.parametrize("size", [(0, 0), (1, 1), (120, 40)])
def test_any_frame_can_be_drawn(lat: float, size: tuple[int, int]) -> None:
    for degrees in (0.002, 0.3, 4.0):
        dots = Dots(*size)
        draw_basemap(dots, basemap(), MapFrame(lat, 0.0, degrees, *size))
