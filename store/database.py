"""A store as tables of records: opened with TinyDB, read and written record by record, made, copied and migrated.

TinyDB is imported where it works, so that who only asks what a file is (`read_meta`) does not wait for it.
"""

import os
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, get_args

import msgspec

from store.check import is_document_number, problems, validate
from store.errors import NewerStore, NotAStore, RecordNotFound, StoreExists, UnsoundRecord
from store.locking import open_to_read, read_version, reading, shown
from store.model import FORMAT, TABLES, VERSION, Meta, Record
from store.text import one_line

if TYPE_CHECKING:
    from types import TracebackType

    from store.storage import DurableStorage, Tables

_META_BYTES: Final = 1 << 20
"""A longer `meta` is read with the whole file."""


class Step(NamedTuple):
    """One change of the file format, from version `start` to the next."""

    name: str
    """What it does, as a person would say it."""
    start: int
    apply: Callable[["Tables"], None]
    """Changes the tables in place; the version in `meta` is raised for it."""


STEPS: Final[tuple[Step, ...]] = ()
"""Every change of the format there ever was. A step is never edited once a release has it."""


def pending(version: int, steps: tuple[Step, ...] = STEPS) -> list[Step] | None:
    """Return the steps that lead from `version` to the one that this program writes; None if none do."""
    by_start = {step.start: step for step in steps}
    needed = range(version, VERSION)
    return [by_start[start] for start in needed] if all(start in by_start for start in needed) else None


def read_meta(path: Path, steps: tuple[Step, ...] = STEPS) -> Meta:
    """Return what a store says of itself, from its first lines where its layout allows.

    A field that does not fit the model is left out; `check.check_store` names it.

    Raises:
        StoreError: The file cannot be read, or is no store of a version that this program knows.
    """
    fields = _first_meta(path) or _meta_of_whole(path)
    version = _known_version(fields, path, steps)
    sound: dict[str, Any] = {"title": path.stem}
    for field in msgspec.structs.fields(Meta):
        if field.name in fields:
            with suppress(msgspec.ValidationError):
                sound[field.name] = msgspec.convert(fields[field.name], field.type)
    return Meta(**{**sound, "format": FORMAT, "version": version})


def _first_meta(path: Path) -> dict[str, Any] | None:
    """Return the record of `meta` from a store in our layout; None when a closer look is needed."""
    with reading(path), os.fdopen(open_to_read(path), "rb") as file:
        if file.readline(16) != b"{\n" or file.readline(16) != b'"meta": {\n':
            return None
        _number, _colon, raw = file.readline(_META_BYTES).partition(b": ")
        if file.readline(4) not in (b"}\n", b"},\n"):
            return None
    try:
        fields = msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def _meta_of_whole(path: Path) -> dict[str, Any]:
    from store.storage import read_tables

    data, _version = read_version(path)
    if not data or data.isspace():
        raise NotAStore(
            f"{shown(path)} is empty. Remove it and make a store with 'dateline new', or go back to a copy."
        )
    tables = read_tables(data, path)
    for stored in tables.get("meta", {}).values():
        with suppress(TypeError):  # not an object
            return dict(stored)
    raise NotAStore(
        f"{shown(path)} is a TinyDB file, but not a Dateline store: no table 'meta' says that it is one. "
        "Make a store with 'dateline new' and bring the events in with 'dateline import'."
    )


def _known_version(fields: Mapping[str, Any], path: Path, steps: tuple[Step, ...]) -> int:
    version = fields.get("version")
    if fields.get("format") != FORMAT or not isinstance(version, int) or isinstance(version, bool):
        raise NotAStore(
            f"{shown(path)} is not a Dateline store: its table 'meta' names no format '{FORMAT}' with a version. "
            "Open it with the program that wrote it."
        )
    if version > VERSION:
        raise NewerStore(path, version, VERSION)
    if pending(version, steps) is None:
        raise NotAStore(f"{shown(path)} has store format version {version}, which never was. Go back to a copy of it.")
    return version


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
    """Copy a store, byte for byte, to a file that is not there yet.

    Raises:
        StoreError: The source is no store, the copy exists already or cannot be written.
    """
    from store.storage import copy_file

    read_meta(source)
    copy_file(source, dest)


def open_store(path: Path, *, writing: bool = False, steps: tuple[Step, ...] = STEPS) -> "Database":
    """Open a store; for writing, every other writer is kept out until it is closed.

    Raises:
        StoreLocked: Another program has it open for writing.
        StoreError: It cannot be read, or not be written.
    """
    from store.storage import DurableStorage

    meta = read_meta(path, steps)
    storage = DurableStorage(path, writing=writing)
    if writing:
        storage.lock()
        try:
            meta = read_meta(path, steps)  # as it is now that nobody else writes
        except BaseException:
            storage.close()
            raise
    return Database(path, meta, _Migrating(storage, steps))


class Database:
    """An open store. Every read is of the file as it is then; nothing is written but by `change`."""

    def __init__(self, path: Path, meta: Meta, storage: "_Migrating") -> None:
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

    def __init__(self, tables: "Tables") -> None:
        self.tables = tables

    def read(self) -> "Tables":
        return self.tables

    def write(self, data: "Tables") -> None:
        self.tables = data


