"""What the numbers of a view rest on, as lines; those that stand for some of its events carry their query."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from store.resting import Killed, Resting, Row
from tui.drawing.event_row import dataset_name
from tui.drawing.spans import Line, Span, at_right, label, pad, shorten, wrap

TABLE: Final = 68
"""Cells from which the killed stand in a table."""
BAR: Final = 24
"""Cells of the bar of all events."""
BAR_FROM: Final = 72
"""Cells from which there are bars."""
NUMBER: Final = 9
PERCENT: Final = 7
SUMS: Final = (
    "Sums of one claim's figures for each event, not a count of people: an event without a figure adds nothing, "
    "which is not 0."
)
NO_EVENT: Final = "No event is in view: there are no numbers. esc goes back."
TWICE: Final = "Datasets may record the same dead; what they count twice is counted twice here."


class NumberLine(Struct, frozen=True):
    """A line, and the query that finds the events it stands for; empty: it stands for none, or for all."""

    spans: Line
    query: str = ""
    is_row: bool = False
    """Whether the cursor can stand on it."""


def number_lines(resting: Resting, width: int) -> list[NumberLine]:
    """Return all lines for `width` cells."""
    if not resting.events:
        return [NumberLine(line) for line in wrap([Span(NO_EVENT, "muted")], width)]
    lines = [NumberLine([Span("Killed", "heading")])]
    lines += [NumberLine(line) for line in wrap([Span(SUMS, "muted")], width)]
    if len(resting.killed) > 1:
        lines += [NumberLine(line) for line in wrap([Span(TWICE, "muted")], width)]
    lines += _killed(resting.killed, width)
    lines += _loose(resting.loose, width) if resting.loose is not None else []
    for heading, rows in resting.sections:
        lines += [NumberLine([]), NumberLine(_heading(heading, rows, width))]
        lines += [NumberLine(_row(row, resting.events, width), row.query, is_row=True) for row in rows]
    return lines


def _killed(killed: list[Killed], width: int) -> Iterator[NumberLine]:
    yield from _killed_table(killed, width) if width >= TABLE else _killed_list(killed, width)


def _killed_list(killed: list[Killed], width: int) -> Iterator[NumberLine]:
    yield NumberLine([Span(shorten("  lowest – best – highest", width), "muted")])
    for each in killed:
        figures = f"{each.low:,} – {each.best:,} – {each.high:,}" if each.with_figure else "no figure is given"
        yield NumberLine([Span(shorten(_dataset(each), width))], each.query, is_row=True)
        counts = f"  in {each.with_figure:,} events, {each.without_figure:,} have none"
        yield NumberLine([Span(shorten(f"  {figures}", width), "strong")])
        yield NumberLine([Span(shorten(counts, width), "muted")])


def _killed_table(killed: list[Killed], width: int) -> Iterator[NumberLine]:
    name = width - 5 * (NUMBER + 2)
    titles = _columns("lowest", "best", "highest", "in events", "no figure", look="muted")
    yield NumberLine([Span(" " * name, "faint"), *titles])
    for each in killed:
        figures = _columns(
            *(f"{n:,}" if each.with_figure else "–" for n in (each.low, each.best, each.high)), look="strong"
        )
        counts = _columns(f"{each.with_figure:,}", f"{each.without_figure:,}")
        yield NumberLine([Span(pad(_dataset(each), name)), *figures, *counts], each.query, is_row=True)


def _loose(loose: Killed, width: int) -> list[NumberLine]:
    """Tell how much of the sums may be of another time; the cursor can stand on the first line of it."""
    events = "1 event" if loose.with_figure == 1 else f"{loose.with_figure:,} events"
    words = f"of these {loose.low:,} – {loose.best:,} – {loose.high:,} in {events} {label(loose.name)}"
    first, *rest = wrap([Span(words, "accent")], width)
    return [NumberLine(first, loose.query, is_row=True), *map(NumberLine, rest)]


def _columns(*cells: str, look: str = "") -> Line:
    return [span for cell in cells for span in at_right(cell, NUMBER + 2, look)]


def _dataset(killed: Killed) -> str:
    return label(dataset_name(killed.name) if killed.query else killed.name)


def _heading(heading: str, rows: list[Row], width: int) -> Line:
    """Draw a heading; over the numbers of those whose word it is stands which is which."""
    if all(row.alone is None for row in rows):
        return [Span(heading, "heading")]
    columns = [*at_right("events", NUMBER, "muted"), *at_right("alone", PERCENT + NUMBER, "muted")]
    return [Span(pad(heading, max(0, _name_cells(width, has_alone=True))), "heading"), *columns]


def _name_cells(width: int, *, has_alone: bool) -> int:
    numbers = (NUMBER + PERCENT) * (2 if has_alone else 1)
    return width - numbers - (BAR + 1 if width >= BAR_FROM else 0)


def _row(row: Row, events: int, width: int) -> Line:
    has_alone = row.alone is not None
    name = _name_cells(width, has_alone=has_alone)
    line = [Span(pad(shorten(label(row.name), max(0, name - 1)), name)), *_share(row.events, events)]
    if row.alone is not None:
        line += _share(row.alone, events)
    if width >= BAR_FROM:
        line += [Span(" "), *_bar(row, events)]
    return line


def _share(count: int, events: int) -> Line:
    if not count:
        return [*at_right("·", NUMBER, "faint"), Span(" " * PERCENT)]
    return [*at_right(f"{count:,}", NUMBER, "strong"), *at_right(_percent(count, events), PERCENT, "muted")]


def _percent(count: int, events: int) -> str:
    """Return a share in whole per cent; all and none are said of all and none only."""
    percent = round(100 * count / max(events, 1))
    if percent == 0 and count:
        return "<1 %"
    return ">99 %" if percent == 100 and count < events else f"{percent} %"


def _bar(row: Row, events: int) -> Line:
    """Draw how large the share is; of an origin, what is its word alone is full and the rest light."""
    full = round(BAR * (row.events if row.alone is None else row.alone) / max(events, 1))
    light = round(BAR * row.events / max(events, 1)) - full
    if full + light == 0 and row.events:
        return [Span("▏", "heading")]
    return [Span("█" * full, "heading"), Span("▒" * max(0, light), "muted")]
