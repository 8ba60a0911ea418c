"""The Textual app: themes and the first screen."""

from typing import ClassVar

from textual.app import App

from store.loading import Loading
from tui.palette import DARK, LIGHT
from tui.providers import Commands
from tui.screens.browse import BrowseScreen


class DatelineApp(App[None]):
    """Browses one store."""

    TITLE = "Dateline"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = App.COMMANDS | {Commands}

    def __init__(self, loading: Loading, *, query: str = "", at: str = "") -> None:
        super().__init__()
        self._first_screen = BrowseScreen(loading, query=query, at=at)
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> BrowseScreen:
        """Open the browser first."""
        return self._first_screen


def run_browser(loading: Loading, *, query: str = "", at: str = "") -> int:
    """Browse a store until the reader leaves.

    Args:
        loading: The store, which is being read.
        query: A query to begin with.
        at: A date to begin at, in EDTF or plain English.

    Returns:
        The exit status.
    """
    app = DatelineApp(loading, query=query, at=at)
    app.run()
    loading.cancel()
    return app.return_code or 0
