"""Events of a store that a draft may be another report of: the same days, place and actors."""

from itertools import combinations
from typing import Final

import msgspec
from pyroaring import BitMap

from store.dates import parse_span
from store.drafting.model import Draft
from store.timeline import Timeline

MOST: Final = 5
"""Matches that are proposed."""
_LONGEST_DAYS: Final = 31
"""Spans that are longer tell too little to go by."""


class Match(msgspec.Struct, frozen=True):
    """An event that a draft may be."""

    ordinal: int
    reason: str
    """What they share, in a few words."""


def likely_matches(draft: Draft, timeline: Timeline) -> list[Match]:
    """Return the store's events that a draft may be, the likeliest first.

    Nothing here walks over the events: candidates are intersections of the timeline's bitmaps.
    """
    first, last, _is_known = parse_span(draft.date)
    if last - first > _LONGEST_DAYS:
        last = first if draft.date.endswith("/..") else first - 1
    if last < first:
        return []
    days = timeline.possibly(first, last)
    place = days & timeline.by_place.get(draft.place, BitMap()) if draft.place else BitMap()
    parties = [
        days & timeline.by_actor[each.id]
        for each in draft.actors
        if each.role != "reporter" and each.id in timeline.by_actor
    ]
    some = BitMap.union(*parties) if parties else BitMap()
    every = BitMap.intersection(*parties) if len(parties) > 1 else BitMap()
    pairs = [one & other for one, other in combinations(parties, 2)]
    two = BitMap.union(BitMap(), *pairs)
    levels = (
        (place & every, "the same days, place and actors"),
        (place & some, "the same days and place, and an actor"),
        (place, "the same days and place"),
        (every, "the same days and actors"),
        (two, "the same days and two of the actors"),
    )
    return _first_of(levels)


def _first_of(levels: tuple[tuple[BitMap, str], ...]) -> list[Match]:
    found: list[Match] = []
    seen = BitMap()
    for bitmap, reason in levels:
        new = bitmap - seen
        found += [Match(ordinal, reason) for ordinal in new[: MOST - len(found)]]
        seen |= new
    return found
