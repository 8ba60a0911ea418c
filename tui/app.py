"""The Textual app: themes, the first screen, and keys in the order in which they were typed."""

import asyncio
import datetime as dt
from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events, on
from textual.app import App
from textual.screen import Screen

from store.loading import Loading
from store.text import one_line
from tui.commands import SCREENS
from tui.keymap import keymap_path, read_keymap
from tui.keynames import use_keys
from tui.messages import KeyGivenBack
from tui.palette import DARK, LIGHT
from tui.providers import Commands
from tui.screens.browse import BrowseScreen
from tui.theming import repaint_boxes

if TYPE_CHECKING:
    from store.pages import Raw
    from tui.pictures import Kind

TURNS: Final = 32
"""Turns of the event loop in which a key gets to whatever it opens, and that to the focus; about half a millisecond."""


class DatelineApp(App[None]):
    """Browses one store."""

    TITLE = "Dateline"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = {Commands}

    def __init__(
        self, loading: Loading, *, query: str = "", at: str = "", view: str = "", page: "Raw | None" = None
    ) -> None:
        super().__init__()
        keymap = read_keymap(keymap_path())
        use_keys(keymap.keys)
        self.set_keymap({name: ",".join(keys) for name, keys in keymap.keys.items()})
        self._first_screen = BrowseScreen(loading, query=query, at=at, view=view, notice=keymap.sentence(), page=page)
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name
        self._typed_ahead: deque[events.Key] = deque()
        self.is_answering = False
        """Whether a key is on its way."""

    def get_default_screen(self) -> BrowseScreen:
        """Open the browser first."""
        return self._first_screen

    def close_store(self) -> None:
        """Write what waits in the journal of the store, if that is quick."""
        if self._first_screen.session is not None:
            self._first_screen.session.close()

    def on_mount(self) -> None:
        """Paint boxes anew in another theme."""
        self.theme_changed_signal.subscribe(self, lambda _theme: repaint_boxes(self))

    def action_toggle_theme(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def action_help(self) -> None:
        """Tell about keys and marks; first, what the screen has to say of itself."""
        from tui.screens.help import HelpScreen

        first = getattr(self.screen, "help_first", None)
        self.push_screen(HelpScreen(first() if callable(first) else (), getattr(self.screen, "pane", "anywhere")))

    def action_instead(self, command: str) -> None:
        """Close the screen that is over the browser, and open another over the same view."""
        self.screen.dismiss(None)
        self._first_screen.call_next(self._first_screen.run_action, command)

    def action_save_screen(self, kind: "Kind") -> None:
        """Ask where to save what is on the screen now."""
        self.call_after_refresh(self._save_screen, kind)  # once the palette is gone

    def _save_screen(self, kind: "Kind") -> None:
        from tui.pictures import drawn, name_for
        from tui.screens.picture import PictureScreen

        pane = getattr(self.screen, "pane", "")
        browsing, path = self._first_screen.browsing, self._first_screen.path
        day = browsing.day if browsing is not None else None
        date = dt.date.fromordinal(day).isoformat() if day else ""
        name = name_for(path.stem, pane if pane in SCREENS else "timeline", date, kind=kind)
        self.push_screen(PictureScreen(drawn(self, kind), name), partial(self._tell_saved, self.screen))

    def _tell_saved(self, screen: Screen[Any], path: Path | None) -> None:
        """Name the file at the foot of the screen that was saved, or where that has no place for it."""
        if path is None:
            return
        said = f"Saved as {one_line(path.name)} in {one_line(str(path.parent))}."
        say = getattr(screen, "say", None)
        if callable(say):
            say(said)
        else:
            self.notify(said)

    async def on_event(self, event: events.Event) -> None:
        """Pass on keys one by one: of "/raqqa", typed at once, no letter is a command because "/" is still at it."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._typed_ahead.append(event)
            if not self.is_answering:
                await self._answer_next()
        else:
            await super().on_event(event)

    @on(KeyGivenBack)
    def _answer_again(self, message: KeyGivenBack) -> None:
        self._typed_ahead.appendleft(events.Key(message.key, message.character))
        if not self.is_answering:
            self.is_answering = True
            self.call_later(self._answer_next)

    async def _answer_next(self) -> None:
        self.is_answering = bool(self._typed_ahead)
        if self._typed_ahead:
            await super().on_event(self._typed_ahead.popleft())
            self._turn(TURNS)

    def _turn(self, left: int) -> None:
        if left:
            asyncio.get_running_loop().call_soon(self._turn, left - 1)
        else:
            self.call_later(self._answer_next)


def run_browser(loading: Loading, *, query: str = "", at: str = "", view: str = "", page: "Raw | None" = None) -> int:
    """Browse a store until the reader leaves.

    Args:
        loading: The store, which is being read.
        query: A query to begin with.
        at: A date to begin at, in EDTF or plain English.
        view: The name of a saved view to begin with.
        page: A saved page to review.

    Returns:
        The exit status.
    """
    app = DatelineApp(loading, query=query, at=at, view=view, page=page)
    app.run()
    loading.cancel()
    app.close_store()
    return app.return_code or 0
