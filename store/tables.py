"""A store's bytes as tables of records, and back: one record a line, in JSON that plain TinyDB reads.

Records that nobody touched are copied byte for byte, sound or not.
"""

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from store.broken import not_a_store
from store.entries import Entry, OtherLayout, entries
from store.files import CHUNK_BYTES
from store.rawjson import ONLY_PYTHON, decoded, encode, encoded, is_json, on_one_line
from store.validation import id_in, is_document_number

Tables = dict[str, dict[str, Any]]
"""What TinyDB reads and writes: documents by document number (a string of digits) by table."""

_BATCH: Final = 1024
"""Records joined for one write: about a megabyte of events, which is large enough for the disk."""

_RAW_TABLES: Final = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])


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
        if self._fields is not None and json.dumps(self._fields) != json.dumps(decoded(raw)):
            return json.dumps(self._fields).encode() if ONLY_PYTHON.search(raw) else encode(self._fields)
        return on_one_line(raw)

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
            fields = decoded(self._raw)
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
        if not ONLY_PYTHON.search(data):
            raise not_a_store(path, data, error) from error
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
        raise not_a_store(path, data, error) from error
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise not_a_store(path, data, msgspec.ValidationError())
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


def lines_of(table: str, documents: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the lines of a table, `"NUMBER": {record}`.

    Args:
        table: Its name, for the message.
        documents: Its documents by number.

    Raises:
        UnsoundRecord: A document cannot be said in JSON.
    """
    for number, document in documents.items():
        raw = document.raw if isinstance(document, StoredRecord) else encoded(table, document)
        yield encode(str(number)) + b": " + raw
