"""When an event of ACLED was.

`event_date` is the day only where `time_precision` is 1. The codebook ("Time precision codes") says of the others:

- 2: "sometime during the week or within a similar period of time (i.e., during the weekend)"; the middle of the period
  is the date, for a week its Wednesday or Thursday. So it becomes one day of the seven around that date, three before
  it to three after: `2016-06-08` is `[2016-06-05..2016-06-11]`. That is the week from Sunday to Saturday whose middle a
  Wednesday is, the one from Monday to Sunday for a Thursday, and it holds a weekend as well.
- 3: "sometime during a month", with the middle of the month as the date, or its first or last day where the beginning
  or end was spoken of. So it becomes the month, `2016-06`. (The codebook also counts "in the past two or three weeks"
  here, which may reach back into the month before; no row says so.)

A file without the column, or a row with nothing in it, does not say how exact the day is: it becomes `2016-06-08?`.
What `event_date` says is kept beside every date that is not exact.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from store.dates import MONTHS
from store.importers.dayorder import Order, is_month_first, iso
from store.importers.protocol import CellError

PRECISIONS: Final = ("", "1", "2", "3")
"""`time_precision`."""

DAYS_AROUND: Final = 3
"""From the middle of a week to its first and last day."""

_DAY_FIRST: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4}|\d\d)", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?:[T ]\d\d:\d\d.*)?", re.ASCII)
_MONTHS: Final = tuple(name.lower() for name in MONTHS)
_SHORT: Final = {"sept": "sep"}
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
"""The data begin in 1997; a year far outside is a slip of the pen."""
_FIRST_OF_DATA: Final = 97


class When(NamedTuple):
    """A date, and what there is to say of it."""

    date: str
    """EDTF."""
    note: str = ""


@lru_cache(maxsize=65536)
def when(text: str, precision: str, year: str, order: Order) -> When:
    """Return when an event was.

    Args:
        text: `event_date`, not empty.
        precision: One of `PRECISIONS`.
        year: The cell of `year`, which settles the century of a date that has only two digits for it.
        order: What comes first where 04/06/2016 could be either.

    Raises:
        CellError: The date is none; `Ambiguous` when it could be two.
    """
    day = _day(text, year, order)
    said = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    match precision:
        case "1":
            return When(str(day))
        case "2":
            around = timedelta(days=DAYS_AROUND)
            return When(f"[{day - around}..{day + around}]", f"ACLED gives the middle of a week or the like: {said}")
        case "3":
            return When(f"{day:%Y-%m}", f"ACLED knows the month, and gives {said} for it")
    return When(f"{day}?", "It is not said how exact this day is")


def _day(text: str, year: str, order: Order) -> date:
    """Read a date in any style that ACLED has had: 2023-02-16, 16 May 2025, 30-Sept-24, 16-02-2023 or 16/02/2023."""
    if is_month_first(text):
        raise CellError("event_date", text, "ACLED writes the day before the month; write 2016-06-04")
    parts = _YEAR_FIRST.fullmatch(iso("event_date", text, order))
    try:
        found = date(int(parts[1]), int(parts[2]), int(parts[3])) if parts else _with_month_named(text, year)
    except ValueError:
        found = None
    if found is None:
        raise CellError("event_date", text, "expected a date such as 2016-06-04 or 4 June 2016")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CellError("event_date", text, f"expected a year from {FIRST_YEAR} to {LAST_YEAR}")
    return found


def _with_month_named(text: str, stated_year: str) -> date | None:
    found = _DAY_FIRST.fullmatch(text)
    if not found:
        return None
    word = _SHORT.get(found[2].lower(), found[2].lower())
    month = next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
    year = int(found[3])
    if len(found[3]) == 2:
        stated = int(stated_year) if re.fullmatch(r"\d{4}", stated_year, re.ASCII) else 0
        year = stated if stated and stated % 100 == year else year + (1900 if year >= _FIRST_OF_DATA else 2000)
    return date(year, month, int(found[1]))
