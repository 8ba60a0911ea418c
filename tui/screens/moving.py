"""The part of the browser that moves: from event to event, from day to day, through time."""

from textual import on

from tui.drawing.scale import Window
from tui.measures import after
from tui.messages import DayChosen, EventHighlighted, WindowMoved
from tui.screens.showing import Showing


class Moving(Showing):
    """Moves the cursor and the window."""

    @on(EventHighlighted)
    def _move(self, message: EventHighlighted) -> None:
        if self.browsing is not None and message.ordinal == self.events.cursor:  # else the list has moved on since
            self.browsing.highlight(message.ordinal)
            self.show_cursor()

    def _step_day(self, step: int) -> None:
        if self.browsing is not None and self.browsing.cursor is not None:
            found = self.browsing.view.next_day(self.browsing.cursor, step)
            if found is None:
                self.say("That is the last day with events." if step > 0 else "That is the first day with events.")
            else:
                self.browsing.highlight(found)
                self.show_cursor()

    def action_next_day(self) -> None:
        """Go to the next day with events."""
        self._step_day(1)

    def action_previous_day(self) -> None:
        """Go to the previous day with events."""
        self._step_day(-1)

    def action_next_offensive(self) -> None:
        """Go to where the next offensive begins."""
        if self.browsing is not None:
            self.jump(self.browsing.next_offensive(1), "No offensive begins later.")

    def action_previous_offensive(self) -> None:
        """Go to where the offensive before begins."""
        if self.browsing is not None:
            self.jump(self.browsing.next_offensive(-1), "No offensive begins earlier.")

    def action_meanwhile(self, number: int) -> None:
        """Go to an event of another offensive at the same time."""
        others = self.article.reading.meanwhile if self.article.reading else ()
        self.jump(others[number].ordinal if number < len(others) else None, "Nothing else under that letter.")

    # time

    def action_zoom_in(self) -> None:
        """Show less time."""
        self._zoom(1)

    def action_zoom_out(self) -> None:
        """Show more time."""
        self._zoom(-1)

    def action_zoom_all(self) -> None:
        """Show all of time."""
        self._zoom(0)

    def _zoom(self, step: int) -> None:
        if self.browsing is not None:
            self.browsing.zoom(step)
            self.show_window()

    def action_next_measure(self) -> None:
        """Count something else in the strip."""
        measure = after(self.overview.measure)
        self.overview.count(measure)
        undrawn = self.overview.undrawn
        besides = f" {undrawn:,} are not drawn: their events span more than a month." if undrawn else ""
        self.say(f"The strip counts {measure.words}.{besides}")

    def action_pan_left(self) -> None:
        """Show earlier days."""
        self._look(self.browsing.panned(-1, "part") if self.browsing else None)

    def action_pan_right(self) -> None:
        """Show later days."""
        self._look(self.browsing.panned(1, "part") if self.browsing else None)

    def action_window_back(self) -> None:
        """Move the window back by its length."""
        self._look(self.browsing.panned(-1, "whole") if self.browsing else None)

    def action_window_forward(self) -> None:
        """Move the window forward by its length."""
        self._look(self.browsing.panned(1, "whole") if self.browsing else None)

    @on(WindowMoved)
    def _window_moved(self, message: WindowMoved) -> None:
        self._look(Window(message.first, message.last))

    def _look(self, window: Window | None) -> None:
        if self.browsing is None or window is None:
            return
        found = self.browsing.look_at(window)
        if found is None:
            self.show_window()
        else:
            self.browsing.cursor = self.browsing.anchor = found
            self.show_cursor()

    @on(DayChosen)
    def _day_chosen(self, message: DayChosen) -> None:
        if self.browsing is not None:
            self.jump(self.browsing.view.nearest_to_day(message.day), "No events to go to.")
