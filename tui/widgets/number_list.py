"""A list of numbers with a cursor on those that stand for events."""

from store.resting import Resting
from tui.drawing.numbers import NumberLine, number_lines
from tui.drawing.spans import Line
from tui.messages import Asked
from tui.widgets.lines import LinePane


class NumberList(LinePane):
    """Shows what numbers rest on."""

    def __init__(self, resting: Resting, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._resting = resting
        self._lines: list[NumberLine] = []
        self._rows: list[int] = []
        """Lines that the cursor can stand on."""
        self._at = 0

    def on_resize(self, message: object) -> None:
        """Draw for the width."""
        self._lines = number_lines(self._resting, self.line_width)
        self._rows = [number for number, line in enumerate(self._lines) if line.is_row]
        self.lines_changed()
        self.move(0)

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def line(self, number: int, width: int) -> Line:
        """Return one of them."""
        return self._lines[number].spans

    def over(self, number: int) -> str:
        """Mark the line of the cursor."""
        return "cursor" if self._rows and number == self._rows[self._at] else ""

    @property
    def term(self) -> str:
        """The query of the line under the cursor."""
        return self._lines[self._rows[self._at]].query if self._rows else ""

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, as far as there are any, and keep it in sight."""
        if not self._rows:
            return
        self._at = max(0, min(len(self._rows) - 1, self._at + rows))
        line = self._rows[self._at]
        first = 0 if self._at == 0 else line  # the headings over the first row come into sight with it
        if first < self.top:
            self.scroll_to_line(first)
        elif line >= self.top + self.height:
            self.scroll_to_line(line - self.height + 1)
        self.redraw()

    def clicked(self, number: int) -> None:
        """Put the cursor on the line that was clicked on; a click on the line with the cursor chooses it."""
        if number in self._rows:
            at = self._rows.index(number)
            if at == self._at:
                self.post_message(Asked("choose:"))
            self.move(at - self._at)
