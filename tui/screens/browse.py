"""The browser: it composes the panes, holds the state, and turns what is asked for into changes of the state."""

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from store.errors import QueryError, RecordNotFound
from store.filter import Filter
from store.loading import Loading
from store.text import one_line
from store.timeline import Timeline
from tui import background
from tui.bindings import bindings_for
from tui.browsing import Browsing
from tui.drawing import notices
from tui.drawing.scale import Window
from tui.messages import (
    Asked,
    Loaded,
    LoadFailed,
    LoadProgress,
    ReadArticle,
)
from tui.palette import Palette, colours_by_bloc
from tui.screens.arrangement import PANES
from tui.screens.articles import ReadingArticles
from tui.screens.dating import Dating
from tui.screens.editing import Editing
from tui.screens.moving import Moving
from tui.screens.opening import Opening
from tui.screens.pages import ReadingPages
from tui.screens.viewing import Viewing
from tui.sources import citation, open_or_copy
from tui.widgets.actor_filters import ActorFilters
from tui.widgets.article_pane import ArticlePane
from tui.widgets.bars import HintBar, RailLegend, StatusBar, TabBar
from tui.widgets.event_list import EventList
from tui.widgets.overview import Overview

if TYPE_CHECKING:
    from store.pages import Raw


class BrowseScreen(Viewing, Moving, Dating, Editing, ReadingPages, ReadingArticles, Opening):
    """Three panes over one timeline."""

    AUTO_FOCUS = "#events"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("anywhere")
    DEFAULT_CSS = """
    BrowseScreen { layout: vertical; layers: default prompt; }
    BrowseScreen > Prompt, BrowseScreen > NumberPrompt { layer: prompt; }
    #status { background: $panel; }
    #tabs { background: $surface; display: none; }
    #hints { background: $panel; }
    #panes { height: 1fr; }
    .pane { border: round $border; border-title-color: $foreground 70%; border-subtitle-color: $accent; height: 100%; }
    #article { padding: 0 0 0 1; }
    .pane:focus, .pane:focus-within { border: round $primary; border-title-color: $primary;
            border-title-style: bold; }
    #overview { height: 8; padding: 0 1; }
    #legend { padding: 0 0 0 1; }
    #events { height: 1fr; }
    """

    def __init__(
        self,
        loading: Loading,
        *,
        query: str = "",
        at: str = "",
        view: str = "",
        notice: str = "",
        page: "Raw | None" = None,
    ) -> None:
        """Prepare to browse a store.

        Args:
            loading: The store, which is being read.
            query: A query to begin with, which was read without errors.
            at: An EDTF date to begin at.
            view: The name of a saved view to begin with; `query` asks for less than it shows.
            notice: A sentence to begin with.
            page: A saved page to review.
        """
        super().__init__()
        self.store_loading = loading
        self.path = loading.path
        self.opening_query = query
        self.opening_date = at
        self.opening_view = view
        self.opening_page = page
        self.opening_notice = notice

    def compose(self) -> ComposeResult:
        """Put the panes together; they are empty until the store is read."""
        yield StatusBar(id="status")
        yield TabBar(id="tabs")
        with Horizontal(id="panes"):
            yield ActorFilters(id="actors")
            with Vertical(id="timeline", classes="pane"):
                yield Overview(id="overview")
                yield RailLegend(id="legend")
                yield EventList(id="events")
            yield ArticlePane(id="article")
        yield HintBar(id="hints", most_lines=3)

    def on_mount(self) -> None:
        """Name the panes and start to read the store."""
        self.actors, self.article = self.query_one(ActorFilters), self.query_one(ArticlePane)
        self.events, self.overview = self.query_one(EventList), self.query_one(Overview)
        self.status, self.hint_bar = self.query_one(StatusBar), self.query_one(HintBar)
        self.legend, self.tabs = self.query_one(RailLegend), self.query_one(TabBar)
        for widget, title in ((self.actors, "Filters"), (self.article, "Article")):
            widget.add_class("pane")
            widget.border_title = title
        self.timeline_pane = self.query_one("#timeline")
        self.timeline_pane.border_title = "Timeline"
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._paint())
        self._paint()
        self.tell_hints()
        self.status.tell(title=self.path.stem, chips=[], place="reading", notice="")
        self.share_room()
        if self.store_loading.timeline is not None:  # a small store is there before the first frame
            self.begin(self.store_loading.timeline)
        else:
            self.run_worker(lambda: background.follow(self, self.store_loading), thread=True, group="load")

    def _paint(self) -> None:
        """Give every widget the theme's colours."""
        timeline = self.browsing.timeline if self.browsing else None
        stated = [(timeline.bloc_of(a.id), a.colour) for a in timeline.actors.values()] if timeline else []
        palette = Palette(self.app.current_theme, self.app.theme_variables, colours_by_bloc(stated))
        widgets = (self.actors, self.article, self.events, self.overview)
        for widget in (*widgets, self.status, self.hint_bar, self.legend, self.tabs):
            widget.palette = palette
            widget.refresh()

    # reading the store

    @on(LoadProgress)
    def _show_progress(self, message: LoadProgress) -> None:
        if self.browsing is None:
            share = message.done / max(1, message.size)
            self.events.show_notice(notices.loading(self.path.name, share))

    @on(LoadFailed)
    def _leave(self, message: LoadFailed) -> None:
        if self.browsing is not None:  # it was to be read again
            self.say(message.reason)
        else:
            self.app.exit(return_code=1, message=Text(one_line(message.reason)))

    @on(Loaded)
    def _loaded(self, message: Loaded) -> None:
        if self.browsing is None:
            self.begin(message.timeline)
        elif message.timeline is self.store_loading.timeline:
            self._renew(message.timeline)

    def begin(self, timeline: Timeline) -> None:
        """Show a store that was read."""
        self.browsing = Browsing(timeline)
        self.begin_session(timeline)
        problem = self.opening_notice
        if self.opening_query or self.opening_view:
            try:
                self._begin_with(self.browsing)
            except (QueryError, RecordNotFound) as error:  # it names what this store does not have
                problem = str(error)
        self.show_store()
        if self.opening_date:
            self.go_to_date(self.opening_date)
        if problem:
            self.say(problem)
        if self.opening_page is not None:
            self.review_page(self.opening_page)

    def _begin_with(self, browsing: Browsing) -> None:
        """Show what the call asked for: a saved view, and what of it a query asks for.

        Raises:
            RecordNotFound: There is no such view.
            QueryError: A query names what the store does not have.
        """
        from store.views import find, window_of

        view = find(browsing.timeline, self.opening_view) if self.opening_view else None
        wanted = Filter(view.query if view else "")
        browsing.apply(browsing.ask(wanted.with_term(self.opening_query) if self.opening_query else wanted))
        if view is not None and view.event in browsing.timeline.ordinal_of:
            ordinal = browsing.timeline.ordinal_of[view.event]
            if ordinal in browsing.view.events:
                browsing.highlight(ordinal)
        if view is not None and (days := window_of(view)):
            found = browsing.look_at(Window(*days))
            if found is not None:
                browsing.highlight(found)

    def _renew(self, timeline: Timeline) -> None:
        """Show the store again after it was changed; the reader stays at the event, with the filter."""
        self.begin_session(timeline)
        self.show_timeline(timeline, self._said_when_read)
        self.go_on_in_copy()

    def show_store(self) -> None:
        """Show all of a store that was read."""
        if self.browsing is None:
            return
        timeline = self.browsing.timeline
        self._paint()
        self.share_room()
        self.show_all()
        if not timeline.size:
            self.events.show_notice(notices.empty_store(timeline.meta.title, str(self.path)))
        is_new = timeline is self.store_loading.timeline
        seconds = background.SECONDS_BEFORE_GETTING_READY if is_new else background.SECONDS_AFTER_A_CHANGE
        self.set_timer(seconds, lambda: self._get_ready(timeline))

    def _get_ready(self, timeline: Timeline) -> None:
        """Prepare for searches and other screens, unless another store is shown by now."""
        if self.browsing is not None and self.browsing.timeline is timeline:
            self.run_worker(lambda: background.get_ready(timeline), thread=True, group="ready", exclusive=True)

    # reading

    @on(ReadArticle)
    def _read(self) -> None:
        self.focus_pane("article")

    def action_copy_citation(self) -> None:
        """Copy the event's citation to the clipboard."""
        if self.article.reading is not None and self.browsing is not None:
            self.app.copy_to_clipboard(citation(self.article.reading, self.browsing.timeline.meta.title))
            self.say("Sent the citation with its sources to the terminal's clipboard.")

    @on(Asked)
    def _do(self, message: Asked) -> None:
        """Do what was clicked on."""
        verb, _, value = message.what.partition(":")
        match verb:
            case "event":
                self.jump(int(value), "")
            case "source":
                self._open_source(int(value))
            case "offensive" if self.browsing is not None:
                self.jump(self.browsing.first_of(value), "No event of that offensive passes the filter.")
            case "actor":
                self.cycle("actor", value)
            case "bloc":
                self.cycle("bloc", value)
            case "drop":
                self.drop(int(value))
            case "pane":
                self.focus_pane(next(pane for pane in PANES if pane == value))
            case "lanes":
                self.action_toggle_lanes()
            case "unsound":
                self.action_unsound()

    def _open_source(self, number: int) -> None:
        sources = self.article.reading.sources if self.article.reading else ()
        source = next((source for source in sources if source.number == number), None)
        if source is None:
            self.say(f"There is no source {number}." if number else "No source of this event has a link.")
        else:
            self.say(open_or_copy(source, self.app.copy_to_clipboard))
