"""Days with events, as the list shows them: one heading for each known day, another for what may have begun on it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right


class DayGroups:
    """Runs of ordinals under one heading.

    A group is an earliest day together with whether that day is known: "some time in June 2016" does not stand
    under the heading of 1 June.
    """

    def __init__(self, earliest: array[int], start_known: bytes) -> None:
        self.starts = array("I")
        """First ordinal of each group, ascending."""
        self.days = array("i")
        """Earliest day of each group, as `datetime.date.toordinal` counts."""
        self.known = bytearray()
        """Whether that day is known, by group."""
        before = (-1, -1)
        for ordinal, key in enumerate(zip(earliest, start_known, strict=True)):
            if key != before:
                self.starts.append(ordinal)
                self.days.append(key[0])
                self.known.append(key[1])
                before = key
        self.size = len(earliest)
        self.ends = array("I", [*self.starts[1:], self.size][: len(self.starts)])
        """The ordinal after the last of each group."""

    def __len__(self) -> int:
        return len(self.starts)

    def of(self, ordinal: int) -> int:
        """Return the group that an event is in."""
        return bisect_right(self.starts, ordinal) - 1

    def first_from(self, day: int) -> int:
        """Return the first group of `day` or later; `len` when there is none."""
        return bisect_left(self.days, day)
