"""The race: how far offensives are from a place, day by day, as lines."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from store.errors import QueryError, StoreError, UnknownName
from store.query import parse
from store.race import draw, find_target, legend, listed_targets
from tui.bindings import bindings_for, hints_for
from tui.commands import Where
from tui.drawing.notices import Notice
from tui.drawing.race import around, event_line, heading, left_out_in_full, left_out_line, lines_in_full, spans
from tui.drawing.spans import Line
from tui.messages import Asked
from tui.palette import Palette, colours_by_bloc
from tui.racing import Racing
from tui.widgets.bars import HintBar, WordsBar
from tui.widgets.prompt import Prompt
from tui.widgets.race_pane import RacePane

HELP_CELLS = 76
"""Of a row of the legend in the help, where it is not to be broken; fewer in a narrow terminal."""
MOST_SUGGESTED = 2000
"""Names of places that the prompt completes."""


class RaceScreen(Screen[bool]):
    """The race over the browser's one view and one cursor; it closes with whether the event is to be read."""

    pane: Where = "race"
    AUTO_FOCUS = "RacePane"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("race")
    DEFAULT_CSS = """
    RaceScreen { layout: vertical; background: $background; }
    RaceScreen #title, RaceScreen #hints { background: $panel; }
    RaceScreen RacePane { height: 1fr; }
    RaceScreen #event, RaceScreen #left-out { background: $surface; }
    """

    def __init__(self, racing: Racing) -> None:
        super().__init__()
        self.racing = racing
        self._message = ""
        self._is_moved = False
        """Whether the reader went to an event here."""

    def compose(self) -> ComposeResult:
        """Put the picture between its title and the event that is current."""
        yield WordsBar(id="title")
        yield RacePane(id="race")
        yield WordsBar(id="left-out")
        yield WordsBar(id="event")
        yield HintBar(id="hints")

    def on_mount(self) -> None:
        """Paint, once there is a size."""
        self.picture = self.query_one(RacePane)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._paint())
        self._paint()

    def _paint(self) -> None:
        """Give every widget the theme's colours."""
        timeline = self.racing.browsing.timeline
        stated = [(timeline.bloc_of(actor.id), actor.colour) for actor in timeline.actors.values()]
        palette = Palette(self.app.current_theme, self.app.theme_variables, colours_by_bloc(stated))
        for widget in (self.picture, *self.query(WordsBar), self.query_one(HintBar)):
            widget.palette = palette
            widget.refresh()

    @on(RacePane.Resized)
    def show_race(self) -> None:
        """Draw everything as it is now."""
        racing, width = self.racing, self.picture.size.width
        wanted = racing.wanted
        title = heading(racing.race, wanted.role, wanted.query, by_day_zero=wanted.by_day_zero, width=width)
        self.query_one("#title", WordsBar).tell(title)
        self.picture.show(self._lines(width, self.picture.size.height))
        self._tell_event(width)
        self.query_one(HintBar).tell(hints_for("race"), self._message)
        self._message = ""

    def _lines(self, width: int, height: int) -> list[Line]:
        racing = self.racing
        if racing.race is None:
            text = "None of these offensives has a target with coordinates. Press t to give a place, esc to go back."
            return Notice("No place to run to", (text,)).lines(width)
        frame = racing.frame()
        rows = self._legend(width)
        names = [line.offensive for line in racing.lines]
        words = around(rows, names.index(racing.current) if racing.current in names else 0, max(2, height // 3))
        if not racing.drawn:
            text = "No event says where one of these offensives was. Press s to take others for positions, / to change "
            text += "what they are restricted to, a to draw every offensive."
            return [*Notice("Nothing to draw", (text,)).lines(width), [], *words]
        picture = draw(racing.race, width, height - len(words), frame)
        if not picture:
            picture_lines = Notice("", ("There is too little room for a picture.",)).lines(width)
            return [*picture_lines, [], *words]
        return [*(spans(row) for row in picture), *words]

    def _legend(self, width: int) -> list[Line]:
        racing = self.racing
        if racing.race is None:
            return []
        return [spans(row) for row in legend(racing.race, width, racing.frame(), racing.styles())]

    def _tell_event(self, width: int) -> None:
        racing, line, point = self.racing, self.racing.line, self.racing.point
        event: Line = []
        if line is not None and point is not None:
            timeline = racing.browsing.timeline
            try:
                event = event_line(timeline, line, point, timeline.event(point.ordinal), width)
            except StoreError as error:
                self._message = str(error)
        self.query_one("#event", WordsBar).tell(event)
        self.query_one("#left-out", WordsBar).tell(left_out_line(line, width) if line is not None else [])

    def say(self, message: str) -> None:
        """Tell something at the foot of the screen, until the next key."""
        self._message = message
        self.show_race()

    # the cursor

    def action_step(self, step: int) -> None:
        """Go to the next day's closest event on the line, or to the one before."""
        if self.racing.step(step):
            self.show_race()
        else:
            self.say("That is the last point of this line." if step > 0 else "That is the first point of this line.")

    def action_step_line(self, step: int) -> None:
        """Go to another line."""
        if self.racing.step_line(step):
            self.show_race()
        else:
            self.say("There is no other line to go to.")

    def action_end(self, step: int) -> None:
        """Go to the first or the last point of the line."""
        self.racing.go_to_end(step)
        self.show_race()

    @on(Asked)
    def _pointed(self, message: Asked) -> None:
        verb, _, value = message.what.partition(":")
        if verb == "event":
            self.racing.point_at(int(value))
            self.show_race()
        elif verb == "line":
            self._toggle(value)

    # what is drawn

    def action_toggle_line(self, number: int) -> None:
        """Draw an offensive, or do not."""
        lines = self.racing.lines
        if number <= len(lines):
            self._toggle(lines[number - 1].offensive)
        else:
            self.say("There is no offensive with that number.")

    def _toggle(self, offensive: str) -> None:
        self.racing.toggle(offensive)
        self.show_race()

    def action_show_every_line(self) -> None:
        """Draw every offensive."""
        self.racing.wanted.hidden = frozenset()
        self.racing.measure()
        self.show_race()

    def action_toggle_day_zero(self) -> None:
        """Count the days from each offensive's first day, or by calendar."""
        self.racing.wanted.by_day_zero = not self.racing.wanted.by_day_zero
        self.show_race()

    def action_next_role(self) -> None:
        """Take other events for positions."""
        self.racing.next_role()
        self.show_race()

    def action_zoom(self, step: int) -> None:
        """Show less time, more of it, or all."""
        if self.racing.wanted.by_day_zero:
            self.say("All days since day zero are shown; press d for the calendar, which zooms.")
            return
        self.racing.browsing.zoom(step)
        self.show_race()

    # what is asked for

    @property
    def prompt(self) -> Prompt | None:
        """The prompt that is open."""
        return next((prompt for prompt in self.query(Prompt) if not prompt.is_left), None)

    async def _open(self, prompt: Prompt) -> None:
        if self.prompt is None:
            await self.query(Prompt).remove()  # the one before may still be on its way out
            await self.mount(prompt)

    async def action_target(self) -> None:
        """Ask for the place to run to."""
        racing = self.racing
        names = listed_targets(racing.browsing.timeline, racing.offensives)[:MOST_SUGGESTED]
        name = racing.target.name if racing.target is not None else ""
        await self._open(Prompt("target", "race to", "", f"{name or 'a place'}, or LAT,LON; → completes", names))

    async def action_restrict(self) -> None:
        """Ask for a query that the events must match."""
        await self._open(Prompt("query", "only events that match", self.racing.wanted.query, "dataset:ucdp, actor:SDF"))

    @on(Prompt.Changed)
    def _typed(self, message: Prompt.Changed) -> None:
        if self.prompt is None:
            return
        try:
            if message.text.strip() and message.purpose == "target":
                target = find_target(self.racing.browsing.timeline, message.text)
                self.prompt.reply(f"{target.name}: {target.lat:.3f}, {target.lon:.3f}")
                return
            if message.purpose == "query":
                parse(message.text)
            self.prompt.reply("")
        except (QueryError, UnknownName) as error:
            self.prompt.reply(str(error), is_wrong=True)

    @on(Prompt.Submitted)
    def _submitted(self, message: Prompt.Submitted) -> None:
        try:
            if message.purpose == "query":
                self.racing.ask(message.text)
            elif message.text.strip():
                self.racing.wanted.target = find_target(self.racing.browsing.timeline, message.text)
                self.racing.measure()
        except StoreError as error:
            if self.prompt is not None:
                self.prompt.reply(str(error), is_wrong=True)
            return
        self._close_prompt()

    @on(Prompt.Cancelled)
    def _close_prompt(self) -> None:
        if self.prompt is not None:
            self.prompt.leave()
        self.set_focus(self.picture)
        self.show_race()

    # the rest

    def action_read(self) -> None:
        """Close the race and read the event."""
        self.racing.put_cursor()
        self.dismiss(result=self.racing.point is not None)

    def action_close(self) -> None:
        """Close the race."""
        self.dismiss(result=False)

    def help_first(self) -> list[Line]:
        """Return every line, and what is left out of it, uncut."""
        lines = lines_in_full(self._legend(min(HELP_CELLS, self.size.width - 6)))
        left_out = left_out_in_full(self.racing.lines)
        return [*lines, *([[]] if lines and left_out else []), *left_out]
