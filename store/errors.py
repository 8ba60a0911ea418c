"""What can go wrong with a store, said so that a user can act on it."""

from pathlib import Path

from store.text import one_line


class StoreError(Exception):
    """Anything that a user can cause. `str(error)` is one or two plain sentences: what, where, what to do."""


class StoreNotFound(StoreError):
    """There is no file at that path."""


class StoreNotReadable(StoreError):
    """The file is there, and the system does not let it be read."""


class StoreExists(StoreError):
    """Something stands already where a new store was to be made; it is never overwritten unasked."""


class NotAStore(StoreError):
    """The file is there and is not a Dateline store (a directory, empty, broken JSON, other JSON)."""


class NewerStore(StoreError):
    """The store was written by a newer Dateline."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} has store format version {found}; this Dateline reads up to version {known}. "
            "Install a newer Dateline to open it."
        )


class StoreLocked(StoreError):
    """Another program is writing to the store."""


class StoreNotWritable(StoreError):
    """The file or its folder does not allow writing, or the disk is full."""


class StoreChanged(StoreError):
    """Another program replaced or changed the file while it was open."""


class RecordNotFound(StoreError):
    """No record in that table has that id."""


class UnsoundRecord(StoreError):
    """A record that does not fit the model. Names the table, the record's id and the field."""

    def __init__(self, table: str, record_id: str, reason: str, *, field: str = "") -> None:
        super().__init__(f"{table} {one_line(record_id)[:80] or '(no id)'}: {reason}")
        self.table = table
        self.record_id = record_id
        self.reason = reason
        self.field = field
        """Where in the record: `claims[2].low`, positions counted from 0; empty for the record as a whole."""


class DateError(StoreError, ValueError):
    """A date that is not EDTF, or does not exist."""


class QueryError(StoreError, ValueError):
    """A query that cannot be read. `column` is where in the text, counted from 0."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class UnknownName(StoreError, ValueError):
    """A name that somebody gave stands for nothing in the store, or for several things."""


class ImportRefused(StoreError):
    """A file that cannot be imported at all: of no known format, a broken archive, no text."""


class PageRefused(StoreError):
    """A file that cannot be read as a page at all: empty, no text, far too large."""
