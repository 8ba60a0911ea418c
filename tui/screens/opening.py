"""The part of the browser that opens other screens over it, and takes up what they are closed with."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from store.errors import QueryError, StoreError
from store.text import one_line
from tui.browsing import Browsing
from tui.screens.dropping import Dropping
from tui.screens.panes import Panes

if TYPE_CHECKING:
    from tui.racing import Wanted


class Opening(Panes, Dropping):
    """Screens of their own: they follow the one filter, and move the one cursor or give back a term."""

    path: Path
    """The store's file."""
    race_wanted: "Wanted | None" = None
    """What the reader chose in the race, until it is opened again."""

    def action_matrix(self) -> None:
        """Show who was against whom in the view."""
        from tui.opposing import Opposing
        from tui.screens.matrix import MatrixScreen

        if self.browsing is not None:
            state = self.browsing
            opposing = Opposing(state.timeline, state.view.events)
            self.app.push_screen(MatrixScreen(opposing, self._view_words()), self._add_term)

    def action_numbers(self) -> None:
        """Show what the numbers of the view rest on."""
        from store.resting import resting
        from tui.screens.numbers import NumbersScreen

        if self.browsing is not None:
            state = self.browsing
            found = resting(state.timeline, state.view.events, state.filter.text)
            self.app.push_screen(NumbersScreen(found, self._view_words()), self._add_term)

    def _view_words(self) -> str:
        """Return what the view is, for the title of a screen over it."""
        state = self.browsing
        if state is None:
            return ""
        count = "1 event" if state.view.size == 1 else f"{state.view.size:,} events"
        return f"{count} of {one_line(state.filter.text)}" if state.filter else f"all {count}"

    def _add_term(self, term: str | None) -> None:
        """Ask for a term too."""
        if term:
            try:
                self.set_filter(self.wanted.with_term(term))
            except QueryError as error:  # of a search that was under way
                self.say(str(error))

    def action_map(self) -> None:
        """Show where the events of the view were."""
        from tui.screens.map import MapScreen

        if self.browsing is not None:
            self._open_over(self.browsing, MapScreen(self.browsing))

    def action_race(self) -> None:
        """Show how far the offensives are from a place."""
        from tui.racing import Racing, Wanted
        from tui.screens.race import RaceScreen

        if self.browsing is None:
            return
        self.race_wanted = self.race_wanted or Wanted()
        try:
            racing = Racing(self.browsing, self.race_wanted)
        except StoreError as error:  # of a query that the race was restricted to
            self.say(str(error))
            return
        if racing.offensives:
            self._open_over(self.browsing, RaceScreen(racing))
        else:
            self.say("No offensive has an event in view: there is no race to draw.")

    def _open_over(self, state: Browsing, screen: Screen[bool]) -> None:
        """Open a screen that moves the one cursor, and closes with whether the event is to be read."""
        here = state.here()

        def come_back(is_to_be_read: bool | None) -> None:
            if state.here() != here:
                state.history.leave(here)
            self.show_cursor()
            if is_to_be_read:
                self.focus_pane("article")

        self.app.push_screen(screen, come_back)

    def action_query_help(self) -> None:
        """Show the query language on one page."""
        from tui.screens.help import QueryHelpScreen

        self.app.push_screen(QueryHelpScreen())

    def action_about(self) -> None:
        """Tell what the store says of itself."""
        from tui.screens.help import AboutScreen

        if self.browsing is not None:
            self.app.push_screen(AboutScreen(self.browsing.timeline))

    def action_unsound(self) -> None:
        """List the records that are left out."""
        from tui.screens.help import UnsoundScreen

        if self.browsing is not None:
            self.app.push_screen(UnsoundScreen(self.browsing.timeline.report, self.path))
