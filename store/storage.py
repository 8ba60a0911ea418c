"""A store's file, written whole or not at all: one record a line, in JSON that plain TinyDB reads.

`store.locking` sees to the "wholly or not at all"; here is what stands in the file. Records that nobody touched are
copied byte for byte, sound or not.
"""

import codecs
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, NoReturn

import msgspec
from tinydb.storages import Storage

from store.check import id_in, is_document_number, validate
from store.errors import (
    NotAStore,
    StoreChanged,
    StoreExists,
    StoreNotFound,
    StoreNotWritable,
    UnsoundRecord,
)
from store.locking import (
    CHUNK_BYTES,
    Version,
    WriterLock,
    create_file,
    open_to_read,
    read_version,
    reading,
    replace_file,
    shown,
)
from store.model import TABLES, Meta

Tables = dict[str, dict[str, Any]]
"""What TinyDB reads and writes: documents by document number (a string of digits) by table."""

_BATCH: Final = 1024
"""Records joined for one write: about a megabyte of events, which is large enough for the disk."""

_ENCODER: Final = msgspec.json.Encoder()
_RAW_TABLES: Final = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
_RAW: Final = msgspec.json.Decoder(msgspec.Raw)

_ONLY_PYTHON: Final = re.compile(rb"NaN|Infinity|\\u[dD][89a-fA-F]|\A\xef\xbb\xbf")
"""What Python's JSON reader takes, and so TinyDB, but msgspec does not."""


