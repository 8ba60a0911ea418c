"""The picture of the race: lines that are given as they are."""

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.drawing.spans import Line
from tui.messages import Asked
from tui.palette import Palette
from tui.widgets.lines import painted


class RacePane(Widget, can_focus=True):
    """Draws some lines, and of them only those that changed."""

    palette: Palette | None = None

    class Resized(Message):
        """There is another room to draw in."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        """Replace the lines."""
        before, self._lines = self._lines, lines
        if len(before) != len(lines):
            self.refresh()
            return
        for y, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        if self.palette is None or y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        return painted(self._lines[y], self.palette, width, self.rich_style)

    def on_resize(self, message: events.Resize) -> None:
        """Ask for a picture of the new size."""
        self.post_message(self.Resized())

    def on_click(self, message: events.Click) -> None:
        """Ask for what was clicked on."""
        asked = message.style.meta.get("asked")
        if asked:
            self.post_message(Asked(asked))
