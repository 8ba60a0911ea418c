"""The timeline: a store's events in chronological order, and a bitmap of them for every facet value.

Events have ordinals 0..n-1 by (earliest day, whether that day is known, latest day, id). A set of events is a
roaring bitmap of ordinals, so that a filter is an intersection, a live count a cardinality, "how many before this
day" a rank, and the n-th visible row `view[n]`: nothing that a key press asks for walks over the events.
"""

from __future__ import annotations

import weakref
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
from pyroaring import BitMap

from store.dates import OPEN_END
from store.days import DayGroups
from store.errors import QueryError, StoreChanged
from store.facets import Facets
from store.fulltext import FullText
from store.index import IndexBuilder
from store.model import Actor, Article, Event, Meta, Offensive, Place, Record, SavedView
from store.records import Records
from store.report import LoadReport, Unsound

if TYPE_CHECKING:
    from store.editing.changes import Change

_RecordT = TypeVar("_RecordT", bound=Record)

_EVENT: Final = msgspec.json.Decoder(Event)
_RECORD: Final = msgspec.json.Decoder(Record)
RECENT_EVENTS: Final = 2048
"""Decoded events that are kept: some screens full."""


class Tables(msgspec.Struct):
    """The small tables of a store, by id."""

    offensives: dict[str, Offensive]
    actors: dict[str, Actor]
    places: dict[str, Place]
    articles: dict[str, Article]
    views: dict[str, SavedView] = msgspec.field(default_factory=dict)


