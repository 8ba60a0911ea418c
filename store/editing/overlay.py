"""Changes that a store's file does not have yet, laid over what it has."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from store.editing.changes import Change, Step, applied, net
from store.entries import Entry
from store.errors import UnsoundRecord
from store.rawjson import encode
from store.validation import id_in, is_document_number

_FIELDS: Final = msgspec.json.Decoder(dict[str, Any])
_UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def fields_of(table: str, record_id: str, raw: bytes) -> dict[str, Any]:
    """Return the fields of a record.

    Raises:
        UnsoundRecord: Its JSON cannot be read.
    """
    try:
        return _FIELDS.decode(raw)
    except _UNREADABLE as error:
        raise UnsoundRecord(table, record_id, "its JSON cannot be read, so it cannot be changed here") from error


def changed_raw(change: Change, raw: bytes) -> bytes:
    """Return the JSON of a record that an update changes."""
    return encode(applied(change, fields_of(change.table, change.id, raw)))


def _raw_after(change: Change, raw: bytes) -> bytes | None:
    """Return the JSON of a record after a change; None when it is deleted."""
    if change.after is None:
        return None
    return changed_raw(change, raw) if change.is_update else encode(change.after)


class Overlay:
    """What some steps come to, by table and id."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.by_table: dict[str, dict[str, Change]] = {}
        for (table, record_id), change in net(changes).items():
            self.by_table.setdefault(table, {})[record_id] = change

    @classmethod
    def of(cls, steps: Iterable[Step]) -> "Overlay":
        """Return the overlay of some steps."""
        return cls(change for step in steps for change in step.changes)

    def __bool__(self) -> bool:
        return bool(self.by_table)

    def over_entries(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the records of a file as they are with the changes: new ones last, with no line and a free number."""
        left = {table: TableOverlay(changes) for table, changes in self.by_table.items()}
        last: dict[str, int] = {}
        for entry in entries:
            changes = left.get(entry.table)
            if changes is None:
                yield entry
                continue
            if is_document_number(entry.number):
                last[entry.table] = max(last.get(entry.table, 0), int(entry.number))
            raw = changes.after(entry.raw)
            if raw is not None:
                yield entry._replace(raw=raw)
        for table, changes in left.items():
            for number, raw in enumerate(changes.added(), last.get(table, 0) + 1):
                yield Entry(table, str(number), raw, 0)

    def lay_into(self, tables: dict[str, dict[str, Any]]) -> None:
        """Change the tables of a store, as `store.tables.read_tables` returns them."""
        for table, changes in self.by_table.items():
            documents = tables.setdefault(table, {})
            numbers = _numbers(documents, changes)
            for record_id, change in changes.items():
                _lay_into(documents, numbers.get(record_id), change)


class TableOverlay:
    """The changes of one table, laid over its records as they come.

    Of records with the same id, the first is the one that a change means.
    """

    def __init__(self, changes: Mapping[str, Change]) -> None:
        self._left = dict(changes)

    def after(self, raw: bytes) -> bytes | None:
        """Return what becomes of a record; None when it is deleted."""
        change = self._left.pop(id_in(raw), None) if self._left else None
        return raw if change is None else _raw_after(change, raw)

    def added(self) -> Iterator[bytes]:
        """Yield the records that the file does not have, once all those that it has have come."""
        for change in self._left.values():
            if change.before is None and change.after is not None:
                yield encode(change.after)


def _numbers(documents: Mapping[str, Any], wanted: Mapping[str, Change]) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, stored in documents.items():
        record_id = stored.id
        if record_id in wanted:
            found.setdefault(record_id, number)
    return found


def _lay_into(documents: dict[str, Any], number: str | None, change: Change) -> None:
    from store.tables import StoredRecord

    if change.after is None:
        if number is not None:
            del documents[number]
    elif number is None:
        if change.before is None:
            documents[free_number(documents)] = StoredRecord(encode(change.after))
    else:
        raw = _raw_after(change, documents[number].raw)
        assert raw is not None
        documents[number] = StoredRecord(raw)


def free_number(documents: dict[str, Any]) -> str:
    """Return a document number that nobody has."""
    last = next(reversed(documents), "0")
    if is_document_number(last) and str(int(last) + 1) not in documents:
        return str(int(last) + 1)
    return str(1 + max((int(number) for number in documents if is_document_number(number)), default=0))
