"""What a person corrected in an imported record lies over what the source said, which stays in the record.

`extra.original` holds, of each corrected field, what the source said (null: nothing). So the difference can be seen
and taken back, and a later import changes the rest of the record and leaves the correction.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from store.importers.stamp import KEY, Stampable

ORIGINAL: Final = "original"
"""Key in `extra`."""

_ANNOTATIONS: Final = frozenset(("id", "origin", "extra", "tags", "notes", "note"))
"""Fields in which a person adds to a record, which contradicts no source."""


def originals_in(extra: Any) -> dict[str, Any]:
    """Return what the source said, by corrected field."""
    found = extra.get(ORIGINAL) if isinstance(extra, Mapping) else None
    return dict(found) if isinstance(found, dict) else {}


def with_originals(before: Mapping[str, Any], after: dict[str, Any], changed: frozenset[str]) -> dict[str, Any]:
    """Return a record after a person's change, with what the source said of the fields that now say something else.

    Args:
        before: All fields before the change.
        after: All fields after it.
        changed: The names of those that differ.
    """
    extra = after.get("extra")
    if not isinstance(extra, dict) or KEY not in extra:  # nobody imported it
        return after
    originals = originals_in(before.get("extra"))
    for name in sorted(changed - _ANNOTATIONS):
        said = originals.setdefault(name, before.get(name))
        if said == after.get(name):
            del originals[name]
    return {**after, "extra": _with(extra, originals)}


def _with(extra: Mapping[str, Any], originals: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in extra.items() if name != ORIGINAL}
    return {**rest, ORIGINAL: dict(originals)} if originals else rest


def as_the_source_said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record without its corrections."""
    originals = originals_in(fields.get("extra"))
    found = {name: value for name, value in {**fields, **originals}.items() if value is not None}
    extra = _with(found.get("extra", {}), {})
    if extra:
        return {**found, "extra": extra}
    found.pop("extra", None)
    return found


def uncorrected(record: Stampable) -> Stampable:
    """Return a record without its corrections; the same one if it has none, or ones that fit no model."""
    if not originals_in(record.extra):
        return record
    try:
        return msgspec.convert(as_the_source_said(msgspec.to_builtins(record)), type(record))
    except msgspec.ValidationError:
        return record


def corrected_again(stored: Mapping[str, Any], now: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Lay the corrections of a record over what the source says of it now.

    Args:
        stored: All fields as they were, corrections and all.
        now: All fields as the source has them now.

    Returns:
        The record, and the fields in which the source now says something that is neither what it said nor the
        correction.
    """
    collisions: list[str] = []
    originals: dict[str, Any] = {}
    fields = dict(now)
    for name, said in originals_in(stored.get("extra")).items():
        mine, new = stored.get(name), now.get(name)
        if new == mine:
            continue  # the source has come to say the same
        originals[name] = new
        if new != said:
            collisions.append(name)
        if mine is None:
            fields.pop(name, None)
        else:
            fields[name] = mine
    return {**fields, "extra": _with(fields.get("extra", {}), originals)}, collisions
