"""A timeline after changes, made from the one before them without reading the store again.

The changed events alone are indexed anew, as a small timeline of their own; each of its bitmaps takes the place of
what the old bitmap held of those events. Where no date changes, ordinals stay, and every bitmap that holds none of
the events is shared. Else the ordinals between the changed ones move on by as many events as went and came.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping
from typing import Final, cast

from pyroaring import BitMap

from store.days import DayGroups
from store.editing.changes import Change, net
from store.editing.moves import Moves
from store.editing.overlay import changed_raw
from store.editing.patched import PatchedRecords
from store.editing.sharing import copy_of, keeps_offensives, share_names
from store.editing.tagging import is_tagging, tagged
from store.editing.texts import PatchedText, changes_text
from store.facets import union
from store.index import IndexBuilder
from store.model import TABLES, Event
from store.rawjson import encode
from store.report import LoadReport
from store.timeline import Tables, Timeline
from store.validation import validate

_SMALL: Final = tuple(name for name in TABLES if name != "events")
_NOT_BY_EVENT: Final = frozenset(("by_offensive",))
"""Facets that follow from more than the events' own records: they are worked out again."""


def timeline_with(timeline: Timeline, changes: Iterable[Change]) -> Timeline:
    """Return a timeline as it is after changes, which must fit what it has.

    Raises:
        UnsoundRecord: A record would not fit the model.
    """
    changed = net(changes)
    tagging = {key: change for key, change in changed.items() if is_tagging(change)}
    rest = {key: change for key, change in changed.items() if key not in tagging} if tagging else changed
    if rest:
        timeline = _Deriving(timeline, rest).derive()
    return tagged(timeline, tagging.values()) if tagging else timeline


