"""The gutter beside an article: which drafts, or which events, rest on the sentence that begins there."""

from collections.abc import Callable, Sequence
from typing import Final

from tui.drawing.spans import Line, Span

GUTTER: Final = 7
"""Cells before the text."""


def numbers_of(action: str) -> list[int]:
    """Return the numbers in an action of the form `VERB:1,2`."""
    return [int(number) for number in action.partition(":")[2].split(",") if number]


def with_gutter(lines: Sequence[Line], current: int, words: Callable[[int, int], str]) -> tuple[list[Line], list[int]]:
    """Put before each line what rests on the sentence that begins there, and a bar beside those of the current one.

    Args:
        lines: Lines whose spans have the numbers of what rests on them as their action.
        current: The number that the reader is at.
        words: Makes the words of a number, of how many that begin there.

    Returns:
        The lines, and which of them the current one rests on.
    """
    drawn: list[Line] = []
    marked: list[int] = []
    told = ""
    for at, line in enumerate(lines):
        actions = list(dict.fromkeys(span.action for span in line if span.action))
        fresh = next((action for action in actions if action != told), "")
        told = actions[-1] if actions else told
        is_current = any(current in numbers_of(action) for action in actions)
        if is_current:
            marked.append(at)
        numbers = numbers_of(fresh)
        number = current if current in numbers else next(iter(numbers), -1)
        note = f"{words(number, len(numbers)) if numbers else '':>{GUTTER - 2}}"
        bar = Span("▌", "accent") if is_current else Span(" ")
        drawn.append([Span(note, "key" if is_current else "muted", fresh), bar, Span(" "), *line])
    return drawn, marked
