"""The list of saved views, each with the events that it shows now."""

from collections.abc import Sequence
from typing import ClassVar, Final, Literal

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from store.model import SavedView
from store.views import Listed
from tui.drawing.spans import Line, Span, label, shorten, spread
from tui.palette import Palette
from tui.widgets.lines import LinePane

NO_VIEWS: Final = "No view is saved yet: s saves what is on the screen."


class ViewAsked(Struct, frozen=True):
    """What is to be done with a view."""

    verb: Literal["open", "save", "rename", "delete"]
    view: SavedView | None = None
    """None: with what is on the screen."""


class ViewList(LinePane):
    """Two lines for each view: its name with the count, and its query."""

    def __init__(self, views: Sequence[Listed]) -> None:
        super().__init__()
        self.views = views
        self.cursor = 0

    @property
    def current(self) -> SavedView | None:
        """The view under the cursor."""
        return self.views[self.cursor].view if self.views else None

    def move(self, step: int) -> None:
        """Go some views down or up."""
        self.cursor = max(0, min(len(self.views) - 1, self.cursor + step))
        self.scroll_to_line(max(0, min(self.top, 2 * self.cursor), 2 * self.cursor + 2 - self.height))
        self.redraw()

    def line_count(self) -> int:
        """Return two for each view."""
        return 2 * len(self.views) or 1

    def line(self, number: int, width: int) -> Line:
        """Draw a view's name and count, or its query."""
        if not self.views:
            return [Span(shorten(NO_VIEWS, width), "muted")]
        each, is_current = self.views[number // 2], number // 2 == self.cursor
        pointer = Span("▌" if is_current else " ", "accent")
        if number % 2:
            return [
                pointer,
                Span(shorten("  " + label(each.problem or each.view.query or "everything"), width - 1), "muted"),
            ]
        count = [Span("cannot be read" if each.problem else f"{each.count:,}", "warning" if each.problem else "muted")]
        return spread([pointer, Span(label(each.view.name), "strong")], count, width)

    def over(self, number: int) -> str:
        """Lay the cursor over its view."""
        return "cursor" if self.views and number // 2 == self.cursor else ""

    def clicked(self, number: int) -> None:
        """Open the view that was clicked."""
        if self.views:
            self.move(number // 2 - self.cursor)
            self.screen.dismiss(ViewAsked("open", self.current))


class ViewsScreen(ModalScreen["ViewAsked | None"]):
    """Opens, saves, renames and deletes views."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,v", "dismiss", "Close"),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("g,home", "move(-100000)", show=False),
        Binding("G,end", "move(100000)", show=False),
        Binding("enter,space", "ask('open')", show=False),
        Binding("s", "ask('save')", show=False),
        Binding("r", "ask('rename')", show=False),
        Binding("d,delete", "ask('delete')", show=False),
    ]
    DEFAULT_CSS = """
    ViewsScreen { align: center middle; }
    ViewsScreen ViewList { width: 72; max-width: 100%; height: 20; max-height: 90%; border: round $primary;
        padding: 0 1; background: $surface; }
    """

    def __init__(self, views: Sequence[Listed]) -> None:
        super().__init__()
        self._views = views

    def compose(self) -> ComposeResult:
        """Show the list."""
        views = ViewList(self._views)
        views.palette = Palette(self.app.current_theme, self.app.theme_variables, {})
        views.border_title = "Saved views"
        views.border_subtitle = "enter opens  s saves  r renames  d deletes  esc"
        yield views

    def action_move(self, step: int) -> None:
        """Go to another view."""
        self.query_one(ViewList).move(step)

    def action_ask(self, verb: Literal["open", "save", "rename", "delete"]) -> None:
        """Have something done with the view under the cursor, or with what is on the screen."""
        current = self.query_one(ViewList).current
        if verb == "save":
            self.dismiss(ViewAsked(verb))
        elif current is not None:
            self.dismiss(ViewAsked(verb, current))
