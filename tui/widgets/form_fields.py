"""The controls of a form: a line, a choice, a long text, a list of items, and the line that saves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from store.text import clean, one_line
from tui.drawing.spans import Line, Span, fit, label, spread, width_of
from tui.forms.values import BETWEEN
from tui.widgets.bars import LineBar
from tui.widgets.lines import LinePane
from tui.widgets.prompt import MOST_PASTED, ONLY_TEXT

MOST_PASTED_LONG: Final = 1_000_000


@dataclass
class Typed(Message):
    """A field has another text."""

    name: str
    text: str


@dataclass
class ItemAsked(Message):
    """An item of a list is to be added, edited or removed."""

    name: str
    verb: str
    number: int


class SaveAsked(Message):
    """The record is to be saved."""


class LineField(Input):
    """A field of one line; where a name is typed, → at its end takes the one that is offered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.step(-1)", show=False),
        Binding("down", "screen.step(1)", show=False),
    ]
    hints: ClassVar = (("↑ ↓", "field"),)

    def __init__(self, name: str, text: str, placeholder: str) -> None:
        super().__init__(text, placeholder=placeholder, select_on_focus=False, restrict=ONLY_TEXT, name=name)
        self.offers: Sequence[str] = ()

    def on_paste(self, message: events.Paste) -> None:
        """Take lines as one, and nothing that could drive the terminal."""
        message.stop()
        message.prevent_default()
        self.insert_text_at_cursor(one_line(message.text[:MOST_PASTED]))

    def action_cursor_right(self, select: bool = False) -> None:
        """Go on to the right; at the end, take what is offered."""
        if self.offers and self.cursor_position == len(self.value) and not select:
            head, mark, _last = self.value.rpartition(BETWEEN)
            self.value = f"{head}{mark} {self.offers[0]}" if mark else self.offers[0]
            self.cursor_position = len(self.value)
        super().action_cursor_right(select)

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(Typed(self.name or "", message.value))

    @on(Input.Submitted)
    async def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        await self.run_action("screen.step(1)")


