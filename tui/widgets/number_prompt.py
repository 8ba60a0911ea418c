"""A question that one figure answers, with the answers on a line under it."""

from dataclasses import dataclass
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from store.text import clean

MOST: Final = 9
"""Answers that one figure can choose from."""
_KEYS: Final = "esc leaves; other keys leave, and do what they do"


class NumberPrompt(Vertical, can_focus=True):
    """Takes one figure; every other key is given back, to do what it does elsewhere."""

    DEFAULT_CSS = """
    NumberPrompt { height: 2; dock: bottom; background: $panel; }
    NumberPrompt Horizontal { height: 1; }
    NumberPrompt Static { height: 1; padding: 0 1; width: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    NumberPrompt .title { text-style: bold; color: $accent; }
    NumberPrompt .keys { width: 1fr; color: $foreground 70%; }
    NumberPrompt .keys.-wrong { color: $error; }
    NumberPrompt .answers { width: 1fr; }
    """

    @dataclass
    class Chosen(Message):
        """The reader chose an answer, counted from 1."""

        number: int

    @dataclass
    class Left(Message):
        """The reader chose none."""

        key: events.Key | None
        """What was pressed instead, when it is to do something else."""

    def __init__(self, title: str, answers: str, count: int, more: str) -> None:
        """Prepare to ask.

        Args:
            title: The question.
            answers: Each with its number, in a line.
            count: How many there are.
            more: What to do about those that have no figure; it is said when there are any.
        """
        super().__init__()
        self._title, self._answers = title, answers
        self._count = min(count, MOST)
        rest = f"; {more}" if count > MOST else ""
        self._keys = Static(f"1 to {self._count}{rest}; {_KEYS}", classes="keys", markup=False)

    def compose(self) -> ComposeResult:
        """Put the question over the answers."""
        with Horizontal():
            yield Static(self._title, classes="title", markup=False)
            yield self._keys
        yield Static(clean(self._answers), classes="answers", markup=False)

    def on_mount(self) -> None:
        """Have the next key come here."""
        self.screen.set_focus(self)

    def on_key(self, message: events.Key) -> None:
        """Take a figure, leave by `esc`, and give back any other key."""
        message.stop()
        message.prevent_default()
        figure = message.character or ""
        if not (figure.isascii() and figure.isdigit()):
            self.post_message(self.Left(None if message.key == "escape" else message))
        elif 1 <= int(figure) <= self._count:
            self.post_message(self.Chosen(int(figure)))
        else:
            self._keys.update(f"Press 1 to {self._count}; esc leaves.")
            self._keys.add_class("-wrong")

    def on_blur(self) -> None:
        """Leave when the reader is elsewhere."""
        self.post_message(self.Left(None))
