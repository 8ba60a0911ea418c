"""The part of the browser that opens saved views and keeps new ones."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from store.errors import StoreError
from store.filter import Filter
from store.model import SavedView
from tui.drawing.scale import Window
from tui.screens.arrangement import PANES
from tui.screens.bringing import Bringing
from tui.screens.filtering import Filtering
from tui.screens.panes import Panes
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from store.editing.changes import Step
    from tui.screens.views import ViewAsked


@dataclass
class ViewKept(Message):
    """The store has it, or not; `said` is a sentence for the reader."""

    said: str
    path: Path | None
    """The store that is to be read again; None: nothing was written."""


class Viewing(Panes, Bringing, Filtering):
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
        elif self._can_write():
            if asked.verb == "rename":
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

    def _can_write(self) -> bool:
        from store.sample import is_bundled

        if is_bundled(self.path):
            self.say("The bundled store is read-only. Make a copy of your own: dateline sample mine.json")
            return False
        return True

    async def action_save_view(self) -> None:
        """Save what is on the screen as a view."""
        if self.browsing is not None and self._can_write():
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
        self._write(lambda: saved(state.timeline, view), f'Saved as "{name.strip()}"; v lists the views.')

    def _rename(self, view: SavedView, name: str) -> None:
        from store.views import renamed

        state = self.browsing
        if state is not None and name.strip():
            self._write(lambda: renamed(state.timeline, view.id, name), f'It is called "{name.strip()}" now.')

    def _delete(self, view: SavedView, text: str) -> None:
        from store.views import deleted

        state = self.browsing
        if state is not None and text.strip().lower() in ("y", "yes"):
            self._write(lambda: deleted(state.timeline, view.id), f'Deleted "{view.name}".')

    def _write(self, make: "Callable[[], Step]", said: str) -> None:
        """Write a step in a thread; the store is read again afterwards."""
        path = self.path

        def work() -> None:
            from store.editing.editor import Editor

            try:
                with Editor(path) as editor:
                    editor.apply(make())
            except StoreError as error:
                self.post_message(ViewKept(str(error), None))
            else:
                self.post_message(ViewKept(said, path))

        self.run_worker(work, thread=True, group="views")

    @on(ViewKept)
    def _kept_view(self, message: ViewKept) -> None:
        if message.path is None:
            self.say(message.said)
        else:
            self.reopen(message.path, message.said)
