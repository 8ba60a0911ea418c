"""What a file says of itself: its title, what was chosen from where, and to whom the data is owed."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.dates import OPEN_END, OPEN_START, describe
from store.exporters import Options
from store.index import CURATED
from store.model import FORMAT, VERSION, Event, Meta
from store.reading.words import name_of
from store.text import one_line
from store.timeline import Timeline
from store.view import View

_EVENTS_BETWEEN_REPORTS: Final = 250


class About(Struct, frozen=True):
    """The head of an exported file; every text in it is clean and on one line."""

    title: str
    store: str
    """Title of the store that the events come from."""
    description: str
    query: str
    """What chose the events; empty: all of them."""
    count: int
    total: int
    """Events in the store."""
    span: str
    """The days that the events cover, in words; empty when there are none."""
    datasets: tuple[tuple[str, int], ...]
    """Where the events are from, with how many are."""
    licence: str
    attribution: tuple[str, ...]

    @property
    def counted(self) -> str:
        """How many events of how many: "28 of the 2,181 events"."""
        noun = "event" if self.total == 1 else "events"
        return f"{self.count:,} of the {self.total:,} {noun}" if self.count != self.total else f"{self.count:,} {noun}"

    @property
    def origins(self) -> str:
        """Where the events are from, in words: "12 written by hand, 16 from UCDP"."""
        return ", ".join(f"{count:,} {dataset_words(name)}" for name, count in self.datasets)

    def lines(self) -> Iterator[str]:
        """Yield the head as plain lines, for formats that have room for a text and no more."""
        chosen = f", chosen by: {self.query}" if self.query else ""
        span = f", {self.span}" if self.span else ""
        yield f"{self.counted} of “{self.store}”{span}{chosen}."
        if self.datasets:
            yield f"Events: {self.origins}."
        if self.licence:
            yield f"Licence: {self.licence}"
        yield from (f"Attribution: {line}" for line in self.attribution)


def about(timeline: Timeline, events: BitMap, options: Options) -> About:
    """Return what a file with these events is to say of itself."""
    meta = timeline.meta
    found = ((name, timeline.by_dataset[name].intersection_cardinality(events)) for name in timeline.by_dataset)
    return About(
        title=one_line(options.title) or one_line(meta.title),
        store=one_line(meta.title),
        description=one_line(meta.description),
        query=one_line(options.query),
        count=len(events),
        total=timeline.size,
        span=_span(timeline, events),
        datasets=tuple((one_line(name), count) for name, count in found if count),
        licence=one_line(meta.licence),
        attribution=tuple(filter(None, map(one_line, meta.attribution))),
    )


def _span(timeline: Timeline, events: BitMap) -> str:
    """Return the first to the last day that any of the events names."""
    days = {day for ends in (timeline.earliest, timeline.latest) for day in map(ends.__getitem__, events)}
    days -= {OPEN_START, OPEN_END}
    if not days:
        return ""
    first, last = (date.fromordinal(day).isoformat() for day in (min(days), max(days)))
    return describe(first if first == last else f"{first}/{last}")


def dataset_words(name: str) -> str:
    """Say where events are from."""
    return "written by hand" if name == CURATED else f"from {dataset_label(name)}"


def dataset_label(name: str) -> str:
    """Return a dataset's name as it is printed."""
    if name == "article":  # events read in saved pages
        return "an article"
    return name.upper() if name.isascii() and len(name) <= 12 else name


def meta_of(timeline: Timeline, events: BitMap, head: About) -> Meta:
    """Return what a store of the exported events says of itself."""
    meta = timeline.meta
    export = {"store": meta.title, "query": head.query, "events": head.count, "of": head.total}
    return Meta(
        format=FORMAT,
        version=VERSION,
        title=head.title,
        description=meta.description,
        licence=meta.licence,
        attribution=meta.attribution,
        created=meta.created,
        created_by="dateline export",
        opens_at=_opens_at(timeline, events),
        extra={**meta.extra, "export": export},
    )


def _opens_at(timeline: Timeline, events: BitMap) -> str:
    """Return where the store is to be opened: at the same event, else the exported one that is nearest in date."""
    opens_at = timeline.meta.opens_at
    ordinal = timeline.ordinal_of.get(opens_at)
    if ordinal is None:
        return opens_at
    nearest = View(timeline, events).nearest(ordinal)
    return "" if nearest is None else timeline.ids[nearest]


def walk(timeline: Timeline, events: BitMap, options: Options) -> Iterator[tuple[int, Event]]:
    """Yield each event with its ordinal, one after the other, and report how far that is."""
    size = len(events)
    for number, ordinal in enumerate(events):
        if options.progress is not None and not number % _EVENTS_BETWEEN_REPORTS:
            options.progress(number, size)
        yield ordinal, timeline.uncached_event(ordinal)


def people_of(event: Event, timeline: Timeline) -> list[dict[str, str]]:
    """Return who took part, for a program that reads it."""
    return [
        {"id": who.id, "name": name_of(who.id, timeline.actors), "role": who.role, "side": who.side}
        for who in event.actors
    ]
