"""Another theme while boxes stand over the browser: they take its colours when they open, and here once more."""

from typing import Any, Protocol, runtime_checkable

from textual.app import App
from textual.screen import ModalScreen

from tui.palette import Palette


@runtime_checkable
class Painted(Protocol):
    """A widget that draws with a palette."""

    palette: Palette | None

    def refresh(self) -> object:
        """Draw it again."""


def repaint_boxes(app: App[Any]) -> None:
    """Give what stands in boxes the colours of the theme; screens of their own see to it themselves."""
    palette = Palette(app.current_theme, app.theme_variables, {})
    for screen in app.screen_stack:
        for widget in screen.query("*") if isinstance(screen, ModalScreen) else ():
            if isinstance(widget, Painted):
                widget.palette = palette
                widget.refresh()
