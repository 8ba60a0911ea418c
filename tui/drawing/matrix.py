"""A matrix of parties: names along two edges, a count in each cell with a block as high as it is large."""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from tui.drawing.spans import Line, Span, at_right, label, pad, shorten
from tui.drawing.strip import BLOCKS, LEVELS

LEAST_CELL, EASY_CELL, MOST_CELL = 8, 11, 13
"""Cells of a column: room for a block, "1,234" and spaces; for a short name too; for most names."""
WIDE: Final = 100
"""Cells from which columns are wide enough for short names, though fewer of them fit."""
MOST_NAME: Final = 26
HEADER_LINES: Final = 2


class Axis(Struct, frozen=True):
    """The parties that are on the screen along one edge."""

    first: int
    """Number of the first of them."""
    shown: int
    """How many there are at most."""

    def following(self, cursor: int, size: int) -> "Axis":
        """Return the axis scrolled as little as shows party number `cursor` of `size`."""
        first = max(min(self.first, cursor), cursor - self.shown + 1)
        return Axis(max(0, min(first, size - self.shown)), self.shown)


class Frame(Struct, frozen=True):
    """How a matrix is laid out in some room."""

    name: int
    """Cells of a name at the left."""
    cell: int
    """Cells of a column."""
    rows: int
    columns: int
    """As many as fit."""


def frame(names: Sequence[str], width: int, height: int) -> Frame:
    """Share out the room: names take what they need up to a third, columns the rest."""
    longest = max((cell_len(label(name)) for name in names), default=0)
    name = max(1, min(longest, MOST_NAME, width // 3))
    room = max(LEAST_CELL, width - name - 1)
    least = EASY_CELL if width >= WIDE else LEAST_CELL
    shown = min(len(names), room // least)
    cell = max(least, min(MOST_CELL, room // max(1, shown)))  # columns that fit share what is left over
    return Frame(name, cell, max(1, height - HEADER_LINES), max(1, room // cell))


class Matrix(Struct, frozen=True):
    """What is to be drawn."""

    names: Sequence[str]
    """Of all parties, in order."""
    looks: Sequence[str]
    count: Callable[[int, int], int]
    """Counts for two parties, by their numbers; it is asked for those on the screen only."""
    rows: Axis
    columns: Axis
    cursor: tuple[int, int]
    """Row and column that the reader is on."""
    most: int
    """The highest count: its block is the highest."""


def draw(matrix: Matrix, layout: Frame) -> list[Line]:
    """Draw the names over the columns, then a line for each row."""
    columns = range(matrix.columns.first, min(len(matrix.names), matrix.columns.first + layout.columns))
    rows = range(matrix.rows.first, min(len(matrix.names), matrix.rows.first + layout.rows))
    return [*_header(matrix, layout, columns), *(_row(matrix, layout, row, columns) for row in rows)]


def _header(matrix: Matrix, layout: Frame, columns: range) -> list[Line]:
    """Draw the names of the columns on two lines, each in its own column, the last line nearest to the cells."""
    lines: list[Line] = [[Span(" " * (layout.name + 1))] for _ in range(HEADER_LINES)]
    for column in columns:
        look = "strong" if column == matrix.cursor[1] else matrix.looks[column]
        for line, text in zip(lines, _broken(label(matrix.names[column]), layout.cell - 1), strict=True):
            line += at_right(text, layout.cell, look)
    return lines


def _broken(name: str, width: int) -> tuple[str, str]:
    """Break a name in two, between words where that fits, else with a hyphen where the line ends."""
    if cell_len(name) <= width:
        return "", name
    words = name.split(" ")
    for at in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:at]), " ".join(words[at:])
        if cell_len(head) <= width:
            return head, shorten(tail, width)
    kept = shorten(name, width).removesuffix("…")
    return f"{kept}-", shorten(name[len(kept) :], width)


def _row(matrix: Matrix, layout: Frame, row: int, columns: range) -> Line:
    look = "strong" if row == matrix.cursor[0] else matrix.looks[row]
    line = [Span(pad(label(matrix.names[row]), layout.name) + " ", look, f"cell:{row},{matrix.cursor[1]}")]
    for column in columns:
        count = matrix.count(row, column)
        is_here = (row, column) == matrix.cursor
        look = "reverse" if is_here else "" if count else "faint"
        text = f"{_block(count, matrix.most)} {_number(count)}" if count else "·"
        line.append(Span(" "))
        if is_here:
            line.append(Span(" " * (layout.cell - 1 - cell_len(text)) + text, look, f"cell:{row},{column}"))
        else:
            line += at_right(text, layout.cell - 1, look, f"cell:{row},{column}")
    return line


def _block(count: int, most: int) -> str:
    return BLOCKS[max(1, min(LEVELS, round(sqrt(count / max(most, 1)) * LEVELS)))]


def _number(count: int) -> str:
    """Return a count in five cells."""
    return f"{count:,}" if count < 10_000 else f"{count // 1000}k" if count < 1_000_000 else f"{count // 1_000_000}M"
