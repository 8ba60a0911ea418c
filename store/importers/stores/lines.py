"""The records of a store file, or of our JSON Lines, each with its table."""

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from store.editing.journal import NO_JOURNAL, Journal, read_journal
from store.editing.replay import lay_journal_into
from store.errors import NewerStore, StoreChanged, UnsoundRecord
from store.files import Fingerprint
from store.importers.cells import LONGEST_CELL
from store.importers.jsondocument import BLANK, checked, cleaned, shown, trimmed
from store.importers.objects import first_object, read_objects
from store.importers.protocol import CellError, Rejected
from store.importers.source import Head, Source
from store.importers.stamp import Stampable, without_stamp
from store.meta import STEPS, known_version, pending
from store.model import TABLES, VERSION
from store.rawjson import decoded, encode
from store.tables import StoredRecord, Tables, read_tables
from store.text import clean, one_line
from store.validation import validate

_STORE: Final = re.compile(r'"format"\s*:\s*"dateline"')
_SCHEMA: Final = re.compile(r"dateline\.(?P<kind>[a-z]+)/(?P<version>\d{1,9})", re.ASCII)
_ONE_OF: Final = {name.removesuffix("s"): name for name in TABLES}
"""Tables by what one record of theirs is called."""
_NAMED: Final = ("actors", "places")
_OTHERS: Final = ("articles", "offensives", "events")
_OURS: Final = re.compile("schema_+")
_MANY: Final = 32
"""Brackets in a record that is looked at for nesting."""
_HOSTILE: Final = re.compile(rb"\\[ubfr]|[\x00-\x1f\x7f]")
_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_KNOWN: Final = {table: frozenset(model.__struct_fields__) for table, model in TABLES.items()}


class Stored(NamedTuple):
    """A sound record, as it stands in the source."""

    table: str
    line: int
    record: Stampable
    raw: bytes

    @property
    def piece(self) -> dict[str, Any]:
        """The record as an object that can be read again."""
        return piece_of(self.table, decoded(self.raw))


class Contents(NamedTuple):
    """What a source holds."""

    meta: Mapping[str, Any]
    named: Sequence["Stored | Rejected"]
    """Actors and places, which the others name."""
    others: Iterable["Stored | Rejected"]


def is_ours(head: Head) -> bool:
    """Tell whether a source is a store, or our JSON Lines."""
    if _SCHEMA.fullmatch(str(first_object(head).get("schema", ""))):
        return True
    return head.text.lstrip(BLANK).startswith("{") and _STORE.search(head.text) is not None


def read_contents(source: Source) -> Contents:
    """Return what a source holds.

    Raises:
        StoreError: It is no store, or one of a newer Dateline.
    """
    if _SCHEMA.fullmatch(str(first_object(source.head).get("schema", ""))):
        return _of_lines(source)
    return _of_store(source)


def piece_of(table: str, fields: Any) -> dict[str, Any]:
    """Return a record as it stands in our JSON Lines, as far as a file of rejects can hold it."""
    value = trimmed(fields)
    return {
        "schema": f"dateline.{table.removesuffix('s')}/{VERSION}",
        **(value if isinstance(value, dict) else {"value": value}),
    }


def _of_lines(source: Source) -> Contents:
    meta: dict[str, Any] = {}
    found: dict[str, list[Stored | Rejected]] = {name: [] for name in ("", *_NAMED, *_OTHERS)}
    others = 0
    for piece in read_objects(source):
        if isinstance(piece, Rejected):
            found[""].append(piece)
            continue
        schema = _SCHEMA.fullmatch(str(piece.value.get("schema", "")))
        if schema and int(schema["version"]) > VERSION:
            raise NewerStore(Path(source.label), int(schema["version"]), VERSION)
        fields = {_unmarked(name): value for name, value in piece.value.items() if name != "schema"}
        table = _ONE_OF.get(schema["kind"]) if schema else None
        if table:
            found[table].append(_stored(table, piece.line, encode(fields), source))
        elif schema and schema["kind"] == "meta":
            meta = fields
        else:
            others += 1
    if others:
        source.note(f"{others:,} lines are no records of Dateline and were passed over")
    named = [piece for name in _NAMED for piece in found.pop(name)]
    return Contents(meta, named, [piece for pieces in found.values() for piece in pieces])