class _Deriving:
    """One derivation."""

    def __init__(self, old: Timeline, changed: Mapping[tuple[str, str], Change]) -> None:
        self.old = old
        self.events = {id_: change for (table, id_), change in changed.items() if table == "events"}
        self.others = {key: change for key, change in changed.items() if key[0] in _SMALL}
        self.new = copy_of(old)

    def derive(self) -> Timeline:
        old, new = self.old, self.new
        self._change_others()
        new._records = records = PatchedRecords.over(old._records, (*self.events.values(), *self.others.values()), old)
        mini = self._indexed(records)
        gone = BitMap(old.ordinal_of[id_] for id_ in self.events if id_ in old.ordinal_of)
        moves = self._moves(mini, gone)
        self._order(mini, moves)
        self._merge_facets(mini, moves)
        self._settle(mini, moves)
        return new

    def _change_others(self) -> None:
        """Change the small tables."""
        for table in {table for table, _id in self.others}:
            setattr(self.new, table, dict(getattr(self.old, table)))
        for (table, id_), change in self.others.items():
            records = getattr(self.new, table)
            if change.after is None:
                records.pop(id_, None)
            elif change.before is None:
                records[id_] = validate(table, encode(change.after))
            else:
                records[id_] = validate(table, changed_raw(change, self.old.stored(table, id_)))

    def _indexed(self, records: PatchedRecords) -> Timeline:
        """Return a timeline of the changed events alone."""
        builder = IndexBuilder()
        for change in self.events.values():
            if change.after is not None:
                position = records.position_of(change, self.old)
                event = validate("events", records.raw(position))
                assert isinstance(event, Event)
                builder.add(event, position)
        new = self.new
        tables = Tables({}, new.actors, new.places, {})
        return Timeline(new.path, new.meta, LoadReport(), tables, builder, records)

    def _moves(self, mini: Timeline, gone: BitMap) -> Moves:
        """Find where each event goes: the old ones that stay, and the changed ones."""
        old = self.old
        known, mini_known = old._start_known, mini._start_known

        def key_of(ordinal: int) -> tuple[int, bool, int, str]:
            return old.earliest[ordinal], not known[ordinal], old.latest[ordinal], old.ids[ordinal]

        keys = [(mini.earliest[at], not mini_known[at], mini.latest[at], mini.ids[at]) for at in range(mini.size)]
        stays = [old.ordinal_of.get(key[3], -1) for key in keys]
        if len(gone) == mini.size and all(at >= 0 and key_of(at) == key for at, key in zip(stays, keys, strict=True)):
            return Moves.in_place(gone, stays)
        ordinals = range(old.size)
        return Moves.apart(old.size, gone, [bisect_left(ordinals, key, key=key_of) for key in keys])

    def _order(self, mini: Timeline, moves: Moves) -> None:
        """Splice what is kept for each event."""
        old, new = self.old, self.new
        if moves.is_in_place:
            return
        new.earliest = moves.spliced(old.earliest, mini.earliest)
        new.latest = moves.spliced(old.latest, mini.latest)
        new._positions = moves.spliced(old._positions, mini._positions)
        new._start_known = bytes(moves.spliced(array("B", old._start_known), array("B", mini._start_known)))
        new.ids = moves.spliced(old.ids, mini.ids)
        new.size = len(new.ids)
        new.ordinal_of = dict(zip(new.ids, range(new.size), strict=True))
        new.everything = BitMap(range(new.size))
        lasting = [
            (last, moves.new_of(ordinal))
            for last, ordinal in zip(old._lasting_until, old._lasting, strict=True)
            if ordinal not in moves.gone
        ]
        lasting += [
            (last, moves.places[ordinal]) for last, ordinal in zip(mini._lasting_until, mini._lasting, strict=True)
        ]
        lasting.sort()
        new._lasting_until = array("i", [last for last, _ordinal in lasting])
        new._lasting = array("I", [ordinal for _last, ordinal in lasting])
        new.days = DayGroups(new.earliest, new._start_known)

    def _merge_facets(self, mini: Timeline, moves: Moves) -> None:
        """Put the bitmaps of the changed events in the place of what the old ones had of them."""
        for name, facet in vars(mini).items():
            before = getattr(self.old, name, None)
            if name not in _NOT_BY_EVENT and (_is_facet(facet) or _is_facet(before)):
                setattr(self.new, name, _merged(cast(Facet, before), facet, moves))

    def _settle(self, mini: Timeline, moves: Moves) -> None:
        """Work out what follows from the rest."""
        old, new = self.old, self.new
        tables = {table for table, _id in self.others}
        if "actors" in tables:
            new.by_bloc = new._blocs()
        if "places" in tables:
            located = (found for id_, found in new.by_place.items() if new.is_located(id_))
            new.having = {**new.having, "coordinates": union(located)}
        new.same_as = [pair for pair in old.same_as if pair[0] not in self.events] + mini.same_as
        new.twins = new._pair(new.same_as)
        new.report = LoadReport(events=new.size, unsound=old.report.unsound, notes=old.report.notes)
        fresh = [change for change in self.events.values() if changes_text(change)]
        new.text = PatchedText.over(old, new, fresh)
        share_names(old, new)
        if not (moves.is_in_place and not tables and keeps_offensives(old, self.events.values())):
            new.unread_queries = []
            new._join_offensives()


Facet = Mapping[Hashable, BitMap]


def _is_facet(value: object) -> bool:
    """Tell whether an attribute of a timeline holds bitmaps of events by value."""
    return isinstance(value, dict) and isinstance(next(iter(value.values()), None), BitMap)


def _merged(old: Facet, fresh: Facet, moves: Moves) -> dict[Hashable, BitMap]:
    """Return a facet of all events from the old one and that of the changed events."""
    found: dict[Hashable, BitMap] = {}
    for value, events in old.items():
        kept = moves.kept(events)
        if kept or value in fresh:
            found[value] = kept
    for value, events in fresh.items():
        placed = moves.placed(events)
        found[value] = found[value] | placed if value in found else placed
    return found
