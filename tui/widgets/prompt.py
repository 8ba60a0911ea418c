"""The line in which one types a query or a date, with what it was read as under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from store.plain import wrap
from store.query.completing import Offer
from store.text import clean, one_line
from tui.palette import Palette
from tui.widgets.offers import Offers

ONLY_TEXT: Final = r"[^\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
"""What may be typed or pasted: nothing that could drive the terminal on its way back to the screen."""

MOST_PASTED: Final = 12_000
"""Characters: somewhat more than a query may have, so that its end is not lost in silence."""

ROOM_FOR_KEYS: Final = 76
"""Cells from which on the keys stand beside the answer."""


PADDING: Final = 2
"""Cells at the edges of the answer."""


class Line(Input):
    """The line itself; some keys are for what stands over it."""

    has_help = False
    """Whether there is a page on what can be typed here."""

    @dataclass
    class HelpWanted(Message):
        """A question mark was typed where a word would begin."""

    @dataclass
    class EndPassed(Message):
        """The cursor was to go on past the end."""

    def on_key(self, message: events.Key) -> None:
        """Take a question mark where a word would begin as a question."""
        if self.has_help and message.character == "?" and self.value[: self.cursor_position][-1:] in ("", " ", "("):
            message.stop()
            message.prevent_default()
            self.post_message(self.HelpWanted())

    def on_paste(self, message: events.Paste) -> None:
        """Take lines as one, and nothing that could drive the terminal."""
        message.stop()
        message.prevent_default()
        self.insert_text_at_cursor(one_line(message.text[:MOST_PASTED]))

    def action_cursor_right(self, select: bool = False) -> None:
        """Go on to the right; at the end, take what is offered."""
        if self.cursor_position == len(self.value) and not select:
            self.post_message(self.EndPassed())
        super().action_cursor_right(select)


class Prompt(Vertical):
    """Asks for one line; says with each key what it understood."""

    DEFAULT_CSS = """
    Prompt { height: auto; dock: bottom; background: $panel; }
    Prompt Horizontal { height: 1; }
    Prompt .under { height: auto; }
    Prompt Static { height: 1; padding: 0 1; text-style: bold; color: $accent; width: auto; }
    Prompt Input { height: 1; border: none; padding: 0; background: $panel; }
    Prompt Input:focus { border: none; background-tint: $foreground 0%; }
    Prompt .keys { dock: right; text-style: none; color: $foreground 60%; }
    Prompt .reply { width: 1fr; text-style: none; color: $foreground; text-wrap: nowrap; }
    Prompt .reply.-wrong { color: $error; text-wrap: wrap; height: auto; max-height: 5; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave", show=False),
        Binding("up", "step(-1)", "Choose, or the query before", show=False),
        Binding("down", "step(1)", "Choose, or the query after", show=False),
    ]

    @dataclass
    class Changed(Message):
        """The text is another."""

        purpose: str
        text: str
        cursor: int

    @dataclass
    class Submitted(Message):
        """The reader is done."""

        purpose: str
        text: str

    @dataclass
    class Cancelled(Message):
        """The reader wants everything as it was before."""

        purpose: str

    @dataclass
    class Recalled(Message):
        """The reader wants the text that was entered before (`step` -1) or after (1) this one."""

        purpose: str
        text: str
        step: int

    @dataclass
    class HelpWanted(Message):
        """The reader wants to know what can be typed here."""

        purpose: str

    def __init__(
        self,
        purpose: str,
        title: str,
        text: str = "",
        placeholder: str = "",
        names: Sequence[str] = (),
        *,
        keys: str = "",
        answer: str = "",
    ) -> None:
        """Prepare to ask.

        Args:
            purpose: What the line is for, as the messages say it.
            title: What stands before it.
            text: What stands in it at first.
            placeholder: What stands there while it is empty.
            names: What the right arrow completes.
            keys: What the keys do here, at the end of the line under it.
            answer: What stands in that line at first.
        """
        super().__init__(id="prompt")
        self.purpose = purpose
        self._title = title
        suggester = SuggestFromList(names, case_sensitive=False) if names else None
        self._line = Line(
            clean(text), placeholder=placeholder, select_on_focus=False, restrict=ONLY_TEXT, suggester=suggester
        )
        self._line.has_help = purpose == "search"
        self._offers = Offers()
        self._reply = Static(clean(answer), classes="reply", markup=False)
        self._pointed: tuple[int, str] | None = None
        """The cell, from the start of the line, of what is wrong, and why."""
        self._keys = Static(keys, classes="keys", markup=False)
        self.is_wrong = False
        """Whether what was typed cannot be read."""
        self.is_left = False
        """Whether it is on its way out, which takes some turns."""

    def compose(self) -> ComposeResult:
        """Put the title, the input and the reply together."""
        yield self._offers
        with Horizontal():
            yield Static(self._title, markup=False, classes="title")
            yield self._line
        with Horizontal(classes="under"):
            yield self._keys
            yield self._reply

    def on_mount(self) -> None:
        """Be ready to type."""
        self.take_focus()

    def on_resize(self) -> None:
        """Leave out what the keys do where there is no room for it; lay out anew what is wrong."""
        self._share_room()
        if self._pointed is not None:
            self.point_at(*self._pointed)

    def _share_room(self) -> None:
        self._keys.display = self.size.width >= ROOM_FOR_KEYS and not self.is_wrong

    def take_focus(self) -> None:
        """Have the keys come here."""
        self.screen.set_focus(self._line)  # at once: the next key is for it

    def leave(self) -> None:
        """Go away."""
        self.is_left = True
        self.remove()

    def reply(self, text: str, *, is_wrong: bool = False) -> None:
        """Say what was understood, or what is wrong."""
        self._pointed = None
        self.is_wrong = is_wrong
        self._share_room()
        self._reply.set_class(is_wrong, "-wrong")
        self._reply.update(clean(text))

    def point_at(self, cell: int, reason: str) -> None:
        """Say what is wrong, with a mark under the place, `cell` cells from the start of the line.

        Where the reason has no room beside the mark it stands under it, from the left.
        """
        indent = min(cell, self.size.width // 2) + cell_len(self._title) + 1
        room = max(1, self.size.width - PADDING)
        beside = f"{' ' * indent}▲ {reason}"
        under = "\n".join([f"{' ' * indent}▲", *wrap(reason, room)])
        self.reply(beside if cell_len(beside) <= room else under, is_wrong=True)
        self._pointed = cell, reason

    def put(self, text: str, cursor: int | None = None) -> None:
        """Put another text into the line."""
        self._line.value = clean(text)
        self._line.cursor_position = len(text) if cursor is None else cursor

    # how it may go on

    def offer(self, offers: list[Offer], at: int, palette: Palette | None) -> None:
        """Offer ways to go on, over the piece of the text that begins at column `at`."""
        self._offers.palette = palette
        indent = cell_len(self._title) + 2 + cell_len(self._line.value[:at])
        self._offers.show(offers, indent, self.size.width)

    def take_offer(self) -> bool:
        """Put in what is offered; return whether anything was."""
        offer = self._offers.next
        if offer is None:
            return False
        self.put(offer.text, offer.cursor)
        return True

    @on(Offers.Taken)
    def _take(self, message: Offers.Taken) -> None:
        message.stop()
        self.put(message.offer.text, message.offer.cursor)
        self.take_focus()

    @on(Line.EndPassed)
    def _go_on(self, message: Line.EndPassed) -> None:
        message.stop()
        self.take_offer()

    def action_step(self, step: int) -> None:
        """Choose among what is offered; else ask for what was entered before or after."""
        if self._offers.offers:
            self._offers.choose(step)
        else:
            self.post_message(self.Recalled(self.purpose, self._line.value, step))

    # what is typed

    @on(Line.HelpWanted)
    def _help(self, message: Line.HelpWanted) -> None:
        message.stop()
        self.post_message(self.HelpWanted(self.purpose))

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._offers.chosen = None  # it was for the text before
        self.post_message(self.Changed(self.purpose, message.value, self._line.cursor_position))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if self._offers.chosen is not None:
            self.take_offer()
        else:
            self.post_message(self.Submitted(self.purpose, message.value))

    def action_cancel(self) -> None:
        """Leave, with everything as it was."""
        self.post_message(self.Cancelled(self.purpose))
