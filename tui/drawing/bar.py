"""One offensive as a bar: its ends as surely as its date states them, and its name in, behind or before it."""

from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from store.dates import OPEN_END, OPEN_START, parse
from store.dates.edtf import Edtf, Interval
from store.dates.parts import Part
from store.model import Offensive
from tui.drawing.scale import Scale
from tui.drawing.spans import Line, Span, label, shorten

NAME_INSIDE: Final = 7
"""Cells that a bar needs beyond its name for the name to stand in it."""
NESTED: Final = "└ "
"""Before the name of an offensive whose campaign is drawn above it."""
MARKS: Final = {"~": "~", "?": "?", "%": "≈"}
"""EDTF's marks at an end: about, not certain, both."""
SURE, VAGUE, OPEN = "━", "╍", "┄"


class Bar(Struct, frozen=True):
    """An offensive to be drawn."""

    offensive: Offensive
    letter: str
    """Of its rail; a space when it has none."""
    look: str
    weight: int
    """How many events of it are on show: when there are too few lines, the heavier bars stay."""
    current: bool
    """Whether the current event belongs to it."""


class Drawn(Struct, frozen=True):
    """A bar with its name, and the columns that they take."""

    start: int
    end: int
    spans: Line


class _Ends(Struct, frozen=True):
    """What a date says of when something began and ended."""

    sure_from: int
    sure_until: int
    """Days between which it certainly went on; none when the first is after the last."""
    left: str = ""
    right: str = ""
    """The marks of either end."""


def draw(bar: Bar, scale: Scale, *, is_nested: bool = False) -> Drawn:
    """Draw an offensive that overlaps the window."""
    start, body = _body(parse(bar.offensive.date), scale)
    end = start + len(body)
    look = f"{bar.look}+bold" if bar.current else bar.look
    name = label(bar.offensive.short or bar.offensive.name)
    text = (NESTED if is_nested else "") + (f"{bar.letter} " if bar.letter != " " else "") + name
    action = f"offensive:{bar.offensive.id}"
    name_look = "strong" if bar.current else "muted"
    size = cell_len(text)
    if len(body) >= size + NAME_INSIDE:
        spans = [
            Span(body[:2], look, action),
            Span(f" {text} ", name_look, action),
            Span(body[size + 4 :], look, action),
        ]
        return Drawn(start, end, spans)
    bar_span = Span(body, look, action)
    after, before = scale.width - end - 1, start - 1
    if size <= after or after >= before:
        text = shorten(text, max(0, after))
        spans = [bar_span, Span(" "), Span(text, name_look, action)] if text else [bar_span]
        return Drawn(start, min(scale.width, end + (1 + cell_len(text) if text else 0)), spans)
    text = shorten(text, before)
    at = start - 1 - cell_len(text)
    return Drawn(at, end, [Span(text, name_look, action), Span(" "), bar_span])


def _body(date: Edtf, scale: Scale) -> tuple[int, str]:
    """Return the first column of a bar, and its cells."""
    window = scale.window
    first, last = max(date.earliest, window.first), min(date.latest, window.last)
    start = scale.column(first)
    end = max(start + 1, scale.column(last + 1) if last < window.last else scale.width)
    ends = _ends(date)
    sure = range(
        scale.column(ends.sure_from), max(scale.column(ends.sure_until), scale.column(ends.sure_until + 1) - 1) + 1
    )
    missing = OPEN if date.end_unknown else VAGUE
    cells = [SURE if column in sure else missing for column in range(start, end)]
    if date.latest == OPEN_END:
        cells[-1] = "▶" if date.goes_on else OPEN
    elif date.latest <= window.last:
        cells[-1] = ends.right or ("╸" if cells[-1] == SURE and len(cells) > 1 else cells[-1])
    if date.earliest == OPEN_START:
        cells[0] = "◀"
    elif date.earliest >= window.first:
        cells[0] = ends.left or ("╺" if cells[0] == SURE and len(cells) > 2 else cells[0])
    return start, "".join(cells)


def _ends(date: Edtf) -> _Ends:
    match date.shape:
        case Interval(start=start, end=end):
            until = end.first if end else date.latest if date.goes_on else (start.last if start else date.earliest)
            return _Ends(start.last if start else date.earliest, until, _mark(start), _mark(end))
        case Part(unit="day"):
            return _Ends(date.earliest, date.latest, _mark(date.shape), _mark(date.shape))
    return _Ends(date.latest, date.earliest - 1, _mark(date.shape), _mark(date.shape))


def _mark(part: object) -> str:
    return MARKS.get(part.mark, "") if isinstance(part, Part) else ""
