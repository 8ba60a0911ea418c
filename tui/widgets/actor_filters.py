"""The actor filters: every value of the facets with its live count, any, only or never."""

from operator import itemgetter
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.content import Content

from store.filter import Choice
from store.text import fold
from tui.choices import Value
from tui.commands import bindings_for
from tui.drawing.spans import Line, Span, label, shorten, spread
from tui.messages import ChoiceCycled
from tui.widgets.lines import LinePane

MARKS: Final[dict[Choice, str]] = {"any": "○", "only": "●", "never": "×"}


NO_FIT: Final = 3


def _fit(value: Value, typed: str) -> int:
    """Return how well a value fits what was typed: 0 by a whole name, 1 by its beginning, 2 by a part, else 3."""
    names = [fold(name) for name in (value.name, *value.names)]
    if typed in names:
        return 0
    if any(name.startswith(typed) for name in names):
        return 1
    return 2 if any(typed in name for name in names) else NO_FIT


class ActorFilters(LinePane):
    """A list of values under their headings."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("actors")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._all: list[Value] = []
        self.values: list[Value] = []
        """What is listed: all, or those that what was typed leaves."""
        self.cursor = 0
        self.narrowed = ""
        self.is_narrowing = False

    def show(self, values: list[Value]) -> None:
        """Show the values with their counts; the cursor stays with its value."""
        current = self.values[self.cursor] if self.cursor < len(self.values) else None
        self._all = values
        self._narrow()
        if current is not None:
            keys = [(value.facet, value.value) for value in self.values]
            key = (current.facet, current.value)
            self.cursor = keys.index(key) if key in keys else min(self.cursor, max(0, len(keys) - 1))
        self._changed()

    def _narrow(self) -> None:
        typed = fold(self.narrowed)
        if not typed:
            self.values = self._all
        else:
            found = [(_fit(value, typed), value) for value in self._all if not value.is_heading]
            self.values = [value for fit, value in sorted(found, key=itemgetter(0)) if fit < NO_FIT]
        self.cursor = min(self.cursor, max(0, len(self.values) - 1))

    def _changed(self) -> None:
        self.lines_changed()
        self._reveal()
        self.border_subtitle = Content(f"{self.narrowed}▏" if self.is_narrowing else self.narrowed)  # not markup

    def _reveal(self) -> None:
        first = 0 if self.cursor <= 1 else self.cursor
        if first < self.top:
            self.scroll_to_line(first)
        elif self.cursor >= self.top + self.height:
            self.scroll_to_line(self.cursor - self.height + 1)

    # lines

    def line_count(self) -> int:
        """Return how many values there are; one line says so when typing left none."""
        return len(self.values) or 1

    def line(self, number: int, width: int) -> Line:
        """Draw a value: its mark, its name and its count."""
        if not self.values:
            return [Span("no such name" if self.narrowed else "", "muted")]
        value = self.values[number]
        count = f" {value.count:,}" if value.count else " ·"
        if value.is_heading:
            mark = f"{MARKS[value.choice]} " if value.choice != "any" else ""
            look = f"bloc:{value.bloc}+bold" if value.bloc else "heading"
            return [self._pointer(number), Span(shorten(mark + label(value.name), width - 1), look)]
        look = {"any": "" if value.count else "muted", "only": "strong", "never": "muted"}[value.choice]
        mark_look = f"bloc:{value.bloc}" if value.bloc else "muted"
        if value.choice == "never":
            mark_look = "error"
        name = shorten(label(value.name), max(1, width - cell_len(count) - 4))
        left = [self._pointer(number), Span(MARKS[value.choice] + " ", mark_look), Span(name, look)]
        return spread(left, [Span(count, "muted")], width)

    def _pointer(self, number: int) -> Span:
        return Span("▌", "accent") if number == self.cursor and self.has_focus else Span(" ")

    def over(self, number: int) -> str:
        """Lay the cursor over its line."""
        if number != self.cursor or not self.values:
            return ""
        return "cursor" if self.has_focus else ""

    # keys

    def _move(self, to: int) -> None:
        to = max(0, min(len(self.values) - 1, to))
        if to != self.cursor and self.values:
            old, self.cursor = self.cursor, to
            self.refresh_lines(old, to)
            self._reveal()

    def action_down(self) -> None:
        """Go to the next value."""
        self._move(self.cursor + 1)

    def action_up(self) -> None:
        """Go to the previous value."""
        self._move(self.cursor - 1)

    def action_page_down(self) -> None:
        """Go a screen down."""
        self._move(self.cursor + max(1, self.height - 1))

    def action_page_up(self) -> None:
        """Go a screen up."""
        self._move(self.cursor - max(1, self.height - 1))

    def action_first(self) -> None:
        """Go to the first value."""
        self._move(0)

    def action_last(self) -> None:
        """Go to the last value."""
        self._move(len(self.values) - 1)

    def action_cycle(self) -> None:
        """Move the choice of the value under the cursor on."""
        if self.values:
            value = self.values[self.cursor]
            if value.value:
                self.post_message(ChoiceCycled(value.facet, value.value))

    def action_narrow(self) -> None:
        """Let typing narrow the list."""
        self.is_narrowing = True
        self._changed()

    def stop_narrowing(self) -> bool:
        """Leave off typing, then drop what was typed; return whether there was anything to leave."""
        if not self.is_narrowing and not self.narrowed:
            return False
        if not self.is_narrowing:
            self.narrowed = ""
        self.is_narrowing = False
        self._narrow()
        self._changed()
        return True

    def on_blur(self) -> None:
        """Leave off typing: keys elsewhere are commands, and here again when the reader comes back."""
        if self.is_narrowing:
            self.is_narrowing = False
            self._changed()

    def on_key(self, message: events.Key) -> None:
        """Take letters while the reader narrows the list."""
        if not self.is_narrowing:
            return
        if message.key == "enter":
            self.is_narrowing = False
        elif message.key == "backspace":
            self.narrowed = self.narrowed[:-1]
        elif message.is_printable and message.character:
            self.narrowed += message.character
        else:
            return
        message.stop()
        message.prevent_default()
        self.cursor = 0
        self._narrow()
        self._changed()

    # mouse

    def clicked(self, number: int) -> None:
        """Cycle the value that was clicked."""
        if number < len(self.values):
            self._move(number)
            self.action_cycle()
