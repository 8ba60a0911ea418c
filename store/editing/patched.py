"""Records of a store's file with changes over them, by the same positions; new events come after the last one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.editing.changes import Change, composed
from store.editing.overlay import changed_raw
from store.rawjson import encode
from store.records import Records

if TYPE_CHECKING:
    from store.timeline import Timeline


class PatchedRecords:
    """What a timeline after changes reads its records from."""

    def __init__(self, base: Records) -> None:
        self.base = base
        self._size = len(base)
        self._changed: dict[int, Change] = {}
        """By position, of events of the file."""
        self._added: list[bytes] = []
        self._new: dict[str, int] = {}
        """Positions of events that were added, by id."""
        self._others: dict[tuple[str, str], Change] = {}

    @classmethod
    def over(cls, records: Records, changes: Iterable[Change], timeline: Timeline) -> PatchedRecords:
        """Return the records of a timeline with further changes over them."""
        found = cls(records.base if isinstance(records, PatchedRecords) else records)
        if isinstance(records, PatchedRecords):
            found._changed, found._added = dict(records._changed), list(records._added)
            found._new, found._others = dict(records._new), dict(records._others)
        for change in changes:
            if change.table == "events":
                found._take_event(change, timeline)
            else:
                found._take_other(change)
        return found

    def _take_event(self, change: Change, timeline: Timeline) -> None:
        if change.after is None:
            return
        if change.before is None:
            self._new[change.id] = self._size + len(self._added)
            self._added.append(encode(change.after))
            return
        position = timeline.position_of(change.id)
        if position >= self._size:
            self._added[position - self._size] = changed_raw(change, self._added[position - self._size])
            return
        before = self._changed.pop(position, None)
        now = change if before is None else composed(before, change)
        if now is not None:
            self._changed[position] = now

    def _take_other(self, change: Change) -> None:
        key = change.table, change.id
        before = self._others.pop(key, None)
        now = change if before is None else composed(before, change)
        if now is not None:
            self._others[key] = now

    def position_of(self, change: Change, timeline: Timeline) -> int:
        """Return the position of an event that one of the last changes leaves there."""
        return self._new[change.id] if change.before is None else timeline.position_of(change.id)

    def __len__(self) -> int:
        return self._size + len(self._added)

    def raw(self, position: int) -> bytes:
        """Return the JSON object of the event at `position`, as it is after the changes.

        Raises:
            StoreChanged: The file no longer holds it.
        """
        if position >= self._size:
            return self._added[position - self._size]
        raw = self.base.raw(position)
        change = self._changed.get(position)
        return raw if change is None else changed_raw(change, raw)

    def line_of(self, position: int) -> int:
        """Return the line of the file on which that event stands; 0 for one that is not in it yet."""
        return self.base.line_of(position) if position < self._size else 0

    def other(self, table: str, record_id: str) -> bytes:
        """Return the JSON object of a record of a small table, as it is after the changes.

        Raises:
            KeyError: There is none.
            StoreChanged: The file no longer holds it.
        """
        change = self._others.get((table, record_id))
        if change is None:
            return self.base.other(table, record_id)
        if change.after is None:
            raise KeyError(record_id)
        if change.before is None:
            return encode(change.after)
        return changed_raw(change, self.base.other(table, record_id))
