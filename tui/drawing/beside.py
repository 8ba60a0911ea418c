"""Two readings side by side, so that what each claims can be compared line by line."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from store.reading import EventReading
from tui.drawing.spans import Line, Span, fit, label, width_of, wrap

LEAST_COLUMN: Final = 30
"""Cells; under that the two stand over each other."""
BETWEEN: Final = " │ "
_NOTHING: Final[Line] = []


def beside(one: EventReading, other: EventReading, width: int) -> list[Line]:
    """Lay out two events for `width` cells: block by block in two columns, or one over the other."""
    column = (width - len(BETWEEN)) // 2
    if column < LEAST_COLUMN:
        return [line for reading in (one, other) for block in _blocks(reading, width) for line in (*block, [])]
    lines: list[Line] = []
    for left, right in zip(_blocks(one, column), _blocks(other, column), strict=True):
        for mine, theirs in zip_longest(left, right, fillvalue=_NOTHING):
            gap = Span(" " * (column - width_of(mine)))
            lines.append([*fit(mine, column), gap, Span(BETWEEN, "faint"), *fit(theirs, column)])
        lines.append([Span(" " * column), Span(BETWEEN, "faint")])
    return lines[:-1]


def _blocks(reading: EventReading, width: int) -> Iterator[list[Line]]:
    """Yield what is compared: what it is, where and when, who, what is claimed, who published."""
    yield wrap([Span(label(reading.headline), "strong")], width)
    where = f"{reading.place}, " if reading.place else ""
    yield [
        *wrap([Span(label(f"{where}{reading.when}"), "heading")], width),
        *wrap([Span(label(reading.how_exact), "muted")], width),
    ]
    yield [line for who in reading.people for line in _labelled(who.role, label(who.name), width)]
    yield _claims(reading, width)
    yield [line for source in reading.sources for line in wrap([Span(label(source.publisher), "muted")], width, 2)]


def _claims(reading: EventReading, width: int) -> list[Line]:
    lines: list[Line] = []
    for claim in reading.claims:
        lines += wrap([Span(label(claim.statement)), Span(f" — {label(claim.attribution)}", "muted")], width, 2)
    return lines or [[Span("no claims", "muted")]]


def _labelled(name: str, text: str, width: int) -> list[Line]:
    return wrap([Span(f"{name}  ", "muted"), Span(text)], width, 2)
