"""The line in which one types a query or a date, with what it was read as under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from store.text import clean

ONLY_TEXT: Final = r"[^\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
"""What may be typed or pasted: nothing that could drive the terminal on its way back to the screen."""


class Prompt(Vertical):
    """Asks for one line; says with each key what it understood."""

    DEFAULT_CSS = """
    Prompt { height: 2; dock: bottom; background: $panel; }
    Prompt Horizontal { height: 1; }
    Prompt Static { height: 1; padding: 0 1; text-style: bold; color: $accent; width: auto; }
    Prompt Input { height: 1; border: none; padding: 0; background: $panel; }
    Prompt Input:focus { border: none; background-tint: $foreground 0%; }
    Prompt .reply { width: 1fr; text-style: none; color: $foreground; }
    Prompt .reply.-wrong { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Leave", show=False)]

    @dataclass
    class Changed(Message):
        """The text is another."""

        purpose: str
        text: str

    @dataclass
    class Submitted(Message):
        """The reader is done."""

        purpose: str
        text: str

    @dataclass
    class Cancelled(Message):
        """The reader wants everything as it was before."""

        purpose: str

    def __init__(
        self, purpose: str, title: str, text: str = "", placeholder: str = "", names: Sequence[str] = ()
    ) -> None:
        super().__init__(id="prompt")
        self.purpose = purpose
        self._title = title
        self._text = text
        self._placeholder = placeholder
        self._names = names
        """What the right arrow completes."""
        self._reply = Static("", classes="reply", markup=False)
        self.is_wrong = False
        """Whether what was typed cannot be read."""
        self.is_left = False
        """Whether it is on its way out, which takes some turns."""

    def compose(self) -> ComposeResult:
        """Put the title, the input and the reply together."""
        with Horizontal():
            yield Static(self._title, markup=False, classes="title")
            yield Input(
                clean(self._text),
                placeholder=self._placeholder,
                select_on_focus=False,
                restrict=ONLY_TEXT,
                suggester=SuggestFromList(self._names, case_sensitive=False) if self._names else None,
            )
        yield self._reply

    def on_mount(self) -> None:
        """Be ready to type."""
        self.take_focus()

    def take_focus(self) -> None:
        """Have the keys come here."""
        self.screen.set_focus(self.query_one(Input))  # at once: the next key is for it

    def leave(self) -> None:
        """Go away."""
        self.is_left = True
        self.remove()

    def reply(self, text: str, *, is_wrong: bool = False) -> None:
        """Say what was understood, or what is wrong."""
        self.is_wrong = is_wrong
        self._reply.set_class(is_wrong, "-wrong")
        self._reply.update(clean(text))

    def point_at(self, cell: int, reason: str) -> None:
        """Say what is wrong, with a mark under the place, `cell` cells from the start of the line."""
        indent = min(cell, self.size.width // 2) + cell_len(self._title) + 1
        self.reply(f"{' ' * indent}▲ {reason}", is_wrong=True)

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(self.Changed(self.purpose, message.value))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Submitted(self.purpose, message.value))

    def action_cancel(self) -> None:
        """Leave, with everything as it was."""
        self.post_message(self.Cancelled(self.purpose))
