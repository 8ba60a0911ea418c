"""A record as it is in the store that somebody sees."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from store.editing.overlay import fields_of
from store.errors import UnsoundRecord

if TYPE_CHECKING:
    from store.timeline import Timeline


def current(timeline: "Timeline", table: str, record_id: str) -> dict[str, Any] | None:
    """Return all fields of a record as it is, those too that the model does not know; None when there is none.

    Raises:
        UnsoundRecord: The record is there and not sound, or its id stands twice: it is mended in the file.
    """
    known: Mapping[str, object] = timeline.ordinal_of if table == "events" else getattr(timeline, table)
    for unsound in timeline.report.unsound:
        if unsound.record_id == record_id and unsound.table == table:
            raise UnsoundRecord(table, record_id, f"is not sound in the file, so it is not changed: {unsound.reason}")
    if record_id not in known:
        return None
    return fields_of(table, record_id, timeline.stored(table, record_id))