class Timeline(Facets):
    """Events in time order with their indexes; immutable once made."""

    def __init__(
        self,
        path: Path | None,
        meta: Meta,
        report: LoadReport,
        tables: Tables,
        builder: IndexBuilder,
        records: Records,
    ) -> None:
        self.path = path
        self.meta = meta
        self.report = report
        self.actors = tables.actors
        self.places = tables.places
        self.offensives = tables.offensives
        self.articles = tables.articles
        self.views = tables.views
        self._records = records
        self._order(builder)
        self._index(builder)
        self._note_lasting()
        self.same_as = builder.same_as
        self.twins = self._pair(builder.same_as)
        """Ordinals of the events that record the same occurrence, by ordinal of each that has any."""
        self.days = DayGroups(self.earliest, self._start_known)
        self.text = FullText(self)
        self.remember_events()
        self.unread_queries: list[Unsound] = []
        """Offensives whose `query` cannot be read: they have their listed events only."""
        self._join_offensives()

    def _order(self, builder: IndexBuilder) -> None:
        """Give the events their ordinals."""
        spans, ids = builder.spans, builder.ids
        order = _sorted_by_date(spans, ids)
        self.ordinal_of: Mapping[str, int] = {ids[at]: ordinal for ordinal, at in enumerate(order)}
        if len(self.ordinal_of) < len(order):
            order = self._without_duplicates(order, builder)
            self.ordinal_of = {ids[at]: ordinal for ordinal, at in enumerate(order)}
        self.size = len(order)
        self.everything = BitMap(range(self.size))
        self.ids = list(self.ordinal_of)
        ordered = [spans[at] for at in order]
        self.earliest = array("i", [span[0] for span in ordered])
        self.latest = array("i", [span[1] for span in ordered])
        self._start_known = bytes([span[2] for span in ordered])
        self._positions = array("I", map(builder.source_positions.__getitem__, order))
        self._ordinal_at = array("I", [self.size]) * len(ids)  # those left out go past the end
        for ordinal, at in enumerate(order):
            self._ordinal_at[at] = ordinal
        self._in_order = order == list(range(len(ids)))
        self.report.events = self.size

    def _without_duplicates(self, order: list[int], builder: IndexBuilder) -> list[int]:
        """Leave out the later ones of events with the same id, and report them."""
        seen: set[str] = set()
        doubles: set[int] = set()
        for at, id_ in enumerate(builder.ids):
            if id_ in seen:
                doubles.add(at)
                reason = "another event before it in the file has the same id"
                line = self._records.line_of(builder.source_positions[at])
                self.report.unsound.append(Unsound("events", id_, line, reason))
            seen.add(id_)
        return [at for at in order if at not in doubles]

    def _note_lasting(self) -> None:
        """Note the events of more than one day by the last of them."""
        lasting = sorted((last, ordinal) for ordinal, last in enumerate(self.latest) if last > self.earliest[ordinal])
        self._lasting_until = array("i", map(itemgetter(0), lasting))
        self._lasting = array("I", map(itemgetter(1), lasting))

    def _pair(self, same_as: list[tuple[str, str]]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for id_, other_id in same_as:
            one, other = self.ordinal_of.get(id_), self.ordinal_of.get(other_id)
            if one is not None and other is not None and one != other:
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
        return found

    def _join_offensives(self) -> None:
        """Give each offensive its listed events, those that its query finds, and those of its parts."""
        from store.query import evaluate, parse

        self.by_offensive: dict[str, BitMap] = dict(self.listed_in)
        for offensive in self.offensives.values():
            own = self.by_offensive.get(offensive.id, BitMap())
            if offensive.query:
                try:
                    own = own | evaluate(parse(offensive.query), self, allow_offensives=False)
                except QueryError as error:
                    self.unread_queries.append(Unsound("offensives", offensive.id, 0, f"its query: {error}"))
            self.by_offensive[offensive.id] = own
        for offensive in self.offensives.values():
            for campaign in self.ancestors(offensive.id):
                self.by_offensive[campaign] = self.by_offensive[campaign] | self.by_offensive[offensive.id]

    # what is in it

    def remember_events(self) -> None:
        """Begin to remember the events that are asked for."""
        self._recent: Callable[[int], Event] = lru_cache(maxsize=RECENT_EVENTS)(_reader(self))

    def event(self, ordinal: int) -> Event:
        """Return the full record at `ordinal`, as `uncached_event` does; the last `RECENT_EVENTS` are remembered."""
        return self._recent(ordinal)

    def uncached_event(self, ordinal: int) -> Event:
        """Return the full record at `ordinal`.

        Raises:
            StoreChanged: The file was changed in place by another program since it was read.
        """
        return self._decoded(_EVENT, self._records.raw(self._positions[ordinal]), ordinal)

    def raw(self, ordinal: int) -> bytes:
        """Return the record at `ordinal` as it stands in the file, unknown fields and all.

        Raises:
            StoreChanged: The file was changed in place by another program since it was read.
        """
        raw = self._records.raw(self._positions[ordinal])
        self._decoded(_RECORD, raw, ordinal)
        return raw

    def stored(self, table: str, record_id: str) -> bytes:
        """Return the JSON of a sound record of any table, unknown fields and all.

        Raises:
            KeyError: There is none with that id.
            StoreChanged: The file was changed in place by another program since it was read.
        """
        if table == "events":
            return self.raw(self.ordinal_of[record_id])
        return self._records.other(table, record_id)

    def position_of(self, event_id: str) -> int:
        """Return the position of an event among the records that this timeline reads from."""
        return self._positions[self.ordinal_of[event_id]]

    def with_changes(self, changes: Iterable[Change]) -> Timeline:
        """Return a timeline with changes made to the records of this one, which stays as it is.

        It takes time by what changes; the store is not read again. Offensives' queries are asked once more.

        Args:
            changes: They fit what this timeline has (`store.editing`).

        Raises:
            UnsoundRecord: A record would not fit the model.
        """
        from store.editing.timelines import timeline_with

        return timeline_with(self, changes)

    def decoded(self, decoder: msgspec.json.Decoder[_RecordT], ordinal: int) -> _RecordT:
        """Return as much of the record at `ordinal` as a decoder is made for.

        Raises:
            StoreChanged: The file was changed in place by another program since it was read.
        """
        return self._decoded(decoder, self._records.raw(self._positions[ordinal]), ordinal)

    def _decoded(self, decoder: msgspec.json.Decoder[_RecordT], raw: bytes, ordinal: int) -> _RecordT:
        with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            record = decoder.decode(raw)
            if record.id == self.ids[ordinal]:
                return record
        raise StoreChanged(f"{self.path} was changed by another program while it was open. Open it again.")

    def ancestors(self, offensive_id: str) -> list[str]:
        """Return the campaigns that an offensive is part of, nearest first; a cycle ends where it closes."""
        found: list[str] = []
        seen = {offensive_id}
        offensive = self.offensives.get(offensive_id)
        while offensive is not None and offensive.parent in self.offensives and offensive.parent not in seen:
            found.append(offensive.parent)
            seen.add(offensive.parent)
            offensive = self.offensives[offensive.parent]
        return found

    # time

    @property
    def last_day(self) -> int:
        """The last day of any event whose end is known; the last earliest day when none is."""
        at = bisect_left(self._lasting_until, OPEN_END)
        lasting = self._lasting_until[at - 1] if at else 0
        return max(lasting, self.earliest[-1] if self.size else 0)

    def first_on_or_after(self, day: int) -> int:
        """Return the first ordinal whose earliest day is `day` or later; `size` when there is none."""
        return bisect_left(self.earliest, day)

    def possibly(self, first_day: int, last_day: int) -> BitMap:
        """Return the events that may have happened within these days, both included: their spans overlap."""
        begun = bisect_right(self.earliest, last_day)
        inside = bisect_left(self.earliest, first_day)
        reaching = BitMap(self._lasting[bisect_left(self._lasting_until, first_day) :])
        reaching &= BitMap(range(min(inside, begun)))
        return reaching | BitMap(range(inside, begun))

    def certainly(self, first_day: int, last_day: int) -> BitMap:
        """Return the events that happened within these days whichever of their possible days is the right one."""
        begun = bisect_right(self.earliest, last_day)
        inside = bisect_left(self.earliest, first_day)
        return BitMap(range(inside, begun)) - BitMap(self._lasting[bisect_right(self._lasting_until, last_day) :])

    def lasting(self, days: int) -> BitMap:
        """Return the events that span at least so many days after their earliest one."""
        lengths, ordinals = self._by_length
        return BitMap(ordinals[bisect_left(lengths, days) :])

    @cached_property
    def _by_length(self) -> tuple[array[int], array[int]]:
        """Days after their earliest one that events of more than a day span, the fewest first, and their ordinals."""
        earliest, latest = self.earliest, self.latest
        found = sorted((latest[ordinal] - earliest[ordinal], ordinal) for ordinal in self._lasting)
        return array("i", map(itemgetter(0), found)), array("I", map(itemgetter(1), found))

    def search(self, folded: str) -> BitMap:
        """Return the events whose text or names contain `folded` (see `store.text.fold`)."""
        return self.text.search(folded)

    def read_texts(self, progress: Callable[[int, int], bool] | None = None) -> None:
        """Read what `search` scans, which takes a pass over the file; `search` does it when it was not done."""
        self.text.read(progress)


def _reader(timeline: Timeline) -> Callable[[int], Event]:
    """Return `uncached_event` for a cache within the timeline: a timeline in a circle would not go when it is closed.

    Only the collector breaks circles, and a load tells it to look past everything that was made (`gc.freeze`).
    """
    proxy = weakref.proxy(timeline)

    def read(ordinal: int) -> Event:
        event: Event = proxy.uncached_event(ordinal)
        return event

    return read


def _sorted_by_date(spans: Sequence[tuple[int, int, bool]], ids: Sequence[str]) -> list[int]:
    """Return the positions of events in the order of `Timeline`.

    Numbers sort several times faster than tuples: the days go into one, and ids are compared where it is the same.
    """
    keys = [(first << 23 | (not known) << 22 | last) for first, last, known in spans]
    order: list[int] = []
    for _key, same in groupby(sorted(range(len(keys)), key=keys.__getitem__), key=keys.__getitem__):
        tied = list(same)
        if len(tied) > 1:
            tied.sort(key=ids.__getitem__)
        order += tied
    return order


def names_of(actor: Actor) -> Iterable[str]:
    """Return every name that an actor goes by, the canonical one first."""
    return chain((actor.name,), (actor.short,) if actor.short else (), actor.aliases)
