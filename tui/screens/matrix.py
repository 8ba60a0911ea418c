"""Who against whom: a matrix of the view's parties, whose cells become filters."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from tui.bindings import bindings_for, hints_for
from tui.commands import Where
from tui.drawing.spans import Line, Span
from tui.messages import Asked
from tui.opposing import COUNTED, Opposing, Said
from tui.palette import Palette, colours_by_bloc
from tui.widgets.bars import HintBar, LineBar
from tui.widgets.canvas import Canvas
from tui.widgets.words_bar import WordsBar

NO_BLOCS: Final = "This store knows no blocs. Give actors a bloc: ctrl+p, Edit an actor."


class MatrixScreen(Screen[str]):
    """A matrix over the browser's view; it closes with the term to add to the query, or an empty one."""

    pane: Where = "matrix"
    AUTO_FOCUS = "Canvas"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("matrix")
    DEFAULT_CSS = """
    MatrixScreen { layout: vertical; background: $background; }
    MatrixScreen #title, MatrixScreen #hints { background: $panel; }
    MatrixScreen Canvas { height: 1fr; padding: 0 1; }
    MatrixScreen #pair, MatrixScreen #rest { background: $surface; }
    """

    def __init__(self, opposing: Opposing, title: str) -> None:
        """Prepare to show a matrix.

        Args:
            opposing: Its state.
            title: What the view is: the store's name, its query and how many events it has.
        """
        super().__init__()
        self.opposing = opposing
        self._title = title

    def compose(self) -> ComposeResult:
        """Put the matrix between its title and what is told of the pair under the cursor."""
        yield WordsBar(id="title")
        yield Canvas(id="matrix")
        yield WordsBar(id="pair")
        yield WordsBar(id="rest")
        yield HintBar(id="hints")

    def on_mount(self) -> None:
        """Take the theme's colours, now and whenever they change."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._paint())
        self._paint()

    def _paint(self) -> None:
        timeline = self.opposing.timeline
        stated = [(timeline.bloc_of(actor.id), actor.colour) for actor in timeline.actors.values()]
        palette = Palette(self.app.current_theme, self.app.theme_variables, colours_by_bloc(stated))
        for bar in self.query(LineBar):
            bar.palette = palette
            bar.refresh()
        canvas = self.query_one(Canvas)
        canvas.palette = palette
        canvas.refresh()

    @on(Canvas.Resized)
    def show_matrix(self) -> None:
        """Draw everything as it is now."""
        canvas, opposing = self.query_one(Canvas), self.opposing
        width, height = canvas.content_size
        if not width or not height:
            return
        canvas.show(opposing.drawn(width, height) if opposing.names else _nobody())
        kind = "actors" if opposing.dyads.kind == "actor" else "blocs"
        title = [Span(" Who against whom ", "accent"), Span(f" {COUNTED[opposing.counted]}, by {kind}", "strong")]
        self._bar("title", [*title, Span(f"   {self._title}", "muted")])
        pair, rest = _told(opposing.said())
        self._bar("pair", pair)
        self._bar("rest", rest)
        self.say("")

    def say(self, message: str) -> None:
        """Tell something at the foot of the screen, until the next key; else what the keys do."""
        self.query_one(HintBar).tell(hints_for("matrix"), message)

    def _bar(self, name: str, line: Line) -> None:
        self.query_one(f"#{name}", WordsBar).tell(line)

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor by a cell."""
        self.opposing.move(down, right)
        self.show_matrix()

    def action_page(self, down: int, right: int) -> None:
        """Move the cursor by as many cells as there are on the screen."""
        layout = self.opposing.layout
        self.action_move(down * layout.rows, right * layout.columns)

    def action_first(self) -> None:
        """Go to the largest parties."""
        self.opposing.point(0, 0)
        self.show_matrix()

    def action_switch_parties(self) -> None:
        """Look at blocs, or at actors again."""
        if not self.opposing.timeline.knows_blocs:
            self.say(NO_BLOCS)
            return
        self.opposing.switch("bloc" if self.opposing.dyads.kind == "actor" else "actor")
        self.show_matrix()

    def action_next_measure(self) -> None:
        """Count something else in the cells."""
        self.opposing.counted = (self.opposing.counted + 1) % len(COUNTED)
        self.show_matrix()

    def action_choose(self) -> None:
        """Close the matrix and filter by the pair under the cursor."""
        term = self.opposing.term()
        if term:
            self.dismiss(term)
        else:
            self.say("They were not against each other in any event here.")

    def action_close(self) -> None:
        """Go back to the browser as it was."""
        self.dismiss("")

    @on(Canvas.Scrolled)
    def _scrolled(self, message: Canvas.Scrolled) -> None:
        self.action_move(message.step, 0)

    @on(Asked)
    def _pointed(self, message: Asked) -> None:
        """Go to the cell that was clicked on; a click on the one with the cursor chooses it."""
        verb, _, at = message.what.partition(":")
        if verb == "cell":
            row, column = map(int, at.split(","))
            if (row, column) == self.opposing.cursor:
                self.action_choose()
            else:
                self.opposing.point(row, column)
                self.show_matrix()


def _nobody() -> list[Line]:
    return [[], [Span("Of no event in this view does the store say who was against whom.", "muted")]]


def _told(said: Said | None) -> tuple[Line, Line]:
    """Return two lines: who against whom with how many events, and the people killed in them."""
    if said is None:
        return [], []
    events = "1 event" if said.events == 1 else f"{said.events:,} events"
    pair = [Span(f" {said.one}", "strong"), Span(" against ", "muted"), Span(said.other, "strong")]
    if not said.events:
        return [*pair, Span("  no event here", "muted")], []
    killed = f" killed, added up: {said.low:,} – {said.best:,} – {said.high:,} (lowest, best, highest)"
    without = said.events - said.with_figure
    if not said.with_figure:
        killed = " killed: no figure is given, which is not 0"
    elif without:
        killed += f"; {without:,} without a figure"
    if said.loose:
        killed += f"; of the best {said.loose:,} dated to more than a month"
    return [*pair, Span(f"  {events}", "accent")], [Span(killed, "muted")]
