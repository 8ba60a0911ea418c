"""From the records of a store to what a timeline is made of: the sound ones are noted, the others are named."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final

import msgspec

from store.dates import parse_span
from store.errors import DateError, UnsoundRecord
from store.index import IndexBuilder
from store.layout import OtherLayout, Slice
from store.model import TABLES, Actor, Article, Event, Offensive, Place, Record, SavedView
from store.records import FileRecords
from store.report import LoadReport, Unsound

_ID: Final = attrgetter("id")
EVENTS: Final = msgspec.json.Decoder(dict[str, Event])
"""Decodes lines of the table of events that stand in braces."""
_OTHERS: Final[Mapping[str, msgspec.json.Decoder[Any]]] = {
    "offensives": msgspec.json.Decoder(dict[str, Offensive]),
    "actors": msgspec.json.Decoder(dict[str, Actor]),
    "places": msgspec.json.Decoder(dict[str, Place]),
    "articles": msgspec.json.Decoder(dict[str, Article]),
    "views": msgspec.json.Decoder(dict[str, SavedView]),
}
_RAWS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding may end in: text that is not UTF-8 and lists that nest 1,000 deep have exceptions of their own."""


class Taking:
    """Records that are taken in, in the order of the file."""

    def __init__(self) -> None:
        self.report = LoadReport()
        self.tables: dict[str, dict[str, Record]] = {name: {} for name in TABLES if name != "events"}
        self.builder = IndexBuilder()
        self.position = 0
        """Events so far, the unsound ones included."""

    def take_slice(self, part: Slice, records: FileRecords) -> None:
        """Take in records that stand one on a line.

        Raises:
            OtherLayout: Not one on each. Read as a whole, the file may be JSON nevertheless.
        """
        if part.table not in TABLES:
            return
        if not (self._take_events(part) if part.table == "events" else self._take_others(part, records)):
            if not all(line.endswith(b",") for line in part.lines[:-1]):
                raise OtherLayout
            start = part.start
            for number, line in enumerate(part.lines):
                record_id = self._take_line(part.table, line, part.line + number)
                if record_id and part.table != "events":
                    records.add_others(part.table, (record_id,), start, (line,))
                start += len(line) + 1
        if part.table == "events":
            records.add_lines(part.start, part.line, part.lines)

    def absorb(self, other: Taking, line: int) -> None:
        """Take in events that another took in, which stand after these.

        Args:
            other: It counted events and lines from its own beginning.
            line: Number of what was its first line.
        """
        found = other.report.unsound
        self.report.unsound += [msgspec.structs.replace(each, line=each.line + line - 1) for each in found]
        self.builder.absorb(other.builder, self.position)
        self.position += other.position

    def _take_events(self, part: Slice) -> bool:
        """Decode and index sound events all at once; return False, having taken none, when that cannot be done."""
        try:
            events = EVENTS.decode(b"{" + part.text.removesuffix(b",") + b"}")
        except UNREADABLE:
            return False
        # a document number that stands twice, or an empty id: line by line, each of them shows
        if len(events) != len(part.lines) or not all(map(_ID, events.values())):
            return False
        for number, event_id, error in self.builder.add_all(events.values(), self.position):
            self._leave_out("events", event_id, part.line + number, f"field date: {error}")
        self.position += len(events)
        return True

    def _take_others(self, part: Slice, file: FileRecords) -> bool:
        """Decode sound records of a small table all at once, as `_take_events` does."""
        try:
            records = _OTHERS[part.table].decode(b"{" + part.text.removesuffix(b",") + b"}")
        except UNREADABLE:
            return False
        by_id: dict[str, Record] = {record.id: record for record in records.values()}
        table = self.tables[part.table]
        if len(by_id) != len(part.lines) or "" in by_id or not table.keys().isdisjoint(by_id):
            return False
        try:
            for record in by_id.values():
                _require_date(record)
        except DateError:
            return False
        table.update(by_id)
        file.add_others(part.table, by_id, part.start, part.lines)
        return True

    def _take_line(self, table: str, line: bytes, number: int) -> str:
        """Check the record on one line, and return its id if it is sound.

        Raises:
            OtherLayout: There is not one record on it. Read as a whole, the file may be JSON nevertheless.
        """
        line = line.removesuffix(b",")
        try:
            raws = list(map(bytes, _RAWS.decode(b"{" + line + b"}").values()))
        except UNREADABLE:
            from store.rawjson import is_json

            # NaN, and half a surrogate pair: TinyDB reads them, no record may hold them
            raws = [line.partition(b": ")[2]] if is_json(b"{" + line + b"}") else []
        if len(raws) != 1:
            raise OtherLayout
        return self.take_raw(table, raws[0], number)

    def take_raw(self, table: str, raw: bytes, line: int) -> str:
        """Check one record, then keep it and return its id, or say why not."""
        from store.validation import validate

        if table == "events":
            self.position += 1
        try:
            record = validate(table, raw)
            if isinstance(record, Event):
                self.builder.add(record, self.position - 1)
                return record.id
            _require_date(record)
        except UnsoundRecord as error:
            self._leave_out(table, error.record_id, line, error.reason)
            return ""
        except DateError as error:
            self._leave_out(table, record.id, line, f"field date: {error}")
            return ""
        if record.id in self.tables[table]:
            self._leave_out(table, record.id, line, "another record before it in the file has the same id")
            return ""
        self.tables[table][record.id] = record
        return record.id

    def _leave_out(self, table: str, record_id: str, line: int, reason: str) -> None:
        self.report.unsound.append(Unsound(table, record_id, line, reason))


def _require_date(record: Record) -> None:
    """Raise `DateError` for an offensive whose span cannot be read: bars and rails need it."""
    if isinstance(record, Offensive):
        parse_span(record.date)
