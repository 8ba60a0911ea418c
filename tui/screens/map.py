"""The map: where the events of the view were, and the days played one after the other."""

from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer

from tui import mapwords
from tui.basemap import basemap
from tui.bindings import bindings_for, hints_for
from tui.browsing import Browsing
from tui.commands import Where
from tui.drawing.mappicture import Picture, draw
from tui.drawing.mapsigns import Mark, side_legend, sign_legend
from tui.drawing.spans import Line
from tui.mapping import Mapping
from tui.messages import MapDragged, MapPointed, MapResized, MapZoomed
from tui.palette import Palette, colours_by_bloc
from tui.widgets.bars import HintBar, WordsBar
from tui.widgets.map_pane import MapPane

SECONDS_OF_A_DAY: Final = 0.25
"""While it plays: a month takes as long as one likes to watch."""
REACH: Final = 2
"""Cells by which a click may miss a sign."""


class MapScreen(Screen[bool]):
    """A map over the browser's one view and one cursor; it closes with whether the event is to be read."""

    pane: Where = "map"
    AUTO_FOCUS = "MapPane"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("map")
    DEFAULT_CSS = """
    MapScreen { layout: vertical; background: $background; }
    MapScreen #title { background: $panel; }
    MapScreen MapPane { height: 1fr; }
    MapScreen #event { background: $surface; }
    MapScreen #sides, MapScreen #signs { background: $surface; }
    MapScreen #foot { background: $surface; }
    MapScreen #hints { background: $panel; }
    """

    def __init__(self, browsing: Browsing) -> None:
        super().__init__()
        self.mapping = Mapping(browsing)
        self.marks: list[Mark] = []
        self.lines_painted = 0
        """Lines of the map that the last change painted."""
        self._playing: Timer | None = None
        self._message = ""

    def compose(self) -> ComposeResult:
        """Put the map between its title and what explains it."""
        yield WordsBar(id="title")
        yield MapPane(id="map")
        yield WordsBar(id="event")
        yield WordsBar(id="sides")
        yield WordsBar(id="signs")
        yield WordsBar(id="foot")
        yield HintBar(id="hints")

    def on_mount(self) -> None:
        """Paint, once there is a size."""
        self.map = self.query_one(MapPane)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._paint())
        self._paint()

    def _paint(self) -> None:
        """Give every widget the theme's colours."""
        mapping = self.mapping
        stated = [(mapping.timeline.bloc_of(actor.id), actor.colour) for actor in mapping.timeline.actors.values()]
        colours = colours_by_bloc([*stated, *mapping.ground.sides.colours])
        palette = Palette(self.app.current_theme, self.app.theme_variables, colours)
        for widget in self.query("WordsBar, MapPane, HintBar"):
            widget.palette = palette  # type: ignore[attr-defined]  # each of these has one
            widget.refresh()

    def on_resize(self, message: events.Resize) -> None:
        """Leave out the legend where the map needs the room."""
        for name, height in (("sides", 12), ("signs", 18), ("event", 8), ("foot", 6)):
            self.query_one(f"#{name}").display = message.size.height >= height

    @on(MapResized)
    def _resized(self) -> None:
        self.mapping.resize(*self.map.size)
        self.show_map()

    def show_map(self) -> None:
        """Draw everything as it is now."""
        mapping, base = self.mapping, basemap()
        self.marks = mapping.marks()
        spot = mapping.cursor_spot()
        cursor = None
        if spot is not None and mapping.frame.holds(spot.lat, spot.lon):
            x, y = mapping.frame.dot(spot.lat, spot.lon)
            cursor = (int(x) // 2, int(y) // 4)
        date = mapwords.iso(mapping.day) if mapping.day is not None else ""
        picture = Picture(mapping.frame, self.marks, mapping.names(base.cities), mapping.sides, cursor, date)
        self.lines_painted = self.map.show(draw(picture, base))
        self._tell()

    def _tell(self) -> None:
        mapping, width = self.mapping, self.size.width
        self._bar("title", mapwords.title(mapping, self.is_playing, width))
        self._bar("event", mapwords.event_line(mapping, width))
        self._bar("sides", mapwords.sides_line(side_legend(mapping.sides, self.marks, width), width))
        self._bar("signs", mapwords.in_a_row(sign_legend(self.marks, has_trail=mapping.day is not None), width))
        self._bar("foot", mapwords.foot(mapping, width))
        self.query_one(HintBar).tell(hints_for("map"), self._message)
        self._message = ""

    def _bar(self, name: str, line: Line) -> None:
        self.query_one(f"#{name}", WordsBar).tell(line)

    def say(self, message: str) -> None:
        """Tell something at the foot of the screen, until the next key."""
        self._message = message
        self._tell()

    # the frame

    def action_pan(self, right: int, down: int) -> None:
        """Move the map by a part of it."""
        self.mapping.pan(right, down)
        self.show_map()

    def action_zoom(self, step: int) -> None:
        """Show less in more detail, or more."""
        self.mapping.zoom(step)
        self.show_map()

    def action_fit(self) -> None:
        """Show all of the view."""
        self.mapping.fit()
        self.show_map()

    @on(MapDragged)
    def _dragged(self, message: MapDragged) -> None:
        self.mapping.frame = self.mapping.frame.moved(-2 * message.right, -4 * message.down)
        self.show_map()

    @on(MapZoomed)
    def _zoomed(self, message: MapZoomed) -> None:
        self.mapping.frame = self.mapping.frame.zoomed(message.step, 2 * message.column + 1, 4 * message.row + 2)
        self.show_map()

    # the days

    def action_step_day(self, step: int) -> None:
        """Show the next day, or the one before, with its trail."""
        self._stop()
        self._step(step)

    def _step(self, step: int) -> None:
        if self.mapping.step_day(step):
            self.show_map()
        else:
            self._stop()
            self.say("That is the last day with events." if step > 0 else "That is the first day with events.")

    def action_play(self) -> None:
        """Play the days from here on, or stop."""
        if self._playing is not None:
            self._stop()
            self.show_map()
        else:
            self._playing = self.set_interval(SECONDS_OF_A_DAY, lambda: self._step(1))
            self._step(1)

    @property
    def is_playing(self) -> bool:
        """Whether the days are played."""
        return self._playing is not None

    def _stop(self) -> bool:
        was_playing = self.is_playing
        if self._playing is not None:
            self._playing.stop()
            self._playing = None
        return was_playing

    def action_show_all(self) -> None:
        """Show all days at once."""
        self._stop()
        self.mapping.day = None
        self.show_map()

    def action_trail(self, step: int) -> None:
        """Make the trail longer or shorter."""
        self.mapping.turn_trail(step)
        self.show_map()
        self.say(f"The trail is {self.mapping.trail_days} days long.")

    # the cursor

    def _go_to(self, ordinal: int | None, otherwise: str) -> None:
        if ordinal is None:
            self.say(otherwise)
            return
        self.mapping.go_to(ordinal)
        self.show_map()

    def action_next_day(self) -> None:
        """Go to the next day with events."""
        self._go_to(self.mapping.next_day(1), "That is the last day with events.")

    def action_previous_day(self) -> None:
        """Go to the previous day with events."""
        self._go_to(self.mapping.next_day(-1), "That is the first day with events.")

    def action_step_event(self, step: int) -> None:
        """Go to the next event, or to the one before."""
        end = "That is the last event." if step > 0 else "That is the first event."
        self._go_to(self.mapping.next_event(step), end)

    @on(MapPointed)
    def _pointed(self, message: MapPointed) -> None:
        near = [
            (abs(mark.column - message.column) + 2 * abs(mark.row - message.row), mark.age, at)
            for at, mark in enumerate(self.marks)
            if abs(mark.column - message.column) <= REACH and abs(mark.row - message.row) < REACH
        ]
        if near:
            events = self.mapping.events_of(self.marks[min(near)[2]])
            self._go_to(self.mapping.next_of(events), "")

    # the rest

    def action_read(self) -> None:
        """Close the map and read the event."""
        self._stop()
        self.dismiss(result=self.mapping.browsing.cursor is not None)

    def action_close(self) -> None:
        """Stop playing, else show all days again, else close the map."""
        if self._stop():
            self.show_map()
        elif self.mapping.day is not None:
            self.action_show_all()
        else:
            self.dismiss(result=False)

    def help_first(self) -> list[Line]:
        """Return whose signs are on the map, uncut."""
        has_trail = self.mapping.day is not None
        return mapwords.legend_in_full(self.mapping.sides, self.marks, has_trail=has_trail)
