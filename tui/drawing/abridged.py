"""Readings cut to what a pane can lay out at a key press: a field of a record may hold megabytes."""

from typing import Any, Final

from msgspec import Struct, structs

from store.reading import EventReading

MOST_LETTERS: Final = 40_000
"""Of one field: about 7,000 words."""
MOST_PARTS: Final = 200
"""Claims, sources, actors..."""
WORD_LETTERS: Final = 40
"""What is no longer is never cut: it may be a word of the format."""
CUT: Final = "…"


def abridged(reading: EventReading) -> EventReading:
    """Return a reading with no field longer than can be laid out; itself when it needs no cut."""
    fields = {name: _cut(getattr(reading, name), [MOST_LETTERS]) for name in reading.__struct_fields__}
    shorter = structs.replace(reading, **fields)
    return reading if shorter == reading else shorter


def _cut(value: Any, left: list[int]) -> Any:
    """Cut texts to the letters that are left, and lists of them to as many as have any."""
    if isinstance(value, str):
        text = value if len(value) <= max(left[0], WORD_LETTERS) else value[: left[0]] + CUT
        left[0] = max(0, left[0] - len(value))
        return text
    if isinstance(value, tuple):
        kept: list[Any] = []
        for part in value[:MOST_PARTS]:
            if left[0]:
                kept.append(_cut(part, left))
        return tuple(kept)
    if isinstance(value, Struct):
        return structs.replace(value, **{name: _cut(getattr(value, name), left) for name in value.__struct_fields__})
    return value
