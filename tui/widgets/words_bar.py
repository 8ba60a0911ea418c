"""A line of the screen that is given as it is."""

from tui.drawing.spans import Line, fit
from tui.widgets.bars import LineBar


class WordsBar(LineBar):
    """Shows a line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._line: Line = []

    def tell(self, line: Line) -> None:
        """Replace the line."""
        if line != self._line:
            self._line = line
            self.refresh()

    def drawn(self, width: int) -> Line:
        """Draw as much of it as fits."""
        return fit(self._line, width)
