"""A store's file, written whole or not at all.

`store.tables` says what stands in it, `store.writing` sees to the "whole or not at all".
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from tinydb.storages import Storage

from store.editing.folding import Folding
from store.editing.journal import NO_JOURNAL, read_journal
from store.editing.replay import lay_journal_into
from store.errors import StoreChanged, StoreExists, StoreNotFound, StoreNotWritable, UnsoundRecord
from store.files import CHUNK_BYTES, Version, open_to_read, read_version, reading, shown
from store.locking import WriterLock
from store.model import TABLES, Meta
from store.rawjson import encode, encoded, is_json, on_one_line
from store.tables import Tables, lay_out, lines_of, read_tables
from store.validation import validate
from store.writing import create_file, replace_file


class DurableStorage(Storage):
    """TinyDB's storage for a store's file.

    A file that does not exist reads as empty and is made by the first write. A write refuses when the file is no
    longer what this storage last read or wrote.
    """

    def __init__(self, path: str | os.PathLike[str], *, writing: bool = True, keeping: bool = False) -> None:
        self.path = Path(os.path.realpath(path))  # a link keeps pointing at the file that it pointed at
        self._lock = WriterLock(self.path)
        self.writing = writing
        """Whether it may be written."""
        self._keeping = keeping
        """Whether what a write replaces is kept as a backup."""
        self._known: Version | None = None
        self._was_absent = False
        self._journal = NO_JOURNAL
        """What waited in the journal when the file was read."""

    def read(self) -> Tables | None:
        """Return all tables, with what waits in the journal, their records not decoded yet; None: there is nothing.

        Raises:
            StoreError: The file cannot be read, or is no JSON of tables, or the journal is of another file.
        """
        self._journal = read_journal(self.path)
        try:
            data, version = read_version(self.path)
        except StoreNotFound:
            self._known, self._was_absent = None, True
            return None
        self._known, self._was_absent = version, False
        if not data or data.isspace():
            return None
        tables = dict[str, dict[str, Any]](read_tables(data, self.path))
        lay_journal_into(tables, self.path, self._journal, version.content)
        return tables

    def write(self, data: Tables) -> None:
        """Put the tables in the place of what the file holds.

        Raises:
            StoreError: It cannot be written, or has changed; the file is then as it was.
            UnsoundRecord: A document cannot be said in JSON.
        """
        if not self.writing:
            raise StoreNotWritable(f"{shown(self.path)} is open for reading only.")
        chunks = lay_out((name, lines_of(name, table)) for name, table in data.items())
        if self._was_absent or (self._known is None and not self.path.exists()):
            self._known = self._create(chunks)
        else:
            self._known = self._replace(chunks)
        self._was_absent = False

    def _create(self, chunks: Iterable[bytes]) -> Version:
        try:
            return create_file(self.path, chunks)
        except StoreExists as error:
            raise StoreChanged(f"{shown(self.path)} was made by another program meanwhile. Open it again.") from error

    def _replace(self, chunks: Iterable[bytes]) -> Version:
        try:
            with self._locked(), Folding(self.path, self._journal, keeping=self._keeping) as folding:
                return replace_file(self._lock, chunks, self._known, folding.announce)
        except StoreNotFound as error:
            raise StoreChanged(
                f"{shown(self.path)} was moved or deleted by another program, so nothing was written. Save elsewhere."
            ) from error

    def lock(self) -> None:
        """Keep every other writer out until this storage is closed.

        Raises:
            StoreError: Another is writing, or the file is not there or read-only.
        """
        self._lock.acquire()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if self._lock.is_held:
            yield
            return
        self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def close(self) -> None:
        """Let other writers in; nothing else is kept open."""
        self._lock.release()


def write_store(
    path: str | os.PathLike[str],
    meta: Meta,
    tables: Mapping[str, Iterable[msgspec.Struct | Mapping[str, Any] | bytes]],
    *,
    replace: bool = False,
) -> None:
    """Write a whole store from records as they come, none of which is kept in memory.

    Args:
        path: The new store.
        meta: What the store says of itself.
        tables: Records by table; each one is checked against the model. Tables that are left out are empty.
        replace: Whether a file of that name may be replaced.

    Raises:
        StoreExists: There is such a file, and it is not to be replaced.
        StoreNotWritable: The system refuses.
        UnsoundRecord: A record does not fit the model, or its id came before.
    """
    names = [*TABLES, *(name for name in tables if name not in TABLES)]
    layout = [("meta", [b'"1": ' + encode(meta)]), *((name, _new_lines(name, tables.get(name, ()))) for name in names)]
    real = Path(os.path.realpath(path))
    if not (replace and real.exists()):
        create_file(real, lay_out(layout))
        return
    lock = WriterLock(real)
    lock.acquire()
    try:
        replace_file(lock, lay_out(layout))
    finally:
        lock.release()


def _new_lines(table: str, items: Iterable[msgspec.Struct | Mapping[str, Any] | bytes]) -> Iterator[bytes]:
    is_known = table in TABLES
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        raw = item if isinstance(item, bytes) else encoded(table, item)
        if is_known:
            record_id = validate(table, raw).id
            if record_id in seen:
                raise UnsoundRecord(table, record_id, "another record before it has the same id", field="id")
            seen.add(record_id)
        elif not is_json(raw):
            raise UnsoundRecord(table, "", f"record {number} is not JSON")
        yield b'"%d": ' % number + on_one_line(raw)


def copy_file(source: Path, dest: Path, *, like: os.stat_result | None = None) -> None:
    """Copy a file to a new one, at once and wholly; with the owner and mode of `like`, else with those of a new file.

    Raises:
        StoreError: The source cannot be read, the copy exists already or cannot be written.
    """
    with chunks_of(source) as chunks:
        create_file(dest, chunks, like)


@contextmanager
def chunks_of(path: Path) -> Iterator[Iterator[bytes]]:
    """Open a file to read it to its end, a megabyte at a time.

    Raises:
        StoreError: It cannot be read.
    """
    with os.fdopen(open_to_read(path), "rb") as file:
        yield _chunks(file, path)


def _chunks(file: BinaryIO, path: Path) -> Iterator[bytes]:
    with reading(path):
        while data := file.read(CHUNK_BYTES):
            yield data
