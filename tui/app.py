"""The Textual app: themes, the guard before the terminal, the first screen."""

from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

from store.text import clean
from tui.palette import DARK, LIGHT
from tui.providers import Commands
from tui.screens.browse import BrowseScreen


class OnlyText(LineFilter):
    """Takes out whatever could drive the terminal, from every line of every widget."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with nothing but text in them."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment
            if segment.text.isprintable()
            else Segment(clean(segment.text).replace("\n", " ").replace("\t", " "), segment.style, segment.control)
            for segment in segments
        ]


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
        self._filters.append(OnlyText())

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
