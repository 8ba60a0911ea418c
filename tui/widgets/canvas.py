"""A widget of lines that its screen draws: it paints those that changed, and tells what was clicked on."""

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.drawing.spans import Line
from tui.messages import Asked
from tui.palette import Palette
from tui.widgets.lines import painted


class Canvas(Widget, can_focus=True):
    """Shows lines."""

    palette: Palette | None = None

    class Resized(Message):
        """There is another number of cells to draw in."""

    class Scrolled(Message):
        """The wheel was turned by a notch."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step
            """1 down, -1 up."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        """Show other lines."""
        before, self._lines = self._lines, lines
        for y in range(max(len(before), len(lines))):
            if before[y : y + 1] != lines[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.content_size.width
        if self.palette is None:
            return Strip([Segment(" " * width, self.rich_style)])
        line = self._lines[y] if y < len(self._lines) else []
        return painted(line, self.palette, width, self.rich_style)

    def on_resize(self, message: events.Resize) -> None:
        """Tell the screen, which draws for a size."""
        self.post_message(self.Resized())

    def on_click(self, message: events.Click) -> None:
        """Ask for what was clicked on."""
        asked = message.style.meta.get("asked")
        if asked:
            message.stop()
            self.post_message(Asked(asked))

    def on_mouse_scroll_down(self, message: events.MouseScrollDown) -> None:
        """Tell that the wheel was turned down."""
        message.stop()
        self.post_message(self.Scrolled(1))

    def on_mouse_scroll_up(self, message: events.MouseScrollUp) -> None:
        """Tell that the wheel was turned up."""
        message.stop()
        self.post_message(self.Scrolled(-1))
