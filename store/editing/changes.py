"""What a change of a store is: of each record the fields that change, as they were and as they become.

A change holds no more than what changes, so that a tag given to 100,000 events is no copy of them, a change of a date
leaves alone what another program does to the title, and what this program does not know of a record stays.
"""

import getpass
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from msgspec import Struct, field

from store.text import one_line

Fields = Mapping[str, Any]
"""A record, or a part of it, as JSON has it: values by name of the field."""


class Change(Struct, frozen=True):
    """What becomes of one record.

    Where both `before` and `after` are given, the record stays, and they hold the fields that change alone: one that
    is in `before` only is taken away, one in `after` only is new.
    """

    table: str
    id: str
    before: dict[str, Any] | None
    """None: there is no such record yet."""
    after: dict[str, Any] | None
    """None: the record is deleted."""

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that change."""
        return frozenset(self.before or ()) | frozenset(self.after or ())

    @property
    def is_update(self) -> bool:
        """Whether the record is there before and after."""
        return self.before is not None and self.after is not None

    @property
    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.table, self.id, self.after, self.before)


class Step(Struct, frozen=True):
    """Changes that a person made at once, and can take back at once."""

    name: str
    """What was done: "delete 'Tabqa airbase shelled'"."""
    changes: tuple[Change, ...]
    """One for each record that changes, whose order means nothing."""
    when: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    """ISO 8601, UTC."""
    who: str = field(default_factory=lambda: user())
    id: str = field(default_factory=lambda: os.urandom(8).hex())
    undoes: str = ""
    """Id of the step that this one takes back."""

    @property
    def inverse(self) -> "Step":
        """The step that takes this one back, made by whoever asks and now."""
        back = tuple(change.inverse for change in reversed(self.changes))
        return Step(f"undo: {self.name}", back, undoes=self.id)


USER_VARIABLE: Final = "DATELINE_USER"
"""The name that stands for the user in the history of a store, where that of the system is not wanted."""


def user() -> str:
    """Return who is at the keys: `DATELINE_USER`, else the name that the system has."""
    named = one_line(os.environ.get(USER_VARIABLE, ""))
    if named:
        return named
    try:
        return one_line(getpass.getuser())
    except (OSError, KeyError, ImportError):  # a container may have no name for its user
        return "unknown"


def difference(table: str, record_id: str, before: Fields | None, after: Fields | None) -> Change | None:
    """Return the change from one whole record to another; None when there is none.

    Args:
        table: Where the record is.
        record_id: Its id.
        before: All its fields as they are; None: it is not there.
        after: All its fields as they are to be; None: it is to be deleted.
    """
    if before is None or after is None:
        if before is after:
            return None
        return Change(table, record_id, _copy(before), _copy(after))
    names = [name for name in (*before, *after) if not _same(before, after, name)]
    old, new = ({name: fields[name] for name in names if name in fields} for fields in (before, after))
    return Change(table, record_id, old, new) if names else None


def _copy(fields: Fields | None) -> dict[str, Any] | None:
    return None if fields is None else dict(fields)


def _same(one: Fields, other: Fields, name: str) -> bool:
    if name not in one or name not in other:
        return name not in one and name not in other
    return _exactly(one[name], other[name])


def _exactly(one: Any, other: Any) -> bool:
    """Return whether two values of JSON are the same; unlike Python, 1 and true and 1.0 are not."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_exactly(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_exactly, one, other))
    return bool(one == other)


def applied(change: Change, fields: Fields | None) -> dict[str, Any] | None:
    """Return a record after a change; None when it is no longer there.

    Args:
        change: The change.
        fields: All fields of the record before it; None: there is none.
    """
    if change.after is None:
        return None
    if change.before is None or fields is None:
        return dict(change.after)
    after = change.after
    kept = {name: value for name, value in fields.items() if name not in change.before or name in after}
    return {**kept, **after}


def fits(change: Change, fields: Fields | None) -> bool:
    """Return whether a record is what a change says that it was.

    Args:
        change: The change.
        fields: All fields of the record as it is; None: it is not there.
    """
    if change.before is None or fields is None:
        return change.before is None and fields is None
    if change.after is None:
        return _exactly(dict(fields), change.before)
    return all(
        name in fields and _exactly(fields[name], change.before[name]) if name in change.before else name not in fields
        for name in change.fields
    )


def composed(first: Change, then: Change) -> Change | None:
    """Return the one change that two changes of a record make; None when they make none.

    Args:
        first: The earlier one.
        then: The later one, which begins where the first has ended.
    """
    table, record_id = first.table, first.id
    if first.before is None:
        return difference(table, record_id, None, applied(then, first.after))
    if first.after is None:
        return difference(table, record_id, first.before, then.after)
    if then.after is None:
        return Change(table, record_id, applied(first.inverse, then.before), None)
    names = (*first.before, *first.after, *(then.before or ()), *then.after)
    begun = {
        **{name: (then.before or {})[name] for name in then.before or () if name not in first.fields},
        **first.before,
    }
    ended = {**{name: value for name, value in first.after.items() if name not in then.fields}, **then.after}
    changed = [name for name in dict.fromkeys(names) if not _same(begun, ended, name)]
    old, new = ({name: fields[name] for name in changed if name in fields} for fields in (begun, ended))
    return Change(table, record_id, old, new) if changed else None


def net(changes: Iterable[Change]) -> dict[tuple[str, str], Change]:
    """Return what a run of changes comes to, by table and id."""
    found: dict[tuple[str, str], Change | None] = {}
    for change in changes:
        key = change.table, change.id
        before = found.get(key)
        found[key] = change if before is None else composed(before, change)
    return {key: change for key, change in found.items() if change is not None}
