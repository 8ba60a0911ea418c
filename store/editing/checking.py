"""The gate before the journal: a record that would not be sound in the store as it then is, is refused."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from store.editing.changes import Change
from store.errors import UnsoundRecord
from store.soundness import problems, references
from store.text import one_line
from store.validation import validate

if TYPE_CHECKING:
    from store.timeline import Timeline


def require_sound(timeline: "Timeline", change: Change, after: dict[str, Any]) -> None:
    """Raise `UnsoundRecord` when a change makes a record unsound.

    A fault in a field that the change leaves alone was there before, and is no reason to refuse it; but a record must
    fit the model, and stand at a date.

    Args:
        timeline: The store as it is seen.
        change: The change.
        after: All fields of the record after it.
    """
    table, record_id = change.table, change.id
    record = validate(table, after)
    changed = change.fields
    for problem in problems(record):
        if problem.severity == "error" and (problem.field == "date" or _top(problem.field) in changed):
            raise UnsoundRecord(table, record_id, f"field {problem.field}: {problem.reason}", field=problem.field)
    for field, target, named in references(record):
        if _top(field) in changed and named not in _ids(timeline, target) and (target, named) != (table, record_id):
            reason = f"names {one_line(named)[:80]!r}, which is not among the {target}; add it first"
            raise UnsoundRecord(table, record_id, f"field {field} {reason}", field=field)


def _top(field: str) -> str:
    return field.partition(".")[0].partition("[")[0]


def _ids(timeline: "Timeline", table: str) -> Mapping[str, object]:
    return timeline.ordinal_of if table == "events" else getattr(timeline, table)
