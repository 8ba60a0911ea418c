"""The map as lines: the base map in braille, names and signs over it."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby
from math import cos, pi, sin
from typing import Final

from msgspec import Struct, field

from tui.basemap import CREDIT, Basemap
from tui.drawing.bigdate import big
from tui.drawing.coasts import LAYER_LOOKS, draw_basemap
from tui.drawing.dots import CHARACTERS, DOTS_ACROSS, DOTS_DOWN, Dots
from tui.drawing.mapframe import KM_A_DEGREE, MapFrame
from tui.drawing.maplabels import Label, Taken, place
from tui.drawing.mapsigns import DISTRICT_KM, ROOM_FOR_DISCS, Mark, sign, sizes_for
from tui.drawing.spans import Line, Span

CELLS_A_LABEL: Final = 130
"""So many cells of the map for each name on it."""
RING: Final = len(LAYER_LOOKS)
FIRST_SIDE: Final = RING + 1
"""Layers of a sheet over those of the base map: rings, then a disc's layer for each side."""
BIG_DATE_WIDTH: Final = 90
"""Cells of the map from which it has room for a date three lines high."""
BIG_DATE_HEIGHT: Final = 16
ROOM_FOR_CREDIT: Final = 60
"""Cells of width from which the credit for the base map stands under the map, not on it."""
NICE: Final = (1, 2, 5)


class Picture(Struct):
    """What is to be drawn."""

    frame: MapFrame
    marks: Sequence[Mark] = ()
    """The later over the earlier."""
    names: Sequence[Label] = ()
    """Names of towns and places, the most important first."""
    sides: list[str] = field(default_factory=list)
    cursor: tuple[int, int] | None = None
    """Column and row of the event under the cursor."""
    date: str = ""
    """A day to show large: "2016-06-04"."""


class Sheet:
    """Characters with their looks, over dots."""

    def __init__(self, dots: Dots, looks: Sequence[str]) -> None:
        self.dots = dots
        self._looks = looks
        self._over: dict[tuple[int, int], tuple[str, str]] = {}

    def write(self, column: int, row: int, text: str, look: str) -> None:
        """Write over the dots, as far as it is on the sheet; every character takes one cell."""
        for at, character in enumerate(text, column):
            if 0 <= at < self.dots.width and 0 <= row < self.dots.height:
                self._over[row, at] = (character, look)

    def lines(self) -> list[Line]:
        """Return the sheet as lines of spans."""
        width = self.dots.width
        characters = [CHARACTERS[bits] for bits in self.dots.cells]
        looks = [self._looks[layer] for layer in self.dots.layers]
        for (row, column), (character, look) in self._over.items():
            characters[row * width + column] = character
            looks[row * width + column] = look
        lines: list[Line] = []
        for start in range(0, width * self.dots.height, max(1, width)):
            line: Line = []
            at = start
            for look, run in groupby(looks[start : start + width]):
                end = at + len(list(run))
                line.append(Span("".join(characters[at:end]), look))
                at = end
            lines.append(line)
        return lines


