"""Rails: which offensives run beside each other in the gutter of the list, each on a lane of its own."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.dates import parse_span
from store.timeline import Timeline
from tui.drawing.spans import Line, Span

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
"""A lane's letter stands over it in the list and before the bars of its offensives, for eyes without colour."""


class Run(Struct, frozen=True):
    """An offensive on its lane."""

    offensive: str
    first: int
    last: int
    """Days between which it ran."""
    look: str


class Rails:
    """Lanes of the offensives that have events in a view."""

    def __init__(self, timeline: Timeline, events: BitMap) -> None:
        self.lane_of: dict[str, int] = {}
        self._lanes: list[list[Run]] = []
        for run in sorted(_runs(timeline, events), key=lambda run: (run.first, -run.last)):
            lane = next((n for n, runs in enumerate(self._lanes) if runs[-1].last < run.first), len(self._lanes))
            if lane == len(self._lanes):
                self._lanes.append([])
            self._lanes[lane].append(run)
            self.lane_of[run.offensive] = lane
        self._firsts = [[run.first for run in runs] for runs in self._lanes]

    def __len__(self) -> int:
        return len(self._lanes)

    def at(self, day: int, lane: int) -> Run | None:
        """Return what runs on a lane on a day."""
        at = bisect_right(self._firsts[lane], day) - 1
        if at < 0:
            return None
        run = self._lanes[lane][at]
        return run if run.last >= day else None

    def letter(self, offensive: str) -> str:
        """Return the letter of an offensive's lane; a space when it has none."""
        lane = self.lane_of.get(offensive)
        return LETTERS[lane] if lane is not None and lane < len(LETTERS) else " "


def _runs(timeline: Timeline, events: BitMap) -> Iterable[Run]:
    """Yield each offensive to be drawn.

    A campaign has no rail: its parts have theirs, and it would run beside all of them.
    """
    campaigns = {offensive.parent for offensive in timeline.offensives.values()}
    for offensive in timeline.offensives.values():
        if offensive.id not in campaigns and timeline.by_offensive[offensive.id].intersect(events):
            first, last, _known = parse_span(offensive.date)
            bloc = timeline.bloc_of(offensive.attackers[0]) if offensive.attackers else ""
            yield Run(offensive.id, first, last, f"bloc:{bloc}")


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
            line.append(Span(node + " ", (run.look if run else "muted") + "+bold"))
        else:
            line.append(Span("│ ", run.look) if run else Span("  "))
    loose = node and not any(lane < lanes for lane in on)
    line.append(Span(node + " ", "muted") if loose else Span("  "))
    return line


def legend(rails: Rails, lanes: int, day: int) -> Line:
    """Draw the letters of the lanes over the list, for the rails that run on its first day."""
    line: Line = []
    for lane in range(lanes):
        run = rails.at(day, lane)
        line.append(Span(LETTERS[lane], run.look + "+bold") if run else Span("─", "faint"))
        line.append(Span("─", "faint"))
    return line
