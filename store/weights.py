"""Numbers that events carry, kept so that sums over any set of them take a few bitmap operations.

Each binary digit of the numbers is one bitmap: the events whose number has a 1 there. The sum over a set is then its
overlap with each of them, times what the digit stands for: some fifteen intersections, however many events there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pyroaring import BitMap

if TYPE_CHECKING:
    from store.timeline import Timeline


class Weights:
    """A whole number, 0 or more, for each of some events."""

    def __init__(self, known: BitMap, digits: Sequence[BitMap]) -> None:
        """Take the events that have a number, and those whose number has a 1 in each binary digit, lowest first."""
        self.known = known
        self._digits = digits

    @classmethod
    def of(cls, figures: Mapping[int, BitMap]) -> Weights:
        """Return the weights of events that are kept under their numbers."""
        width = max(figures, default=0).bit_length()
        parts: list[list[BitMap]] = [[] for _ in range(width)]
        for figure, events in figures.items():
            for digit in range(figure.bit_length()):
                if figure >> digit & 1:
                    parts[digit].append(events)
        return cls(BitMap.union(BitMap(), *figures.values()), [BitMap.union(BitMap(), *part) for part in parts])

    @classmethod
    def counting(cls, sets: Iterable[BitMap], everything: BitMap) -> Weights:
        """Return in how many of some sets each event is: they are added one by one, as one adds on paper."""
        digits: list[BitMap] = []
        for events in sets:
            carried = events
            for at, digit in enumerate(digits):
                digits[at], carried = digit ^ carried, digit & carried
                if not carried:
                    break
            if carried:
                digits.append(carried)
        return cls(everything, digits)

    def total(self, events: BitMap) -> int:
        """Return the sum over some events; those without a number add nothing."""
        return sum(events.intersection_cardinality(digit) << at for at, digit in enumerate(self._digits))

    def equal_to(self, number: int) -> BitMap:
        """Return the events that have this very number."""
        found = self.known
        for at, digit in enumerate(self._digits):
            found = found & digit if number >> at & 1 else found - digit
        return found if number >> len(self._digits) == 0 else BitMap()

    def at_least(self, number: int) -> BitMap:
        """Return the events that have this number or a higher one."""
        if number >> len(self._digits):
            return BitMap()
        higher, same = BitMap(), self.known
        for at in reversed(range(len(self._digits))):
            digit = self._digits[at]
            if number >> at & 1:
                same = same & digit
            else:
                higher |= same & digit
                same = same - digit
        return higher | same

    def histogram(self, timeline: Timeline, events: BitMap, edges: Sequence[int]) -> list[int]:
        """Return the sums over the events whose earliest day lies in each bin; see `View.histogram`."""
        from store.view import histogram

        sums = [0] * (len(edges) - 1)
        for at, digit in enumerate(self._digits):
            weight = 1 << at
            for bin_, count in enumerate(histogram(timeline, events & digit, edges)):
                sums[bin_] += count * weight
        return sums
