"""Rails: which offensives run beside each other, each on a lane of its own with a letter of the alphabet."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.dates import parse_span
from store.timeline import Timeline

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
"""A lane's letter stands over it in the list and before the bars of its offensives, for eyes without colour."""


class Run(Struct, frozen=True):
    """An offensive on its lane."""

    offensive: str
    first: int
    last: int
    """Days between which it ran."""
    bloc: str
    """Of its first attacker; empty: nobody says."""


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
            yield Run(offensive.id, first, last, bloc)


def letters_of(timeline: Timeline, rails: Rails, events: BitMap, offensives: Sequence[str]) -> dict[str, str]:
    """Give each of some offensives a letter of its own: its rail's, a capital for the second that has that rail.

    Of those that share a rail the one with most events comes first.

    Args:
        timeline: Where they are.
        rails: The rails of the view.
        events: The view.
        offensives: At most as many as there are letters.
    """
    of_rail: dict[str, str] = {}
    for id_ in sorted(offensives, key=lambda id_: -events.intersection_cardinality(timeline.by_offensive[id_])):
        letter = rails.letter(id_).strip()
        free_of_rail = (each for each in (letter, letter.upper()) if each and each not in of_rail.values())
        if own := next(free_of_rail, ""):
            of_rail[id_] = own
    free = (letter for letter in LETTERS if letter not in of_rail.values())
    return {id_: of_rail.get(id_) or next(free) for id_ in offensives}
