"""The part of the browser that opens saved views and keeps new ones."""

import datetime as dt
from typing import TYPE_CHECKING

from store.filter import Filter
from store.model import SavedView
from tui.drawing.scale import Window
from tui.screens.arrangement import PANES
from tui.screens.panes import Panes
from tui.screens.writing import Writing
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui.screens.views import ViewAsked


class Viewing(Panes, Writing):
    """Saved views."""

    def action_views(self) -> None:
        """List the saved views."""
        from store.views import listed
        from tui.screens.views import ViewsScreen

        if self.browsing is not None:
            self.app.push_screen(ViewsScreen(listed(self.browsing.timeline)), self._do_with_view)

    async def _do_with_view(self, asked: "ViewAsked | None") -> None:
        if asked is None or self.browsing is None:
            return
        view = asked.view
        if asked.verb == "save" or view is None:
            await self.action_save_view()
        elif asked.verb == "open":
            self._open_view(view)
        elif asked.verb == "rename":
            prompt = Prompt("view", "new name", view.name)
            await self.ask_line(prompt, entered=lambda name: self._rename(view, name))
        else:
            prompt = Prompt("view", f"delete {view.name}?", "", "yes, or esc")
            await self.ask_line(prompt, entered=lambda text: self._delete(view, text))

    def _open_view(self, view: SavedView) -> None:
        from store.views import window_of

        state = self.browsing
        if state is None:
            return
        self.set_filter(Filter(view.query))
        if state.filter != Filter(view.query):
            return  # it cannot be read here, which was said
        ordinal = state.timeline.ordinal_of.get(view.event)
        if ordinal is not None and ordinal in state.view.events:
            state.highlight(ordinal)
        if (days := window_of(view)) is not None and (found := state.look_at(Window(*days))) is not None:
            state.highlight(found)
        self.is_zoomed = view.is_zoomed
        self.focus_pane(next((pane for pane in PANES if pane == view.pane), self.pane))
        self.share_room()
        self.show_cursor()

    # keeping

    async def action_save_view(self) -> None:
        """Save what is on the screen as a view."""
        if self.browsing is not None:
            await self.ask_line(Prompt("view", "save this view as", "", "a name"), entered=self._save)

    def _save(self, name: str) -> None:
        from store.views import saved

        state = self.browsing
        if state is None or not name.strip():
            return
        first, last = (dt.date.fromordinal(day).isoformat() for day in (state.window.first, state.window.last))
        event = state.timeline.ids[state.cursor] if state.cursor is not None else ""
        view = SavedView(
            id="new", name=name.strip(), query=state.filter.text, first=first, last=last, pane=self.pane,
            is_zoomed=self.is_zoomed, event=event,
        )  # fmt: skip
        self.do(lambda now: saved(now, view), said=f'Saved as "{name.strip()}"; v lists the views.')

    def _rename(self, view: SavedView, name: str) -> None:
        from store.views import renamed

        if name.strip():
            self.do(lambda now: renamed(now, view.id, name), said=f'It is called "{name.strip()}" now.')

    def _delete(self, view: SavedView, text: str) -> None:
        from store.views import deleted

        if text.strip().lower() in ("y", "yes"):
            self.do(lambda now: deleted(now, view.id), said=f'Deleted "{view.name}".')
