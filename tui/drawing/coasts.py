"""The base map on a sheet of dots: coasts, borders, rivers and lakes that are in the frame."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Final

from tui.basemap import LAYERS, UNITS_PER_DEGREE, Basemap, Piece
from tui.drawing.dots import Dots
from tui.drawing.mapframe import MapFrame

BORDER: Final = 1
COAST: Final = 2
WATER: Final = 3
LAYER_LOOKS: Final = ("", "map-border", "map-coast", "map-water")
"""The look of each layer of a sheet. Borders are broken lines and lakes are strewn with dots, for want of colours."""
_LAYERS: Final = {"border": BORDER, "coastline": COAST, "river": WATER, "lake": WATER}
DASH: Final = 3
_TURN: Final = 360 * UNITS_PER_DEGREE


def most_rank(degrees_a_dot: float) -> int:
    """Return up to which rank rivers and lakes are drawn at a scale: lesser ones need a closer look."""
    for rank, degrees in ((10, 0.03), (8, 0.05), (6, 0.1), (4, 0.2), (2, 0.4), (1, 1.0)):
        if degrees_a_dot <= degrees:
            return rank
    return -1


def pieces_in(basemap: Basemap, frame: MapFrame) -> Iterator[tuple[Piece, int]]:
    """Yield each piece whose box meets the frame, with how far it is to be shifted to be on the frame's side."""
    half_wide = frame.width * frame.degrees_across * UNITS_PER_DEGREE  # two dots in a cell, and half of them
    half_tall = 2 * frame.height * frame.degrees * UNITS_PER_DEGREE
    south, north = frame.lat * UNITS_PER_DEGREE - half_tall, frame.lat * UNITS_PER_DEGREE + half_tall
    rank = most_rank(frame.degrees)
    pieces = basemap.pieces(frame.degrees)
    half_wide = min(half_wide, _TURN / 2)
    for shift in (0, -_TURN, _TURN):
        west = frame.lon * UNITS_PER_DEGREE - half_wide - shift
        east = west + 2 * half_wide
        for piece in pieces:
            if piece[4] <= east and piece[6] >= west and piece[5] <= north and piece[7] >= south:
                if piece[0] >= 2 and piece[1] > rank:
                    continue
                yield piece, shift


def draw_basemap(dots: Dots, basemap: Basemap, frame: MapFrame) -> int:
    """Draw what is in the frame; return how many pieces that was."""
    count = 0
    for piece, shift in pieces_in(basemap, frame):
        name = LAYERS[piece[0]]
        points = projected(basemap.lons, basemap.lats, piece, shift, frame)
        layer = _LAYERS[name]
        if name == "lake" and len(points) > 2:
            dots.fill(points, layer)
        draw_line(dots, points, layer, DASH if name == "border" else 0)
        count += 1
    return count


def projected(
    lons: "array[int]", lats: "array[int]", piece: Piece, shift: int, frame: MapFrame
) -> list[tuple[float, float]]:
    """Return the dots of a piece's points."""
    start, end = piece[2], piece[3]
    per_x, per_y = 1 / (frame.degrees_across * UNITS_PER_DEGREE), -1 / (frame.degrees * UNITS_PER_DEGREE)
    x0 = frame.width + (shift - frame.lon * UNITS_PER_DEGREE) * per_x
    y0 = 2 * frame.height - frame.lat * UNITS_PER_DEGREE * per_y
    return [(x0 + lon * per_x, y0 + lat * per_y) for lon, lat in zip(lons[start:end], lats[start:end], strict=True)]


def draw_line(dots: Dots, points: Iterable[tuple[float, float]], layer: int, gap: int = 0) -> None:
    """Draw a line through points; those that fall on the dot before them add nothing."""
    before: tuple[float, float] | None = None
    for point in points:
        if before is not None:
            if abs(point[0] - before[0]) < 0.7 and abs(point[1] - before[1]) < 0.7:
                continue
            dots.line(*before, *point, layer, gap)
        before = point
