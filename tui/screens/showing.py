"""What every part of the browser knows: the state, the widgets, and how to show the one in the others."""

from typing import Final

from textual import on
from textual.screen import Screen
from textual.widget import Widget

from store.errors import StoreError
from store.filter import Faceted, Filter
from store.reading import EventReading, read_event
from tui.bindings import hints_for
from tui.browsing import Asked, Browsing
from tui.drawing import notices
from tui.drawing.event_row import lanes_for
from tui.drawing.rails import legend
from tui.messages import ListScrolled
from tui.screens.arrangement import Pane
from tui.widgets.actor_filters import ActorFilters
from tui.widgets.article_pane import ArticlePane
from tui.widgets.bars import HintBar, RailLegend, StatusBar, TabBar
from tui.widgets.event_list import EventList
from tui.widgets.overview import Overview
from tui.widgets.prompt import Prompt

SECONDS_OF_A_MESSAGE: Final = 8.0


class Showing(Screen[None]):
    """Holds the state and shows it. Every change ends in `show_all` or `show_cursor`."""

    browsing: Browsing | None = None
    """None until the store is read."""
    pane: Pane = "timeline"
    """The pane in use."""

    actors: ActorFilters
    article: ArticlePane
    events: EventList
    overview: Overview
    legend: RailLegend
    timeline_pane: Widget
    status: StatusBar
    tabs: TabBar
    hint_bar: HintBar
    _message = ""
    _asked: Faceted | None = None
    """The filter that is shown, read against the timeline."""

    def show_all(self) -> None:
        """Show the whole state, after the filter changed."""
        if self.browsing is None:
            return
        state = self.browsing
        self.show_choices()
        self.events.show(state.view, state.rails, state.cursor, state.hits, state.passing, state.marked)
        if state.timeline.size and not state.view.size:
            self.events.show_notice(notices.no_match(state.ways_out()))
        self.show_cursor()

    def show_choices(self) -> None:
        """Show what can be chosen, and what is."""
        if self.browsing is None:
            return
        state = self.browsing
        asked = self._asked = state.filter.on(state.timeline)
        narrowed = self.actors.narrowed
        rows = state.facets.fitting(narrowed) if narrowed else state.facets.rows(asked.only("actor"))
        self.actors.show(rows, asked, state.figures())

    def show_cursor(self) -> None:
        """Show where the cursor and the window are."""
        if self.browsing is None:
            return
        state = self.browsing
        if state.cursor is not None:
            self.events.highlight(state.cursor)
        self.show_window()
        reading, problem = self._reading()
        notice = notices.Notice("", (problem,)) if problem else notices.Notice()
        self.article.show(reading, state.hits, notice)
        self._show_legend()
        self._tell_status()
        if self._message:
            self.say("")

    def _reading(self) -> tuple[EventReading | None, str]:
        """Return what is to be read, or else a sentence."""
        if self.browsing is None or self.browsing.cursor is None:
            return None, "No event is chosen."
        try:
            return read_event(self.browsing.timeline, self.browsing.cursor), ""
        except StoreError as error:
            return None, str(error)

    def show_window(self) -> None:
        """Show the window of time in the overview."""
        if self.browsing is not None:
            state = self.browsing
            self.overview.show(state.view, state.rails, state.whole, state.window, state.cursor)
            title = f"Timeline  {state.window_words()}".strip()
            if self.timeline_pane.border_title != title:  # setting it paints the whole pane again
                self.timeline_pane.border_title = title

    @on(ListScrolled)
    def _show_legend(self) -> None:
        state, day = self.browsing, self.events.top_day
        if state is None or day is None:
            self.legend.tell([])
        else:
            self.legend.tell(legend(state.rails, lanes_for(self.events.line_width - 1, state.rails), day))

    def _tell_status(self) -> None:
        if self.browsing is not None:
            state = self.browsing
            title, notice = state.timeline.meta.title, state.timeline.report.sentence()
            dated = self._asked.dated if self._asked is not None else None
            sure = f"{dated.certainly:,} certainly, {dated.possibly:,} possibly" if dated else ""
            self.status.tell(title=title, chips=state.chips(), place=state.position(), notice=notice, dated=sure)

    def say(self, message: str) -> None:
        """Tell something at the foot of the screen, until the next move or for some seconds."""
        self._message = message
        self.tell_hints()
        if message:
            self.set_timer(SECONDS_OF_A_MESSAGE, lambda: self.say("") if self._message == message else None)

    @property
    def prompt(self) -> Prompt | None:
        """The prompt that is open."""
        return next((prompt for prompt in self.query(Prompt) if not prompt.is_left), None)

    @property
    def is_asking(self) -> bool:
        """Whether a prompt is open."""
        return self.prompt is not None

    def drop_search(self) -> None:
        """Have the answer to a search that is under way dropped."""
        raise NotImplementedError

    def take_prompt(self) -> None:
        """Close the prompt that is open, and keep what was typed."""
        raise NotImplementedError

    def leave_prompt(self) -> None:
        """Close the prompt that is open, with everything as it was before."""
        raise NotImplementedError

    def tell_hints(self) -> None:
        """Show what the pane in use can do, or the message."""
        self.hint_bar.tell(hints_for(self.pane), self._message)

    # changing it

    def apply(self, asked: Asked) -> None:
        """Show what passes a filter."""
        if self.browsing is not None:
            self.browsing.apply(asked)
            self.show_all()

    def jump(self, ordinal: int | None, otherwise: str) -> None:
        """Go to an event from afar, lifting the filter when it hides it; say something when there is none."""
        if self.browsing is None or ordinal is None:
            self.say(otherwise)
            return
        said = ""
        if ordinal not in self.browsing.view.events:
            self.browsing.leave()
            self.browsing.apply(self.browsing.ask(Filter()))
            said = "The filter hid that event; it is cleared. ( brings it back."
            self.browsing.highlight(ordinal)
            self.show_all()
        else:
            self.browsing.jump(ordinal)
            self.show_cursor()
        if said:
            self.say(said)
