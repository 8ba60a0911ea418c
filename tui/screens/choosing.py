"""A box over the screen in which one chooses among a few lines, and reads all of the one under the cursor."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from tui.drawing.spans import Line, Span
from tui.palette import Palette
from tui.widgets.bars import HintBar
from tui.widgets.choice_list import ChoiceList, Row
from tui.widgets.pages import Pages

ResultT = TypeVar("ResultT")
Hints = Sequence[tuple[str, str]]


class ChoosingScreen(ModalScreen[ResultT | None]):
    """Shows rows. Subclasses say what `enter` and their own keys give back; `esc` gives nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back", show=False),
        Binding("enter", "choose", "Choose", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("space,pagedown", "move(10)", show=False),
        Binding("b,pageup", "move(-10)", show=False),
        Binding("g,home", "move(-100000)", show=False),
        Binding("G,end", "move(100000)", show=False),
    ]
    DEFAULT_CSS = """
    ChoosingScreen { align: center middle; }
    ChoosingScreen #box { width: 104; max-width: 100%; height: auto; max-height: 90%; border: round $primary;
        padding: 0 1; background: $surface; border-title-color: $primary; border-title-style: bold; }
    ChoosingScreen ChoiceList { max-height: 55vh; }
    ChoosingScreen Pages { height: 6; border-top: solid $border; }
    ChoosingScreen HintBar { background: $surface; }
    """

    def __init__(self, title: str, rows: Sequence[tuple[Row, str]], hints: Hints, notice: str = "") -> None:
        """Prepare to ask.

        Args:
            title: What is chosen.
            rows: Each with what is to be read of it.
            hints: What the keys do.
            notice: What to say where there are no rows.
        """
        super().__init__()
        self._title, self._rows, self._hints, self._notice = title, rows, hints, notice
        self.choices = ChoiceList(id="choices")
        self.told = Pages(id="told")

    def compose(self) -> ComposeResult:
        """Put the rows over what is to be read."""
        palette = Palette(self.app.current_theme, self.app.theme_variables, {})
        hints = HintBar()
        for widget in (self.choices, self.told, hints):
            widget.palette = palette
        with Vertical(id="box") as box:
            box.border_title = Content(self._title)
            yield self.choices
            yield self.told
            yield hints
        hints.tell(list(self._hints))

    def on_mount(self) -> None:
        """Begin at the first row."""
        self.told.can_focus = False
        self.choices.styles.height = max(1, len(self._rows))
        self.set_focus(self.choices)
        self.choices.show([row for row, _told in self._rows], 0 if self._rows else None, self._notice)
        self._tell()

    @property
    def at(self) -> int | None:
        """The row under the cursor."""
        return self.choices.cursor if self._rows else None

    @on(ChoiceList.Moved)
    def _tell(self) -> None:
        line: Line = [] if self.at is None else [Span(self._rows[self.at][1])]
        self.told.show([line])

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.action_choose()

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.choices.move(rows)

    def action_choose(self) -> None:
        """Give back the row under the cursor."""
        raise NotImplementedError

    def action_close(self) -> None:
        """Give back nothing."""
        self.dismiss(None)


class PickScreen(ChoosingScreen[int]):
    """Gives back the number of a row, from 0."""

    def __init__(self, title: str, rows: Sequence[tuple[Row, str]]) -> None:
        super().__init__(title, rows, (("enter", "take"), ("j k", "move"), ("esc", "back")))

    def action_choose(self) -> None:
        """Give back the row."""
        self.dismiss(self.at)
