"""Records as the file has them, unknown fields and all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.errors import StoreChanged

if TYPE_CHECKING:
    from store.timeline import Timeline

_AS_SPACES: Final = bytes.maketrans(b"\t\n\r", b"   ")
"""Between the parts of a JSON text these are white space; within its strings they stand as escapes only."""


def stored_record(timeline: Timeline, table: str, id_: str) -> str:
    """Return a record's JSON as it stands in the store, on one line.

    Raises:
        StoreChanged: The file no longer holds it.
    """
    raw = timeline.raw(timeline.ordinal_of[id_]) if table == "events" else _from_file(timeline, table, id_)
    return on_one_line(raw)


def on_one_line(raw: bytes) -> str:
    """Return a record's JSON on one line, however somebody laid it out."""
    return raw.strip().translate(_AS_SPACES).decode(errors="replace")


def _from_file(timeline: Timeline, table: str, id_: str) -> bytes:
    """Look a record up in the file: the timeline keeps the small tables decoded, which drops unknown fields."""
    import msgspec

    assert timeline.path is not None
    try:
        tables = msgspec.json.decode(timeline.path.read_bytes(), type=dict[str, dict[str, msgspec.Raw]])
        for raw in tables.get(table, {}).values():
            record = msgspec.json.decode(raw)
            if isinstance(record, dict) and record.get("id") == id_:
                return bytes(raw)
    except (OSError, msgspec.MsgspecError) as error:
        raise _changed(timeline) from error
    raise _changed(timeline)


def _changed(timeline: Timeline) -> StoreChanged:
    return StoreChanged(f"{timeline.path} was changed by another program while it was open. Try again.")
