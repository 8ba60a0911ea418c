"""Two records of one occurrence, side by side: which are likely, what each says, and whether they are linked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from store.reading import EventReading
from tui.drawing.beside import beside
from tui.drawing.spans import Line, Span, label
from tui.palette import Palette
from tui.widgets.bars import HintBar
from tui.widgets.choice_list import ChoiceList, Row
from tui.widgets.lines import LinePane

MOST_ROWS: Final = 8
"""Lines of the list of other events: the rest is for what they say."""

ROOM_FOR_REASONS: Final = 70
"""Cells from which on it stands beside each event why it is proposed."""


@dataclass(frozen=True)
class Other:
    """Another event, which may record the same occurrence."""

    reading: EventReading
    is_linked: bool
    why: str
    """Why it is proposed, in a few words."""


@dataclass(frozen=True)
class LinkAsked:
    """Two events are to be linked, or told apart again."""

    other_id: str
    is_to_be_linked: bool


class BesidePane(LinePane, can_focus=False):
    """Shows two events side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._pair: tuple[EventReading, EventReading] | None = None
        self._lines: list[Line] = []

    def show(self, one: EventReading, other: EventReading) -> None:
        """Show another pair from the top."""
        self._pair = (one, other)
        self.top = 0
        self._lay_out()

    def _lay_out(self) -> None:
        self._lines = beside(*self._pair, max(10, self.line_width)) if self._pair is not None else []
        self.lines_changed()

    def on_resize(self, message: events.Resize) -> None:
        """Lay it out for the width."""
        self._lay_out()

    def line_count(self) -> int:
        """Return how many lines were laid out."""
        return len(self._lines)

    def line(self, number: int, width: int) -> Line:
        """Return one of them."""
        return self._lines[number]


class LinkScreen(ModalScreen[LinkAsked | None]):
    """Lists the events that may record the same occurrence, and closes with what is to be done with one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,L", "leave", show=False),
        Binding("enter", "take", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("space,pagedown", "scroll(10)", show=False),
        Binding("b,pageup", "scroll(-10)", show=False),
    ]
    DEFAULT_CSS = """
    LinkScreen { align: center middle; }
    LinkScreen #box { width: 118; max-width: 100%; height: 90%; border: round $primary; padding: 0 1;
        background: $surface; border-title-color: $primary; border-title-style: bold; }
    LinkScreen BesidePane { height: 1fr; margin: 1 0; }
    LinkScreen HintBar { background: $surface; }
    """

    def __init__(self, own: EventReading, others: Sequence[Other]) -> None:
        """Prepare to show.

        Args:
            own: The event.
            others: The other ones, of which there is at least one.
        """
        super().__init__()
        self._own, self._others = own, others
        self._list, self._pane, self._hints = ChoiceList(), BesidePane(), HintBar()

    def compose(self) -> ComposeResult:
        """Put the list over the two events."""
        palette = Palette(self.app.current_theme, self.app.theme_variables, {})
        self._list.palette = self._pane.palette = self._hints.palette = palette
        with Vertical(id="box") as box:
            box.border_title = Content("The same occurrence?")
            yield self._list
            yield self._pane
            yield self._hints

    def on_mount(self) -> None:
        """Begin with the likeliest."""
        self._list.styles.height = min(MOST_ROWS, len(self._others))
        is_wide = self.app.size.width >= ROOM_FOR_REASONS
        self._list.show([_row(other, is_wide=is_wide) for other in self._others], 0)
        self.set_focus(self._list)
        self._show(0)

    def _show(self, number: int) -> None:
        other = self._others[number]
        self._pane.show(self._own, other.reading)
        verb = "tell them apart" if other.is_linked else "link them"
        self._hints.tell([("enter", verb), ("j k", "another"), ("space b", "scroll"), ("esc", "leave")])

    @on(ChoiceList.Moved)
    def _moved(self, message: ChoiceList.Moved) -> None:
        self._show(message.number)

    @on(ChoiceList.Chosen)
    def _chosen(self, message: ChoiceList.Chosen) -> None:
        self._show(message.number)

    def action_move(self, step: int) -> None:
        """Go to another event."""
        self._list.move(step)

    def action_scroll(self, lines: int) -> None:
        """Scroll what the two say."""
        self._pane.scroll_to_line(self._pane.top + lines)

    def action_take(self) -> None:
        """Link the two, or tell them apart."""
        other = self._others[self._list.cursor or 0]
        self.dismiss(LinkAsked(other.reading.id, not other.is_linked))

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


def _row(other: Other, *, is_wide: bool) -> Row:
    mark = Span("= " if other.is_linked else "  ", "good")
    why = "linked: the same occurrence" if other.is_linked else other.why
    return Row([mark, Span(label(other.reading.headline))], [Span(why, "muted")] if is_wide else [])
