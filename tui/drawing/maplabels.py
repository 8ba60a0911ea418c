"""Names on a map, none over another."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from tui.drawing.spans import shorten

TOWN: Final = "⌂"
MOST_CELLS: Final = 22
"""A longer name is cut."""


class Label(Struct, frozen=True):
    """A name beside a cell."""

    text: str
    column: int
    row: int
    """The cell that it names."""
    look: str = "muted"
    dot: str = ""
    """What stands in the cell itself, if nothing else does."""


class Placed(Struct, frozen=True):
    """Where a name stands."""

    label: Label
    column: int
    """Of its first letter."""


class Taken:
    """Which cells of a sheet are taken."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells = bytearray(width * height)

    def take(self, column: int, row: int, cells: int = 1) -> None:
        """Take cells of a row, as far as they are on the sheet."""
        for at in range(max(0, column), min(self.width, column + cells)):
            if 0 <= row < self.height:
                self._cells[row * self.width + at] = 1

    def is_free(self, column: int, row: int, cells: int = 1) -> bool:
        """Tell whether cells of a row are on the sheet and all free."""
        if not 0 <= row < self.height or column < 0 or column + cells > self.width:
            return False
        start = row * self.width + column
        return not any(self._cells[start : start + cells])


def place(labels: Iterable[Label], taken: Taken, most: int) -> list[Placed]:
    """Place up to `most` labels in their order, each right of its cell, left of it, or above or under it.

    One that has no room is left out; so is one whose name stands on the map already. The cells are taken then.
    """
    placed: list[Placed] = []
    names: set[str] = set()
    for label in labels:
        if len(placed) >= most:
            break
        text = shorten(label.text, MOST_CELLS)
        if text in names or not text:
            continue
        column_row = _free(label, cell_len(text), taken)
        if column_row is None:
            continue
        column, row = column_row
        names.add(text)
        dot = label.dot if row == label.row and taken.is_free(label.column, label.row) else ""
        taken.take(column - 1, row, cell_len(text) + 2)
        taken.take(label.column, label.row)
        placed.append(Placed(Label(text, label.column, row, label.look, dot), column))
    return placed


def _free(label: Label, size: int, taken: Taken) -> tuple[int, int] | None:
    for column, row in (
        *((label.column + away, label.row) for away in (2, 3, 4)),
        (label.column - size - 1, label.row),
        (label.column - size // 2, label.row - 1),
        (label.column - size // 2, label.row + 1),
    ):
        start, end = max(0, column - 1), min(taken.width, column + size + 1)  # a blank to whatever is next
        if 0 <= column <= taken.width - size and taken.is_free(start, row, end - start):
            return column, row
    return None
