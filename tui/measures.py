"""What the overview's strip can count, each in its own words."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.timeline import Timeline
from store.view import histogram

Histogram = Callable[[Timeline, BitMap, Sequence[int]], list[int]]


class Measure(Struct, frozen=True):
    """Something to count in stretches of time."""

    words: str
    short: str
    histogram: Histogram
    """Counts it for some events, in the bins between some days."""


def _killed_best(timeline: Timeline, events: BitMap, edges: Sequence[int]) -> list[int]:
    return timeline.evidence.best.histogram(timeline, events, edges)


def _killed_low(timeline: Timeline, events: BitMap, edges: Sequence[int]) -> list[int]:
    return timeline.evidence.low.histogram(timeline, events, edges)


def _killed_high(timeline: Timeline, events: BitMap, edges: Sequence[int]) -> list[int]:
    return timeline.evidence.high.histogram(timeline, events, edges)


def _sources(timeline: Timeline, events: BitMap, edges: Sequence[int]) -> list[int]:
    return timeline.evidence.sources.histogram(timeline, events, edges)


EVENTS: Final = Measure("events", "events", histogram)
MEASURES: Final = (
    EVENTS,
    Measure("killed, best figures", "best", _killed_best),
    Measure("killed, lowest figures", "lowest", _killed_low),
    Measure("killed, highest figures", "highest", _killed_high),
    Measure("sources cited", "sources", _sources),
)


def after(measure: Measure) -> Measure:
    """Return what is counted next; after the last comes the first."""
    return MEASURES[(MEASURES.index(measure) + 1) % len(MEASURES)]
