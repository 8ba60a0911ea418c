"""What the overview's strip can count, each in its own words."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.timeline import Timeline
from store.view import histogram
from store.weights import Weights

Histogram = Callable[[Timeline, BitMap, Sequence[int]], list[int]]

A_MONTH: Final = 31


class Measure(Struct, frozen=True):
    """Something to count in stretches of time."""

    words: str
    short: str
    histogram: Histogram
    """Counts it for some events, in the bins between some days."""
    killed: Callable[[Timeline], Weights] | None = None
    """The figures, if it counts people killed: who was killed some time in a year is not drawn on its first day."""

    def undrawn(self, timeline: Timeline, days: float) -> BitMap:
        """Return the events that are not drawn: they may have been over more than a column, and more than a month.

        Args:
            timeline: Where they are from.
            days: Of a column.
        """
        return BitMap() if self.killed is None else timeline.lasting(max(A_MONTH, int(days)))


def _sources(timeline: Timeline, events: BitMap, edges: Sequence[int]) -> list[int]:
    return timeline.evidence.sources.histogram(timeline, events, edges)


def _killed(words: str, short: str, weights: Callable[[Timeline], Weights]) -> Measure:
    def histogram_of(timeline: Timeline, events: BitMap, edges: Sequence[int]) -> list[int]:
        return weights(timeline).histogram(timeline, events, edges)

    return Measure(words, short, histogram_of, weights)


EVENTS: Final = Measure("events", "events", histogram)
MEASURES: Final = (
    EVENTS,
    _killed("killed, best figures", "best", lambda timeline: timeline.evidence.best),
    _killed("killed, lowest figures", "lowest", lambda timeline: timeline.evidence.low),
    _killed("killed, highest figures", "highest", lambda timeline: timeline.evidence.high),
    Measure("sources cited", "sources", _sources),
)


def after(measure: Measure) -> Measure:
    """Return what is counted next; after the last comes the first."""
    return MEASURES[(MEASURES.index(measure) + 1) % len(MEASURES)]
