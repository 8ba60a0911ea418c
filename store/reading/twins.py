"""The same occurrence in another dataset, as one of the events states it (`extra.same_as`)."""

import msgspec

from store.index import CURATED
from store.reading.values import EventLink
from store.reading.words import claim_lines, when_words
from store.text import one_line
from store.timeline import Timeline


def twins(timeline: Timeline, ordinal: int) -> tuple[EventLink, ...]:
    """Return the events that record the same occurrence as the one at `ordinal`."""
    return tuple(_with_claims(timeline, other) for other in sorted(timeline.twins.get(ordinal, ())))


def _with_claims(timeline: Timeline, ordinal: int) -> EventLink:
    event = timeline.event(ordinal)
    claims = claim_lines(event.claims, 0, timeline.actors)  # the numbers of its sources say nothing elsewhere
    return msgspec.structs.replace(event_link(timeline, ordinal), claims=claims)


def event_link(timeline: Timeline, ordinal: int) -> EventLink:
    """Return a link to the event at `ordinal`."""
    event = timeline.event(ordinal)
    dataset = event.origin.partition(":")[0] if event.origin else CURATED
    return EventLink(event.id, ordinal, one_line(event.title), when_words(event), one_line(dataset))