class ChoiceField(LineBar, can_focus=True):
    """A field with a few values, one of which is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", show=False),
        Binding("right,l,space", "turn(1)", show=False),
        Binding("up,k", "screen.step(-1)", show=False),
        Binding("down,j,enter", "screen.step(1)", show=False),
    ]
    hints: ClassVar = (("← →", "choose"),)

    def __init__(self, name: str, text: str, choices: Sequence[str]) -> None:
        super().__init__(name=name)
        self.value = text
        self._choices = ["", *(choice for choice in choices if choice)]

    def action_turn(self, step: int) -> None:
        """Go to the next value or the one before."""
        at = self._choices.index(self.value) if self.value in self._choices else 0
        self.value = self._choices[(at + step) % len(self._choices)]
        self.post_message(Typed(self.name or "", self.value))
        self.refresh()

    def on_click(self, message: events.Click) -> None:
        """Take the value that was clicked."""
        chosen = message.style.meta.get("asked")
        if chosen is not None:
            self.value = chosen.partition(":")[2]
            self.post_message(Typed(self.name or "", self.value))
            self.refresh()

    def drawn(self, width: int) -> Line:
        """Draw all values, the chosen one marked; where they have no room, that one alone."""
        look = "chip" if self.has_focus else "strong"
        line: Line = []
        for choice in self._choices:
            word = choice or "not said"
            is_chosen = choice == self.value
            line += [Span(f"[{word}]" if is_chosen else word, look if is_chosen else "muted", f"choice:{choice}")]
            line.append(Span("  "))
        if width_of(line[:-1]) <= width:
            return fit(line, width)
        at = self._choices.index(self.value) + 1 if self.value in self._choices else 0
        alone = Span(f"[{label(self.value) or 'not said'}]", look)
        return fit([alone, Span(f"  {at} of {len(self._choices)}", "muted")], width)

    def on_focus(self) -> None:
        """Show the focus."""
        self.refresh()

    on_blur = on_focus


class TextField(TextArea):
    """A field of many lines."""

    def __init__(self, name: str, text: str, placeholder: str) -> None:
        super().__init__(
            text, soft_wrap=True, tab_behavior="focus", name=name, placeholder=placeholder, highlight_cursor_line=False,
            compact=True,
        )  # fmt: skip

    @property
    def value(self) -> str:
        """What is typed."""
        return self.text

    def action_cursor_down(self, select: bool = False) -> None:
        """Go a line down; where nothing is typed, to the next field."""
        if self.text:
            super().action_cursor_down(select)
        else:
            self.screen.focus_next()

    def action_cursor_up(self, select: bool = False) -> None:
        """Go a line up; where nothing is typed, to the field before."""
        if self.text:
            super().action_cursor_up(select)
        else:
            self.screen.focus_previous()

    async def _on_paste(self, message: events.Paste) -> None:
        """Take nothing that could drive the terminal."""
        message.stop()
        message.prevent_default()
        self.insert(clean(message.text[:MOST_PASTED_LONG]))

    @on(TextArea.Changed)
    def _changed(self, message: TextArea.Changed) -> None:
        message.stop()
        self.post_message(Typed(self.name or "", self.text))


class ItemsField(LinePane):
    """A list of items, one on each line, and a line to add one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("enter,e", "edit", show=False),
        Binding("a", "add", show=False),
        Binding("delete,x", "remove", show=False),
    ]
    hints: ClassVar = (("enter", "edit"), ("a", "add"), ("x", "remove"))

    def __init__(self, name: str, word: str) -> None:
        super().__init__()
        self.field = name
        self._word = word
        self._rows: list[tuple[str, bool]] = []
        self.cursor = 0

    def show(self, rows: list[tuple[str, bool]]) -> None:
        """Show other items: each in a few words, and whether anything is wrong with it."""
        self._rows = rows
        self.cursor = min(self.cursor, len(rows))
        self.styles.height = len(rows) + 1
        self.lines_changed()
        self.refresh()

    def line_count(self) -> int:
        """Return the items, and the line to add one."""
        return len(self._rows) + 1

    def line(self, number: int, width: int) -> Line:
        """Draw an item."""
        is_current = self.has_focus and number == self.cursor
        pointer = Span("▌" if is_current else " ", "accent")
        if number == len(self._rows):
            return fit([pointer, Span(f"+ add {_a(self._word)}", "strong" if is_current else "muted")], width)
        text, is_wrong = self._rows[number]
        words = Span(label(text) or "(empty)", "strong" if is_current else "")
        mark = [Span("not right", "error")] if is_wrong else []
        return spread([pointer, Span(f"{number + 1} ", "muted"), words], mark, width)

    def over(self, number: int) -> str:
        """Lay the cursor over its line."""
        return "cursor" if self.has_focus and number == self.cursor else ""

    def on_focus(self) -> None:
        """Show the focus."""
        self.refresh()

    on_blur = on_focus

    async def action_go(self, step: int) -> None:
        """Go to the next item, or past the last to the next field."""
        if 0 <= self.cursor + step <= len(self._rows):
            self.cursor += step
            self.refresh()
        else:
            await self.run_action(f"screen.step({step})")

    def action_edit(self) -> None:
        """Edit the item, or add one."""
        verb = "add" if self.cursor == len(self._rows) else "edit"
        self.post_message(ItemAsked(self.field, verb, self.cursor))

    def action_add(self) -> None:
        """Add an item."""
        self.cursor = len(self._rows)
        self.post_message(ItemAsked(self.field, "add", self.cursor))

    def action_remove(self) -> None:
        """Remove the item."""
        if self.cursor < len(self._rows):
            self.post_message(ItemAsked(self.field, "remove", self.cursor))

    def clicked(self, number: int) -> None:
        """Edit what was clicked."""
        self.focus()
        self.cursor = number
        self.action_edit()


class SaveLine(LineBar, can_focus=True):
    """The end of a form: enter saves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "save", show=False),
        Binding("up,k", "screen.step(-1)", show=False),
    ]
    hints: ClassVar = (("enter", "save"),)

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word

    def drawn(self, width: int) -> Line:
        """Draw the word."""
        return fit([Span(f"[ {self._word} ]", "chip" if self.has_focus else "key", "save:")], width)

    def on_focus(self) -> None:
        """Show the focus."""
        self.refresh()

    on_blur = on_focus

    def on_click(self, message: events.Click) -> None:
        """Save."""
        message.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save."""
        self.post_message(SaveAsked())


Control = LineField | ChoiceField | TextField | ItemsField


def hints_of(widget: Widget | None) -> tuple[tuple[str, str], ...]:
    """Return what a control's own keys do."""
    return tuple(getattr(widget, "hints", ()))


def _a(word: str) -> str:
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"
