"""The map as a widget: it paints lines and tells what the mouse did."""

from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from tui.drawing.spans import Line
from tui.messages import MapDragged, MapPointed, MapResized, MapZoomed
from tui.palette import Palette
from tui.widgets.lines import painted


class MapPane(Widget, can_focus=True):
    """Shows lines that are as many and as wide as it is."""

    palette: Palette | None = None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.lines: list[Line] = []
        self._held_at: Offset | None = None
        """Where the mouse was when it was last heard of, while a button is down."""
        self._was_dragged = False

    def show(self, lines: list[Line]) -> int:
        """Show other lines; return how many of them have to be painted."""
        before, self.lines = self.lines, lines
        changed = [at for at, line in enumerate(lines) if at >= len(before) or before[at] != line]
        if len(before) != len(lines):
            self.refresh()
        else:
            for at in changed:
                self.refresh(Region(0, at, self.size.width, 1))
        return len(changed)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        if self.palette is None or y >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        return painted(self.lines[y], self.palette, width, self.rich_style)

    def on_resize(self, message: events.Resize) -> None:
        """Ask for other lines."""
        self.post_message(MapResized())

    def on_mouse_scroll_up(self, message: events.MouseScrollUp) -> None:
        """Go nearer."""
        message.stop()
        self.post_message(MapZoomed(1, message.x, message.y))

    def on_mouse_scroll_down(self, message: events.MouseScrollDown) -> None:
        """Go farther away."""
        message.stop()
        self.post_message(MapZoomed(-1, message.x, message.y))

    def on_mouse_down(self, message: events.MouseDown) -> None:
        """Take hold of the map."""
        self._held_at, self._was_dragged = message.offset, False
        self.capture_mouse()

    def on_mouse_move(self, message: events.MouseMove) -> None:
        """Drag the map."""
        if self._held_at is not None and message.offset != self._held_at:
            moved = message.offset - self._held_at
            self._held_at, self._was_dragged = message.offset, True
            self.post_message(MapDragged(moved.x, moved.y))

    def on_mouse_up(self, message: events.MouseUp) -> None:
        """Let go of the map: without a move it was a click."""
        self.release_mouse()
        if self._held_at is not None and not self._was_dragged:
            self.post_message(MapPointed(message.x, message.y))
        self._held_at = None
