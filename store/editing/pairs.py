"""Events that are likely to record the same occurrence: the same possible day, near each other, with shared actors.

Nothing is merged: a pair is proposed, and a person links it. Found by bitmaps, so that a big store can be asked too.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from pyroaring import BitMap

from store.facets import union
from store.query.lookup import lookup_of

if TYPE_CHECKING:
    from store.timeline import Timeline

NEAR_KM: Final = 25.0
"""How far apart two reports of one occurrence may put it: `near` in UCDP's precision."""
LONGEST_DAYS: Final = 3
"""Events that may have been on more days than this are like too many others."""


class Pair(NamedTuple):
    """Two events, by ordinal, the earlier one first."""

    one: int
    other: int
    shared_actors: int


def likely_pairs(timeline: "Timeline", events: BitMap, km: float = NEAR_KM) -> Iterator[Pair]:
    """Yield the pairs of which at least one event is among `events`, each once; none that is linked already.

    Two events of the same dataset are no pair: whoever made it told them apart.
    """
    located = lookup_of(timeline).located(timeline)
    near: dict[str, BitMap] = {}
    dataset_of = {ordinal: having for having in timeline.by_dataset.values() for ordinal in having & events}
    for ordinal in events:
        event = timeline.event(ordinal)
        first, last = timeline.earliest[ordinal], timeline.latest[ordinal]
        point = located.points.get(event.place)
        if last - first >= LONGEST_DAYS or point is None or not event.actors:
            continue
        if event.place not in near:
            places = located.within(point, km)
            near[event.place] = union(timeline.by_place[id_] for id_ in places if id_ in timeline.by_place)
        found = timeline.possibly(first, last) & near[event.place]
        found -= dataset_of[ordinal]
        ids = {who.id for who in event.actors}
        found &= union(timeline.by_actor[id_] for id_ in ids)
        for other in found:
            is_told = other in events and other < ordinal
            if not is_told and other not in timeline.twins.get(ordinal, ()) and _is_short(timeline, other):
                shared = sum(1 for id_ in ids if other in timeline.by_actor[id_])
                yield Pair(min(ordinal, other), max(ordinal, other), shared)


def _is_short(timeline: "Timeline", ordinal: int) -> bool:
    return timeline.latest[ordinal] - timeline.earliest[ordinal] < LONGEST_DAYS
