"""A raster of braille dots: two across and four down in each cell, so that a line of text can hold a curve."""

from typing import Final

BLANK: Final = "\u2800"
"""The cell without a dot; as wide as all others in any font, where a space may not be."""
ACROSS: Final = 2
DOWN: Final = 4

_BITS: Final = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Unicode's bit for each dot, by column and row within the cell."""


class Raster:
    """Dots on a grid of cells, each cell with the look of the dot that was set in it last."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._bits = [[0] * width for _row in range(height)]
        self._looks = [[""] * width for _row in range(height)]

    def dot(self, x: int, y: int, look: str = "") -> None:
        """Set a dot, counted from the top left; one outside the raster is dropped."""
        column, row = x // ACROSS, y // DOWN
        if 0 <= column < self.width and 0 <= row < self.height:
            self._bits[row][column] |= _BITS[x % ACROSS][y % DOWN]
            self._looks[row][column] = look

    def cell(self, column: int, row: int) -> tuple[str, str]:
        """Return a cell's character, empty when it has no dot, and its look."""
        bits = self._bits[row][column]
        return (chr(0x2800 + bits), self._looks[row][column]) if bits else ("", "")


class Pen:
    """Draws a path of dots, dashed as its pattern says."""

    def __init__(self, raster: Raster, look: str, pattern: tuple[int, ...] = ()) -> None:
        """Take up the pen.

        Args:
            raster: Where to draw.
            look: Of the line.
            pattern: Dots that are drawn, then dots that are not, in turn; empty: a solid line.
        """
        self._raster = raster
        self._look = look
        self._is_on = [number % 2 == 0 for number, length in enumerate(pattern) for _dot in range(length)] or [True]
        self._drawn = 0

    def across(self, x: int, to_x: int, y: int) -> None:
        """Draw from `x` up to `to_x`, both included."""
        for at in range(x, to_x + 1):
            self._step(at, y)

    def down(self, x: int, y: int, to_y: int) -> None:
        """Draw from below `y` to `to_y`, or from above it."""
        step = 1 if to_y > y else -1
        for at in range(y + step, to_y + step, step) if y != to_y else ():
            self._step(x, at)

    def _step(self, x: int, y: int) -> None:
        if self._is_on[self._drawn % len(self._is_on)]:
            self._raster.dot(x, y, self._look)
        self._drawn += 1
