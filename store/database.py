"""A store as tables of records: opened with TinyDB, read and written record by record, made and copied.

TinyDB is imported where it works, so that who only makes or copies a store does not wait for it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from store.errors import NotAStore, RecordNotFound, UnsoundRecord
from store.merging import merge_into
from store.meta import STEPS, Step, read_meta
from store.migration import Migrating
from store.model import FORMAT, TABLES, VERSION, Meta, Record
from store.rawjson import encoded
from store.soundness import problems
from store.tables import Tables
from store.text import one_line
from store.validation import is_document_number, validate

if TYPE_CHECKING:
    from types import TracebackType


def new_store(path: Path, title: str) -> None:
    """Make an empty store.

    Raises:
        StoreExists: Something has that name.
        StoreNotWritable: The system refuses.
    """
    from store.storage import write_store

    created = datetime.now(UTC).isoformat(timespec="seconds")
    title = one_line(title) or path.stem
    write_store(path, Meta(format=FORMAT, version=VERSION, title=title, created=created, created_by="Dateline"), {})


def copy_store(source: Path, dest: Path) -> None:
    """Copy a store to a file that is not there yet: byte for byte, or with what waits in its journal.

    Raises:
        StoreError: The source is no store, the copy exists already or cannot be written.
    """
    from store.editing.journal import foreign, read_journal
    from store.editing.replay import pending_steps
    from store.editing.rescue import require_no_journal
    from store.editing.streaming import streamed, whole
    from store.entries import OtherLayout
    from store.files import version_of
    from store.storage import copy_file
    from store.writing import create_file

    require_no_journal(dest)
    journal = read_journal(source)
    read_meta(source)
    if journal.base is None:
        copy_file(source, dest)
        return
    steps = pending_steps(source, journal, version_of(source).content)
    if steps is None:
        raise foreign(source)
    real = Path(os.path.realpath(dest))
    try:
        create_file(real, streamed(source, steps))
    except OtherLayout:
        create_file(real, whole(source, steps))


def open_store(path: Path, *, writing: bool = False, steps: tuple[Step, ...] = STEPS) -> "Database":
    """Open a store; for writing, every other writer is kept out until it is closed.

    Raises:
        StoreLocked: Another program has it open for writing.
        StoreError: It cannot be read, or not be written.
    """
    from store.storage import DurableStorage

    meta = read_meta(path, steps)
    storage = DurableStorage(path, writing=writing, keeping=True)
    if writing:
        storage.lock()
        try:
            meta = read_meta(path, steps)  # as it is now that nobody else writes
        except BaseException:
            storage.close()
            raise
    return Database(path, meta, Migrating(storage, steps))


class Database:
    """An open store. Every read is of the file as it is then; nothing is written but by `change`."""

    def __init__(self, path: Path, meta: Meta, storage: Migrating) -> None:
        from tinydb import TinyDB

        self.path = path
        self.meta = meta
        self._storage = storage
        self.tinydb: TinyDB = TinyDB(storage=lambda: storage)
        """For reading with TinyDB's queries: `tinydb.table("events")`. Never its default table, which is no part of
        the format."""

    def records(self, table: str) -> Iterator[Record]:
        """Yield the sound records of a table, in the order of the file."""
        for stored in (self._storage.read() or {}).get(table, {}).values():
            with suppress(UnsoundRecord):
                yield validate(table, stored.raw)

    def get(self, table: str, record_id: str) -> Record:
        """Return a record by its id.

        Raises:
            RecordNotFound: There is none.
            UnsoundRecord: It does not fit the model.
        """
        for stored in (self._storage.read() or {}).get(table, {}).values():
            if stored.id == record_id:
                return validate(table, stored.raw)
        raise _not_found(table, record_id)

    @contextmanager
    def change(self) -> Iterator["Change"]:
        """Collect changes, and write them all at once when the block ends; none when it ends in an exception.

        Raises:
            StoreError: They cannot be written; the store is then as it was.
        """
        change = Change(self._storage.read() or {})
        yield change
        if change.is_made:
            self._storage.write(change.tables)
            self.meta = change.meta or self.meta

    def close(self) -> None:
        """Let other writers in."""
        self.tinydb.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        self.close()


class _Collected:
    """What TinyDB takes for a storage while a change is being made."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def read(self) -> Tables:
        return self.tables

    def write(self, data: Tables) -> None:
        self.tables = data


class Change:
    """Changes that reach the file together, or not at all. Records are plain values: what is put is what is stored."""

    def __init__(self, tables: Tables) -> None:
        from tinydb import TinyDB

        self._collected = _Collected(tables)
        self._tinydb = TinyDB(storage=lambda: self._collected)
        self._numbers: dict[str, dict[str, int]] = {}
        self.is_made = False
        self.meta: Meta | None = None

    @property
    def tables(self) -> Tables:
        """All tables as they will be written."""
        return self._collected.tables

    def put(self, table: str, *records: Record) -> None:
        """Add records, or put them in the place of those with the same id, whose unknown fields are kept.

        Raises:
            UnsoundRecord: One does not fit the model, or its date is none; nothing is put then.
        """
        fresh = {record.id: _fields(table, record) for record in records}
        numbers = self._numbers_of(table)
        known = [numbers[record_id] for record_id in fresh if record_id in numbers]
        added = [fields for record_id, fields in fresh.items() if record_id not in numbers]
        into = self._tinydb.table(table)
        if known:
            into.update(lambda stored: merge_into(stored, fresh[stored["id"]], TABLES[table]), doc_ids=known)
        if added:
            numbers.update(zip((fields["id"] for fields in added), into.insert_multiple(added), strict=True))
        self.is_made = self.is_made or bool(fresh)

    def remove(self, table: str, *ids: str) -> None:
        """Remove records.

        Raises:
            RecordNotFound: One is not there; nothing is removed then.
        """
        numbers = self._numbers_of(table)
        if missing := [record_id for record_id in ids if record_id not in numbers]:
            raise _not_found(table, missing[0])
        self._tinydb.table(table).remove(doc_ids=[numbers.pop(record_id) for record_id in dict.fromkeys(ids)])
        self.is_made = self.is_made or bool(ids)

    def put_meta(self, meta: Meta) -> None:
        """Change what the store says of itself."""
        stored = self.tables.setdefault("meta", {})
        if not stored:
            stored["1"] = {}
        merge_into(next(iter(stored.values())), msgspec.to_builtins(meta), Meta)
        self.meta = meta
        self.is_made = True

    def _numbers_of(self, table: str) -> dict[str, int]:
        """Return the document number of each id; of records with the same id, the first counts."""
        if table not in self._numbers:
            numbers: dict[str, int] = {}
            for number, stored in self.tables.get(table, {}).items():
                if not is_document_number(number):
                    raise NotAStore(f"The table {table} has a document number that is none. See 'dateline check'.")
                numbers.setdefault(stored.id, int(number))
            self._numbers[table] = numbers
        return self._numbers[table]


def _not_found(table: str, record_id: str) -> RecordNotFound:
    return RecordNotFound(f"There is no record {one_line(record_id)[:80]!r} among the {table}.")


def _fields(table: str, record: Record) -> dict[str, Any]:
    """Return a record as it will be stored.

    Raises:
        UnsoundRecord: It does not fit the model, or stands at no date.
    """
    raw = encoded(table, record)
    for problem in problems(validate(table, raw)):
        if problem.field == "date":  # other faults may be what the sources say; without a date nobody sees it
            raise UnsoundRecord(table, record.id, f"field date: {problem.reason}", field="date")
    fields: dict[str, Any] = msgspec.json.decode(raw)
    return fields
