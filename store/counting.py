"""Counts of a set of events by facet and month, and the dead that datasets count."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyroaring import BitMap

from store.dates import MONTHS, OPEN_END, OPEN_START
from store.index import CURATED
from store.reading.words import name_of
from store.sourcing import written_out
from store.text import one_line
from store.timeline import Timeline
from store.view import histogram

_MONTHS_WITHOUT_GAPS: Final = 120
"""Over so many months those without events are counted too: a gap is a finding. Over more, only those with some."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many events have a value."""

    id: str
    name: str
    events: int


@dataclass(frozen=True, slots=True)
class Deaths:
    """What a dataset's figures add up to, those of one claim for each event; an event without adds nothing, not 0."""

    dataset: str
    low: int
    best: int
    high: int
    with_figure: int
    without_figure: int


@dataclass(frozen=True, slots=True)
class Counts:
    """All counts of a set of events."""

    events: int
    first: str
    """First possible day, `YYYY-MM-DD`; empty when it is open."""
    last: str
    """Last possible day."""
    span: str
    """Both in words."""
    facets: Mapping[str, list[Count]]
    """By what is counted, in order: the highest first, but months in theirs."""
    deaths: list[Deaths]


def count(timeline: Timeline, events: BitMap) -> Counts:
    """Count `events` of a timeline."""
    offensives = {id_: one_line(each.short or each.name) for id_, each in timeline.offensives.items()}
    facets = {
        "actor": _ranked(timeline.by_actor, events, {id_: name_of(id_, timeline.actors) for id_ in timeline.by_actor}),
        "offensive": _ranked(timeline.by_offensive, events, offensives),
        "type": _ranked(timeline.by_type, events, {}),
        "dataset": _ranked(timeline.by_dataset, events, {}),
        "source": _ranked(_without_doubles(timeline.by_source), events, {}),
        "month": _months(timeline, events),
    }
    first, last = _bounds(timeline, events)
    return Counts(
        events=len(events),
        first=_iso(first),
        last=_iso(last),
        span=_span(first, last),
        facets=facets,
        deaths=[
            _deaths(timeline, dataset, events & found)
            for dataset, found in sorted(timeline.by_dataset.items())
            if dataset != CURATED and events & found
        ],
    )


def _without_doubles(sources: Mapping[str, BitMap]) -> Mapping[str, BitMap]:
    doubles = written_out(sources)
    return {name: events for name, events in sources.items() if name not in doubles}


def _ranked(facet: Mapping[str, BitMap], events: BitMap, names: Mapping[str, str]) -> list[Count]:
    counts = (Count(id_, names.get(id_) or one_line(id_), len(events & found)) for id_, found in facet.items())
    return sorted((each for each in counts if each.events), key=lambda each: (-each.events, each.name))


def _bounds(timeline: Timeline, events: BitMap) -> tuple[int, int]:
    """Return the first and last day that the events may reach; open where they have no bound."""
    if not events:
        return OPEN_START, OPEN_END
    return timeline.earliest[events[0]], max(map(timeline.latest.__getitem__, events))


def _iso(day: int) -> str:
    return "" if day in (OPEN_START, OPEN_END) else date.fromordinal(day).isoformat()


def _span(first: int, last: int) -> str:
    if first == OPEN_START and last == OPEN_END:
        return ""
    begins = "an open start" if first == OPEN_START else _day(first)
    ends = "an open end" if last == OPEN_END else _day(last)
    return f"all on {begins}" if first == last else f"from {begins} to {ends}"


def _day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def _months(timeline: Timeline, events: BitMap) -> list[Count]:
    """Count events by the month of their first possible day, from one rank for each month."""
    dated = events - BitMap(range(bisect_left(timeline.earliest, OPEN_START + 1)))
    if not dated:
        return []
    first = date.fromordinal(timeline.earliest[dated[0]])
    last = date.fromordinal(timeline.earliest[dated[len(dated) - 1]])
    months = [divmod(month, 12) for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]
    edges = [date(year, month + 1, 1).toordinal() for year, month in months]
    counts = histogram(timeline, dated, [*edges, OPEN_END])
    return [
        Count(f"{year:04}-{month + 1:02}", f"{MONTHS[month][:3]} {year:04}", found)
        for (year, month), found in zip(months, counts, strict=True)
        if found or len(months) <= _MONTHS_WITHOUT_GAPS
    ]


def _deaths(timeline: Timeline, dataset: str, events: BitMap) -> Deaths:
    evidence = timeline.evidence
    low, best, high = (weights.total(events) for weights in (evidence.low, evidence.best, evidence.high))
    with_figure = events.intersection_cardinality(evidence.best.known)
    return Deaths(dataset, low, best, high, with_figure, len(events) - with_figure)
