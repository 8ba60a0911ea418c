"""Records as the file has them, unknown fields and all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from store.timeline import Timeline

_AS_SPACES: Final = bytes.maketrans(b"\t\n\r", b"   ")
"""Between the parts of a JSON text these are white space; within its strings they stand as escapes only."""


def stored_record(timeline: Timeline, table: str, id_: str) -> str:
    """Return a record's JSON as it stands in the store, on one line.

    Raises:
        StoreChanged: The file no longer holds it.
    """
    return on_one_line(timeline.stored(table, id_))


def on_one_line(raw: bytes) -> str:
    """Return a record's JSON on one line, however somebody laid it out."""
    return raw.strip().translate(_AS_SPACES).decode(errors="replace")
