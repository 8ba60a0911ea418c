"""The history of a record as lines to read: who changed what, when, from what to what."""

import json
from collections.abc import Sequence
from typing import Any, Final

from store.editing.changes import Change, Step
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
    return [
        [Span("  "), Span(f"{label(name)}: ", "heading"), Span(_words(before.get(name)), "muted"), Span("  →  ", "key"),
         Span(_words(after.get(name)))]
        for name in dict.fromkeys((*before, *after))
    ]  # fmt: skip


def _words(value: Any) -> str:
    if value is None:
        return "(empty)"
    text = one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
