"""A list of lines one of which can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.message import Message

from tui.drawing.notices import Notice
from tui.drawing.spans import Line, Span, spread
from tui.widgets.lines import LinePane


class Row(NamedTuple):
    """What stands at the left and at the right of a line."""

    left: Line
    right: Line = []  # noqa: RUF012 - of a tuple; nobody changes it


class ChoiceList(LinePane):
    """Shows rows with a cursor on one of them."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        number: int

    @dataclass
    class Chosen(Message):
        """A row was clicked."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._notice = Notice()
        self.cursor: int | None = None

    def show(self, rows: Sequence[Row], cursor: int | None = None, notice: str = "") -> None:
        """Show other rows, or a sentence where there are none."""
        self._rows, self.cursor, self._notice = rows, cursor, Notice("", (notice,))
        self.top = 0
        self.lines_changed()
        self._reveal()

    def move(self, step: int) -> None:
        """Move the cursor by some rows, as far as there are any."""
        if self._rows:
            before = self.cursor if self.cursor is not None else (-1 if step > 0 else len(self._rows))
            self.cursor = max(0, min(len(self._rows) - 1, before + step))
            self._reveal()
            self.redraw()
            self.post_message(self.Moved(self.cursor))

    def _reveal(self) -> None:
        if self.cursor is not None and not self.top <= self.cursor < self.top + self.height:
            self.scroll_to_line(self.cursor if self.cursor < self.top else self.cursor - self.height + 1)

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._rows) or len(self._notice.lines(self.line_width))

    def line(self, number: int, width: int) -> Line:
        """Draw a row."""
        if not self._rows:
            return self._notice.lines(width)[number]
        row, is_current = self._rows[number], number == self.cursor
        left = [span._replace(look="strong") if is_current and not span.look else span for span in row.left]
        return spread([Span("▌" if is_current else " ", "accent"), *left], row.right, width)

    def over(self, number: int) -> str:
        """Lay the cursor over its row."""
        return "cursor" if self._rows and number == self.cursor else ""

    def clicked(self, number: int) -> None:
        """Choose the row that was clicked."""
        if self._rows:
            self.cursor = number
            self.redraw()
            self.post_message(self.Chosen(number))
