"""Rails in the gutter of the list: which offensives run beside each other, each on a lane of its own."""

from collections.abc import Iterable

from store.rails import LETTERS, Rails, Run
from tui.drawing.spans import Line, Span


def gutter(rails: Rails, lanes: int, day: int, own: Iterable[str] = (), node: str = "") -> Line:
    """Draw the rails beside one row.

    Args:
        rails: The view's rails.
        lanes: How many lanes there is room for; offensives beyond them share the last column.
        day: The row's day.
        own: Offensives that the row's event belongs to.
        node: The mark of an event; empty on the row of a heading.
    """
    mine = set(own)
    on: set[int] = set()
    for lane in {rails.lane_of[offensive] for offensive in mine if offensive in rails.lane_of}:
        run = rails.at(day, lane)
        if run is None or run.offensive in mine:  # before or after its own days the lane may be another's
            on.add(lane)
    line: Line = []
    for lane in range(lanes):
        run = rails.at(day, lane)
        if lane in on:
            line.append(Span(node + " ", (_look(run) if run else "muted") + "+bold"))
        else:
            line.append(Span("│ ", _look(run)) if run else Span("  "))
    loose = node and not any(lane < lanes for lane in on)
    line.append(Span(node + " ", "muted") if loose else Span("  "))
    return line


def legend(rails: Rails, lanes: int, day: int) -> Line:
    """Draw the letters of the lanes over the list, for the rails that run on its first day."""
    line: Line = []
    for lane in range(lanes):
        run = rails.at(day, lane)
        line.append(Span(LETTERS[lane], _look(run) + "+bold") if run else Span("─", "faint"))
        line.append(Span("─", "faint"))
    return line


def _look(run: Run) -> str:
    return f"bloc:{run.bloc}"
