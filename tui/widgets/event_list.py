"""The list of events under day headings, with the rails of the offensives beside it."""

from typing import ClassVar, Final

from pyroaring import BitMap
from textual import events
from textual.binding import BindingType

from store.errors import StoreError
from store.rails import Rails
from store.view import View
from tui.bindings import bindings_for
from tui.drawing.event_row import event_line, heading_line
from tui.drawing.notices import Notice
from tui.drawing.spans import Line, Span
from tui.messages import EventHighlighted, ListScrolled, ReadArticle
from tui.widgets.lines import LinePane

CURSOR, MARKED = "▌", "✓"
"""Before the event under the cursor, and before one that is marked."""
MARGIN_LINES: Final = 3
"""Lines kept in sight before and after the cursor."""


class EventList(LinePane):
    """Shows a view, one line an event; draws the lines on the screen and no others."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("timeline")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.view: View | None = None
        self.rails: Rails | None = None
        self.cursor: int | None = None
        self._drawn_cursor: int | None = None
        """Where the cursor is on the screen: with what follows from it, it is drawn in one frame."""
        self.hits: tuple[str, ...] = ()
        self._passing: BitMap | None = None
        """The events that do not stand back; None: all."""
        self._marked = BitMap()
        self.notice = Notice()
        """What stands here when the view has no events."""

    def show(
        self,
        view: View,
        rails: Rails,
        cursor: int | None,
        hits: tuple[str, ...],
        passing: BitMap | None = None,
        marked: BitMap | None = None,
    ) -> None:
        """Show another view, with the cursor on an event of it; those that are not in `passing` stand back."""
        self.view, self.rails, self.cursor, self.hits, self._passing = view, rails, cursor, hits, passing
        self._drawn_cursor = cursor
        self._marked = marked if marked is not None else BitMap()
        if cursor is not None:
            self._reveal(cursor)  # first, so that nothing is drawn that is then scrolled away
        self.lines_changed()
        self.scrolled()

    def mark(self, marked: BitMap) -> None:
        """Show which events are marked."""
        self._marked = marked
        self.redraw()

    def show_notice(self, notice: Notice) -> None:
        """Say why there is nothing to see."""
        self.notice = notice
        self.lines_changed()

    def highlight(self, ordinal: int) -> None:
        """Put the cursor on an event of the view; two lines are drawn again."""
        if self.view is None or ordinal == self._drawn_cursor:
            return
        old, self.cursor, self._drawn_cursor = self._drawn_cursor, ordinal, ordinal
        row = self.view.row_of(ordinal)
        if old is not None and old in self.view.events:
            self.refresh_lines(self.view.row_of(old), row)
        else:
            self.refresh_lines(row)
        self._reveal(ordinal)

    @property
    def top_day(self) -> int | None:
        """The day of the first line on the screen."""
        if self.view is None or not self.view.rows:
            return None
        kind, value = self.view.row(min(self.top, self.view.rows - 1))
        return self.view.timeline.days.days[value] if kind == "heading" else self.view.timeline.earliest[value]

    # lines

    def line_count(self) -> int:
        """Return the rows of the view, headings included."""
        return self.view.rows if self.view is not None and self.view.size else len(self._notice_lines())

    def line(self, number: int, width: int) -> Line:
        """Draw a heading or an event."""
        if self.view is None or self.rails is None or not self.view.size:
            return self._notice_lines()[number]
        kind, value = self.view.row(number)
        if kind == "heading":
            return [Span(" "), *heading_line(self.view, value, self.rails, width - 1)]
        try:
            stands_back = self._passing is not None and value not in self._passing
            row = event_line(self.view.timeline, value, self.rails, width - 1, self.hits, stands_back=stands_back)
        except StoreError:  # the article pane says why
            row = [Span("cannot be read any more", "error")]
        is_marked = value in self._marked
        if value != self.cursor:
            return [Span(MARKED, "accent") if is_marked else Span(" "), *row]
        pointer = Span(MARKED, "accent+reverse") if is_marked else Span(CURSOR, "accent")
        return [pointer, *(span._replace(look="strong") if span.look == "" else span for span in row)]

    def _notice_lines(self) -> list[Line]:
        return self.notice.lines(self.line_width)

    def over(self, number: int) -> str:
        """Lay the cursor over its line."""
        if self.view is None or self.cursor is None or not self.view.size:
            return ""
        kind, value = self.view.row(number)
        if kind != "event" or value != self.cursor:
            return ""
        return "cursor" if self.has_focus else "cursor-unfocused"

    def _reveal(self, ordinal: int) -> None:
        """Scroll so that an event is on the screen, with its day's heading when that is the line before."""
        if self.view is None:
            return
        row = self.view.row_of(ordinal)
        margin = min(MARGIN_LINES, (self.height - 1) // 2)
        first = row - 1 if row and self.view.row(row - 1)[0] == "heading" else row
        if first - margin < self.top:
            target = first - margin
        elif row + margin >= self.top + self.height:
            target = row + margin - self.height + 1
        else:
            return
        if abs(target - self.top) > self.height:  # a jump: leave something to see on either side
            target = row - self.height // 3
        self.scroll_to_line(target)

    def on_resize(self, message: events.Resize) -> None:
        """Keep the cursor on the screen."""
        self.lines_changed()
        if self.cursor is not None:
            self._reveal(self.cursor)
        self.scrolled()

    def scrolled(self) -> None:
        """Say that other days are on the screen."""
        self.post_message(ListScrolled())

    # keys

    def _go_to(self, position: int) -> None:
        if self.view is None or not self.view.size:
            return
        position = max(0, min(self.view.size - 1, position))
        self._choose(self.view.at(position))

    def _choose(self, ordinal: int) -> None:
        """Put the cursor on an event and say so; at once, so that of keys in a burst each finds it where it is."""
        if ordinal != self.cursor:
            self.cursor = ordinal
            self.post_message(EventHighlighted(ordinal))

    def _move(self, step: int) -> None:
        if self.view is not None and self.cursor is not None:
            self._go_to(self.view.position_of(self.cursor) + step)

    def _page(self, step: int) -> None:
        self._move(step * max(1, self.height - 2))

    def action_down(self) -> None:
        """Go to the next event."""
        self._move(1)

    def action_up(self) -> None:
        """Go to the previous event."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Go a screen forward."""
        self._page(1)

    def action_page_up(self) -> None:
        """Go a screen back."""
        self._page(-1)

    def action_first(self) -> None:
        """Go to the first event of the view."""
        self._go_to(0)

    def action_last(self) -> None:
        """Go to the last event of the view."""
        if self.view is not None:
            self._go_to(self.view.size - 1)

    def action_read(self) -> None:
        """Read the article."""
        self.post_message(ReadArticle())

    # mouse

    def clicked(self, number: int) -> None:
        """Put the cursor on the event that was clicked."""
        if self.view is not None and number < self.view.rows:
            kind, value = self.view.row(number)
            if kind == "event":
                self._choose(value)
