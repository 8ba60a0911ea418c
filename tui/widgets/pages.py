"""Lines to scroll through, wrapped for the width there is."""

from collections.abc import Sequence

from textual import events

from tui.drawing.spans import Line, wrap
from tui.widgets.lines import LinePane


class Pages(LinePane):
    """Lines to scroll through."""

    def __init__(self, texts: Sequence[Line] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._texts = texts
        self._lines = list(texts)

    def show(self, texts: Sequence[Line], *, from_top: bool = True) -> None:
        """Show other lines."""
        self._texts = texts
        if from_top:
            self.top = 0
        self._wrap()

    def on_resize(self, message: events.Resize) -> None:
        """Wrap for the width."""
        self._wrap()

    def _wrap(self) -> None:
        self._lines = []
        for line in self._texts:
            indent = len(line[0].text) if len(line) > 1 else 0
            self._lines += wrap(line, self.line_width, indent) if line else [[]]
        self.lines_changed()

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def line(self, number: int, width: int) -> Line:
        """Return one of them."""
        return self._lines[number]
