"""The history of a record as lines to read: who changed what, when, from what to what."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from store.editing.changes import Change, Step
from store.reading.brief import in_brief
from store.text import one_line
from tui.drawing.spans import Line, Span, label

_LONGEST: Final = 200


def history_lines(steps: Sequence[Step], table: str, record_id: str) -> list[Line]:
    """Draw the steps that concern a record, the newest first."""
    lines: list[Line] = []
    for step in reversed(steps):
        for change in step.changes:
            if (change.table, change.id) == (table, record_id):
                lines += [*_step(step), *_change(change), []]
    return lines[:-1] or [[Span("Nothing was changed in it since it came into the store.", "muted")]]


def _step(step: Step) -> list[Line]:
    when = one_line(step.when).replace("T", " ").removesuffix("+00:00")
    return [
        [Span(f"{when} UTC  ", "muted"), Span(label(step.who), "key"), Span("  "), Span(label(step.name), "strong")]
    ]


def _change(change: Change) -> list[Line]:
    if not change.is_update:
        return [[Span("  "), Span("the record was added" if change.before is None else "the record was deleted")]]
    before, after = change.before or {}, change.after or {}
    lines: list[Line] = []
    for name in dict.fromkeys((*before, *after)):
        for part, was, now in _parts(name, before.get(name), after.get(name)):
            values = [Span(_words(part, was, now), "muted"), Span("  →  ", "key"), Span(_words(part, now, was))]
            lines.append([Span("  "), Span(f"{label(part)}: ", "heading"), *values])
    return lines


def _parts(name: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield a field that changed with what it was and is; of an object, only what changed in it.

    What the source said of corrected fields is left out: the fields are told themselves.
    """
    from store.importing.corrections import ORIGINAL

    if not (isinstance(before, dict | None) and isinstance(after, dict | None)):
        yield name, before, after
        return
    was, now = before or {}, after or {}
    for key in dict.fromkeys((*was, *now)):
        if was.get(key) != now.get(key) and key != ORIGINAL:
            yield f"{name}.{key}", was.get(key), now.get(key)


def _words(name: str, value: Any, other: Any) -> str:
    return in_brief(name, value, beside=other, longest=_LONGEST) or "(empty)"
