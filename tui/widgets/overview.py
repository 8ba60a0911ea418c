"""The overview over the list: the density strip, the time axis and the offensives as bars."""

from typing import Final

from pyroaring import BitMap
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from store.rails import Rails
from store.view import View
from tui.drawing.axis import axis
from tui.drawing.bar import Bar
from tui.drawing.lanes import bars, lines_needed
from tui.drawing.scale import Scale, Window
from tui.drawing.spans import Line
from tui.drawing.strip import Counts, captions, strip, strip_width, window_marker
from tui.measures import EVENTS, Measure
from tui.messages import Asked, DayChosen, WindowMoved
from tui.palette import Palette
from tui.widgets.lines import painted

TALL: Final = 9
"""Lines of an overview from which the strip takes two of them."""


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
        self.measure = EVENTS
        """What the strip counts."""
        self.is_open = False
        """Whether all lanes are to be seen."""
        self._drawn: tuple[object, list[Line]] = (None, [])
        self._counted: tuple[object, Counts] = (None, Counts(()))

    def show(self, view: View, rails: Rails, whole: Window, window: Window, cursor: int | None) -> None:
        """Draw a view over a window of days."""
        self.view, self.rails, self.whole, self.window, self.cursor = view, rails, whole, window, cursor
        self._redraw()

    def count(self, measure: Measure) -> None:
        """Count something else in the strip."""
        self.measure = measure
        self._redraw()

    def _redraw(self) -> None:
        """Draw again the lines that are others now: most moves of the cursor change one or two."""
        width, height = self.content_size
        before = self._drawn[1]
        after = self._lines(width, height)
        for y in range(height):
            if before[y : y + 1] != after[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def lines_wanted(self) -> int:
        """Return the lines in which every lane of the window would be seen."""
        width = max(1, self.content_size.width)
        return self._strip_lines(TALL) + 2 + lines_needed(self._bars(), Scale(self.window, width))

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
        key = (self.view, self.rails, self.window, self.cursor, width, height, self.measure, self.is_open)
        if self._drawn[0] != key:
            self._drawn = (key, self._draw(width, height))
        return self._drawn[1]

    @property
    def is_filtered(self) -> bool:
        """Whether events are hidden."""
        return self.view is not None and self.view.size != self.view.timeline.size

    def _strip_lines(self, height: int) -> int:
        return 2 if self.is_filtered or height >= TALL else 1

    def _strip_scale(self, width: int) -> Scale:
        return Scale(self.whole, max(1, strip_width(width, is_filtered=self.is_filtered)))

    def _draw(self, width: int, height: int) -> list[Line]:
        if self.view is None or not self.view.timeline.size:
            return []
        whole, scale = self._strip_scale(width), Scale(self.window, width)
        day = self.view.timeline.earliest[self.cursor] if self.cursor is not None else None
        first, last = whole.column(self.window.first), whole.column(self.window.last)
        counts = self._counts(whole)
        said = captions(counts, self.measure.words, self.measure.short, whole.window.days / whole.width)
        lines = strip(counts, range(max(0, first), min(whole.width, last + 1)), self._strip_lines(height))
        lines += [window_marker(whole, self.window, said), axis(scale, day)]
        room = max(0, height - len(lines))
        hint = "O closes" if self.is_open else "O shows all"
        return [*lines, *bars(self._bars(), scale, room, hint=hint)][:height]

    def _counts(self, whole: Scale) -> Counts:
        """Count what the strip shows, or take it as it was counted last."""
        key = (self.view, whole, self.measure)
        if self._counted[0] != key and self.view is not None:
            timeline, count = self.view.timeline, self.measure.histogram
            edges, undrawn = whole.edges(), self.measure.undrawn(timeline, whole.window.days / whole.width)
            shown = whole.spread(count(timeline, self.view.events - undrawn, edges))
            total = whole.spread(count(timeline, timeline.everything - undrawn, edges)) if self.is_filtered else None
            killed = self.measure.killed
            besides = killed(timeline).total(self.view.events & undrawn) if killed is not None else 0
            self._counted = (key, Counts(shown, total, besides))
        return self._counted[1]

    @property
    def undrawn(self) -> int:
        """How many of what is counted the strip leaves out, since the days that they may be of are too many."""
        return self._counted[1].undrawn

    def _bars(self) -> list[Bar]:
        if self.view is None or self.rails is None:
            return []
        timeline = self.view.timeline
        found: list[Bar] = []
        for offensive in timeline.offensives.values():
            own = timeline.by_offensive.get(offensive.id, BitMap())
            weight = self.view.count(own)
            if not weight and self.is_filtered:
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
            width, height = max(1, self.content_size.width), self.content_size.height
            on_strip = at.y <= self._strip_lines(height)  # or on the bracket under it
            scale = self._strip_scale(width) if on_strip else Scale(self.window, width)
            self.post_message(DayChosen(scale.day_at(min(at.x, scale.width - 1))))

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
