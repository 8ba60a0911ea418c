"""What is saved of a form: the step that adds the record, or changes the fields that were typed in."""

from typing import TYPE_CHECKING, Any, Final

from store.errors import RecordNotFound, StoreChanged
from store.text import one_line
from store.timeline import Timeline
from tui.forms.form import Form

if TYPE_CHECKING:
    from store.editing.changes import Step

_LONGEST_ID: Final = 60


def step_of(now: Timeline, table: str, record_id: str, form: Form) -> "Step":
    """Return the step that saves a form in the store as it is now.

    Args:
        now: The store.
        table: The record's table.
        record_id: Its id; empty: it is a new one.
        form: What was typed, without errors.

    Raises:
        UnsoundRecord: The record would not be sound.
        StoreChanged: A field was changed elsewhere since the form was opened.
        RecordNotFound: The record is gone.
    """
    from store.editing import steps
    from store.validation import validate

    if not record_id:
        fields = form.value()
        return steps.add(now, table, validate(table, {**fields, "id": new_id(now, table, fields)}))
    changes = form.changes()
    before = steps.current(now, table, record_id)
    if before is None:
        raise RecordNotFound(f"{one_line(record_id)[:80]} was deleted meanwhile. u may bring it back.")
    for name in changes:
        if before.get(name) != form.base.get(name):
            raise StoreChanged(
                f"The {name} of {one_line(record_id)[:80]} was changed elsewhere meanwhile, so nothing was written."
            )
    return steps.patch(now, table, record_id, changes)


def new_id(now: Timeline, table: str, fields: dict[str, Any]) -> str:
    """Return an id that no record of a table has, made of what the record is called."""
    from store.importers.resolve import slug

    name = next((str(fields[name]) for name in ("title", "name", "headline") if fields.get(name)), "")
    stem = slug(name)[:_LONGEST_ID].strip("-") or table.removesuffix("s")
    known = now.ordinal_of if table == "events" else getattr(now, table)
    number = 1
    while (found := stem if number == 1 else f"{stem}-{number}") in known:
        number += 1
    return found
