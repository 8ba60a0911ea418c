"""Make `basemap.bin` of two GeoJSON files: the world at 1:50 million, and a part of it at 1:10 million.

    python -m tui.basemap.build world_50m.geojson.gz middle_east_10m.geojson.gz tui/basemap/basemap.bin

Each file is a FeatureCollection of LineStrings (`layer`, `scalerank`) and of Points that are cities (`name`,
`scalerank`, `pop_max`). The finer file takes the place of the coarser one within its box. Every line is kept at four
levels of detail and cut into short pieces, so that a frame of the map draws few points, and those in view only.
"""

import argparse
import gzip
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import msgspec

from tui.basemap import LAYERS, LEVELS, MAGIC, UNITS_PER_DEGREE, City, Header, Piece

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

FINE_BOX: Final = (30.0, 27.0, 52.0, 42.0)
"""West, south, east, north of the finer file."""
MOST_POINTS: Final = 24
"""Points in a piece: short pieces are left out sooner, long ones need fewer looks at their boxes."""


class Feature(msgspec.Struct):
    """A line or a city, as GeoJSON has it."""

    properties: dict[str, str | float | None]
    geometry: dict[str, msgspec.Raw]


class Collection(msgspec.Struct):
    """A file of them."""

    features: list[Feature]


def main() -> int:
    """Read the arguments, write the file and say how large it is."""
    parser = argparse.ArgumentParser(prog="python -m tui.basemap.build", description=__doc__)
    parser.add_argument("world", type=Path)
    parser.add_argument("part", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    world, part = (
        msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Collection) for path in (args.world, args.part)
    )
    args.out.write_bytes(packed(world, part))
    sys.stderr.write(f"{args.out}: {args.out.stat().st_size / 1000:,.0f} kB\n")
    return 0


def packed(world: Collection, part: Collection) -> bytes:
    """Return the file's bytes: see `tui.basemap.read`."""
    lons, lats = array("i"), array("i")
    pieces: list[Piece] = []
    ends: list[int] = []
    lines = [*(line for line in lines_of(world, inside=False)), *lines_of(part, inside=True)]
    for tolerance in LEVELS:
        for layer, rank, line in lines:
            for piece in cut(simplified(line, tolerance), layer):
                across, up = (
                    [round(degrees * UNITS_PER_DEGREE) for degrees in axis] for axis in zip(*piece, strict=True)
                )
                points = (LAYERS.index(layer), rank, len(lons), len(lons) + len(piece))
                pieces.append((*points, min(across), min(up), max(across), max(up)))
                lons.extend(across)
                lats.extend(up)
        ends.append(len(pieces))
    cities = sorted([*cities_of(world, inside=False), *cities_of(part, inside=True)], key=lambda c: (c.rank, -c.people))
    columns = [lons, lats, *(array("i", column) for column in zip(*pieces, strict=True))]
    header = msgspec.json.encode(Header(points=len(lons), pieces=len(pieces), levels=ends, cities=cities))
    body = b"".join(column.tobytes() for column in map(little_endian, columns))
    return MAGIC + zlib.compress(struct.pack("<I", len(header)) + header + body, 9)


def little_endian(column: "array[int]") -> "array[int]":
    """Return a column as the file has it, on any machine."""
    if sys.byteorder == "big":
        column.byteswap()
    return column


def is_inside(point: Point) -> bool:
    """Tell whether the finer file has this point."""
    west, south, east, north = FINE_BOX
    return west <= point[0] <= east and south <= point[1] <= north


def lines_of(collection: Collection, *, inside: bool) -> Iterator[tuple[str, int, list[Point]]]:
    """Yield (layer, rank, points) of what lies inside the finer file's box, or of what lies outside."""
    for feature in collection.features:
        if bytes(feature.geometry["type"]) != b'"LineString"':
            continue
        layer, rank = str(feature.properties["layer"]), int(feature.properties.get("scalerank") or 0)
        points = msgspec.json.decode(feature.geometry["coordinates"], type=list[Point])
        if layer == "lake":  # it is filled, which needs all of it
            if all(map(is_inside, points)) == inside:
                yield layer, rank, points
            continue
        for run in runs(points, inside=inside):
            yield layer, rank, run


def runs(points: list[Point], *, inside: bool) -> Iterator[list[Point]]:
    """Yield the stretches of a line whose segments lie inside the box (both ends do), or outside."""
    run: list[Point] = []
    for before, point in pairwise(points):
        if (is_inside(before) and is_inside(point)) == inside:
            run = [*run, point] if run else [before, point]
        elif run:
            yield run
            run = []
    if run:
        yield run


def simplified(line: list[Point], tolerance: float) -> list[Point]:
    """Leave out points that are nearer than `tolerance` degrees to the line without them (Douglas and Peucker)."""
    if not tolerance:
        return line
    if all(max(axis) - min(axis) < tolerance for axis in zip(*line, strict=True)):
        return []
    kept = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        farthest, distance = first, 0.0
        for at in range(first + 1, last):
            away = from_segment(line[at], line[first], line[last])
            if away > distance:
                farthest, distance = at, away
        if distance > tolerance:
            kept.add(farthest)
            stack += [(first, farthest), (farthest, last)]
    return [line[at] for at in sorted(kept)]


def from_segment(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from a segment, in degrees."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length if length else 0.0
    along = max(0.0, min(1.0, along))
    return float(((point[0] - start[0] - along * across) ** 2 + (point[1] - start[1] - along * up) ** 2) ** 0.5)


def cut(line: list[Point], layer: str) -> Iterator[list[Point]]:
    """Yield the pieces of a line, each from the last point of the one before; lakes stay whole."""
    step = max(1, len(line)) if layer == "lake" else MOST_POINTS
    for start in range(0, len(line) - 1, step):
        yield line[start : start + step + 1]


def cities_of(collection: Collection, *, inside: bool) -> Iterable[City]:
    """Return the cities inside the finer file's box, or those outside."""
    for feature in collection.features:
        if feature.properties["layer"] == "city":
            lon, lat = msgspec.json.decode(feature.geometry["coordinates"], type=Point)
            if is_inside((lon, lat)) == inside:
                told = feature.properties
                people = int(told.get("pop_max") or 0)
                yield City(str(told["name"]), lat, lon, int(told.get("scalerank") or 0), people)


if __name__ == "__main__":
    sys.exit(main())
