"""Where in a form a record is refused, and what to say there."""

from collections.abc import Sequence

from store.errors import UnsoundRecord
from tui.forms.specs import ITEMS, Spec


def place_of(error: UnsoundRecord, specs: Sequence[Spec]) -> tuple[str, str]:
    """Return the field that a record is refused for, and a sentence; the first field where it has none of these."""
    first, _, inner = error.field.partition(".")
    field, _, number = first.rstrip("]").partition("[")
    spec = next((spec for spec in specs if spec.name == field), None)
    if spec is None:
        return specs[0].name, f"{error.reason}."
    if not (spec.item and number):
        return field, f"{_reason(error)}."
    label = next((f"{each.label} " for each in ITEMS[spec.item] if each.name == inner), "")
    return field, f"{spec.item} {int(number) + 1}: {label}{_reason(error)}."


def of_item(error: UnsoundRecord, item: str) -> UnsoundRecord | None:
    """Return the refusal of a record as one of an item of its lists; None when it is not for the sake of that item.

    Args:
        error: The refusal.
        item: The item as fields name it: `claims[0].`
    """
    if not error.field.startswith(item):
        return None
    return UnsoundRecord(error.table, error.record_id, _reason(error), field=error.field.removeprefix(item))


def _reason(error: UnsoundRecord) -> str:
    return error.reason.removeprefix(f"field {error.field}: ")