class Change:
    """Changes that reach the file together, or not at all. Records are plain values: what is put is what is stored."""

    def __init__(self, tables: "Tables") -> None:
        from tinydb import TinyDB

        self._collected = _Collected(tables)
        self._tinydb = TinyDB(storage=lambda: self._collected)
        self._numbers: dict[str, dict[str, int]] = {}
        self.is_made = False
        self.meta: Meta | None = None

    @property
    def tables(self) -> "Tables":
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
            into.update(lambda stored: _merge_into(stored, fresh[stored["id"]], TABLES[table]), doc_ids=known)
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
        _merge_into(next(iter(stored.values())), msgspec.to_builtins(meta), Meta)
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
    from store.storage import encoded

    raw = encoded(table, record)
    for problem in problems(validate(table, raw)):
        if problem.field == "date":  # other faults may be what the sources say; without a date nobody sees it
            raise UnsoundRecord(table, record.id, f"field date: {problem.reason}", field="date")
    fields: dict[str, Any] = msgspec.json.decode(raw)
    return fields


def _merge_into(stored: MutableMapping[str, Any], fresh: Mapping[str, Any], model: type[msgspec.Struct]) -> None:
    """Give a stored record the fields of a fresh one; fields that the model does not know stay, in their places."""
    known = {field.name: field.type for field in msgspec.structs.fields(model)}
    merged = {name: fresh.get(name, value) for name, value in stored.items() if name not in known or name in fresh}
    for name, value in fresh.items():
        item_model = next(iter(get_args(known[name])), None)
        if isinstance(item_model, type) and issubclass(item_model, msgspec.Struct):
            merged[name] = _merge_lists(stored.get(name), value, item_model)
        else:
            merged[name] = value
    stored.clear()
    stored.update(merged)


def _merge_lists(stored: Any, fresh: list[dict[str, Any]], model: type[msgspec.Struct]) -> list[dict[str, Any]]:
    """Merge a list of objects: each takes the place of the stored one most like it.

    That is one equal in all known fields, else one equal in the fields that it must have (the actor, the publisher),
    else, when none came or went, the one at the same position.
    """
    left = [item for item in stored if isinstance(item, dict)] if isinstance(stored, list) else []
    required = [field.name for field in msgspec.structs.fields(model) if field.required]
    partners: dict[int, dict[str, Any]] = {}
    for is_partner in (
        lambda place, item: _known_part(item, model) == fresh[place],
        lambda place, item: all(item.get(name) == fresh[place].get(name) for name in required),
        lambda place, item: len(stored) == len(fresh) and item is stored[place],
    ):
        for place in range(len(fresh)):
            if place not in partners:
                taken = [item for item in left if is_partner(place, item)][:1]
                left = [item for item in left if not any(item is other for other in taken)]
                partners.update((place, item) for item in taken)
    merged = []
    for place, item in enumerate(fresh):
        merged.append(dict(partners.get(place, {})))
        _merge_into(merged[-1], item, model)
    return merged


def _known_part(item: dict[str, Any], model: type[msgspec.Struct]) -> Any:
    try:
        return msgspec.to_builtins(msgspec.convert(item, model))
    except msgspec.ValidationError:
        return None


class _Migrating:
    """TinyDB's storage for a store of any version: it shows today's format, and keeps the original when written."""

    def __init__(self, storage: "DurableStorage", steps: tuple[Step, ...]) -> None:
        self._storage = storage
        self._steps = steps
        self._found = VERSION

    def read(self) -> "Tables | None":
        tables = self._storage.read()
        if tables is not None:
            meta: MutableMapping[str, Any] = next(iter(tables.get("meta", {}).values()), {})
            self._found = _known_version(meta, self._storage.path, self._steps)
            for step in pending(self._found, self._steps) or ():
                step.apply(tables)
                meta["version"] = step.start + 1
            if self._found < VERSION:
                tables = {name: _as_stored(table) for name, table in tables.items()}
        return tables

    def write(self, data: "Tables") -> None:
        if self._found < VERSION and self._storage.writing:
            keep_original(self._storage.path, self._found)
        self._storage.write(data)
        self._found = VERSION

    def close(self) -> None:
        self._storage.close()


def _as_stored(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table whose records are all as if read from a file, those too that a step made."""
    from store.storage import StoredRecord, encode

    return {
        number: item if isinstance(item, StoredRecord) else StoredRecord(encode(item)) for number, item in table.items()
    }


def keep_original(path: Path, version: int) -> Path:
    """Copy a store of an older version to a file beside it, unless such a copy is there; return the copy's path.

    Raises:
        StoreNotWritable: The system refuses.
    """
    from store.storage import copy_file

    content = read_version(path)[1].content
    for again in count(1):
        number = f"-{again}" if again > 1 else ""
        kept = path.with_name(f"{path.stem}.version-{version}{number}{path.suffix}")
        try:
            copy_file(path, kept, like=path.stat())
        except StoreExists:
            if read_version(kept)[1].content != content:
                continue
        return kept
    raise AssertionError