def _unmarked(name: str) -> str:
    """Return a field's name without the mark that tells it from the schema."""
    return name[:-1] if _OURS.fullmatch(name) else name


def _of_store(source: Source) -> Contents:
    decoding = source.decoding
    journal = read_journal(source.path) if source.path is not None else NO_JOURNAL  # before the file, which takes it in
    whole = source.whole()
    data = whole[decoding.mark :] if decoding.encoding == "utf-8" else source.text().encode()
    path = Path(source.label)
    tables: Tables = dict[str, Any](read_tables(data, path)) if data.strip() else {}
    _lay_in(journal, tables, source, whole)
    meta: MutableMapping[str, Any] = next(iter(tables.get("meta", {}).values()), {})
    try:
        fields = dict(meta)
    except TypeError:  # not an object
        fields = {}
    for step in pending(known_version(fields, path, STEPS), STEPS) or ():
        step.apply(tables)
    return Contents(fields, list(_records(tables, _NAMED, source)), _records(tables, _OTHERS, source))


def _lay_in(journal: Journal, tables: Tables, source: Source, whole: bytes) -> None:
    """Make the changes that wait beside a store; what is wrong there is noted."""
    if source.path is None or journal.base is None:
        return
    for note in journal.notes:
        source.note(note)
    try:
        lay_journal_into(tables, source.path, journal, Fingerprint().add(whole))
    except StoreChanged as error:
        source.note(str(error))


def _records(tables: Tables, names: Sequence[str], source: Source) -> Iterator[Stored | Rejected]:
    line = 1
    lines: dict[str, int] = {}
    for name, table in tables.items():
        lines[name] = line + 2
        line += len(table) + 2
    for name in names:
        for number, stored in enumerate(tables.get(name, {}).values()):
            raw = stored.raw if isinstance(stored, StoredRecord) else encode(stored)
            yield _stored(name, lines[name] + number, raw, source)


def _stored(table: str, line: int, raw: bytes, source: Source) -> Stored | Rejected:
    """Return a record, clean and without what a store cannot hold; or why there is none."""
    try:
        record = validate(table, raw)
        if not _is_plain(raw):
            record = validate(table, encode(cleaned(checked(decoded(raw)))))
    except UnsoundRecord as error:
        return Rejected(line=line, column=error.field, reason=_without_field(error), raw=_raw_piece(table, raw))
    except CellError as error:
        return Rejected(
            line=line, column=error.column, value=error.value, reason=error.reason, raw=_raw_piece(table, raw)
        )
    assert isinstance(record, Stampable)
    return Stored(table, line, _with_unknown(table, raw, without_stamp(record), source), raw)


def _without_field(error: UnsoundRecord) -> str:
    return error.reason.removeprefix(f"field {error.field} ") if error.field else error.reason


def _is_plain(raw: bytes) -> bool:
    """Tell whether there is nothing in a record that would have to be cleaned or looked at closely."""
    if len(raw) > LONGEST_CELL or raw.count(b"{") + raw.count(b"[") > _MANY or _HOSTILE.search(raw):
        return False
    if raw.isascii():
        return True
    text = raw.decode()
    return clean(text) == text


def _with_unknown(table: str, raw: bytes, record: Any, source: Source) -> Any:
    """Put fields that this program does not know into the record's `extra`, where nothing is lost."""
    unknown = [name for name in _FIELDS.decode(raw) if name not in _KNOWN[table]]
    if not unknown:
        return record
    fields = decoded(raw)
    extra = {**{one_line(name): cleaned(fields[name]) for name in unknown}, **record.extra}
    source.note(
        f"Fields that are not of this version of Dateline ({', '.join(map(shown, unknown))}) were put into extra"
    )
    return msgspec.structs.replace(record, extra=extra)


def _raw_piece(table: str, raw: bytes) -> dict[str, Any]:
    try:
        return piece_of(table, decoded(raw))
    except (ValueError, RecursionError):
        return piece_of(table, {"value": shown(raw.decode(errors="replace"))})
