"""Dates in figures with the year last, 04/06/2016: which of the two is the day, as far as a whole column shows it.

Nobody can tell that of one such date, and most tools guess. Here a date decides for itself when one of the figures is
above 12 or both are alike; the others are held back until the column has been read to its end. Then they are read in
the one order that the others prove, or in none. So nothing is read twice, and the rows may come in any order.
"""

import re
from typing import Final, Literal

from store.dates.parts import MONTHS
from store.importers.protocol import CellError

Order = Literal["", "day", "month"]
"""What comes first; empty: not known."""

_NUMERIC: Final = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_DAYS: Final = 31


class Ambiguous(CellError):
    """A date that could be two days, as long as the order of its column is not known."""


class DayOrder:
    """What the dates of a column prove."""

    def __init__(self) -> None:
        self.day_first = ""
        """A date that can only have the day first."""
        self.month_first = ""
        """A date that can only have the month first."""

    @property
    def proven(self) -> Order:
        """The order of the column; empty when nothing proves one, or the dates contradict each other."""
        if bool(self.day_first) == bool(self.month_first):
            return ""
        return "day" if self.day_first else "month"

    @property
    def proof(self) -> str:
        """The date that proves it."""
        return self.day_first or self.month_first

    def look(self, text: str) -> None:
        """Remember what the dates of a cell prove."""
        for found in _NUMERIC.finditer(text):
            match _possible(found) if found[1].lstrip("0") != found[3].lstrip("0") else "":
                case "day":
                    self.day_first = min(self.day_first or found[0], found[0])  # the same in any order of the rows
                case "month":
                    self.month_first = min(self.month_first or found[0], found[0])


def iso(column: str, text: str, order: Order) -> str:
    """Return a text with its dates in figures written as 2016-06-04.

    Args:
        column: Its name, for the error.
        text: A cell.
        order: How to read dates that do not show it themselves.

    Raises:
        Ambiguous: One of them could be two days.
        CellError: One of them is no day.
    """
    return _NUMERIC.sub(lambda found: _one(column, text, found, order), text)


def is_month_first(text: str) -> bool:
    """Tell whether a text holds a date that can only have the month first."""
    return any(_possible(found) == "month" for found in _NUMERIC.finditer(text))


def _possible(found: re.Match[str]) -> Order | None:
    """Return what comes first in a date; empty if it could be either, None if there is no such day."""
    first, second = int(found[1]), int(found[3])
    may_be_day_first = 1 <= first <= _DAYS and 1 <= second <= len(MONTHS)
    may_be_month_first = 1 <= second <= _DAYS and 1 <= first <= len(MONTHS)
    if may_be_day_first and may_be_month_first:
        return "day" if first == second else ""
    return "day" if may_be_day_first else "month" if may_be_month_first else None


def _one(column: str, text: str, found: re.Match[str], order: Order) -> str:
    first, second, year = int(found[1]), int(found[3]), found[4]
    comes_first = _possible(found)
    if comes_first is None:
        raise CellError(column, text, "there is no such day; write it as 2016-06-04")
    if not comes_first and not order:
        one, other = f"{first} {MONTHS[second - 1]} {year}", f"{second} {MONTHS[first - 1]} {year}"
        raise Ambiguous(column, text, f"it could be {one} or {other}; write 2016-06-04, or the month as a word")
    day, month = (first, second) if (comes_first or order) == "day" else (second, first)
    return f"{year}-{month:02}-{day:02}"
