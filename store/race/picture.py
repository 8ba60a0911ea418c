"""The picture of a race, drawn in cells of text: for the screen, the command line and files alike."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from store.braille import ACROSS, DOWN, Pen, Raster
from store.plain import cell_width, cut
from store.race.axes import Days, km_step, top_km
from store.race.values import Mark, Point, Race, RaceLine

PATTERNS: Final[tuple[tuple[int, ...], ...]] = ((), (4, 2), (1, 2), (6, 2, 1, 2), (2, 3))
"""How lines are dashed, in turn, for eyes without colour."""
GUTTER: Final = 7
"""Cells of the scale of kilometres at the left."""
_ROOM_FOR_LABELS: Final = 76
"""Cells from which the names of waypoints have a margin of their own."""
_LABELS: Final = 25
_LEAST: Final = 8
"""Cells and lines of the least picture that tells anything."""
_STATES: Final = {"": "·", "contested": "╌", "reached": "─", "lost": "·"}


class Piece(NamedTuple):
    """A piece of a line: its text, the name of its look, and what a click on it asks for."""

    text: str
    look: str = ""
    action: str = ""


Row = list[Piece]


class Style(Struct, frozen=True):
    """How one offensive is drawn."""

    letter: str
    look: str = ""
    pattern: tuple[int, ...] = ()


class Frame(Struct, frozen=True):
    """What of a race is drawn, and how."""

    styles: Mapping[str, Style]
    """By offensive; one without a style is not drawn."""
    by_day_zero: bool = False
    current: str = ""
    """The offensive whose waypoints are drawn, and which is always within the scale."""
    cursor: int | None = None
    """Which of the current line's points is marked, from 0."""
    window: tuple[int, int] | None = None
    """Days to be drawn; None: all that have points."""

    def shift(self, line: RaceLine) -> int:
        """Return what is taken from a day of the line to have its place on the axis."""
        return line.day_zero if self.by_day_zero else 0


def visible(race: Race, frame: Frame) -> list[RaceLine]:
    """Return the lines that are drawn, the current one last, on top of the others."""
    drawn = [line for line in race.lines if line.offensive in frame.styles and line.nearest]
    return sorted(drawn, key=lambda line: line.offensive == frame.current)


def scale_top(lines: Sequence[RaceLine], frame: Frame) -> float:
    """Return the kilometres at the top of the picture of some lines; a line that never comes so near is above it."""
    nearest = {line.offensive: line.so_far[-1] for line in lines}
    farthest = {line.offensive: max(line.kms) for line in lines}
    return top_km(min(nearest.values(), default=0.0), farthest, nearest, frame.current)


def days_drawn(lines: Sequence[RaceLine], frame: Frame) -> tuple[int, int]:
    """Return the first and the last day of the picture of some lines, as its axis counts them."""
    top = scale_top(lines, frame)
    near = [line for line in lines if line.so_far[-1] <= top]
    first = min(line.days[0] - frame.shift(line) for line in near)
    last = max(line.days[-1] - frame.shift(line) for line in near)
    if frame.by_day_zero:
        return min(first, 0), last
    if frame.window is not None:
        begin, end = frame.window
        if begin <= last and first <= end:
            return max(first, begin), min(last, end)
    return first, last


def dashes(looks: Sequence[str]) -> list[tuple[int, ...]]:
    """Return how each line is dashed: unlike the others of its look, and as few alike as there can be."""
    found: list[tuple[int, ...]] = []
    for look in looks:
        alike = [pattern for pattern, other in zip(found, looks, strict=False) if other == look]
        found.append(min(PATTERNS, key=lambda pattern: (alike.count(pattern), found.count(pattern))))
    return found


def draw(race: Race, width: int, height: int, frame: Frame) -> list[Row]:
    """Draw a race on `height` lines of `width` cells, the days under it included; no line when nothing can be drawn."""
    lines = visible(race, frame)
    labels = _LABELS if width >= _ROOM_FOR_LABELS else 0
    cells, rows = width - GUTTER - labels, height - 2
    if not lines or cells < _LEAST or rows < _LEAST // 2:
        return []
    return _Picture(race, lines, frame, cells, rows, labels).rows()


