"""How exactly events are dated: sets of them from the days between which each lies."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import compress
from typing import Final

from pyroaring import BitMap

from store.dates import OPEN_END, OPEN_START

DATING: Final[Mapping[str, str]] = {
    "day": "known to the day",
    "lasting": "lasted, from a known day on",
    "about": "about a day, or a day that is not certain",
    "week": "known to within a week",
    "month": "known to within a month",
    "longer": "known to within more than a month",
    "open": "without a first or last day that is known",
}
"""What `dated:` can ask for, and what it means; each event is one of them."""


def by_dating(
    earliest: array[int], latest: array[int], start_known: bytes, lasting: Iterable[int]
) -> dict[str, BitMap]:
    """Return events by how exactly they are dated.

    Args:
        earliest: First possible day, by ordinal.
        latest: Last possible day.
        start_known: 1 where the first day is a known calendar day.
        lasting: Ordinals of the events whose last possible day is not the first; the others are not looked at.
    """
    known = BitMap(compress(range(len(earliest)), start_known))
    spread: dict[str, list[int]] = {name: [] for name in DATING}
    for at in lasting:
        spread[_dating(earliest[at], latest[at], bool(start_known[at]))].append(at)
    found = {name: BitMap(ordinals) for name, ordinals in spread.items()}
    single = BitMap(range(len(earliest))) - BitMap.union(*found.values())
    found["day"] = single & known
    found["about"] = single - known
    return found


def _dating(first: int, last: int, is_known: bool) -> str:
    if is_known:
        return "lasting"
    if first == OPEN_START or last == OPEN_END:
        return "open"
    days = last - first + 1
    return "week" if days <= 7 else "month" if days <= 31 else "longer"
