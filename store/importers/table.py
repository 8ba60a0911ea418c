"""Rows of CSV and its kin, read so that one bad row costs one row.

Columns go by their names, without case. A quote that is never closed, a row with too few or too many cells, a zero
byte, a cell or a line beyond all measure: each becomes a reject that says so, and the next row is read as if nothing
had been.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from store.importers.cells import LONGEST_CELL as LONGEST_CELL
from store.importers.cells import MOST_SHOWN, Broken, Lines, delimiter_of, first_row, fits, rows_of
from store.importers.formulas import bare
from store.importers.protocol import REASON, CellError, Rejected
from store.importers.source import Source
from store.text import one_line


class Row(msgspec.Struct, frozen=True):
    """One row."""

    line: int
    """On which it begins, from 1."""
    cells: Mapping[str, str]
    """By the column's name, stripped and in lower case; a name that stands twice is numbered: "note (2)"."""
    raw: Sequence[str]
    """As they stand there."""


def reject(row: Row, error: CellError) -> Rejected:
    """Return what is told of a row that cannot be an event."""
    return Rejected(line=row.line, column=error.column, value=error.value, reason=error.reason, raw=row.raw)


def header_of(text: str) -> tuple[str, ...]:
    """Return the names in a text's first row, stripped and in lower case; empty when it is no table."""
    return tuple(_names(first_row(text)))


def read_table(
    source: Source, *, header: Sequence[str] = (), delimiter: str = "", pad: bool = False
) -> Iterator[Row | Rejected]:
    """Yield the rows of a table, and what is no row; rows of empty cells are passed over.

    Args:
        source: The table; its `header` and `delimiter` are set.
        header: The columns' names, for a table without a header row.
        delimiter: What stands between cells; empty: found out from the first row.
        pad: Whether a row may have fewer cells than the header; the missing ones are empty then.

    Raises:
        StoreError: It cannot be read.
    """
    lines = Lines(_of_lines(source))
    source.delimiter = delimiter_of(lines, delimiter)
    columns = tuple(header)
    if not columns:
        for _line, cells in rows_of(lines, source.delimiter, 0):
            columns = tuple(cells.cells if isinstance(cells, Broken) else cells)
            break
    shape = _Shape(columns, pad)
    source.header, source.is_partial = shape.header, shape.is_of_rejects
    for line, cells in rows_of(lines, source.delimiter, len(columns)):
        yield shape.row(line, cells)


def _of_lines(source: Source) -> Iterator[str]:
    data = source.head.data
    if b"\r" in data and b"\n" not in data:
        source.note("Its lines end as on a Macintosh before 2001")
        return iter(source.text().replace("\r", "\n").splitlines(keepends=True))
    return source.lines()


class _Shape:
    """The columns of a table, and rows made to fit them."""

    def __init__(self, header: Sequence[str], pad: bool) -> None:
        names = _names(header)
        self._width = len(names)
        self._pad = pad
        self._reason = names.index(REASON) if REASON in names else None
        self.header = tuple(self._own(list(header)))
        self._names = self._own(names)

    @property
    def is_of_rejects(self) -> bool:
        """Whether it has a column of reasons, as files of rejects have."""
        return self._reason is not None

    def _own(self, cells: list[str]) -> list[str]:
        """Return cells without the reason that a file of rejects has besides, and as they were before we wrote it."""
        if self._reason is None:
            return cells
        return [bare(cell) for at, cell in enumerate(cells) if at != self._reason]

    def row(self, line: int, cells: list[str] | Broken) -> Row | Rejected:
        """Return a row, or why it is none."""
        if isinstance(cells, Broken):
            at = cells.at
            column = self.header[at] if 0 <= at < len(self.header) else ""
            value = one_line(cells.cells[at][:MOST_SHOWN]) if at >= 0 else ""
            return Rejected(
                line=line, column=column, value=value, reason=cells.reason, raw=self._own(self._filled(cells.cells))
            )
        if len(cells) != self._width:
            if not (self._pad and len(cells) < self._width) and not fits(cells, self._width):
                reason = f"the row has {len(cells)} cells where the header names {self._width}"
                return Rejected(line=line, reason=reason, raw=self._own(self._filled(cells)))
            cells = self._filled(cells)[: self._width]
        if self._reason is not None:
            cells = self._own(cells)
        return Row(line, dict(zip(self._names, cells, strict=True)), cells)

    def _filled(self, cells: Sequence[str]) -> list[str]:
        return [*cells, *([""] * (self._width - len(cells)))]


def _names(header: Iterable[str]) -> list[str]:
    names: dict[str, None] = {}
    for at, cell in enumerate(header, 1):
        name = base = one_line(cell).lower() or f"column {at}"
        number = 2
        while name in names:
            name, number = f"{base} ({number})", number + 1
        names[name] = None
    return list(names)
