"""The filters: every value of the facets with its live count, any, only or never, in groups that fold."""

from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.content import Content

from store.filter import Choice
from tui.bindings import bindings_for
from tui.choices import Row, Tally
from tui.drawing.spans import Line, Span, label, shorten, spread
from tui.messages import ChoiceCycled, FigureWanted, FiltersNarrowed, GroupTurned
from tui.widgets.lines import LinePane

MARKS: Final[dict[Choice, str]] = {"any": "○", "only": "●", "never": "×"}
FOLDS: Final[dict[bool, str]] = {True: "▾", False: "▸"}


class ActorFilters(LinePane):
    """A list of values under their headings."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("actors")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.values: list[Row] = []
        """What is listed: the groups that are open, or what was typed leaves of all of them."""
        self._tally: Tally | None = None
        self._figures: dict[str, str] = {}
        self.cursor = 0
        self.narrowed = ""
        self.is_narrowing = False

    def show(self, values: list[Row], tally: Tally, figures: dict[str, str]) -> None:
        """Show the values; the cursor stays with its value.

        Args:
            values: The lines.
            tally: What is chosen, and the counts, which are asked for when a line is drawn.
            figures: What is asked for of each field of people killed.
        """
        current = self._current
        self.values, self._tally, self._figures = values, tally, figures
        if current is not None:
            keys = [(value.facet, value.value, value.is_heading) for value in values]
            key = (current.facet, current.value, current.is_heading)
            self.cursor = keys.index(key) if key in keys else min(self.cursor, max(0, len(keys) - 1))
        self._changed()

    def show_fitting(self, values: list[Row]) -> None:
        """Show what fits what was typed, with the cursor on the first value of it."""
        self.values = values
        self.cursor = next((number for number, value in enumerate(values) if not value.is_heading), 0)
        self._changed()

    @property
    def _current(self) -> Row | None:
        return self.values[self.cursor] if self.cursor < len(self.values) else None

    def _changed(self) -> None:
        self._reveal()
        self.lines_changed()
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
        """Draw a heading, or a value with its mark and its count."""
        if not self.values or self._tally is None:
            return [Span("no such name" if self.narrowed else "", "muted")]
        value = self.values[number]
        if value.is_heading:
            return self._heading(number, value, width)
        if not value.value:
            return self._figure(number, value, width)
        choice, events_left = self._tally.choice(value.facet, value.value), self._tally.count(value.facet, value.value)
        count = f" {events_left:,}" if events_left else " ·"
        look = {"any": "" if events_left else "muted", "only": "strong", "never": "muted"}[choice]
        mark_look = "error" if choice == "never" else f"bloc:{value.bloc}" if value.bloc else "muted"
        name = shorten(label(value.name), max(1, width - cell_len(count) - 4 - value.indent))
        left = [self._pointer(number), Span(" " * value.indent), Span(MARKS[choice] + " ", mark_look), Span(name, look)]
        return spread(left, [Span(count, "muted")], width)

    def _heading(self, number: int, value: Row, width: int) -> Line:
        choice = self._tally.choice(value.facet, value.value) if self._tally and value.value else "any"
        mark = f"{MARKS[choice]} " if choice != "any" else ""
        look = f"bloc:{value.bloc}+bold" if value.bloc else "heading"
        size = [Span(f" {value.size:,}", "faint")] if value.size and not value.is_open else []
        name = shorten(mark + label(value.name), max(1, width - 3 - sum(len(span.text) for span in size)))
        action = f"bloc:{value.value}" if value.value else ""
        left = [self._pointer(number), Span(FOLDS[value.is_open] + " ", "muted"), Span(name, look, action)]
        return spread(left, size, width)

    def _figure(self, number: int, value: Row, width: int) -> Line:
        asked = self._figures.get(value.facet, "")
        left = [self._pointer(number), Span(f"{MARKS['only' if asked else 'any']} ", "muted"), Span(value.name)]
        return spread(left, [Span(f" {label(asked)}" if asked else " any", "strong" if asked else "muted")], width)

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
        """Move the choice of the value under the cursor on; of what has none, fold the group or ask for a figure."""
        value = self._current
        if value is None:
            return
        if value.value:
            self.post_message(ChoiceCycled(value.facet, value.value))
        elif value.is_heading:
            self._turn(value)
        else:
            self.post_message(FigureWanted(value.facet))

    def action_choose(self) -> None:
        """Fold or open a group; move a value's choice on."""
        value = self._current
        if value is not None and value.is_heading:
            self._turn(value)
        else:
            self.action_cycle()

    def action_unfold(self) -> None:
        """Open the group under the cursor."""
        value = self._current
        if value is not None and value.is_heading and not value.is_open:
            self._turn(value)

    def action_fold(self) -> None:
        """Go to the heading of the group; fold it when the cursor is there."""
        value = self._current
        if value is not None and value.is_heading and value.is_open:
            self._turn(value)
        elif value is not None:
            self._move(next(n for n, row in enumerate(self.values) if row.is_heading and row.group == value.group))

    def _turn(self, value: Row) -> None:
        if not self.narrowed:  # what fits is listed in any case
            self.post_message(GroupTurned(value.group))

    def action_narrow(self) -> None:
        """Let typing narrow the list, from all of it."""
        self.is_narrowing = True
        if self.narrowed:
            self._narrow("")
        self._changed()

    def stop_narrowing(self) -> bool:
        """Leave off typing and drop what was typed; return whether there was anything to leave."""
        if not self.is_narrowing and not self.narrowed:
            return False
        self.is_narrowing = False
        self._narrow("")
        self._changed()
        return True

    def _narrow(self, typed: str) -> None:
        self.narrowed = typed
        self.post_message(FiltersNarrowed(typed))

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
            self._changed()
        elif message.key == "backspace":
            self._narrow(self.narrowed[:-1])
        elif message.key == "ctrl+u":
            self._narrow("")
        elif message.is_printable and message.character:
            self._narrow(self.narrowed + message.character)
        else:
            return
        message.stop()
        message.prevent_default()

    # mouse

    def clicked(self, number: int) -> None:
        """Cycle the value that was clicked; fold the group."""
        if number < len(self.values):
            self._move(number)
            self.action_choose()
