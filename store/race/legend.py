"""The lines of words around the picture of a race."""

import datetime as dt
from typing import Final

from store.braille import BLANK, Pen, Raster
from store.dates import MONTHS
from store.plain import cell_width, cut, pad
from store.race.picture import Frame, Piece, Row, Style, days_drawn, km_words, scale_top, visible
from store.race.values import Race, RaceLine

_SAMPLE_CELLS: Final = 4
_NAME_CELLS: Final = 24


def title(race: Race) -> str:
    """Return what the picture shows."""
    return f"The race to {race.target.name}: kilometres from it"


def legend(race: Race, width: int, frame: Frame, others: dict[str, Style]) -> list[Row]:
    """Return a row for each offensive: its number, letter and dashes, and how close it came.

    Args:
        race: The race.
        width: Cells of a row.
        frame: Which lines are drawn, and the current one.
        others: The styles of the lines that are not drawn.
    """
    drawn = visible(race, frame)
    top = scale_top(drawn, frame)
    days = days_drawn(drawn, frame) if drawn else None
    names = min(_NAME_CELLS, max((cell_width(line.name) for line in race.lines), default=0), max(8, width // 3))
    rows: list[Row] = []
    for number, line in enumerate(race.lines, 1):
        is_drawn = line.offensive in frame.styles
        style = frame.styles.get(line.offensive) or others.get(line.offensive, Style(" "))
        is_current = line.offensive == frame.current
        head = f"{'▸' if is_current else ' '}{number if number < 10 else ' '} {'●' if is_drawn else '○'} "
        name = pad(cut(line.name, names), names)
        row = [
            Piece(head, "strong" if is_current else "muted", f"line:{line.offensive}"),
            Piece(style.letter, f"{style.look}+bold", f"line:{line.offensive}"),
            Piece(f" {sample(style)} ", style.look, f"line:{line.offensive}"),
            Piece(f"{name}  ", "strong" if is_current else "", f"line:{line.offensive}"),
        ]
        room = width - sum(cell_width(piece.text) for piece in row)
        outside = _outside(line, frame, top, days) if is_drawn and line.closest is not None and days else ""
        words = outside + _how_close(line, frame, room - len(outside))
        rows.append([*row, Piece(cut(words, max(0, room)), "muted")])
    return rows


def _outside(line: RaceLine, frame: Frame, top: float, days: tuple[int, int]) -> str:
    """Return where the closest point of a line is when it is not in the picture; empty when it is."""
    if line.closest is None:
        return ""
    day = line.closest.day - frame.shift(line)
    if day < days[0]:
        return "before the picture: "
    if day > days[1]:
        return "after the picture: "
    return "above the picture: " if line.closest.km > top else ""


def sample(style: Style) -> str:
    """Return a piece of a line with the dashes of a style."""
    raster = Raster(_SAMPLE_CELLS, 1)
    Pen(raster, "", style.pattern).across(0, _SAMPLE_CELLS * 2 - 1, 1)
    return "".join(raster.cell(column, 0)[0] or BLANK for column in range(_SAMPLE_CELLS))


def _how_close(line: RaceLine, frame: Frame, room: int) -> str:
    closest = line.closest
    counted = f"{line.counted:,} of {line.events:,} events"
    if closest is None:
        return f"no position known; {line.events:,} left out" if line.events else "no event in view"
    last = line.nearest[-1]
    parts = [
        f"closest {km_words(closest.km)} {day_words(line, closest.day, frame)}",
        f"last {km_words(last.km)} {day_words(line, last.day, frame)}",
        counted,
    ]
    while len(parts) > 1 and len(" · ".join(parts)) > room:
        parts.pop()
    return " · ".join(parts)


def day_words(line: RaceLine, day: int, frame: Frame) -> str:
    """Return a day as the axis counts it."""
    if frame.by_day_zero:
        return f"D{day - line.day_zero:+d}"
    date = dt.date.fromordinal(day)
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}"
