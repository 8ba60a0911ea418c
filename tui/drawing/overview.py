"""The overview: a density strip over the whole span, and the offensives of a window as bars on a time axis."""

import datetime as dt
from collections.abc import Sequence
from math import sqrt
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from store.dates import OPEN_END, OPEN_START, parse
from store.model import Offensive
from tui.drawing.scale import Scale, Window, ticks
from tui.drawing.spans import Line, Span, fit, label, shorten

BLOCKS: Final = "▁▂▃▄▅▆▇█"


def density(shown: Sequence[int], total: Sequence[int], window: range) -> Line:
    """Draw a strip of counts, one column each.

    The height is the square root of the count, or else one bad month would flatten all others.

    Args:
        shown: Events that pass the filter, by column.
        total: All events, by column; where they exist and none passes, the ground is marked.
        window: The columns of the visible window, drawn brighter.
    """
    top = max(shown, default=0)
    line: Line = []
    for column, (count, of) in enumerate(zip(shown, total, strict=True)):
        look = "heading" if column in window else "muted"
        if count:
            line.append(Span(BLOCKS[min(7, int(sqrt(count / top) * 7.999))], look))
        else:
            line.append(Span("·" if of else " ", "faint"))
    return line


def window_marker(whole: Scale, window: Window) -> Line:
    """Draw a bracket under the strip where the window is, with the years at the ends."""
    start = max(0, min(whole.width - 1, whole.column(window.first)))
    end = max(start, min(whole.width - 1, whole.column(window.last)))
    bracket = "╵" if end == start else "╰" + "─" * (end - start - 1) + "╯"
    left = f"{dt.date.fromordinal(whole.window.first).year}"
    right = f"{dt.date.fromordinal(whole.window.last).year}"
    cells = [" "] * whole.width
    for at, text in ((0, left), (whole.width - len(right), right)):
        if at + len(text) < start or at > end + 1:
            cells[at : at + len(text)] = text
    line = [Span("".join(cells[:start]), "muted"), Span(bracket, "heading"), Span("".join(cells[end + 1 :]), "muted")]
    return [span for span in line if span.text]


def axis(scale: Scale, cursor: int | None) -> Line:
    """Draw the labels of the time axis, with a mark over the day of the current event.

    A label that the mark would stand on moves aside for it, or is left out where the others leave it no room.
    """
    at = scale.column(cursor) if cursor is not None and cursor in scale.window else None
    cells = [" "] * scale.width
    labels = ticks(scale)
    stops = [column - 1 for column, _text in labels[1:]] + [scale.width]
    free = 0
    for (column, text), stop in zip(labels, stops, strict=False):
        start: int | None = column
        if at is not None and column <= at < column + len(text):
            start = _aside(at, column, len(text), free, stop)
        if start is not None:
            cells[start : start + len(text)] = text
            free = start + len(text) + 1
    if at is None:
        return [Span("".join(cells), "muted")]
    return [Span("".join(cells[:at]), "muted"), Span("▼", "accent"), Span("".join(cells[at + 1 :]), "muted")]


def _aside(at: int, column: int, size: int, free: int, stop: int) -> int | None:
    """Return where a label of `size` cells goes that a mark stands on: beside it, from `free` on and up to `stop`."""
    after, before = at + 1, at - size
    places = (after, before) if at - column <= size // 2 else (before, after)
    return next((start for start in places if free <= start and start + size <= stop), None)


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


def bars(candidates: Sequence[Bar], scale: Scale, height: int) -> list[Line]:
    """Draw bars on at most `height` lines, and say how many did not fit."""
    inside = [bar for bar in candidates if _overlaps(bar, scale.window)]
    chosen = sorted(inside, key=lambda bar: (not bar.current, -bar.weight))
    lines: list[list[_Drawn]] = []
    left_out = 0
    kept: list[_Drawn] = []
    for bar in chosen:
        drawn = _draw(bar, scale)
        if _can_place([*kept, drawn], height):
            kept.append(drawn)
        else:
            left_out += 1
    lines = _place(kept)
    painted = [_join(line, scale.width) for line in lines]
    if left_out and painted:
        note = f" +{left_out} more"
        last = painted[-1]
        used = sum(cell_len(span.text) for span in last)
        free = scale.width - len(note)
        trimmed = fit(last, free) if used > free else [*last, Span(" " * (free - used))]
        painted[-1] = [*trimmed, Span(note, "muted", "zoom:out")]
    return painted


class _Drawn(Struct, frozen=True):
    start: int
    end: int
    """Columns that it takes with its name."""
    first: int
    spans: Line


def _overlaps(bar: Bar, window: Window) -> bool:
    date = parse(bar.offensive.date)
    return date.earliest <= window.last and date.latest >= window.first


def _draw(bar: Bar, scale: Scale) -> _Drawn:
    date = parse(bar.offensive.date)
    window = scale.window
    first, last = max(date.earliest, window.first), min(date.latest, window.last)
    start = scale.column(first)
    end = max(start + 1, min(scale.width, scale.column(last + 1) if last < window.last else scale.width))
    size = end - start
    left = "╺" if date.earliest >= window.first else "━"
    right = "╸" if date.latest <= window.last else "━"
    if date.earliest == OPEN_START:
        left = "◀"
    if date.latest == OPEN_END:
        right = "▶" if date.goes_on else "┄"
    body = "━" * size if size < 3 else left + "━" * (size - 2) + right
    if date.approximate or date.uncertain:
        body = body[0] + "╍" * (size - 2) + body[-1] if size > 2 else "╍" * size
    look = bar.look + "+bold" if bar.current else bar.look
    name = label(bar.offensive.short or bar.offensive.name)
    text = (f"{bar.letter} " if bar.letter != " " else "") + name
    name_look = "strong" if bar.current else "muted"
    action = f"offensive:{bar.offensive.id}"
    bar_span = Span(body, look, action)
    after, before = scale.width - end - 1, start - 1
    if cell_len(text) <= after or after >= before:
        text = shorten(text, max(0, after))
        spans = [bar_span, Span(" "), Span(text, name_look, action)] if text else [bar_span]
        return _Drawn(start, min(scale.width, end + 1 + cell_len(text)), start, spans)
    text = shorten(text, before)
    at = start - 1 - cell_len(text)
    return _Drawn(at, end, at, [Span(text, name_look, action), Span(" "), bar_span])


def _place(drawn: Sequence[_Drawn]) -> list[list[_Drawn]]:
    """Pack bars onto lines by their start, two cells apart."""
    lines: list[list[_Drawn]] = []
    for bar in sorted(drawn, key=lambda bar: (bar.start, -bar.end)):
        line = next((line for line in lines if line[-1].end + 2 <= bar.start), None)
        if line is None:
            lines.append([bar])
        else:
            line.append(bar)
    return lines


def _can_place(drawn: Sequence[_Drawn], height: int) -> bool:
    return len(_place(drawn)) <= height


def _join(line: list[_Drawn], width: int) -> Line:
    joined: Line = []
    at = 0
    for bar in line:
        joined.append(Span(" " * (bar.start - at)))
        joined.extend(bar.spans)
        at = bar.end
    return fit([span for span in joined if span.text], width)
