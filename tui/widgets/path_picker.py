"""A line in which one types the name of a file, over a list of what it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from store.text import clean
from tui.drawing.spans import Span
from tui.folders import Entry, becomes, completed, fitting, is_possible, parts, size_words, why_none
from tui.palette import Palette
from tui.widgets.choice_list import ChoiceList, Row
from tui.widgets.prompt import ONLY_TEXT


class PathPicker(Vertical):
    """Asks for a file: by typing, by tab, or by walking through the list."""

    DEFAULT_CSS = """
    PathPicker { height: 1fr; }
    PathPicker Horizontal { height: 1; }
    PathPicker Static { height: auto; }
    PathPicker .title { width: auto; text-style: bold; color: $accent; padding: 0 1 0 0; }
    PathPicker Input { height: 1; border: none; padding: 0; background: $panel; }
    PathPicker Input:focus { border: none; background-tint: $foreground 0%; }
    PathPicker .will { color: $foreground 70%; display: none; min-height: 1; }
    PathPicker .will.-shown { display: block; }
    PathPicker .reply { padding: 0 0 1 0; min-height: 2; }
    PathPicker .reply.-wrong { color: $error; }
    PathPicker ChoiceList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
    ]

    @dataclass
    class FolderWanted(Message):
        """The list is to show what is in another folder."""

        folder: str

    @dataclass
    class Entered(Message):
        """A name was given; it may be anything."""

        text: str

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Entry] | None = ()
        self._is_known = False
        """Whether the folder was looked at."""
        self._fitting: Sequence[Entry] = ()
        self._folder: str | None = None
        """The folder whose names are shown, as typed; None: none was asked for yet."""
        self._said = ""
        """The sentence that stands under the line while nothing is wrong."""
        self._wrong_text: str | None = None
        """What was typed when something was said to be wrong."""
        self._is_to_write = False
        """Whether a file is to be made, so that a name that is not there is a good one."""
        self._title = Static("", markup=False, classes="title")
        self._will = Static("", markup=False, classes="will")
        self._reply = Static("", markup=False, classes="reply")
        self.list = ChoiceList()
        self.input = Input(select_on_focus=False, restrict=ONLY_TEXT)

    def compose(self) -> ComposeResult:
        """Put title, input, reply and list over each other."""
        with Horizontal():
            yield self._title
            yield self.input
        yield self._will
        yield self._reply
        self.list.can_focus = False
        yield self.list

    def paint(self, palette: Palette) -> None:
        """Take a theme's colours."""
        self.list.palette = palette

    def ask(self, title: str, text: str, said: str, *, is_to_write: bool = False) -> None:
        """Ask for a file.

        Args:
            title: What for, in two or three words.
            text: What is typed already.
            said: A sentence under it.
            is_to_write: Whether a file is to be made; then it is said what will become of the name.
        """
        self._is_to_write = is_to_write
        self._will.set_class(is_to_write, "-shown")
        self._title.update(title)
        self._said = said
        self.reply(said)
        self._folder = None
        self._type(text)
        self._look()
        self.screen.set_focus(self.input)

    def reply(self, text: str, *, is_wrong: bool = False) -> None:
        """Say something under the line; what is wrong, until another name is typed."""
        self._wrong_text = self.input.value if is_wrong else None
        self._reply.set_class(is_wrong, "-wrong")
        self._reply.update(clean(text))

    def show(self, folder: str, entries: Sequence[Entry] | None) -> None:
        """Take in what is in a folder; None: it cannot be read."""
        if folder == self._folder:
            self._entries, self._is_known = entries, True
            self._narrow()

    def _type(self, text: str) -> None:
        self.input.value = clean(text)
        self.input.cursor_position = len(self.input.value)

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        if self._wrong_text not in (None, self.input.value):  # what is said is about another name
            self.reply(self._said)
        self._look()

    def _look(self) -> None:
        folder, _letters = parts(self.input.value)
        if folder != self._folder:
            self._folder, self._entries, self._is_known = folder, (), False
            self.post_message(self.FolderWanted(folder))
        self._narrow()

    def _narrow(self) -> None:
        letters = parts(self.input.value)[1]
        self._fitting = fitting(self._entries or (), letters)
        otherwise = why_none(self._entries, letters) if self._is_known and not self._is_to_write else ""
        self.list.show([_row(entry) for entry in self._fitting], None, otherwise)
        self._will.update(clean(becomes(letters, self._entries)) if self._is_known else "")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._take(self.list.cursor)

    @on(ChoiceList.Chosen)
    def _clicked(self, message: ChoiceList.Chosen) -> None:
        message.stop()
        self._take(message.number)

    def _take(self, number: int | None) -> None:
        """Enter the folder under the cursor, or give the name of the file there, or what was typed."""
        if number is None or number >= len(self._fitting):
            if is_possible(self.input.value):
                self.post_message(self.Entered(self.input.value))
            else:
                self.reply("That cannot be the name of a file.", is_wrong=True)
            return
        entry = self._fitting[number]
        self._type(parts(self.input.value)[0] + entry.typed)
        if entry.is_folder:
            self._look()
        else:
            self.post_message(self.Entered(self.input.value))

    def enter_folder(self) -> None:
        """Show what is in the folder whose name was typed without its slash."""
        self._type(self.input.value.rstrip("/") + "/")
        self._look()

    def action_complete(self) -> None:
        """Type on as far as it is sure how the name goes on; from the list, take the name under the cursor."""
        if self.list.cursor is not None and self.list.cursor < len(self._fitting):
            self._type(parts(self.input.value)[0] + self._fitting[self.list.cursor].typed)
        else:
            self._type(completed(self.input.value, self._entries or ()))

    def action_move(self, step: int) -> None:
        """Walk through the list."""
        self.list.move(step)


def _row(entry: Entry) -> Row:
    if entry.is_folder:
        return Row([Span(entry.typed, "heading")])
    return Row([Span(entry.name)], [Span(f"{size_words(entry.size):>9}  {entry.day:10}", "muted")])
