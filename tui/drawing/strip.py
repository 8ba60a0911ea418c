"""The density strip: how much there is in each stretch of the whole span, and where the window lies in it."""

import datetime as dt
from collections.abc import Sequence
from math import sqrt
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from tui.drawing.scale import Scale, Window
from tui.drawing.spans import Line, Span

BLOCKS: Final = " ▁▂▃▄▅▆▇█"
LEVELS: Final = len(BLOCKS) - 1
"""Heights that one line can show."""
LABELLED: Final = 40
"""Cells from which the two lines of a filtered strip have room for their names."""
ALL, SHOWN = " all", " shown"
LABEL_CELLS: Final = len(SHOWN)


class Counts(Struct, frozen=True):
    """What the strip shows, by column."""

    shown: Sequence[int]
    """Of the events that pass the filter."""
    total: Sequence[int] | None = None
    """Of all events; None when no filter is set."""
    undrawn: int = 0
    """What there is besides, of events that may have been in many columns."""


def strip_width(width: int, *, is_filtered: bool) -> int:
    """Return the columns of the strip itself, in `width` cells."""
    return width - LABEL_CELLS if is_filtered and width >= LABELLED else width


def strip(counts: Counts, window: range, rows: int) -> list[Line]:
    """Draw the strip: one graph on `rows` lines, or all events on one line over the filtered ones on another.

    The height is the square root of the count, or else one bad month would flatten all others. Each graph has its
    own scale, since a filter may leave one event of thousands.

    Args:
        counts: What to show.
        window: The columns of the visible window, drawn brighter.
        rows: Lines there are for it; a filtered strip takes two.
    """
    if counts.total is None:
        return [_painted(line, window) for line in _graph(counts.shown, rows)]
    (over,), (under,) = _graph(counts.total, 1), _graph(counts.shown, 1)
    under = "".join("·" if block == " " and of else block for block, of in zip(under, counts.total, strict=True))
    return [[Span(over, "muted"), Span(ALL, "muted")], [*_painted(under, window), Span(SHOWN, "muted")]]


def _graph(counts: Sequence[int], rows: int) -> list[str]:
    """Return the lines of a graph, the upper first."""
    top = max(counts, default=0) or 1
    heights = [max(1, round(sqrt(count / top) * LEVELS * rows)) if count else 0 for count in counts]
    return [
        "".join(BLOCKS[max(0, min(LEVELS, height - row * LEVELS))] for height in heights)
        for row in reversed(range(rows))
    ]


def _painted(graph: str, window: range) -> Line:
    first, last = max(0, window.start), max(0, window.stop)
    parts = Span(graph[:first], "muted"), Span(graph[first:last], "heading"), Span(graph[last:], "muted")
    return [span for span in parts if span.text]


def window_marker(whole: Scale, window: Window, captions: Sequence[str] = ()) -> Line:
    """Draw a bracket under the strip where the window is, the years at the ends, and a caption where there is room.

    Args:
        whole: Of the strip.
        window: The days to mark.
        captions: What the strip counts, from the longest way to say it to the shortest.
    """
    start = max(0, min(whole.width - 1, whole.column(window.first)))
    end = max(start, min(whole.width - 1, whole.column(window.last)))
    bracket = "╵" if end == start else "╰" + "─" * (end - start - 1) + "╯"
    left = f"{dt.date.fromordinal(whole.window.first).year}"
    right = f"{dt.date.fromordinal(whole.window.last).year}"
    cells = [" "] * whole.width
    sides = [_Side(0, start, left if len(left) < start else "")]
    sides.append(_Side(end + 1, whole.width, right if end + 1 + len(right) < whole.width else "", is_last=True))
    sides.sort(key=lambda side: side.start - side.stop)  # the roomier first
    _write(cells, sides, captions)
    line = [Span("".join(cells[:start]), "muted"), Span(bracket, "heading"), Span("".join(cells[end + 1 :]), "muted")]
    return [span for span in line if span.text]


class _Side(Struct, frozen=True):
    """The cells before the bracket, or after it, and the year that stands at their outer end."""

    start: int
    stop: int
    year: str
    is_last: bool = False

    def room(self, *, with_year: bool) -> int:
        """Return the cells that a caption may take, with one free on either side."""
        taken = len(self.year) + 1 if with_year and self.year else 0
        return self.stop - self.start - taken - 2


def _write(cells: list[str], sides: Sequence[_Side], captions: Sequence[str]) -> None:
    """Write the years, and the longest caption that fits; one that says how much there is goes before a year."""
    tries = [(caption, True) for caption in captions[:-1]] + [(caption, False) for caption in captions[-2:-1]]
    tries += [(caption, True) for caption in captions[-1:]]
    for caption, with_year in tries:
        side = next((side for side in sides if len(caption) <= side.room(with_year=with_year)), None)
        if side is not None:
            outer = len(side.year) + 1 if with_year and side.year else 0
            at = side.start + 1 if side.is_last else max(outer, side.stop - 1 - len(caption))
            cells[at : at + len(caption)] = caption
            sides = [other if with_year or other is not side else replace(other, year="") for other in sides]
            break
    for side in sides:
        at = side.stop - len(side.year) if side.is_last else side.start
        cells[at : at + len(side.year)] = side.year


def captions(counts: Counts, counted: str, short: str, days: float) -> list[str]:
    """Return what the strip counts and the most there is in a column, from the longest way to say it to the shortest.

    Args:
        counts: What is shown.
        counted: "events", "killed, best figures"...
        short: The same in a word.
        days: Of one column.
    """
    most = max(counts.shown, default=0)
    highest, brief = f"at most {most:,}", f"≤ {_brief(most)}"
    if counts.total is not None:
        of = max(counts.total, default=0)
        highest, brief = f"at most {of:,}, {most:,} shown", f"≤ {_brief(of)}, {_brief(most)}"
    besides, briefly = "", ""
    if counts.undrawn:
        besides = f"; {counts.undrawn:,} in events of over a month not drawn"
        briefly = f" + {_brief(_rounded(counts.undrawn))} not drawn"
    return [
        f"{counted} per {_length(days)}: {highest}{besides}",
        f"{counted}: {highest}{besides}",
        f"{counted} {brief}{briefly}",
        f"{short} {brief}{briefly}",
        *([f"{short} {brief} (not all)"] if counts.undrawn else []),
        short,
    ]


def _brief(number: int) -> str:
    """Return a number in at most four letters, up to the next thousand or million."""
    if number < 10_000:
        return str(number)
    return f"{-(-number // 1000)}k" if number <= 999_000 else f"{-(-number // 1_000_000)}M"


def _rounded(number: int) -> int:
    return number if number < 10_000 else round(number, -3 if number < 1_000_000 else -6)


def _length(days: float) -> str:
    """Return the time that a column stands for."""
    for unit, length in (("year", 365.25), ("month", 30.44), ("week", 7.0)):
        number = round(days / length)
        if number and abs(days / length - number) <= number / 10:
            return f"{number:,} {unit}s" if number > 1 else unit
    return f"{round(days):,} days" if days >= 1.5 else "day"
