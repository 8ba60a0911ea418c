"""The records that a set of events needs beside itself, as they stand in the store's file.

These are the records that the events name, those that these name in turn, and the offensives that the events belong
to by a query, with what the query asks for by name: in a store of their own, events belong to the same offensives.
Saved views go along, and so does what they ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec
from pyroaring import BitMap

from store.errors import QueryError
from store.exporters.safe_json import encoded, fields, object_of
from store.facets import union
from store.model import TABLES, Claim, Event, Offensive, Record, SavedView
from store.query import Against, Match, Near, parse, terms_in
from store.query.fields import ROLES
from store.query.lookup import lookup_of
from store.query.resolve import BLOC, EXACTLY, values_of
from store.soundness import references
from store.timeline import Timeline

SMALL_TABLES: Final = tuple(name for name in TABLES if name != "events")
_DECODERS: Final = {name: msgspec.json.Decoder(TABLES[name]) for name in SMALL_TABLES}
_LINES: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_UNITS: Final[Mapping[str, Sequence[str]]] = {
    "country": ("country",),
    "admin": ("admin1", "admin2"),
    "admin1": ("admin1",),
    "admin2": ("admin2",),
}
"""Fields of a place by the query's field that finds it by them."""

Ids = dict[str, dict[str, None]]
"""Ids by table, each once and in the order of the store."""


def needed(timeline: Timeline, events: BitMap) -> Ids:
    """Return the ids of the records that some events need."""
    return _Gathering(timeline, events).gather()


class _Gathering:
    def __init__(self, timeline: Timeline, events: BitMap) -> None:
        self._timeline = timeline
        self._events = events
        self._known: Mapping[str, Mapping[str, Record]] = {
            "offensives": timeline.offensives,
            "actors": timeline.actors,
            "places": timeline.places,
            "articles": timeline.articles,
            "views": timeline.views,
        }
        self._found: dict[str, set[str]] = {name: set() for name in SMALL_TABLES}
        self._waiting: list[Record] = []

    def gather(self) -> Ids:
        timeline, events = self._timeline, self._events
        facets = (("actors", timeline.by_actor), ("places", timeline.by_place), ("offensives", timeline.by_offensive))
        for table, facet in facets:
            for id_, having in facet.items():
                if having.intersect(events):
                    self._add(table, id_)
        for ordinal in events & union((timeline.having["claims"], timeline.having["article"])):
            self._add_of_event(timeline.uncached_event(ordinal))
        for id_ in timeline.views:  # they are how one looks at a store, whichever events it has
            self._add("views", id_)
        while self._waiting:
            self._follow(self._waiting.pop())
        return {
            table: dict.fromkeys(id_ for id_ in known if id_ in self._found[table])
            for table, known in self._known.items()
        }

    def _add(self, table: str, id_: str) -> None:
        """Take in a record that the store has; an id that leads nowhere stays one."""
        if id_ not in self._found[table] and (record := self._known[table].get(id_)) is not None:
            self._found[table].add(id_)
            self._waiting.append(record)

    def _add_of_event(self, event: Event) -> None:
        for id_ in event.articles:
            self._add("articles", id_)
        self._add_counted(event.claims)

    def _add_counted(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            if claim.who:  # an actor's id, or words
                self._add("actors", claim.who)

    def _follow(self, record: Record) -> None:
        for _field, table, id_ in references(record):
            self._add(table, id_)
        if isinstance(record, Offensive):
            self._add_counted(record.claims)
        if isinstance(record, Offensive | SavedView) and record.query:
            self._add_asked(record.query)

    def _add_asked(self, query: str) -> None:
        """Take in what a query names, or in the smaller store it could not be read."""
        try:
            terms = list(terms_in(parse(query)))
        except QueryError:
            return
        for term in terms:
            match term:
                case Against(one, other):
                    self._add_party(one)
                    self._add_party(other)
                case Near(str(target)):
                    self._add_named("places", "point", target)
                case Match("place", value):
                    self._add_named("places", "place", value, most=1)
                case Match(field) if field in _UNITS:
                    self._add_one_with("places", _UNITS[field], term)
                case Match("bloc"):
                    self._add_one_with("actors", ("bloc",), term)
                case Match(field, value) if field == "actor" or field in ROLES:
                    self._add_named("actors", "actor", value)

    def _add_party(self, name: str) -> None:
        if name.startswith(BLOC):
            self._add_one_with("actors", ("bloc",), Match("bloc", name.removeprefix(BLOC)))
        else:
            self._add_named("actors", "actor", name)

    def _add_one_with(self, table: str, fields: Sequence[str], term: Match) -> None:
        """Take in one record that has what a term asks for in one of some fields: its name is then known."""
        try:
            values = set(values_of(term, self._timeline))
        except QueryError:
            return
        for id_, record in self._known[table].items():
            if not values.isdisjoint(getattr(record, field) for field in fields):
                self._add(table, id_)
                return

    def _add_named(self, table: str, kind: str, value: str, most: int | None = None) -> None:
        names, name = lookup_of(self._timeline).names(kind, self._timeline), value.removeprefix(EXACTLY)
        for id_ in (names.exactly(name) or names.find(name))[:most]:
            self._add(table, id_)


def raw_records(timeline: Timeline, ids: Ids, events: BitMap) -> dict[str, dict[str, bytes]]:
    """Return the JSON of records of the small tables, unknown fields and all, in the order of `ids`.

    A saved view whose cursor is on none of `events` comes without that: there it would lead nowhere.

    Raises:
        StoreChanged: The file no longer holds them as they were read.
    """
    found = {table: {id_: _raw(timeline, table, id_) for id_ in ids[table]} for table in ids}
    for id_, raw in found["views"].items():
        ordinal = timeline.ordinal_of.get(timeline.views[id_].event)
        if ordinal is not None and ordinal not in events:
            found["views"][id_] = object_of({name: part for name, part in fields(raw).items() if name != "event"})
    return found


def _raw(timeline: Timeline, table: str, id_: str) -> bytes:
    if timeline.path is not None:
        return timeline.stored(table, id_)
    record: Record = getattr(timeline, table)[id_]
    return encoded(record)
