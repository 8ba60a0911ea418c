"""Lines that its screen lays out for the width there is."""

from collections.abc import Sequence

from textual import events
from textual.message import Message

from tui.drawing.spans import Line
from tui.widgets.lines import LinePane


class Sheet(LinePane):
    """Shows lines; asks for others when its width is another."""

    class Resized(Message):
        """There is another number of cells to draw in."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines, from the same one on."""
        self._lines = lines
        self.lines_changed()

    def reveal(self, first: int, last: int) -> None:
        """Bring some lines into sight, with some room over them; the first counts where there is no room for all."""
        if first < self.top or last >= self.top + self.height:
            self.scroll_to_line(max(0, min(first - self.height // 4, first)))
            if last >= self.top + self.height:
                self.scroll_to_line(min(first, last - self.height + 1))

    def step(self, lines: int) -> None:
        """Scroll by some lines."""
        self.scroll_to_line(self.top + lines)

    def on_resize(self, message: events.Resize) -> None:
        """Tell the screen, which lays the lines out."""
        super().on_resize(message)
        self.post_message(self.Resized())

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def line(self, number: int, width: int) -> Line:
        """Return one of them."""
        return self._lines[number]