class _Picture:
    def __init__(self, race: Race, lines: Sequence[RaceLine], frame: Frame, cells: int, rows: int, labels: int) -> None:
        self.race, self.lines, self.frame = race, lines, frame
        self.width, self.height, self.labels = cells, rows, labels
        self.top = scale_top(lines, frame)
        self.days = Days(*days_drawn(lines, frame), cells * ACROSS, frame.by_day_zero)
        self.raster = Raster(cells, rows)
        self.over: dict[tuple[int, int], Piece] = {}
        """What stands over the dots, by (column, row)."""
        self.under: dict[tuple[int, int], Piece] = {}
        """What stands where there are no dots."""
        self.beside: dict[int, Piece] = {}
        """What stands at the right, by row."""
        self.cursor_column: int | None = None

    def _y(self, km: float) -> int:
        return round((1 - km / self.top) * (self.height * DOWN - 1))

    def _x(self, line: RaceLine, day: int) -> int:
        return self.days.dot(day - self.frame.shift(line))

    def rows(self) -> list[Row]:
        """Draw everything, and put the cells together."""
        for line in self.lines:
            self._draw_steps(line)
            self._draw_points(line)
        self._mark_cursor()
        self._draw_marks()
        drawn = [[self._scale(row), *self._cells(row), *self._beside(row)] for row in range(self.height)]
        return [*drawn, self._axis(), self._dates()]

    # the lines

    def _points(self, line: RaceLine) -> Iterator[int]:
        """Yield the points to be drawn: those of the picture's days, of those on one dot the closest."""
        shift = self.frame.shift(line)
        start = bisect_left(line.days, self.days.first + shift)
        end = bisect_right(line.days, self.days.last + shift)
        if end - start <= self.days.dots:
            yield from range(start, end)
            return
        for dot in range(self.days.dots):
            stop = bisect_left(line.days, self.days.first_day(dot + 1) + shift, start, end)
            if stop > start:
                yield line.kms.index(min(line.kms[start:stop]), start, stop)
            start = stop

    def _draw_steps(self, line: RaceLine) -> None:
        """Draw the closest so far, which begins before the picture if the line does."""
        style, shift = self.frame.styles[line.offensive], self.frame.shift(line)
        pen = Pen(self.raster, style.look, style.pattern)
        before = bisect_left(line.days, self.days.first + shift) - 1
        x, y = (0, self._y(line.so_far[before])) if before >= 0 else (-1, 0)
        for at in self._points(line):
            to_x, to_y = self._x(line, line.days[at]), self._y(line.so_far[at])
            if x >= 0:
                pen.across(x, to_x, y)
                pen.down(to_x, y, to_y)
            x, y = to_x, to_y
        if x >= 0 and line.days[-1] > self.days.last + shift:
            pen.across(x, self.days.dots - 1, y)
            return
        column, row = x // ACROSS + 1, y // DOWN
        if 0 < column < self.width and 0 <= row < self.height:
            self.over.setdefault((column, row), Piece(style.letter, f"{style.look}+bold"))

    def _draw_points(self, line: RaceLine) -> None:
        style = self.frame.styles[line.offensive]
        for number in self._points(line):
            point = line.nearest[number]
            at = self._cell(line, point)
            if 0 <= at[1] < self.height:
                look = style.look if point.is_exact else f"{style.look}+slanted"
                self.over[at] = Piece(style.letter, f"{look}+bold", f"event:{point.ordinal}")

    def _cell(self, line: RaceLine, point: Point) -> tuple[int, int]:
        return self._x(line, point.day) // ACROSS, self._y(point.km) // DOWN

    def _mark_cursor(self) -> None:
        line = self._current()
        if line is None or self.frame.cursor is None:
            return
        point = line.nearest[self.frame.cursor]
        column, row = self._cell(line, point)
        if not (0 <= column < self.width and 0 <= row < self.height):
            return
        style = self.frame.styles[line.offensive]
        self.over[column, row] = Piece(style.letter, f"{style.look}+bold+reverse", f"event:{point.ordinal}")
        self.cursor_column = column
        for below in range(row + 1, self.height):
            self.under[column, below] = Piece("┊", "accent")

    def _current(self) -> RaceLine | None:
        return next((line for line in self.lines if line.offensive == self.frame.current), None)

    # the waypoints

    def _draw_marks(self) -> None:
        line = self._current()
        marks = sorted(line.marks, key=lambda mark: not (mark.reached or mark.contested)) if line else []
        for mark in marks:
            row = self._y(mark.km) // DOWN if mark.km <= self.top else -1
            if row >= 0 and row not in self.beside and line is not None:
                self.beside[row] = Piece(f" {mark.name} {km_words(mark.km)}", "muted")
                self._draw_mark(line, mark, row)
        last = self.height - 1
        self.beside.setdefault(last, Piece(f" {self.race.target.name}", "strong"))

    def _draw_mark(self, line: RaceLine, mark: Mark, row: int) -> None:
        was_lost = False
        for column in range(self.width):
            state = mark.state(self.days.day(column * ACROSS) + self.frame.shift(line))
            text = _STATES[state]
            if state == "lost" and not was_lost:
                text, was_lost = "×", True
            elif text == "·" and column % 3:
                continue
            self.under.setdefault((column, row), Piece(text, "muted" if state in ("reached", "contested") else "faint"))
        if not self.labels:
            self._write_in(mark, row)

    def _write_in(self, mark: Mark, row: int) -> None:
        """Write the name of a waypoint into the picture, where it has no margin, if nothing stands there."""
        text = cut(f" {mark.name}", max(0, self.width // 2))
        start = self.width - cell_width(text)
        cells = [(column, row) for column in range(start, self.width)]
        is_free = not any(cell in self.over or self.raster.cell(*cell)[0] for cell in cells)
        if is_free and cell_width(text) == len(text):
            for at, letter in enumerate(text):
                self.under[start + at, row] = Piece(letter, "muted")

    # the cells

    def _cells(self, row: int) -> Iterator[Piece]:
        for column in range(self.width):
            dots, look = self.raster.cell(column, row)
            at = (column, row)
            yield self.over.get(at) or (Piece(dots, look) if dots else self.under.get(at, Piece(" ")))

    def _beside(self, row: int) -> Row:
        piece = self.beside.get(row)
        return [piece._replace(text=cut(piece.text, self.labels))] if piece is not None and self.labels else []

    def _scale(self, row: int) -> Piece:
        labels = self._km_labels()
        text = labels.get(row, "")
        return Piece(f"{text:>{GUTTER - 1}}{'┤' if text else '│'}", "muted")

    def _km_labels(self) -> dict[int, str]:
        step = km_step(self.top, max(1, self.height // 3))
        found: dict[int, str] = {}
        for number in range(round(self.top / step) + 1):
            found.setdefault(max(0, self._y(min(self.top, number * step)) // DOWN), f"{number * step:,.6g}")
        named = f"{found[0]} km" if 0 in found else "km"
        if cell_width(named) < GUTTER:
            found[0] = named
        return found

    def _axis(self) -> Row:
        cells = ["─"] * self.width
        for column, _label in self._ticks():
            cells[column] = "┬"
        line = "".join(cells)
        start, at = Piece(" " * (GUTTER - 1) + "└", "muted"), self.cursor_column
        if at is None:
            return [start, Piece(line, "muted")]
        return [start, Piece(line[:at], "muted"), Piece("▲", "accent"), Piece(line[at + 1 :], "muted")]

    def _ticks(self) -> list[tuple[int, str]]:
        found = [(self.days.dot(day) // ACROSS, label) for day, label in self.days.ticks(self.width)]
        return [(column, label) for column, label in found if 0 <= column < self.width]

    def _dates(self) -> Row:
        cells = [" "] * (self.width + self.labels)
        free = 0
        for column, label in self._ticks():
            if column >= free and column + len(label) <= len(cells):
                cells[column : column + len(label)] = label
                free = column + len(label) + 1
        return [Piece(" " * GUTTER + "".join(cells).rstrip(), "muted")]


def km_words(km: float) -> str:
    """Return a distance as one says it: whole kilometres, with a decimal under ten."""
    return f"{km:,.0f} km" if km >= 9.95 else f"{km:.1f} km"
