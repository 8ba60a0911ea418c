"""The part of the browser that shares the screen among the panes."""

from textual import events
from textual.widget import Widget

from tui.screens.arrangement import LEAST_LIST, PANES, TWO_PANES, Pane, overview_height, pane_widths, visible_panes
from tui.screens.roaming import Roaming


class Panes(Roaming):
    """Arranges the panes for the room there is and the one in use."""

    is_zoomed = False

    def on_resize(self, message: events.Resize) -> None:
        """Arrange the panes for the new size."""
        self.share_room()

    def on_descendant_focus(self, message: events.DescendantFocus) -> None:
        """Note which pane is in use: in little room others make way for it."""
        for ancestor in message.widget.ancestors_with_self:
            if ancestor.id in PANES:
                self.take_prompt()
                self.pane = next(pane for pane in PANES if pane == ancestor.id)
                self.share_room()
                self.tell_hints()
                return

    def share_room(self) -> None:
        """Give each pane its columns, and the overview its lines."""
        width = self.app.size.width
        panes = visible_panes(width, self.pane, is_zoomed=self.is_zoomed)
        widths = pane_widths(width, panes)
        for pane in PANES:
            widget = self.query_one(f"#{pane}")
            widget.display = pane in panes
            widget.styles.width = widths.get(pane, 0)
        self.tabs.display = width < TWO_PANES
        self.tabs.tell(self.pane)
        self.share_lines()

    def share_lines(self) -> None:
        """Give the overview its lines, and the list the others."""
        pane_height = self.app.size.height - 4
        offensives = len(self.browsing.timeline.offensives) if self.browsing else 0
        lines = overview_height(pane_height, offensives)
        if self.overview.is_open:
            lines = max(
                lines, min(self.overview.lines_wanted(), pane_height - LEAST_LIST - 1)
            )  # and the legend over it
        self.overview.styles.height = lines

    def show_window(self) -> None:
        """Show the window of time in the overview, which takes the lines it needs when all lanes are asked for."""
        super().show_window()
        if self.overview.is_open:
            self.share_lines()

    def action_toggle_lanes(self) -> None:
        """Give the overview as many lines as its lanes need, or take them back."""
        self.overview.is_open = not self.overview.is_open
        self.share_lines()
        self.show_window()

    def focus_pane(self, pane: Pane) -> None:
        """Put the focus into a pane, which shows it if it was hidden."""
        widget: Widget = self.events if pane == "timeline" else self.query_one(f"#{pane}")
        self.query_one(f"#{pane}").display = True
        self.set_focus(widget)

    def action_next_pane(self) -> None:
        """Go to the next pane; while a query is typed, go on as it is offered."""
        if self.prompt is None or not self.prompt.take_offer():
            self._step_pane(1)

    def _step_pane(self, step: int) -> None:
        self.focus_pane(PANES[(PANES.index(self.pane) + step) % 3])

    def action_previous_pane(self) -> None:
        """Go to the previous pane."""
        self._step_pane(-1)

    def action_focus_actors(self) -> None:
        """Go to the actor filters."""
        self.focus_pane("actors")

    action_filter_actors = action_focus_actors

    def action_focus_timeline(self) -> None:
        """Go to the timeline."""
        self.focus_pane("timeline")

    def action_focus_article(self) -> None:
        """Go to the article."""
        self.focus_pane("article")

    def action_zoom_pane(self) -> None:
        """Give the pane all the room, or take it back."""
        self.is_zoomed = not self.is_zoomed
        self.share_room()

    def action_back(self) -> None:
        """Go one step back: out of the zoom, out of a pane, back under the filter, back from a jump."""
        if self.is_asking:
            self.leave_prompt()
            return
        if self.pane == "actors" and self.actors.stop_narrowing():
            return
        if self.is_zoomed:
            self.action_zoom_pane()
        elif self.pane != "timeline":
            self.focus_pane("timeline")
        elif self.browsing is not None and self.browsing.is_lifted:
            self.put_filter_back()
        elif not self.go_back():
            self.say("Nothing to go back to; q quits.")