def draw(picture: Picture, basemap: Basemap | None) -> list[Line]:
    """Return the map's lines; without a base map there are signs and names only."""
    frame = picture.frame
    dots = Dots(frame.width, frame.height)
    if not dots.cells:
        return []
    if basemap is not None:
        dots.cells[:], dots.layers[:] = backdrop(basemap, frame)
    _draw_areas(dots, picture)
    sheet = Sheet(dots, (*LAYER_LOOKS, "muted", *(f"bloc:{side}" for side in picture.sides)))
    taken = Taken(frame.width, frame.height)
    _write_corners(sheet, taken, picture)
    for mark in picture.marks:
        taken.take(mark.column, mark.row)
    if picture.cursor is not None:
        taken.take(picture.cursor[0] - 1, picture.cursor[1], 3)
    _write_counts(sheet, taken, [mark for mark in picture.marks if mark.is_vague])  # what is not certain is always said
    for placed in place(picture.names, taken, frame.width * frame.height // CELLS_A_LABEL):
        sheet.write(placed.column, placed.label.row, placed.label.text, placed.label.look)
        sheet.write(placed.label.column, placed.label.row, placed.label.dot, placed.label.look)
    _write_counts(sheet, taken, [mark for mark in picture.marks if not mark.is_vague])
    _write_marks(sheet, picture)
    return sheet.lines()


@lru_cache(maxsize=1)
def backdrop(basemap: Basemap, frame: MapFrame) -> tuple[bytes, bytes]:
    """Return the dots and the layers of the base map: the days go by over one and the same."""
    dots = Dots(frame.width, frame.height)
    draw_basemap(dots, basemap, frame)
    return bytes(dots.cells), bytes(dots.layers)


def _draw_areas(dots: Dots, picture: Picture) -> None:
    """Draw what signs stand on: a ring for a district, a disc for many killed."""
    sizes = sizes_for(picture.marks)
    radius = DISTRICT_KM / KM_A_DEGREE / picture.frame.degrees
    for mark in picture.marks:
        if mark.exactness == "district" and not mark.age:
            circle(dots, mark.x, mark.y, max(3.0, radius), RING)
        disc = sizes.radius(mark) * (1 if picture.frame.width >= ROOM_FOR_DISCS else 0.5)
        if disc and mark.side in picture.sides:
            stamp(dots, mark.x, mark.y, disc, FIRST_SIDE + picture.sides.index(mark.side))


def circle(dots: Dots, x: float, y: float, radius: float, layer: int) -> None:
    """Draw a dotted ring."""
    steps = min(720, max(8, int(pi * radius)))
    for step in range(steps):
        angle = 2 * pi * step / steps
        dots.dot(round(x + radius * cos(angle)), round(y + radius * sin(angle)), layer)


def stamp(dots: Dots, x: float, y: float, radius: float, layer: int) -> None:
    """Fill a disc."""
    column, row = int(x) // DOTS_ACROSS, int(y) // DOTS_DOWN
    for right, down, bits in _disc(radius, int(x) % DOTS_ACROSS, int(y) % DOTS_DOWN):
        dots.cell(column + right, row + down, bits, layer)


@cache
def _disc(radius: float, x: int, y: int) -> tuple[tuple[int, int, int], ...]:
    """Return the cells of a disc around a dot of a cell, from there, each with its dots: many discs are alike."""
    reach = int(radius)
    margin = -(-reach // DOTS_ACROSS)
    sheet = Dots(2 * margin + 1, 2 * margin + 1)
    for down in range(-reach, reach + 1):
        half = int((radius * radius - down * down) ** 0.5)
        for across in range(-half, half + 1):
            sheet.dot(margin * DOTS_ACROSS + x + across, margin * DOTS_DOWN + y + down)
    cells = enumerate(sheet.cells)
    return tuple((at % sheet.width - margin, at // sheet.width - margin, bits) for at, bits in cells if bits)


def _write_marks(sheet: Sheet, picture: Picture) -> None:
    """Write the signs, and the brackets around that of the event under the cursor."""
    sizes = sizes_for(picture.marks)
    for mark in picture.marks:
        character, look = sign(mark, picture.sides, sizes)
        sheet.write(mark.column, mark.row, character, look)
    if picture.cursor is not None:
        column, row = picture.cursor
        sheet.write(column - 1, row, "[", "accent")
        sheet.write(column + 1, row, "]", "accent")


def _write_counts(sheet: Sheet, taken: Taken, marks: Sequence[Mark]) -> None:
    """Write beside signs how many events they stand for, where there is room, the most first."""
    for mark in sorted(marks, key=lambda mark: -mark.count):
        told = count_words(mark)
        if not told or mark.age:
            continue
        left = mark.column - len(told)
        # with a blank to whatever is next, and outside of the cursor's brackets
        for column, room in ((mark.column + 1, mark.column + 1), (left, left - 1), (mark.column + 2, mark.column + 2)):
            if taken.is_free(room, mark.row, len(told) + 1):
                taken.take(room, mark.row, len(told) + 1)
                sheet.write(column, mark.row, told, "warning" if mark.is_vague else "strong")
                break


def count_words(mark: Mark) -> str:
    """Return what stands beside a sign: how many events, and whether their day is not certain."""
    vague = "?" if mark.is_vague else ""
    if mark.count < 2:
        return vague
    if mark.count < 10_000:
        return f"{mark.count}{vague}"
    return f"{mark.count // 1000}k{vague}"


def _write_corners(sheet: Sheet, taken: Taken, picture: Picture) -> None:
    """Write the credit and the scale, and the date in figures three lines high."""
    frame = picture.frame
    bar, km = scale_bar(frame)
    for up, text in enumerate((CREDIT, f"{km} {bar}") if frame.width < ROOM_FOR_CREDIT else (f"{km} {bar}",)):
        if len(text) <= frame.width and frame.height > 2 * (up + 1):
            column, row = frame.width - len(text), frame.height - 1 - up
            sheet.write(column, row, text, "muted")
            taken.take(column - 1, row, len(text) + 1)
    if picture.date and frame.width >= BIG_DATE_WIDTH and frame.height >= BIG_DATE_HEIGHT:
        _write_date(sheet, taken, picture)


def _write_date(sheet: Sheet, taken: Taken, picture: Picture) -> None:
    """Write the date large, in the corner where it is in the way of the fewest signs."""
    lines = big(picture.date)
    size = len(lines[0])
    right, bottom = picture.frame.width - size - 2, picture.frame.height - len(lines) - 1

    def in_the_way(corner: tuple[int, int]) -> int:
        return sum(
            corner[0] - 1 <= mark.column <= corner[0] + size and corner[1] <= mark.row < corner[1] + len(lines)
            for mark in picture.marks
        )

    column, top = min(((2, 1), (right, 1), (2, bottom)), key=in_the_way)
    for row, text in enumerate(lines, top):
        sheet.write(column, row, text, "accent")
        taken.take(column - 1, row, size + 2)


def scale_bar(frame: MapFrame) -> tuple[str, str]:
    """Return a bar of at most a fifth of the map's width, and how long it is there: "50 km"."""
    km_a_cell = 2 * frame.degrees * KM_A_DEGREE
    most = max(1.0, km_a_cell * frame.width / 5)
    power = 10 ** (len(str(int(most))) - 1)
    km = max(step * power for step in NICE if step * power <= most)
    cells = max(2, round(km / km_a_cell))
    return "├" + "─" * (cells - 2) + "┤", f"{km:,} km"
