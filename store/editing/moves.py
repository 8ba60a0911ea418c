"""Where the ordinals of a timeline go when some of its events go and others come."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import pairwise
from typing import Final, TypeVar

from pyroaring import BitMap

MOST_RUNS: Final = 64
"""With more runs of events that move alike, each event is looked up: to cut bitmaps into pieces would take longer."""
_FEW: Final = 32
"""A bitmap of so few events is not worth cutting."""

_Values = TypeVar("_Values", "array[int]", list[str])


class Moves:
    """From the ordinals before a change to those after it.

    The changed events are numbered from 0 in the order of time; so are those of the small timeline that they make.
    """

    def __init__(self, gone: BitMap, places: list[int], runs: list[tuple[int, int, int]] | None) -> None:
        self.gone = gone
        """Ordinals before, of the events that are changed or deleted."""
        self.places = places
        """Ordinals after, of the changed and new events."""
        self._runs = runs
        """First ordinal, end and shift of the events that stay and move alike; None: nothing moves."""
        self._spread = places != list(range(len(places)))
        if runs is not None:
            self._starts = [start for start, _end, _shift in runs]
            self._moved_from = next((start for start, _end, shift in runs if shift), self._end)
            self._ranges = [BitMap(range(start, end)) for start, end, _shift in runs] if len(runs) <= MOST_RUNS else []
            self._table = array("I") if len(runs) <= MOST_RUNS else self._tabulated()

    @property
    def _end(self) -> int:
        return self._runs[-1][1] if self._runs else 0

    @classmethod
    def in_place(cls, changed: BitMap, places: list[int]) -> Moves:
        """Return the moves of a change that leaves every event where it is."""
        return cls(changed, places, None)

    @classmethod
    def apart(cls, size: int, gone: BitMap, points: list[int]) -> Moves:
        """Return the moves of a change that takes events out and puts events in.

        Args:
            size: Events before.
            gone: Those that are taken out.
            points: For each event put in, in the order of time, the ordinal before of the event that it precedes.
        """
        cuts = sorted({0, size, *gone, *(ordinal + 1 for ordinal in gone), *points})
        runs: list[tuple[int, int, int]] = []
        went = came = 0
        for start, end in pairwise(cuts):
            while came < len(points) and points[came] <= start:
                came += 1
            if start in gone:
                went += 1
            elif runs and runs[-1][1] == start and runs[-1][2] == came - went:
                runs[-1] = runs[-1][0], end, came - went
            else:
                runs.append((start, end, came - went))
        places = [point - (gone.rank(point - 1) if point else 0) + number for number, point in enumerate(points)]
        return cls(gone, places, runs)

    @property
    def is_in_place(self) -> bool:
        """Whether every event that stays has the ordinal that it had."""
        return self._runs is None

    def new_of(self, ordinal: int) -> int:
        """Return the ordinal after of an event that stays."""
        if self._runs is None:
            return ordinal
        return ordinal + self._runs[bisect_right(self._starts, ordinal) - 1][2]

    def kept(self, events: BitMap) -> BitMap:
        """Return the unchanged ones of some events, by their ordinals after; the same bitmap if nothing changes."""
        if events.intersect(self.gone):
            events = events - self.gone
        if self._runs is None or not events or events.max() < self._moved_from:
            return events
        if len(events) <= _FEW:
            return BitMap(map(self.new_of, events))
        if self._table:
            return BitMap(array("I", map(self._table.__getitem__, events)))
        return BitMap.union(
            *((events & inside).shift(shift) for inside, (_s, _e, shift) in zip(self._ranges, self._runs, strict=True))
        )

    def placed(self, changed: BitMap) -> BitMap:
        """Return changed events by their ordinals after."""
        return BitMap(map(self.places.__getitem__, changed)) if self._spread else changed

    def spliced(self, old: _Values, changed: _Values) -> _Values:
        """Return what is kept by ordinal, such as the first days, from that of all before and of the changed ones."""
        if self._runs is None:
            return old
        found = old[:0]
        run = 0
        for value, place in zip(changed, self.places, strict=True):
            while len(found) < place:
                start, end, shift = self._runs[run]
                begun = len(found) - shift
                upto = min(end, place - shift)
                found += old[max(start, begun) : upto]
                if upto == end:
                    run += 1
            found.append(value)
        for start, end, shift in self._runs[run:]:
            found += old[max(start, len(found) - shift) : end]
        return found

    def _tabulated(self) -> array[int]:
        table = array("I", bytes(4 * self._end))
        for start, end, shift in self._runs or ():
            table[start:end] = array("I", range(start + shift, end + shift))
        return table
