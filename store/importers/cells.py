"""Lines of a table to the cells of its rows, so that what is wrong with one row is wrong with that row only."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

import msgspec

from store.importers.source import LONGEST_LINE

LONGEST_CELL: Final = 1_000_000
"""Characters; the longest text of a dataset in the wild is a hundredth of that."""
MOST_LINES: Final = 1000
"""A quoted cell may hold line feeds, but a row of more lines is one whose quote was never closed."""
MOST_SHOWN: Final = 200
"""Characters of a cell that is much too long, as it is told and put into a file of rejects."""

_DELIMITERS: Final = ",;\t|"
_BLANK: Final = ',;\t| "\r\n\ufeff'
_NO_TABLE: Final = ("{", "[", "<", "BEGIN:V")

csv.field_size_limit(LONGEST_LINE)  # it is 128 KiB for the whole process otherwise, and ends the reading


class Lines:
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self.number = 0
        """Of the line that was taken last, from 1."""

    def take(self) -> str:
        """Return the next line; empty at the end."""
        line = self._back.popleft() if self._back else next(self._lines, "")
        self.number += bool(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        """Have lines taken again."""
        self.number -= len(lines)
        self._back.extendleft(reversed(lines))


class Broken(msgspec.Struct, frozen=True):
    """A row that cannot be read as one, and what can be read of it."""

    reason: str
    cells: Sequence[str]
    at: int = -1
    """Position of the cell at fault; -1: the row as a whole."""


def delimiter_of(lines: Lines, given: str = "") -> str:
    """Return what stands between the cells of the first row, which is put back unless it says nothing else."""
    skipped = []
    while (line := lines.take().lstrip("\ufeff")) and _is_blank(line):
        skipped.append(line)
    if line[:4].lower() == "sep=" and len(line.strip()) == len("sep=") + 1:  # as Excel writes it
        return line[4]
    lines.put_back([*skipped, line] if line else skipped)
    return given or max(_DELIMITERS, key=lambda mark: len(_loosely(line, mark)))


def rows_of(lines: Lines, delimiter: str, width: int) -> Iterator[tuple[int, list[str] | Broken]]:
    """Yield each row's first line and its cells; a width of 0 is not known yet."""
    while text := lines.take():
        number = lines.number
        if text.count('"') % 2:
            cells = _with_odd_quotes(text, lines, delimiter, width)
            if isinstance(cells, Broken) or "".join(cells).strip(_BLANK):
                yield number, cells
        elif text.strip(_BLANK):
            yield number, _cells(text, delimiter)


def _is_blank(line: str) -> bool:
    return not line.strip(_BLANK) and not line.count('"') % 2


def _cells(text: str, delimiter: str) -> list[str] | Broken:
    """Return the cells of a row that has all its lines."""
    if len(text) > LONGEST_CELL or "\0" in text:
        return _odd(text, delimiter)
    if f'{delimiter} "' in text:  # spaces between a delimiter and a quote, as some write them
        with suppress(csv.Error):
            return next(csv.reader((text,), delimiter=delimiter, strict=True, skipinitialspace=True))
    try:
        return next(csv.reader((text,), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            return Broken("a quote is opened in this row and never closed", _loosely(text, delimiter))
        return _loosely(text, delimiter)


def _loosely(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader((text,), delimiter=delimiter), [])
    except csv.Error:  # a carriage return within a cell, or a cell that is too long
        return text.rstrip("\r\n").split(delimiter)


def _odd(text: str, delimiter: str) -> list[str] | Broken:
    """Return the cells of a row that is very long or holds a zero byte."""
    if "\0" in text:
        cells = _loosely(text, delimiter)
        at = next((at for at, cell in enumerate(cells) if "\0" in cell), -1)
        return Broken("it holds a zero byte, so the file may be damaged here", [c.replace("\0", "") for c in cells], at)
    if len(text) >= LONGEST_LINE and not text.endswith("\n"):
        return Broken(f"the line is longer than {LONGEST_LINE:,} characters", [f"{text[:MOST_SHOWN]}…"])
    cells = _loosely(text, delimiter)
    at = next((at for at, cell in enumerate(cells) if len(cell) > LONGEST_CELL), -1)
    if at < 0:
        return cells
    reason = f"the cell has {len(cells[at]):,} characters, more than {LONGEST_CELL:,}"
    return Broken(reason, [cell if len(cell) <= LONGEST_CELL else f"{cell[:MOST_SHOWN]}…" for cell in cells], at)


def _with_odd_quotes(first: str, lines: Lines, delimiter: str, width: int) -> list[str] | Broken:
    """Return the cells of a row whose first line opens a quote: with the lines up to its end, if that makes a row."""
    more: list[str] = []
    length = len(first)
    while len(more) < MOST_LINES and length < LONGEST_LINE and (line := lines.take()):
        more.append(line)
        length += len(line)
        if line.count('"') % 2:
            cells = _cells("".join((first, *more)), delimiter)
            is_row = cells.at >= 0 if isinstance(cells, Broken) else fits(cells, width)
            if is_row:
                return cells
            break
    lines.put_back(more)
    return _cells(first, delimiter)


def fits(cells: Sequence[str], width: int) -> bool:
    """Tell whether a row has as many cells as the header, not counting empty ones at its end; 0: no header yet."""
    return not width or len(cells) == width or (len(cells) > width and not any(cells[width:]))


def first_row(text: str) -> tuple[str, ...]:
    """Return the cells of a text's first row as they stand there; empty when it is no table."""
    if text.lstrip(_BLANK).startswith(_NO_TABLE):
        return ()
    lines = Lines(iter(text.splitlines(keepends=True)))
    delimiter = delimiter_of(lines)
    for _line, cells in rows_of(lines, delimiter, 0):
        return () if isinstance(cells, Broken) else tuple(cells)
    return ()
