"""Reads dates typed in figures: "+3d", "2016-6-4", and "4/6/2016", which is refused because it could be two days."""

import re
from datetime import UTC, date, datetime
from typing import Final

from msgspec import Struct

from store.dates.edtf import parse
from store.dates.faults import LAST_YEAR, not_a_date
from store.dates.parts import MONTHS, OPEN_END, month_length
from store.errors import DateError

_RELATIVE: Final = re.compile(r"([+-]) ?([0-9]{1,6}) ?([a-z]+)", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|()-([0-9]))", re.ASCII)
_YEAR_AND_TWO: Final = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})", re.ASCII)
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?", re.ASCII)

_UNITS: Final = {name: unit[0] for unit in ("day", "week", "month", "year") for name in (unit[0], unit, f"{unit}s")}
_RELATIVE_DAYS: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}


class Clock(Struct, frozen=True):
    """The days that relative dates count from."""

    today: int | None = None
    """None: the day that the computer's clock shows."""
    current: int | None = None
    """The day that the reader is at; None: at none."""

    @property
    def current_date(self) -> date | None:
        """The day that the reader is at, the nearest real one if that lies beyond an open end."""
        return None if self.current is None else date.fromordinal(min(max(self.current, 1), OPEN_END - 1))


def read_numbers(text: str, clock: Clock) -> str | None:
    """Return the EDTF of a date in figures, or None for a text that is none.

    Raises:
        DateError: there is no such day, or the figures could be two.
    """
    if found := _RELATIVE.fullmatch(text):
        return _relative(found, clock)
    if text in _RELATIVE_DAYS:
        today = datetime.now(UTC).astimezone().date().toordinal() if clock.today is None else clock.today
        return iso_day(today + _RELATIVE_DAYS[text], text)
    if found := _YEAR_FIRST.fullmatch(text):
        numbers = (found[1], found[3] or found[6], found[4])
        return parse("-".join(number.zfill(2) for number in numbers if number)).text
    if found := _YEAR_AND_TWO.fullmatch(text):
        is_month = 1 <= int(found[2]) <= len(MONTHS)
        raise not_a_date(text, f"write {found[1]}-{found[2]:0>2}." if is_month else "write years with four digits.")
    if found := _YEAR_LAST.fullmatch(text):
        return _day_and_month(found)
    return None


def iso_day(ordinal: int, text: str) -> str:
    """Return a day as EDTF; `text` is what led to it, for the message when there is no such day."""
    if not 0 < ordinal < OPEN_END:
        raise _outside(text)
    return date.fromordinal(ordinal).isoformat()


def _relative(found: re.Match[str], clock: Clock) -> str:
    text = found[0]
    unit = _UNITS.get(found[3])
    if unit is None:
        raise not_a_date(text, "write days, weeks, months or years as +3d, -2w, +1m or +1y.")
    start = clock.current_date
    if start is None:
        raise not_a_date(text, "it counts from the day one is at, and there is none here; write 4 June 2016.")
    count = int(found[1] + found[2])
    if unit in ("d", "w"):
        return iso_day(start.toordinal() + count * (7 if unit == "w" else 1), text)
    months = start.year * 12 + start.month - 1 + count * (12 if unit == "y" else 1)
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= LAST_YEAR:
        raise _outside(text)
    return date(year, month, min(start.day, month_length(year, month))).isoformat()


def _day_and_month(found: re.Match[str]) -> str:
    """Read a day and a month in figures, the year last. The month never comes first; a day that may is refused."""
    text, first, second, year = found[0], int(found[1]), int(found[3]), found[4] or ""
    may_be_day_first = 1 <= second <= len(MONTHS) and 1 <= first <= 31
    may_be_month_first = 1 <= first <= len(MONTHS) and 1 <= second <= 31
    if may_be_day_first and may_be_month_first and first != second:
        one, other = f"{first} {MONTHS[second - 1]} {year}".strip(), f"{second} {MONTHS[first - 1]} {year}".strip()
        raise DateError(f"{text} could be {one} or {other}: write the month as a word.")
    if len(year) < 4:
        raise not_a_date(text, "write the month as a word and the year with four digits, as in 4 June 2016.")
    if may_be_month_first and not may_be_day_first:
        raise not_a_date(text, f"the day comes before the month; write {second} {MONTHS[first - 1]} {year}.")
    return parse(f"{year}-{second:02}-{first:02}").text


def _outside(text: str) -> DateError:
    return not_a_date(text, "it leads out of the years 0001 to 9999.")
