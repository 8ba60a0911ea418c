"""The Textual app: themes and the first screen."""

from pathlib import Path
from typing import ClassVar

from textual.app import App

from tui.palette import DARK, LIGHT
from tui.providers import Commands
from tui.screens.browse import BrowseScreen


class DatelineApp(App[None]):
    """Browses one store."""

    TITLE = "Dateline"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = App.COMMANDS | {Commands}

    def __init__(self, path: Path, *, query: str = "", at: str = "") -> None:
        super().__init__()
        self._first_screen = BrowseScreen(path, query=query, at=at)
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> BrowseScreen:
        """Open the browser first."""
        return self._first_screen


def run_browser(path: Path, *, query: str = "", at: str = "") -> int:
    """Browse a store until the reader leaves.

    Args:
        path: The store's file.
        query: A query to begin with.
        at: A date to begin at, in EDTF or plain English.

    Returns:
        The exit status.
    """
    app = DatelineApp(path, query=query, at=at)
    app.run()
    return app.return_code or 0