class StoredRecord(MutableMapping[str, Any]):
    """A document as it stands in the file, decoded when somebody looks, and written back as it was unless changed."""

    __slots__ = ("_fields", "_raw")

    def __init__(self, raw: msgspec.Raw | bytes) -> None:
        self._raw = raw
        self._fields: dict[str, Any] | None = None

    @property
    def raw(self) -> bytes:
        """The JSON of the record as it is now, on one line.

        Whether it was changed shows by comparing: a list inside may have been changed without our knowing.
        """
        raw = bytes(self._raw)
        if self._fields is not None and json.dumps(self._fields) != json.dumps(_decoded(raw)):
            return json.dumps(self._fields).encode() if _ONLY_PYTHON.search(raw) else encode(self._fields)
        return _on_one_line(raw)

    @property
    def id(self) -> str:
        """The record's id, or an empty string when it has none."""
        if self._fields is None:
            return id_in(bytes(self._raw))
        found = self._fields.get("id")
        return found if isinstance(found, str) else ""

    @property
    def _open(self) -> dict[str, Any]:
        if self._fields is None:
            fields = _decoded(self._raw)
            if not isinstance(fields, dict):
                raise TypeError(f"a document must be a JSON object, not {bytes(self._raw)[:40]!r}")
            self._fields = fields
        return self._fields

    def __getitem__(self, key: str) -> Any:
        return self._open[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._open[key] = value

    def __delitem__(self, key: str) -> None:
        del self._open[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)


def _on_one_line(raw: bytes) -> bytes:
    if b"\n" not in raw and b"\r" not in raw:
        return raw
    try:
        return msgspec.json.format(raw, indent=-1)
    except msgspec.MsgspecError:
        return json.dumps(json.loads(raw)).encode()


def _decoded(raw: msgspec.Raw | bytes) -> Any:
    try:
        return msgspec.json.decode(raw)
    except msgspec.MsgspecError:
        return json.loads(bytes(raw))


class Entry(NamedTuple):
    """One record line of a store file."""

    table: str
    number: str
    """TinyDB's document number."""
    raw: bytes
    line: int
    """Line of the file, from 1."""


class OtherLayout(ValueError):
    """The file is not laid out one record a line."""


def _refuse(line: int, reason: str) -> NoReturn:
    raise OtherLayout(f"line {line}: {reason}")


def entries(
    lines: Iterable[bytes], fault: Callable[[int, str], None] = _refuse, tables: list[str] | None = None
) -> Iterator[Entry]:
    """Yield the records of a store in our layout; whether each is JSON is for the caller to see.

    Args:
        lines: The file's lines.
        fault: Told the number of a line that does not fit, and why; unless it raises, reading goes on.
        tables: Gets the name of each table, those too that have no records.

    Raises:
        OtherLayout: A line does not fit, and no other `fault` is given.
    """
    state = _Layout(fault, [] if tables is None else tables)
    line = 0
    for line, text in enumerate(lines, 1):
        text = text.strip(b" \t\r\n")
        if state.depth == 2 and text[:1] == b'"':
            name, colon, value = text.partition(b": ")
            if colon and value != b"{":
                state.follow(line)
                state.comma = value.endswith(b",")
                yield Entry(state.table, state.name(line, name), value[:-1] if state.comma else value, line)
                continue
        state.take(line, text)
    if state.depth or not line:
        fault(line, "the file ends before the store does")


class _Layout:
    """Where in a store file a reader is: outside (0), between tables (1) or in one (2)."""

    def __init__(self, fault: Callable[[int, str], None], tables: list[str]) -> None:
        self.fault = fault
        self.tables = tables
        self.depth = 0
        self.table = ""
        self.comma: bool | None = None
        """Whether one closed the line before; None after an opening brace."""

    def follow(self, line: int) -> None:
        """Make sure that something may follow here."""
        if self.comma is False:
            self.fault(line - 1, "a comma is missing at its end")

    def name(self, line: int, quoted: bytes) -> str:
        """Return the name of a table or the number of a document."""
        inner = quoted[1:-1]
        if inner.isalnum() and quoted[-1:] == b'"':
            return inner.decode()
        try:
            return str(_decoded(quoted))
        except ValueError:
            self.fault(line, "what stands before the colon is not JSON")
            return inner.decode(errors="replace")

    def take(self, line: int, text: bytes) -> None:
        """Take a line that is no record."""
        if self.depth == 0:
            self._outside(line, text)
        elif text in (b"}", b"},"):
            if self.comma:
                self.fault(line - 1, "nothing follows the comma at its end")
            self.depth, self.comma = self.depth - 1, text == b"},"
        elif self.depth == 1 and text[:1] == b'"' and text[-4:] == b'": {':
            self.follow(line)
            self.table, self.depth, self.comma = self.name(line, text[:-3]), 2, None
            self.tables.append(self.table)
        else:
            self.fault(line, "a table was expected" if self.depth == 1 else "a record was expected")

    def _outside(self, line: int, text: bytes) -> None:
        if line == 1:
            self.depth = 1
            if text != b"{":
                self.fault(line, "'{' alone was expected")
        elif text or self.comma:
            self.fault(line, "the store has ended before it")


def is_json(raw: bytes) -> bool:
    """Return whether plain TinyDB could read `raw`."""
    try:
        _RAW.decode(raw)
        return raw.isascii() or bool(raw.decode())
    except RecursionError:
        return False
    except ValueError:  # Python takes a little more than JSON
        pass
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


def read_tables(data: bytes, path: Path) -> dict[str, dict[str, StoredRecord]]:
    """Take a store file apart, in whatever layout, into records that are not decoded yet.

    Raises:
        NotAStore: It is not JSON, or not made of tables of documents.
    """
    tables = None
    try:
        raws = _RAW_TABLES.decode(data)
        _require_utf8(data)
        tables = {name: {n: StoredRecord(raw) for n, raw in table.items()} for name, table in raws.items()}
        lines = 2 + sum(len(table) + 2 for table in tables.values())
        if data.count(b"\n") + (data[-1:] != b"\n") <= lines or data[:3] != b'{\n"':
            return tables
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        if not _ONLY_PYTHON.search(data):
            raise _not_a_store(path, data, error) from error
    try:
        return _tables_of_lines(data)
    except OtherLayout:
        return tables if tables is not None else _tables_of_python(data, path)


def _tables_of_lines(data: bytes) -> dict[str, dict[str, StoredRecord]]:
    """Read line by line what JSON as a whole would hide.

    A document number that stands twice (two branches of a repository were merged) is one record to a JSON reader
    and two to a person: the later one gets a new number, so that neither is lost.
    """
    names: list[str] = []
    found = list(entries(data.split(b"\n"), tables=names))
    tables: dict[str, dict[str, StoredRecord]] = {name: {} for name in names}
    twice: list[Entry] = []
    for entry in found:
        if not is_json(entry.raw):
            raise OtherLayout(f"line {entry.line}: it is not JSON")
        table = tables[entry.table]
        if entry.number in table:
            twice.append(entry)
        else:
            table[entry.number] = StoredRecord(entry.raw)
    for entry in twice:
        table = tables[entry.table]
        free = 1 + max((int(number) for number in table if is_document_number(number)), default=0)
        table[str(free)] = StoredRecord(entry.raw)
    return tables


def _tables_of_python(data: bytes, path: Path) -> dict[str, dict[str, StoredRecord]]:
    try:
        tables = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _not_a_store(path, data, error) from error
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise _not_a_store(path, data, msgspec.ValidationError())
    return {
        name: {number: StoredRecord(json.dumps(document).encode()) for number, document in table.items()}
        for name, table in tables.items()
    }


def _require_utf8(data: bytes) -> None:
    if not data.isascii():
        decoder = codecs.getincrementaldecoder("utf-8")()
        for start in range(0, len(data), CHUNK_BYTES):  # in parts: the whole as text may take four times the room
            decoder.decode(data[start : start + CHUNK_BYTES])
        decoder.decode(b"", final=True)


def _not_a_store(path: Path, data: bytes, error: Exception) -> NotAStore:
    """Return the sentence for a file that is not JSON, with the place where it stops being so."""
    if isinstance(error, msgspec.ValidationError):
        return NotAStore(
            f"{shown(path)} is JSON, but not a Dateline store (no tables of records). "
            "If it holds events, bring them into a store with 'dateline import'."
        )
    if isinstance(error, RecursionError):
        return NotAStore(f"{shown(path)} is not a Dateline store: its JSON is nested too deeply.")
    line, column, reason = _broken_line(data) or _broken_place(data, error)
    return NotAStore(
        f"{shown(path)} is not a Dateline store, or a broken one: it is not JSON at line {line}, column {column} "
        f"({reason}). Mend that place, or go back to a copy."
    )


def _broken_line(data: bytes) -> tuple[int, int, str] | None:
    """Return the first broken line of a store in our layout: a reader of the whole may notice much later."""
    if not data.startswith(b'{\n"'):
        return None
    found: list[tuple[int, int, str]] = []
    for entry in entries(data.split(b"\n"), lambda line, reason: found.append((line, 1, reason))):
        if not found and not is_json(entry.raw):
            found.append((entry.line, 1, "the record is not JSON"))
        if found:
            return found[0]
    return found[0] if found else None


def _broken_place(data: bytes, error: Exception) -> tuple[int, int, str]:
    reason, offset = str(error), len(data)
    if isinstance(error, UnicodeDecodeError):
        reason, offset = "the text is not UTF-8", _first_bad_byte(data)
    elif isinstance(error, json.JSONDecodeError):
        reason, offset = error.msg, len(error.doc[: error.pos].encode(errors="replace"))
    elif match := re.fullmatch(r"(?:JSON is malformed: )?(.*?) \(byte (\d+)\)", reason):
        reason, offset = match[1], int(match[2])
    else:
        reason = "the file ends before the JSON does"
    line = data.count(b"\n", 0, offset) + 1
    column = len(data[data.rfind(b"\n", 0, offset) + 1 : offset].decode(errors="replace")) + 1
    return line, column, reason


def _first_bad_byte(data: bytes) -> int:
    offset = 0
    for line in data.split(b"\n"):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            return offset + error.start
        offset += len(line) + 1
    return offset


def encode(document: Any) -> bytes:
    """Return a document as JSON on one line.

    Raises:
        ValueError: It holds a number that is not finite, which JSON cannot say.
        TypeError: It holds something that is no JSON value.
    """
    try:
        encoded = _ENCODER.encode(document)
    except (UnicodeEncodeError, TypeError):  # half a surrogate pair; a key that is true or null
        plain = msgspec.to_builtins(document) if isinstance(document, msgspec.Struct) else document
        return json.dumps(plain, allow_nan=False, separators=(",", ":")).encode()
    if b"null" in encoded:  # as which msgspec writes a number that is not finite
        json.dumps(msgspec.to_builtins(document), allow_nan=False)
    return encoded


def lay_out(tables: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yield the bytes of a store file, about a megabyte at a time.

    Args:
        tables: Each table's name and its lines, `"NUMBER": {record}`.
    """
    before = b"{\n"
    for name, lines in tables:
        yield before + encode(name) + b": {\n"
        separator, end = b"", b"}"
        rest = iter(lines)
        while batch := b",\n".join(islice(rest, _BATCH)):
            yield separator + batch
            separator, end = b",\n", b"\n}"
        yield end
        before = b",\n"
    yield b"{\n}\n" if before == b"{\n" else b"\n}\n"


def _lines(table: str, documents: Mapping[str, Any]) -> Iterator[bytes]:
    for number, document in documents.items():
        raw = document.raw if isinstance(document, StoredRecord) else encoded(table, document)
        yield encode(str(number)) + b": " + raw


class DurableStorage(Storage):
    """TinyDB's storage for a store's file.

    A file that does not exist reads as empty and is made by the first write. A write refuses when the file is no
    longer what this storage last read or wrote.
    """

    def __init__(self, path: str | os.PathLike[str], *, writing: bool = True) -> None:
        self.path = Path(os.path.realpath(path))  # a link keeps pointing at the file that it pointed at
        self._lock = WriterLock(self.path)
        self.writing = writing
        """Whether it may be written."""
        self._known: Version | None = None
        self._was_absent = False

    def read(self) -> Tables | None:
        """Return all tables, their records not decoded yet; None when there is nothing.

        Raises:
            StoreError: The file cannot be read, or is no JSON of tables.
        """
        try:
            data, version = read_version(self.path)
        except StoreNotFound:
            self._known, self._was_absent = None, True
            return None
        self._known, self._was_absent = version, False
        return dict[str, dict[str, Any]](read_tables(data, self.path)) if data and not data.isspace() else None

    def write(self, data: Tables) -> None:
        """Put the tables in the place of what the file holds.

        Raises:
            StoreError: It cannot be written, or has changed; the file is then as it was.
            UnsoundRecord: A document cannot be said in JSON.
        """
        if not self.writing:
            raise StoreNotWritable(f"{shown(self.path)} is open for reading only.")
        chunks = lay_out((name, _lines(name, table)) for name, table in data.items())
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
            with self._locked():
                return replace_file(self._lock, chunks, self._known)
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
        yield b'"%d": ' % number + _on_one_line(raw)


def encoded(table: str, item: msgspec.Struct | Mapping[str, Any]) -> bytes:
    """Return a record as JSON.

    Raises:
        UnsoundRecord: JSON cannot say it.
    """
    try:
        return encode(item)
    except ValueError as error:
        record_id = getattr(item, "id", "") if isinstance(item, msgspec.Struct) else item.get("id", "")
        raise UnsoundRecord(table, str(record_id), f"cannot be stored: {error}") from error


def copy_file(source: Path, dest: Path, *, like: os.stat_result | None = None) -> None:
    """Copy a file to a new one, at once and wholly; with the owner and mode of `like`, else with those of a new file.

    Raises:
        StoreError: The source cannot be read, the copy exists already or cannot be written.
    """
    with os.fdopen(open_to_read(source), "rb") as file:
        create_file(dest, _chunks(file, source), like)


def _chunks(file: BinaryIO, path: Path) -> Iterator[bytes]:
    with reading(path):
        while data := file.read(CHUNK_BYTES):
            yield data
