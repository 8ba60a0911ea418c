"""The steps that a person can make, as pure functions of the timeline that they see: nothing is written here.

Each looks at the records as they are, checks what they would become, and returns the step for `Editor.apply`.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec
from pyroaring import BitMap

from store.editing.changes import Change, Step, applied, difference, fits
from store.editing.checking import require_sound
from store.editing.current import current
from store.editing.knowing import unknown_field
from store.errors import RecordNotFound, StoreChanged, StoreExists, UnsoundRecord
from store.importing.corrections import with_originals
from store.merging import merge_into
from store.model import STAR, TABLES, Record
from store.text import one_line
from store.validation import validate

if TYPE_CHECKING:
    from store.timeline import Timeline

SAME_AS: Final = "same_as"
"""Key in `extra`: ids of events that record the same occurrence."""

_NOTE_OF: Final[Mapping[str, str]] = {
    "events": "notes",
    "offensives": "notes",
    "actors": "note",
    "places": "note",
    "articles": "note",
    "views": "note",
}
_NAME_OF: Final[Mapping[str, str]] = {
    "events": "title",
    "offensives": "name",
    "actors": "name",
    "places": "name",
    "articles": "headline",
    "views": "name",
}
_LONGEST_NAME: Final = 60


class _Tagged(Record):
    tags: list[str] = msgspec.field(default_factory=list)


_TAGGED: Final = msgspec.json.Decoder(_Tagged)


def _existing(timeline: "Timeline", table: str, record_id: str) -> dict[str, Any]:
    fields = current(timeline, table, record_id)
    if fields is None:
        raise RecordNotFound(f"There is no record {one_line(record_id)[:80]!r} among the {table}.")
    return fields


def title_of(table: str, fields: Mapping[str, Any]) -> str:
    """Return how a record is called in the name of a step, in quotes."""
    title = one_line(str(fields.get(_NAME_OF[table]) or fields.get("id", "")))
    return f"'{title if len(title) <= _LONGEST_NAME else title[: _LONGEST_NAME - 1] + '…'}'"


def put(timeline: "Timeline", table: str, record: Record) -> Step:
    """Add a record, or give the one with its id the fields that it has; fields that the model does not know stay.

    Raises:
        UnsoundRecord: It does not fit the model, or names what is not there.
    """
    before = current(timeline, table, record.id)
    after: dict[str, Any] = msgspec.to_builtins(record)
    if before is not None:
        fresh, after = after, dict(before)
        merge_into(after, fresh, TABLES[table])
    return _step("add" if before is None else "edit", timeline, table, record.id, before, after)


def add(timeline: "Timeline", table: str, record: Record) -> Step:
    """Add a record.

    Raises:
        StoreExists: There is one with its id.
        UnsoundRecord: It does not fit the model, or names what is not there.
    """
    if current(timeline, table, record.id) is not None:
        raise StoreExists(f"There is a record {one_line(record.id)[:80]!r} among the {table} already. Edit it.")
    return put(timeline, table, record)


def patch(timeline: "Timeline", table: str, record_id: str, fields: Mapping[str, Any]) -> Step:
    """Change some fields of a record.

    Args:
        timeline: The store as it is seen.
        table: Where the record is.
        record_id: Its id.
        fields: Values as JSON has them, by field; None takes a field away.

    Raises:
        RecordNotFound: There is no such record.
        UnsoundRecord: It would not fit the model, or names what is not there.
    """
    before = _existing(timeline, table, record_id)
    known = {field.name for field in msgspec.structs.fields(TABLES[table])}
    for name in fields:
        if name == "id":
            raise UnsoundRecord(table, record_id, "field id stays as it is; add a new record", field="id")
        if name not in known:
            raise unknown_field(table, record_id, name, known)
    after = {name: value for name, value in {**before, **fields}.items() if value is not None}
    return _step("edit", timeline, table, record_id, before, after)


def put_form(
    timeline: "Timeline", table: str, record_id: str, fields: Mapping[str, Any], shown: Mapping[str, Any] | None = None
) -> Step:
    """Give a record the fields of a form that shows all that the model knows but `extra` (`textform.from_text`).

    A field that the form lacks is taken away; of lists, what the model does not know within an item stays.

    Args:
        timeline: The store as it is now.
        table: Where the record is.
        record_id: Its id.
        fields: What the form holds.
        shown: The record as the form showed it, if it may have changed since: what was left alone in the form stays
            as it is now. None: it is what it was.

    Raises:
        RecordNotFound: There is no such record.
        StoreChanged: What was changed in the form has been changed elsewhere since.
        UnsoundRecord: It would not fit the model, or names what is not there.
    """
    now = _existing(timeline, table, record_id)
    before = now if shown is None else dict(shown)
    fresh = {name: value for name, value in fields.items() if value is not None}
    if fresh.get("id", record_id) != record_id:
        raise UnsoundRecord(table, record_id, "field id stays as it is; add a new record", field="id")
    fresh["id"] = record_id
    if "extra" in before:
        fresh["extra"] = before["extra"]
    validate(table, fresh)
    after = dict(before)
    merge_into(after, fresh, TABLES[table])
    change = difference(table, record_id, before, after)
    if change is not None and not fits(change, now):
        raise StoreChanged(f"{one_line(record_id)[:80]} was changed elsewhere meanwhile, so nothing was written.")
    return _step("edit", timeline, table, record_id, now, now if change is None else applied(change, now) or now)


def _step(
    verb: str, timeline: "Timeline", table: str, record_id: str, before: dict[str, Any] | None, after: dict[str, Any]
) -> Step:
    change = difference(table, record_id, before, after)
    if change is not None and before is not None:
        after = with_originals(before, after, change.fields)
        change = difference(table, record_id, before, after)
    if change is not None:
        require_sound(timeline, change, after)
    title = title_of(table, after if before is None else before)
    return Step(f"{verb} {title}", () if change is None else (change,))


def delete(timeline: "Timeline", table: str, *ids: str) -> Step:
    """Delete records. What names them is not looked at here (`referring.references_to`).

    Raises:
        RecordNotFound: One is not there.
        UnsoundRecord: One is not sound: it is mended in the file.
    """
    changes = tuple(
        Change(table, record_id, _existing(timeline, table, record_id), None) for record_id in dict.fromkeys(ids)
    )
    first = title_of(table, changes[0].before or {}) if changes else ""
    return Step(f"delete {first}" if len(changes) == 1 else f"delete {len(changes):,} {table}", changes)


def tag(timeline: "Timeline", events: BitMap, name: str, *, on: bool = True) -> Step:
    """Give events a tag, or take it away; those that have it, or do not, are left alone.

    Raises:
        UnsoundRecord: The tag is empty.
    """
    name = one_line(name).strip()
    if not name:
        raise UnsoundRecord("events", "", "a tag must not be empty", field="tags")
    having = timeline.by_tag.get(name, BitMap())
    concerned = events - having if on else events & having
    changes = tuple(_tagging(timeline, ordinal, name, on=on) for ordinal in concerned)
    return Step(_tagging_name(timeline, changes, name, on=on), changes)


def _tagging(timeline: "Timeline", ordinal: int, name: str, *, on: bool) -> Change:
    before = _tags_of(timeline, ordinal)
    tags = [*before, name] if on else [each for each in before if each != name]
    return Change("events", timeline.ids[ordinal], {"tags": before} if before else {}, {"tags": tags} if tags else {})


def _tags_of(timeline: "Timeline", ordinal: int) -> list[str]:
    """Return the tags of an event, without looking at the rest of it: there may be 100,000 to ask."""
    found = timeline.decoded(_TAGGED, ordinal)
    return found.tags


def _tagging_name(timeline: "Timeline", changes: tuple[Change, ...], name: str, *, on: bool) -> str:
    whom = f"{len(changes):,} events"
    if len(changes) == 1:
        whom = title_of("events", _existing(timeline, "events", changes[0].id))
    if name == STAR:
        return f"{'star' if on else 'unstar'} {whom}"
    return f"tag {whom} with {name}" if on else f"take the tag {name} from {whom}"


def star(timeline: "Timeline", events: BitMap, *, on: bool = True) -> Step:
    """Star events, or take their stars away."""
    return tag(timeline, events, STAR, on=on)


def note(timeline: "Timeline", table: str, record_id: str, text: str) -> Step:
    """Write the user's note on a record, in Markdown; an empty text takes it away.

    Raises:
        RecordNotFound: There is no such record.
    """
    step = patch(timeline, table, record_id, {_NOTE_OF[table]: text or None})
    return msgspec.structs.replace(step, name=step.name.replace("edit", "note on", 1))


def link(timeline: "Timeline", event_id: str, other_id: str) -> Step:
    """Say that two events record the same occurrence; both stay, with their claims.

    Raises:
        RecordNotFound: One is not there.
        UnsoundRecord: They are the same event.
    """
    before, other = (_existing(timeline, "events", each) for each in (event_id, other_id))
    if event_id == other_id:
        raise UnsoundRecord("events", event_id, "is the same event; name another")
    extra = before.get("extra", {})
    same = extra.get(SAME_AS, [])
    name = f"link {title_of('events', before)} and {title_of('events', other)}"
    if other_id in same or event_id in other.get("extra", {}).get(SAME_AS, []):
        return Step(name, ())
    change = difference("events", event_id, before, {**before, "extra": {**extra, SAME_AS: [*same, other_id]}})
    return Step(name, (change,) if change is not None else ())


def unlink(timeline: "Timeline", event_id: str, other_id: str) -> Step:
    """Take back that two events record the same occurrence, whichever of them says so.

    Raises:
        RecordNotFound: One is not there.
    """
    changes: list[Change] = []
    fields = {each: _existing(timeline, "events", each) for each in (event_id, other_id)}
    for each, named in ((event_id, other_id), (other_id, event_id)):
        extra = dict(fields[each].get("extra", {}))
        same = [id_ for id_ in extra.pop(SAME_AS, []) if id_ != named]
        extra = {**extra, SAME_AS: same} if same else extra
        after = {**fields[each], "extra": extra} if extra else {k: v for k, v in fields[each].items() if k != "extra"}
        change = difference("events", each, fields[each], after)
        if change is not None:
            changes.append(change)
    names = [title_of("events", each) for each in fields.values()]
    return Step(f"unlink {' and '.join(names)}", tuple(changes))


def together(name: str, steps: Iterable[Step]) -> Step:
    """Return one step that does what several do, which must concern different records."""
    return Step(name, tuple(change for step in steps for change in step.changes))


__all__ = [
    "SAME_AS",
    "STAR",
    "add",
    "applied",
    "current",
    "delete",
    "link",
    "note",
    "patch",
    "put",
    "put_form",
    "star",
    "tag",
    "title_of",
    "together",
    "unlink",
]
