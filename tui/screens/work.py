"""A box over the browser in which one names a file, waits for the work on it, and reads what came of it."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from tui import working
from tui.drawing.notices import Notice
from tui.drawing.spans import Line
from tui.palette import Palette
from tui.widgets.bars import HintBar
from tui.widgets.choice_list import ChoiceList
from tui.widgets.pages import Pages
from tui.widgets.path_picker import PathPicker

ResultT = TypeVar("ResultT")
Hints = Sequence[tuple[str, str]]


class WorkScreen(ModalScreen[ResultT]):
    """Shows one thing at a time: the file picker, a list to choose from, or lines to read.

    Subclasses say what `enter` and `esc` do, by what is on show.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("enter", "go_on", "Go on", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(10)", show=False),
        Binding("b,pageup", "scroll(-10)", show=False),
        Binding("g,home", "scroll(-100000)", show=False),
        Binding("G,end", "scroll(100000)", show=False),
    ]
    DEFAULT_CSS = """
    WorkScreen { align: center middle; }
    WorkScreen #box { width: 104; max-width: 100%; height: 90%; border: round $primary; padding: 0 1;
        background: $surface; border-title-color: $primary; border-title-style: bold; }
    WorkScreen Pages { height: 1fr; }
    WorkScreen ChoiceList { height: 1fr; }
    WorkScreen HintBar { background: $surface; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.picker = PathPicker()
        self.choices = ChoiceList(id="choices")
        self.pages = Pages(id="pages")
        self.hints = HintBar()
        self.stop = working.Stop()

    def compose(self) -> ComposeResult:
        """Put everything into the box."""
        palette = Palette(self.app.current_theme, self.app.theme_variables, {})
        self.picker.paint(palette)
        self.choices.palette = self.pages.palette = self.hints.palette = palette
        with Vertical(id="box") as box:
            box.border_title = Content(self._title)
            yield self.picker
            yield self.choices
            yield self.pages
            yield self.hints

    # what is on show

    def _show(self, widget: PathPicker | ChoiceList | Pages, hints: Hints) -> None:
        for each in (self.picker, self.choices, self.pages):
            each.display = each is widget
        self.hints.tell(list(hints))
        if widget is not self.picker:
            self.set_focus(widget)

    def ask_path(self, title: str, text: str, said: str, hints: Hints, *, is_to_write: bool = False) -> None:
        """Ask for a file, that is there or that is to be made."""
        self._show(self.picker, hints)
        self.picker.ask(title, text, said, is_to_write=is_to_write)

    def show_choices(self, hints: Hints) -> None:
        """Show the list to choose from."""
        self._show(self.choices, hints)

    def show_lines(self, lines: Sequence[Line], hints: Hints, *, from_top: bool = True) -> None:
        """Show lines to read."""
        self._show(self.pages, hints)
        self.pages.show(lines, from_top=from_top)

    def show_progress(self, title: str, said: str, share: float | None, hints: Hints) -> None:
        """Show how far the work is."""
        width = max(1, self.pages.line_width)
        self.show_lines(Notice(title, (said,), share).lines(width), hints, from_top=False)

    # files

    @on(PathPicker.FolderWanted)
    def _list(self, message: PathPicker.FolderWanted) -> None:
        folder = message.folder
        self.run_worker(lambda: working.list_folder(self, folder), thread=True, group="folder")

    @on(working.FolderListed)
    def _listed(self, message: working.FolderListed) -> None:
        self.picker.show(message.folder, message.entries)

    # keys

    def action_back(self) -> None:
        """Go one step back."""
        raise NotImplementedError

    def action_go_on(self) -> None:
        """Go one step on."""
        raise NotImplementedError

    def action_scroll(self, lines: int) -> None:
        """Scroll, or move through the choices."""
        if self.choices.display:
            self.choices.move(lines)
        elif self.pages.display:
            self.pages.scroll_to_line(self.pages.top + lines)
