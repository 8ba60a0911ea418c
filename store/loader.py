"""From a store file to a `Timeline`, slice by slice, so that a screen can answer keys meanwhile.

A store in our own layout (one record a line) is decoded a megabyte at a time; one that plain TinyDB wrote on a
single line is decoded whole. Either way each record is checked against the model: the sound ones are indexed, the
others are named in the `LoadReport` and stay in the file as they are.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from store.errors import NotAStore, StoreError, StoreNotFound
from store.files import Fingerprint, fingerprint_of
from store.layout import OtherLayout, Stretch, slices
from store.meta import read_meta
from store.model import TABLES
from store.records import MANY_BYTES, FileRecords, MemoryRecords, Records
from store.taking import Taking
from store.timeline import Tables, Timeline

if TYPE_CHECKING:
    from store.editing.journal import Journal

Progress = Callable[[int, int], None]
"""Called with the bytes read so far and the bytes in all."""

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
        taking = loading.taking
        timeline = Timeline(path, meta, taking.report, Tables(**cast(Any, taking.tables)), taking.builder, records)
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
        self.taking = Taking()
        self.furthest = 0
        """Bytes of the file that were read, as was told last."""
        self.content: Callable[[], Fingerprint] = Fingerprint
        """Tells what the file holds, at the cost of reading it once more."""

    def read_lines(self) -> Records:
        """Read a store of one record a line.

        Raises:
            OtherLayout: It is laid out otherwise; what was read so far is of no use.
        """
        records = FileRecords(self.path, _open(self.path))
        with os.fdopen(os.dup(records.descriptor), "rb") as file:
            if records.size >= MANY_BYTES:
                self._read_with_others(file, records)
            else:
                for part in slices(file):
                    self.taking.take_slice(part, records)
                    self._report(part.start + len(part.text), records.size)
        self.content = lambda: _content_of(records.descriptor)
        return records

    def _read_with_others(self, file: BinaryIO, records: FileRecords) -> None:
        """Read what other processes do not read meanwhile."""
        from store.ahead import Ahead

        def on_wait(share: float) -> None:
            self._report(round(share * records.size), records.size)  # the others are about as far

        with Ahead(records, file) as ahead, suppress(StopIteration):
            reading = slices(file, ahead.stops)
            stretch: Stretch | None = None
            while True:
                part = reading.send(stretch)
                self.taking.take_slice(part, records)
                self._report(part.start + len(part.text), records.size)
                stretch = ahead.take_in(part, self.taking, on_wait)
        self._report(records.size, records.size)

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
                record_id = self.taking.take_raw(name, raw, 0)
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
            self.furthest = max(self.furthest, done)  # others are further than this process, until one fails
            self.progress(self.furthest, size)
            time.sleep(0)  # let the screen have the interpreter


def _content_of(descriptor: int) -> Fingerprint:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return fingerprint_of(descriptor)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise StoreNotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise NotAStore(f"{path} cannot be read: {error.strerror}.") from error
