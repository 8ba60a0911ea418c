"""Which events may record the same occurrence as one, for a person to say."""

from itertools import islice
from typing import Final

from pyroaring import BitMap

from store.editing.pairs import likely_pairs
from store.reading import read_event
from store.timeline import Timeline
from tui.screens.linking import Other

MOST_OTHERS: Final = 30
_MOST_MARKED: Final = 5


def others_of(timeline: Timeline, ordinal: int, marked: BitMap) -> list[Other]:
    """Return the events that are linked with one, those that are likely to be the same, and those that are marked.

    Args:
        timeline: The store.
        ordinal: The event.
        marked: Events that the reader has marked; a few of them at most are meant for this.
    """
    linked = sorted(timeline.twins.get(ordinal, ()))
    found = [Other(read_event(timeline, other), True, "") for other in linked]
    pairs = sorted(islice(likely_pairs(timeline, BitMap([ordinal])), MOST_OTHERS), key=lambda pair: -pair.shared_actors)
    for pair in pairs:
        other = pair.other if pair.one == ordinal else pair.one
        actors = "1 actor" if pair.shared_actors == 1 else f"{pair.shared_actors} actors"
        found.append(Other(read_event(timeline, other), False, f"same day, near, {actors}"))
    told = {ordinal, *(each.reading.ordinal for each in found)}
    for other in marked if len(marked) <= _MOST_MARKED else ():
        if other not in told:
            found.append(Other(read_event(timeline, other), False, "marked"))
    return found
