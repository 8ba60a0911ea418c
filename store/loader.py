"""From a store file to a `Timeline`, slice by slice, so that a screen can answer keys meanwhile.

A store in our own layout (one record a line) is decoded a megabyte at a time; one that plain TinyDB wrote on a
single line is decoded whole. Either way each record is checked against the model: the sound ones are indexed, the
others are named in the `LoadReport` and stay in the file as they are.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec

from store.dates import parse_span
from store.errors import DateError, NotAStore, StoreError, StoreNotFound, UnsoundRecord
from store.files import Fingerprint, fingerprint_of
from store.index import IndexBuilder
from store.layout import OtherLayout, Slice, slices
from store.meta import read_meta
from store.model import TABLES, Actor, Article, Event, Offensive, Place, Record, SavedView
from store.records import FileRecords, MemoryRecords, Records
from store.report import LoadReport, Unsound
from store.timeline import Tables, Timeline

if TYPE_CHECKING:
    from store.editing.journal import Journal

Progress = Callable[[int, int], None]
"""Called with the bytes read so far and the bytes in all."""

_ID: Final = attrgetter("id")
_EVENTS: Final = msgspec.json.Decoder(dict[str, Event])
_OTHERS: Final[Mapping[str, msgspec.json.Decoder[Any]]] = {
    "offensives": msgspec.json.Decoder(dict[str, Offensive]),
    "actors": msgspec.json.Decoder(dict[str, Actor]),
    "places": msgspec.json.Decoder(dict[str, Place]),
    "articles": msgspec.json.Decoder(dict[str, Article]),
    "views": msgspec.json.Decoder(dict[str, SavedView]),
}
_RAWS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding may end in: text that is not UTF-8 and lists that nest 1,000 deep have exceptions of their own."""
_RECORDS_BETWEEN_LOOKS: Final = 1000


class LoadCancelled(StoreError):
    """The caller asked to stop."""


def load_timeline(
    path: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Timeline:
    """Read the store at `path`.

    Args:
        path: A store file.
        progress: Told after each slice how far the reading is.
        cancelled: Asked after each slice whether to stop.

    Raises:
        StoreError: One of its subclasses, when the file cannot be read as a store; `LoadCancelled` when stopped.
    """
    journal = _journal_of(path)
    meta = read_meta(path)
    with _collector_paused():
        try:
            loading = _Loading(path, progress, cancelled)
            records = loading.read_lines()
        except OtherLayout:
            loading = _Loading(path, progress, cancelled)
            records = loading.read_whole()
        tables = Tables(**cast(Any, loading.tables))
        timeline = Timeline(path, meta, loading.report, tables, loading.builder, records)
        if journal is None:
            return timeline
        from store.editing.replay import replayed  # which few loads need

        return replayed(timeline, path, journal, loading.content)


def _journal_of(path: Path) -> Journal | None:
    """Return the changes that wait beside a store, if any do; they are to be read before the store is."""
    try:
        os.stat(f"{os.path.realpath(path)}.journal")  # noqa: PTH116 - this early, a path object costs as much again
    except (OSError, ValueError):
        return None
    from store.editing.journal import read_journal

    return read_journal(path)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Nothing that a load makes is garbage: looking for cycles among 100,000 records stalls the keys by 0.2 s."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()


class _Loading:
    """One reading of one file."""

    def __init__(self, path: Path, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self.path = path
        self.progress = progress
        self.cancelled = cancelled
        self.report = LoadReport()
        self.tables: dict[str, dict[str, Record]] = {name: {} for name in TABLES if name != "events"}
        self.builder = IndexBuilder()
        self.position = 0
        self.content: Callable[[], Fingerprint] = Fingerprint
        """Tells what the file holds, at the cost of reading it once more."""

    def read_lines(self) -> Records:
        """Read a store of one record a line.

        Raises:
            OtherLayout: It is laid out otherwise; what was read so far is of no use.
        """
        records = FileRecords(self.path, _open(self.path))
        size = os.fstat(records.descriptor).st_size
        with os.fdopen(os.dup(records.descriptor), "rb") as file:
            for part in slices(file):
                self._take_slice(part, records)
                self._report(part.start + len(part.text), size)
        self.content = lambda: _content_of(records.descriptor)
        return records

    def read_whole(self) -> Records:
        """Read a store that is laid out in any other way that TinyDB reads.

        Raises:
            NotAStore: It is broken; the message names the line.
        """
        from store.tables import read_tables  # which few loads need

        data = self.path.read_bytes()
        tables = {name: [item.raw for item in table.values()] for name, table in read_tables(data, self.path).items()}
        others: dict[tuple[str, str], bytes] = {}
        for name in TABLES:
            for number, raw in enumerate(tables.get(name, ())):
                if not number % _RECORDS_BETWEEN_LOOKS:
                    self._stop_if_asked()
                record_id = self._take_raw(name, raw, 0)
                if record_id and name != "events":
                    others[name, record_id] = raw
        self._report(len(data), len(data))
        self.content = lambda: Fingerprint().add(data)
        return MemoryRecords(tables.get("events", []), others)

    def _stop_if_asked(self) -> None:
        if self.cancelled is not None and self.cancelled():
            raise LoadCancelled(f"Reading {self.path} was stopped.")

    def _report(self, done: int, size: int) -> None:
        self._stop_if_asked()
        if self.progress is not None:
            self.progress(done, size)
            time.sleep(0)  # let the screen have the interpreter

    def _take_slice(self, part: Slice, records: FileRecords) -> None:
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

    def _take_events(self, part: Slice) -> bool:
        """Decode and index sound events all at once; return False, having taken none, when that cannot be done."""
        try:
            events = _EVENTS.decode(b"{" + part.text.removesuffix(b",") + b"}")
        except _UNREADABLE:
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
        except _UNREADABLE:
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
        except _UNREADABLE:
            from store.rawjson import is_json

            # NaN, and half a surrogate pair: TinyDB reads them, no record may hold them
            raws = [line.partition(b": ")[2]] if is_json(b"{" + line + b"}") else []
        if len(raws) != 1:
            raise OtherLayout
        return self._take_raw(table, raws[0], number)

    def _take_raw(self, table: str, raw: bytes, line: int) -> str:
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


def _content_of(descriptor: int) -> Fingerprint:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return fingerprint_of(descriptor)


def _require_date(record: Record) -> None:
    """Raise `DateError` for an offensive whose span cannot be read: bars and rails need it."""
    if isinstance(record, Offensive):
        parse_span(record.date)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise StoreNotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise NotAStore(f"{path} cannot be read: {error.strerror}.") from error
