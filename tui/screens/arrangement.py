"""Which panes stand side by side in how much room."""

from typing import Final, Literal

Pane = Literal["actors", "timeline", "article"]
PANES: Final[tuple[Pane, ...]] = ("actors", "timeline", "article")

THREE_PANES: Final = 108
"""Cells from which all three panes stand side by side; under it two do."""
LEAST_LIST: Final = 8
"""Lines that the list keeps when all lanes of the overview are asked for."""
TWO_PANES: Final = 70
"""Cells from which two panes do; under it one at a time is shown, with tabs."""


def visible_panes(width: int, focused: Pane, *, is_zoomed: bool) -> tuple[Pane, ...]:
    """Return the panes to show in `width` cells, from left to right.

    The focused one is always among them. With room for two it is the timeline and the pane that was last asked for,
    which is the article unless the reader is among the actors.
    """
    if is_zoomed or width < TWO_PANES:
        return (focused,)
    if width >= THREE_PANES:
        return PANES
    return ("actors", "timeline") if focused == "actors" else ("timeline", "article")


def pane_widths(width: int, panes: tuple[Pane, ...]) -> dict[Pane, int]:
    """Share `width` cells among panes: names need so much, a text is read best at so much, titles take the rest."""
    if len(panes) == 1:
        return {panes[0]: width}
    widths: dict[Pane, int] = {}
    if "actors" in panes:
        widths["actors"] = 28 if width < 150 else 32
    rest = width - sum(widths.values())
    if "article" in panes:
        widths["article"] = min(92, rest * 44 // 100)
    widths["timeline"] = width - sum(widths.values())
    return widths


def overview_height(pane_height: int, offensives: int) -> int:
    """Return the lines of the overview in a timeline pane of `pane_height` lines: strip, bracket, axis and bars."""
    return 3 + min(offensives, max(2, pane_height // 5), 7)
