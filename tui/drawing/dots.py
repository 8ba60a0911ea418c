"""A sheet of dots, 2 by 4 in each cell, on which lines are drawn: what a braille character shows.

Plain data: a byte of dots and a byte of layer for each cell. A cell has one colour only, that of the highest layer in
it.
"""

from math import ceil
from typing import Final

DOTS_ACROSS: Final = 2
DOTS_DOWN: Final = 4
"""Dots in a cell. They are square where a cell is twice as high as wide, as in nearly every terminal."""
_BRAILLE: Final = 0x2800
_BITS: Final = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
"""Unicode's bit of each dot, row by row."""
CHARACTERS: Final = " " + "".join(chr(_BRAILLE + bits) for bits in range(1, 256))
"""What a byte of dots looks like."""


class Dots:
    """A sheet of `width` by `height` cells."""

    def __init__(self, width: int, height: int) -> None:
        self.width = max(0, width)
        self.height = max(0, height)
        self.across = DOTS_ACROSS * self.width
        self.down = DOTS_DOWN * self.height
        self.cells = bytearray(self.width * self.height)
        """The dots of each cell, row by row."""
        self.layers = bytearray(self.width * self.height)
        """The highest layer drawn in each cell."""

    def dot(self, x: int, y: int, layer: int = 1) -> None:
        """Set a dot, if it is on the sheet."""
        if 0 <= x < self.across and 0 <= y < self.down:
            at = (y >> 2) * self.width + (x >> 1)
            self.cells[at] |= _BITS[(y & 3) * 2 + (x & 1)]
            if self.layers[at] < layer:
                self.layers[at] = layer

    def cell(self, column: int, row: int, bits: int, layer: int) -> None:
        """Set some dots of a cell, if it is on the sheet."""
        if 0 <= column < self.width and 0 <= row < self.height:
            at = row * self.width + column
            self.cells[at] |= bits
            self.layers[at] = max(self.layers[at], layer)

    def line(self, x0: float, y0: float, x1: float, y1: float, layer: int = 1, gap: int = 0) -> None:
        """Draw a segment, as far as it is on the sheet.

        Args:
            x0: Where it starts, in dots from the left.
            y0: The same from the top.
            x1: Where it ends.
            y1: The same.
            layer: Its layer.
            gap: 0 for a whole line; else as many dots are left out after as many drawn, by where they are on the
                sheet, so that a line of many short segments is broken evenly.
        """
        part = clipped(x0, y0, x1, y1, self.across - 1, self.down - 1)
        if part is None:
            return
        x0, y0, x1, y1 = part
        steps = int(max(abs(x1 - x0), abs(y1 - y0))) + 1
        step_x, step_y = (x1 - x0) / steps, (y1 - y0) / steps
        cells, layers, width = self.cells, self.layers, self.width
        x0, y0 = x0 + 0.5, y0 + 0.5
        for _ in range(steps + 1):
            x, y = int(x0), int(y0)
            if not gap or ((x + y) // gap) & 1:
                at = (y >> 2) * width + (x >> 1)
                cells[at] |= _BITS[(y & 3) * 2 + (x & 1)]
                if layers[at] < layer:
                    layers[at] = layer
            x0 += step_x
            y0 += step_y

    def fill(self, points: list[tuple[float, float]], layer: int = 1, every: int = 2) -> None:
        """Strew dots over the inside of a closed line, one of `every` in a row, each row shifted.

        Args:
            points: The corners, in dots; the last one is joined with the first.
            layer: Its layer.
            every: How sparse the dots are.
        """
        for y, crossings in _crossings(points, self.down).items():
            crossings.sort()
            for start, end in zip(crossings[::2], crossings[1::2], strict=False):
                first = max(0, int(start) + 1)
                first += -(first + y * (every // 2)) % every
                for x in range(first, min(self.across, int(end) + 1), every):
                    self.dot(x, y, layer)


def _crossings(points: list[tuple[float, float]], down: int) -> dict[int, list[float]]:
    """Return where a closed line crosses each row of dots that is on the sheet."""
    found: dict[int, list[float]] = {}
    before_x, before_y = points[-1]
    for x, y in points:
        low, high = (before_y, y) if before_y < y else (y, before_y)
        if high >= 0 and low < down and low < high:
            slope = (x - before_x) / (y - before_y)
            for row in range(max(0, ceil(low)), min(down, ceil(high))):
                found.setdefault(row, []).append(before_x + (row - before_y) * slope)
        before_x, before_y = x, y
    return found


def clipped(
    x0: float, y0: float, x1: float, y1: float, right: float, bottom: float
) -> tuple[float, float, float, float] | None:
    """Return the part of a segment between 0 and `right`, 0 and `bottom` (Liang and Barsky), if there is any."""
    if right < 0 or bottom < 0:
        return None
    if 0 <= x0 <= right and 0 <= x1 <= right and 0 <= y0 <= bottom and 0 <= y1 <= bottom:
        return x0, y0, x1, y1
    across, down = x1 - x0, y1 - y0
    enters, leaves = 0.0, 1.0
    for towards, room in ((-across, x0), (across, right - x0), (-down, y0), (down, bottom - y0)):
        if towards == 0:
            if room < 0:
                return None
        elif towards < 0:
            enters = max(enters, room / towards)
        else:
            leaves = min(leaves, room / towards)
    if enters > leaves:
        return None

    def within(value: float, most: float) -> float:
        return max(0.0, min(most, value))  # rounding may leave it by a hair

    return (
        within(x0 + enters * across, right),
        within(y0 + enters * down, bottom),
        within(x0 + leaves * across, right),
        within(y0 + leaves * down, bottom),
    )
