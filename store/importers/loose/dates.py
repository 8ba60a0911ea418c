"""When a row's event was: a date, a start and an end, or a year, month and day in columns of their own.

A date is EDTF, plain English ("early June 2016"), or has a time of day, which is told in words because a store's dates
are days. A start and an end make an interval, `a/b`, and so do a date and an end; a start alone is that day and not the
beginning of something whose end is not known, since tables leave the end of what took one day empty. "Ongoing" is an
open end. What depends on the day of the import ("yesterday") is refused, and so is what could be two days
(`store.importers.dayorder`).
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from store.dates import parse
from store.dates.plain import read_date
from store.errors import DateError
from store.importers.clock import clock_words, spelt_out, timed
from store.importers.dayorder import Order, iso
from store.importers.jsondocument import shown
from store.importers.loose.cells import Cells
from store.importers.protocol import CellError
from store.text import fold

FIELDS: Final = ("date", "start", "end")
"""Those whose dates may be in figures alone."""

EXAMPLES: Final = "write one like 2016-06-04, 4 June 2016 or June 2016"

_LONGEST: Final = 300
"""Characters of a date in words, or of one of several days."""
_RELATIVE: Final = re.compile(r"\b(?:today|yesterday|tomorrow)\b|^[+-] ?\d+ ?[a-z]+$")
_ONGOING: Final = frozenset({"ongoing", "present", "now", "continuing", "still going on", "open", ".."})
_SERIAL: Final = re.compile(r"[1-6]\d{4}(?:\.\d+)?", re.ASCII)
"""A day as spreadsheets count them: 42525 is 4 June 2016."""
_NOT_ONE: Final = ("[", "{")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class When(NamedTuple):
    """A date, and what it cannot hold."""

    date: str
    """EDTF."""
    note: str = ""
    """The time of day, in words."""
    columns: tuple[str, ...] = ()
    """Those whose cells say more than the date does."""


def when_of(cells: Cells, order: Order) -> When:
    """Return when a row's event was.

    Args:
        cells: The row.
        order: How to read dates in figures that could be two days.

    Raises:
        CellError: That cannot be told; `Ambiguous` if it can once the order is known.
    """
    if "start" in cells.columns and (text := cells.text("date")):
        found = _with_time(cells, _one(cells.column("date"), text, order))
        return found._replace(columns=(*found.columns, cells.column("start"), cells.column("end")))
    first = "start" if "start" in cells.columns else "date"  # a date beside an end is when it began
    start, end = cells.text(first), cells.text("end")
    if end:
        return _span(cells, (first, "end"), (start, end), order)
    if start:
        return _with_time(cells, _one(cells.column(first), start, order))
    if cells.text("year"):
        return _with_time(cells, _parts(cells))
    column = next((cells.column(field) for field in ("date", "start", "end", "year") if field in cells.columns), "")
    raise CellError(column, "", f"an event needs a date; {EXAMPLES}")


def _one(column: str, text: str, order: Order) -> When:
    if len(text) > _LONGEST:
        raise CellError(column, shown(text), f"it is too long for a date; {EXAMPLES}")
    if _RELATIVE.search(fold(text)):
        raise CellError(column, text, "it would be another day each time it is read; write the day itself")
    plain = iso(column, spelt_out(text), order)
    when = timed(column, plain)
    found = _read(column, text, when.date)
    if when.date == plain:
        return When(found)
    if not _DAY.fullmatch(found):
        raise CellError(column, text, f"a time needs a day before it; {EXAMPLES}")
    note = clock_words(found, when)
    return When(found, note, (column,) if note else ())


def _read(column: str, cell: str, text: str) -> str:
    try:
        return _edtf(text)
    except DateError as error:
        if _SERIAL.fullmatch(text):
            raise CellError(column, cell, "a spreadsheet's number for a day; format the column as 2016-06-04") from None
        raise CellError(column, cell, _reason(error)) from None


@lru_cache(maxsize=65536)
def _edtf(text: str) -> str:
    return read_date(text)


def _reason(error: DateError) -> str:
    """Return what a `DateError` says, to be read behind the date."""
    said = str(error).replace(", 2016, 2016-06-04 or +3d.", ", 2016 or 2016-06-04.")
    _, is_not, why = said.partition(" is not a date: ")
    return (f"it is not a date: {why}" if is_not else said).rstrip(".")


def _span(cells: Cells, fields: tuple[str, str], texts: tuple[str, str], order: Order) -> When:
    """Return the interval of a start, which may be empty, and an end."""
    columns = cells.column(fields[0]), cells.column(fields[1])
    is_open = fold(texts[1]) in _ONGOING
    start = _one(columns[0], texts[0], order) if texts[0] else When("")
    end = When("..") if is_open else _one(columns[1], texts[1], order)
    for column, text, when in zip(columns, texts, (start, end), strict=True):
        if when.date.startswith(_NOT_ONE):
            raise CellError(column, text, "one end of a span cannot be one of several days")
    first, last = start.date.split("/")[0], end.date.split("/")[-1]
    said = (("began at", start), ("ended at", end))
    note = "; ".join(f"{verb} {when.note}" for verb, when in said if when.note)
    kept = (*start.columns, *end.columns, *((cells.column("time"),) if cells.text("time") else ()))
    if first == last:
        return When(first, note, kept)
    try:
        return When(parse(f"{first}/{last}").text, note, kept)
    except DateError as error:
        raise CellError(columns[1], texts[1], _reason(error)) from None


def _parts(cells: Cells) -> When:
    """Return the date of a year, a month and a day in columns of their own; the month may be a word."""
    year, month, day = (cells.text(field).removesuffix(".0") for field in ("year", "month", "day"))
    if not month or month == "0":
        text = year
    elif month.isdigit():
        text = "-".join(part.zfill(2) for part in (year, month, day if day != "0" else "") if part)
    else:
        text = " ".join(part for part in (day, month, year) if part)
    column = next(cells.column(field) for field in ("day", "month", "year") if cells.text(field))
    return When(_read(column, cells.text("day") or cells.text("month") or year, text))


def _with_time(cells: Cells, when: When) -> When:
    """Add the time of day that stands in a column of its own."""
    time = cells.text("time")
    if not time or not _DAY.fullmatch(when.date):
        return when._replace(columns=(*when.columns, cells.column("time"))) if time else when
    found = timed(cells.column("time"), f"{when.date} {time}")
    note = clock_words(when.date, found) if found.date == when.date else time
    return When(when.date, "; ".join(filter(None, (when.note, note))), (*when.columns, cells.column("time")))
