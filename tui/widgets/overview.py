"""The overview over the list: the density strip, the time axis and the offensives as bars."""

from pyroaring import BitMap
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from store.view import View, histogram
from tui.drawing.overview import Bar, axis, bars, density, window_marker
from tui.drawing.rails import Rails
from tui.drawing.scale import Scale, Window
from tui.drawing.spans import Line
from tui.messages import Asked, DayChosen, WindowMoved
from tui.palette import Palette
from tui.widgets.lines import painted

STRIP_LINES = 2
"""The density strip and the bracket under it."""


class Overview(Widget):
    """Draws a view over time. All of it is counted in bitmaps, none of it event by event."""

    palette: Palette | None = None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.view: View | None = None
        self.rails: Rails | None = None
        self.whole = Window(1, 1)
        self.window = Window(1, 1)
        self.cursor: int | None = None
        self._drawn: tuple[object, list[Line]] = (None, [])

    def show(self, view: View, rails: Rails, whole: Window, window: Window, cursor: int | None) -> None:
        """Draw a view over a window of days."""
        self.view, self.rails, self.whole, self.window, self.cursor = view, rails, whole, window, cursor
        width, height = self.content_size
        before = self._drawn[1]
        after = self._lines(width, height)
        for y in range(height):  # most moves of the cursor change a line or two
            if before[y : y + 1] != after[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.content_size.width
        if self.view is None or self.palette is None or not width:
            return Strip([Segment(" " * self.size.width, self.rich_style)])
        lines = self._lines(width, self.content_size.height)
        line = lines[y] if y < len(lines) else []
        return painted(line, self.palette, width, self.rich_style)

    def _lines(self, width: int, height: int) -> list[Line]:
        """Draw all lines, or take them as they were drawn last."""
        if not width:
            return []
        key = (self.view, self.rails, self.window, self.cursor, width, height)
        if self._drawn[0] != key:
            self._drawn = (key, self._draw(width, height))
        return self._drawn[1]

    def _draw(self, width: int, height: int) -> list[Line]:
        if self.view is None or not self.view.timeline.size:
            return []
        whole, scale = Scale(self.whole, width), Scale(self.window, width)
        timeline = self.view.timeline
        edges = whole.edges()
        shown = self.view.histogram(edges)
        total = histogram(timeline, timeline.everything, edges)
        first, last = whole.column(self.window.first), whole.column(self.window.last)
        day = timeline.earliest[self.cursor] if self.cursor is not None else None
        lines = [
            density(shown, total, range(max(0, first), min(width, last + 1))),
            window_marker(whole, self.window),
            axis(scale, day),
        ]
        return [*lines, *bars(self._bars(), scale, max(0, height - len(lines)))][:height]

    def _bars(self) -> list[Bar]:
        if self.view is None or self.rails is None:
            return []
        timeline = self.view.timeline
        found: list[Bar] = []
        for offensive in timeline.offensives.values():
            own = timeline.by_offensive.get(offensive.id, BitMap())
            weight = self.view.count(own)
            if not weight and self.view.size != timeline.size:
                continue
            bloc = timeline.bloc_of(offensive.attackers[0]) if offensive.attackers else ""
            current = self.cursor is not None and self.cursor in own
            letter = self.rails.letter(offensive.id)
            found.append(Bar(offensive, letter, f"bloc:{bloc}", weight, current))
        return found

    def on_click(self, message: events.Click) -> None:
        """Go to the day that was pointed at, or to the offensive whose bar it was."""
        asked = message.style.meta.get("asked")
        at = message.get_content_offset(self)
        if asked:
            self.post_message(Asked(asked))
        elif at is not None and self.view is not None:
            scale = Scale(self.whole if at.y < STRIP_LINES else self.window, max(1, self.content_size.width))
            self.post_message(DayChosen(scale.first_day(at.x)))

    def on_mouse_scroll_down(self, message: events.MouseScrollDown) -> None:
        """Pan towards later days."""
        self._pan(message, 1)

    def on_mouse_scroll_up(self, message: events.MouseScrollUp) -> None:
        """Pan towards earlier days."""
        self._pan(message, -1)

    def _pan(self, message: events.MouseEvent, step: int) -> None:
        message.stop()
        moved = self.window.moved(step * max(1, self.window.days // 8))
        self.post_message(WindowMoved(moved.first, moved.last))
