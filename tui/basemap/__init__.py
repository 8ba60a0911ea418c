"""The base map: coasts, borders, rivers, lakes and towns of the world, from Natural Earth.

`build` makes `basemap.bin` of Natural Earth's lines; `ATTRIBUTION.md` says whose they are. The file is read when a map
is first opened, never before.
"""

import struct
import sys
import zlib
from array import array
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

BUNDLED: Final = Path(__file__).with_name("basemap.bin")
CREDIT: Final = "Made with Natural Earth"
MAGIC: Final = b"DLMAP1\n"
UNITS_PER_DEGREE: Final = 1000
PIECE_COLUMNS: Final = 8
LAYERS: Final = ("coastline", "border", "river", "lake")
LEVELS: Final = (0.0, 0.05, 0.25, 0.8)
"""Levels of detail: by how many degrees a line may be off, the finest first."""


class City(msgspec.Struct, frozen=True, array_like=True):
    """A town with the rank by which maps show it, 0 first."""

    name: str
    lat: float
    lon: float
    rank: int
    people: int


class Header(msgspec.Struct):
    """What stands before the columns in the file."""

    points: int
    pieces: int
    levels: list[int]
    """Where each level ends, in pieces."""
    cities: list[City]


Piece: TypeAlias = tuple[int, int, int, int, int, int, int, int]
"""Layer (in `LAYERS`), rank, first point, point past the last, then the box around them: west, south, east, north."""


class Basemap:
    """The lines by level of detail, and the towns. Coordinates are in thousandths of a degree."""

    def __init__(
        self, lons: "array[int]", lats: "array[int]", pieces: list["array[int]"], levels: list[int], cities: list[City]
    ) -> None:
        self.lons = lons
        self.lats = lats
        self.cities = cities
        self._columns = pieces
        self._ends = levels
        self._levels: dict[int, list[Piece]] = {}

    def pieces(self, degrees_a_dot: float) -> list[Piece]:
        """Return the pieces of the coarsest level that looks no different where a dot is so many degrees."""
        return self.level(max(at for at, tolerance in enumerate(LEVELS) if tolerance <= degrees_a_dot))

    def level(self, at: int) -> list[Piece]:
        """Return the pieces of a level of detail, the finest being 0."""
        if at not in self._levels:
            start, end = (self._ends[at - 1] if at else 0), self._ends[at]
            self._levels[at] = list(zip(*(column[start:end] for column in self._columns), strict=True))
        return self._levels[at]


@cache
def basemap() -> Basemap:
    """Return the bundled map; it is read once."""
    return read(BUNDLED)


def read(path: Path) -> Basemap:
    """Read a packed map: after the magic word, compressed, the header's length, the header, then the columns.

    They are little-endian 32-bit integers: longitudes and latitudes in thousandths of a degree, and what `Piece` has.
    """
    data = memoryview(zlib.decompress(path.read_bytes()[len(MAGIC) :]))
    (length,) = struct.unpack_from("<I", data)
    header = msgspec.json.decode(data[4 : 4 + length], type=Header)
    at = 4 + length
    columns: list[array[int]] = []
    for size in (header.points, header.points, *[header.pieces] * PIECE_COLUMNS):
        column = array("i")
        column.frombytes(data[at : at + 4 * size])
        if sys.byteorder == "big":
            column.byteswap()
        columns.append(column)
        at += 4 * size
    return Basemap(columns[0], columns[1], columns[2:], header.levels, header.cities)
