"""The file that a store becomes with some steps, line by line: what no step changes is copied as it stands."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from store.editing.changes import Step
from store.editing.overlay import Overlay, TableOverlay
from store.entries import Entry, OtherLayout, entries
from store.errors import StoreError
from store.files import open_to_read, reading
from store.rawjson import is_json, on_one_line
from store.tables import lay_out, lines_of, read_tables
from store.validation import is_document_number


class FoldCancelled(StoreError):
    """The caller asked to stop; what waits in the journal waits on."""


def streamed(store: Path, steps: Iterable[Step], cancelled: Callable[[], bool] | None = None) -> Iterator[bytes]:
    """Yield the bytes of a store's file after steps, a megabyte at a time; no more of it is in memory.

    Raises:
        OtherLayout: It is not laid out one record a line, in the order of their numbers, and read as a whole it may
            be sound all the same.
        FoldCancelled: The caller asked to stop.
        StoreError: It cannot be read.
    """
    with reading(store), os.fdopen(open_to_read(store), "rb") as file:
        for chunk in lay_out(_Lines(file, Overlay.of(steps)).tables()):
            if cancelled is not None and cancelled():
                raise FoldCancelled("The changes wait on in the journal.")
            yield chunk


def whole(store: Path, steps: Iterable[Step]) -> Iterator[bytes]:
    """Yield the bytes of a store's file after steps, whatever its layout.

    Raises:
        StoreError: It cannot be read.
    """
    with reading(store):
        data = store.read_bytes()
    tables = read_tables(data, store)
    Overlay.of(steps).lay_into(tables)
    yield from lay_out((name, lines_of(name, table)) for name, table in tables.items())


class _Lines:
    """The lines of one file, table after table."""

    def __init__(self, lines: Iterable[bytes], overlay: Overlay) -> None:
        self._overlay = overlay
        self._names: list[str] = []
        self._entries = entries(lines, tables=self._names)
        self._ahead: Entry | None = None

    def tables(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield each table and its lines, which are to be taken before the next table is asked for."""
        self._ahead = next(self._entries, None)
        told = 0
        while told < len(self._names):
            name = self._names[told]
            if name in self._names[:told]:
                raise OtherLayout(f"the table {name} stands twice")
            yield name, self._table(name)
            told += 1
        for name in self._overlay.by_table:
            if name not in self._names:
                yield name, self._numbered(TableOverlay(self._overlay.by_table[name]).added())

    def _table(self, name: str) -> Iterator[bytes]:
        changes = TableOverlay(self._overlay.by_table.get(name, {}))
        before = last = 0
        while self._ahead is not None and self._ahead.table == name:
            entry = self._ahead
            number = int(entry.number) if is_document_number(entry.number) else 0
            if number <= before or not is_json(entry.raw):
                raise OtherLayout(f"line {entry.line}")
            before = number
            raw = changes.after(entry.raw)
            if raw is not None:
                last = number
                yield b'"%d": ' % number + on_one_line(raw)
            self._ahead = next(self._entries, None)
        yield from self._numbered(changes.added(), last)

    def _numbered(self, raws: Iterable[bytes], last: int = 0) -> Iterator[bytes]:
        for number, raw in enumerate(raws, last + 1):
            yield b'"%d": ' % number + raw
