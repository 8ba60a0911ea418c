"""What other offensives did within a day of an event."""

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Final

from pyroaring import BitMap

from store.dates import parse_span
from store.facets import union
from store.index import CURATED
from store.model import Offensive
from store.reading.values import Meanwhile
from store.reading.words import short_name, when_words
from store.text import one_line
from store.timeline import Timeline

MOST: Final = 8
MOST_OF_ONE_OFFENSIVE: Final = 2
LONG_DAYS: Final = 7
"""An event that may span more days than this has its "meanwhile" near its first day."""
CANDIDATES: Final = 32
"""Events looked at on either side, for each offensive: a dataset may have hundreds in three days."""

_TRUST: Final = {"confirmed": 0, "reported": 1, "disputed": 2, "": 3}

_Key = tuple[bool, int, int, int]
"""Imported or not, distance in days, confidence, ordinal: the order in which events are chosen."""


def meanwhile(timeline: Timeline, ordinal: int) -> tuple[Meanwhile, ...]:
    """Return the events of other offensives that may have happened within a day of this one.

    Of each offensive the best comes first: one that a person wrote, then the closest in time, then the surest. No
    offensive has a second event before every other has its first, and those that ran on that day go before others.
    """
    day = timeline.earliest[ordinal]
    seen: set[int] = set()
    taken: dict[str, int] = {}
    ranked: list[tuple[int, bool, _Key, Offensive]] = []
    for key, offensive in sorted(_candidates(timeline, ordinal), key=lambda found: found[0]):
        other = key[-1]
        turn = taken.get(offensive.id, 0)
        if other not in seen and turn < MOST_OF_ONE_OFFENSIVE:
            seen.update((other, *timeline.twins.get(other, ())))
            taken[offensive.id] = turn + 1
            ranked.append((turn, not _runs(offensive, day), key, offensive))
    ranked.sort(key=lambda found: found[:3])
    chosen = [(key[-1], offensive) for _turn, _over, key, offensive in ranked[:MOST]]
    return tuple(_line(timeline, letter, *found) for letter, found in zip(ascii_lowercase, chosen, strict=False))


def _runs(offensive: Offensive, day: int) -> bool:
    first, last, _known = parse_span(offensive.date)
    return first <= day <= last


def _line(timeline: Timeline, letter: str, ordinal: int, offensive: Offensive) -> Meanwhile:
    event = timeline.event(ordinal)
    return Meanwhile(
        letter=letter,
        id=event.id,
        ordinal=ordinal,
        offensive_id=offensive.id,
        offensive=short_name(offensive),
        title=one_line(event.title),
        when=when_words(event),
    )


def _candidates(timeline: Timeline, ordinal: int) -> Iterator[tuple[_Key, Offensive]]:
    first, last = _span(timeline, ordinal)
    near = timeline.possibly(first - 1, last + 1)
    mine = {id_ for id_, events in timeline.by_offensive.items() if ordinal in events}
    campaigns = {offensive.parent for offensive in timeline.offensives.values()}
    own_parts = mine - campaigns or mine
    near -= union(timeline.by_offensive[id_] for id_ in own_parts)
    near.discard(ordinal)
    near -= BitMap(timeline.twins.get(ordinal, ()))
    others = [offensive for id_, offensive in timeline.offensives.items() if id_ not in mine]
    curated = timeline.by_dataset.get(CURATED, BitMap())
    for offensive in others:
        # a campaign has its own events only: those of its parts stand under the parts' names
        facet = timeline.listed_in if offensive.id in campaigns else timeline.by_offensive
        found = near & facet.get(offensive.id, BitMap())
        if not found:
            continue
        for is_imported, events in ((False, found & curated), (True, found - curated)):
            for other in _around(events, ordinal):
                trust = _TRUST[timeline.event(other).confidence]
                yield (is_imported, _distance(timeline, other, first, last), trust, other), offensive


def _span(timeline: Timeline, ordinal: int) -> tuple[int, int]:
    first, last = timeline.earliest[ordinal], timeline.latest[ordinal]
    return (first, last) if last - first <= LONG_DAYS else (first, first)


def _around(events: BitMap, ordinal: int) -> BitMap:
    """Return the `CANDIDATES` events before and after an ordinal, which is to say before and after in time."""
    if len(events) <= 2 * CANDIDATES:
        return events
    at = events.rank(ordinal)
    return events[max(at - CANDIDATES, 0) : at + CANDIDATES]


def _distance(timeline: Timeline, other: int, first: int, last: int) -> int:
    """Return how far apart two spans are: events whose days are vague are farther than those on the very day."""
    begins, ends = timeline.earliest[other], timeline.latest[other]
    return abs(int(begins) - first) + abs(int(ends) - last)
