"""What the numbers of the view rest on; each line is one key from its events."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from store.resting import Resting
from tui.bindings import bindings_for, hints_for
from tui.commands import Where
from tui.drawing.spans import Span
from tui.messages import Asked
from tui.palette import Palette
from tui.widgets.bars import HintBar, LineBar
from tui.widgets.number_list import NumberList
from tui.widgets.words_bar import WordsBar

EVERYTHING = 1_000_000
"""More rows than any list has."""


class NumbersScreen(Screen[str]):
    """Sums and shares over the browser's view; it closes with the term to add to the query, or an empty one."""

    pane: Where = "numbers"
    AUTO_FOCUS = "NumberList"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("numbers")
    DEFAULT_CSS = """
    NumbersScreen { layout: vertical; background: $background; align-horizontal: center; }
    NumbersScreen #title, NumbersScreen #hints { background: $panel; }
    NumbersScreen NumberList { height: 1fr; padding: 1 1 0 1; max-width: 112; }
    """

    def __init__(self, resting: Resting, title: str) -> None:
        """Prepare to show numbers.

        Args:
            resting: What they rest on.
            title: What the view is.
        """
        super().__init__()
        self.resting = resting
        self._title = title

    def compose(self) -> ComposeResult:
        """Put the list under its title."""
        yield WordsBar(id="title")
        yield NumberList(self.resting)
        yield HintBar(id="hints")

    def on_mount(self) -> None:
        """Take the theme's colours, now and whenever they change."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._paint())
        self._paint()
        title = [Span(" What the numbers rest on ", "accent"), Span(f"  {self._title}", "muted")]
        self.query_one("#title", WordsBar).tell(title)
        self.say("")

    def say(self, message: str) -> None:
        """Tell something at the foot of the screen, until the cursor is moved; else what the keys do."""
        self.query_one(HintBar).tell(hints_for("numbers"), message)

    def _paint(self) -> None:
        palette = Palette(self.app.current_theme, self.app.theme_variables, {})
        for bar in self.query(LineBar):
            bar.palette = palette
            bar.refresh()
        self.numbers.palette = palette
        self.numbers.refresh()

    @property
    def numbers(self) -> NumberList:
        """The list."""
        return self.query_one(NumberList)

    def _move(self, rows: int) -> None:
        self.numbers.move(rows)
        self.say("")

    def action_move(self, rows: int) -> None:
        """Move the cursor by a row."""
        self._move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a screen."""
        self._move(pages * self.numbers.height)

    def action_first(self) -> None:
        """Go to the first row."""
        self._move(-EVERYTHING)

    def action_last(self) -> None:
        """Go to the last row."""
        self._move(EVERYTHING)

    def action_choose(self) -> None:
        """Close and show the events of the row."""
        if self.numbers.term:
            self.dismiss(self.numbers.term)
        else:
            self.say("That line is about all events of the view.")

    @on(Asked)
    def _asked(self, message: Asked) -> None:
        if message.what == "choose:":
            self.action_choose()

    def action_close(self) -> None:
        """Go back to the browser as it was."""
        self.dismiss("")
