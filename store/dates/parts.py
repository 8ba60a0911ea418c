"""One point of a date as EDTF states it: a day, a month, a season, a year, a decade, and how sure it is."""

import re
from datetime import date
from functools import cache
from typing import Final, Literal

from msgspec import Struct

from store.dates.faults import FIRST_YEAR, LAST_YEAR, explained, not_a_date

OPEN_START: Final = 0
OPEN_END: Final = date.max.toordinal() + 1
"""Days (as `datetime.date.toordinal` counts) for an end that is open or not known: before and after every real day."""

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS: Final = ("spring", "summer", "autumn", "winter")
"""Of the northern hemisphere, EDTF's 21 to 24; winter is December of its year to February of the next."""

_FIRST_SEASON: Final = 21
_LAST_SEASON: Final = 24

Unit = Literal["day", "month", "season", "year", "years"]
"""How much of the calendar a part covers; `years` is a decade, a century or a millennium."""

_PART: Final = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?:(?P<no_month>XX)(?P<no_month_day>-XX)?|(?P<month>[0-9]{2})(?:-(?:(?P<no_day>XX)|(?P<day>[0-9]{2})))?))?"
    r"(?P<mark>[?~%]?)"
)


@cache  # few dates have one of these forms: nobody waits for them at the start
def _years() -> re.Pattern[str]:
    return re.compile(r"(?=[0-9X]{4}(?:[?~%]|$))(?P<digits>[0-9]{1,3})(?P<unknown>X{1,3})(?P<mark>[?~%]?)")


@cache
def _timed() -> re.Pattern[str]:
    return re.compile(
        r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?"
        r"(?P<zone>Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?"
    )


class Part(Struct, frozen=True):
    """A point of the calendar, with its first and last day."""

    text: str
    unit: Unit
    first: int
    last: int
    mark: str = ""
    """EDTF's qualifier: `~` approximate, `?` uncertain, `%` both, or nothing."""
    one_day: bool = False
    """Said to be one day, though it is not known which (`2016-06-XX`)."""
    time: str = ""
    """Time of day and zone, in words, if the date came with one."""

    @property
    def is_known_day(self) -> bool:
        """Whether this is a calendar day without a doubt about it."""
        return self.unit == "day" and not self.mark

    @property
    def begins(self) -> date:
        """The first day."""
        return date.fromordinal(self.first)


def month_length(year: int, month: int) -> int:
    """Return the number of days in a month."""
    return 31 if month == len(MONTHS) else (date(year, month + 1, 1) - date(year, month, 1)).days


def read_part(text: str, within: str = "") -> Part:
    """Read one point of the calendar.

    Args:
        text: EDTF for a day, month, season, year, decade, century or millennium, perhaps with a qualifier.
        within: the whole date that it stands in, for the message.

    Raises:
        DateError: it is not one, or there is no such day.
    """
    if found := _PART.fullmatch(text):
        year = int(found["year"])
        if year < FIRST_YEAR:
            raise not_a_date(text, "there is no year 0; Dateline reads the years 0001 to 9999.", within)
        if found["month"]:
            return _in_year(found, year, within)
        one_day = found["no_month_day"] is not None
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        return Part(text, "year", first, last, found["mark"], one_day)
    if found := _years().fullmatch(text):
        first_year = max(FIRST_YEAR, int(found["digits"] + "0" * len(found["unknown"])))
        last_year = int(found["digits"] + "9" * len(found["unknown"]))
        return Part(
            text, "years", date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal(), found["mark"]
        )
    raise explained(text, within)


def _in_year(found: re.Match[str], year: int, within: str) -> Part:
    """Return the day, month or season that a match of `_PART` names."""
    text, mark, month = found[0], found["mark"], int(found["month"])
    if _FIRST_SEASON <= month <= _LAST_SEASON:
        if found["day"] or found["no_day"]:
            raise not_a_date(text, f"{month} is a season, and a season has no days.", within)
        return Part(text, "season", *_season(year, month - _FIRST_SEASON), mark)
    if not 1 <= month <= len(MONTHS):
        why = f"there is no month {month:02}; months are 01 to 12, seasons 21 (spring) to 24 (winter)."
        raise not_a_date(text, why, within)
    length, first = month_length(year, month), date(year, month, 1).toordinal()
    if not found["day"]:
        return Part(text, "month", first, first + length - 1, mark, one_day=found["no_day"] is not None)
    day = int(found["day"])
    if day == 0:
        raise not_a_date(text, f"days begin at 01; write {text[:7]} when the day is not known.", within)
    if day > length:
        raise not_a_date(text, f"{MONTHS[month - 1]} {year:04} has {length} days.", within)
    return Part(text, "day", first + day - 1, first + day - 1, mark)


def _season(year: int, season: int) -> tuple[int, int]:
    """Return the first and last day of a season, counted from 0 for spring."""
    begins = 3 * season + 3
    first = date(year, begins, 1).toordinal()
    if begins < len(MONTHS):
        return first, date(year, begins + 2, month_length(year, begins + 2)).toordinal()
    if year == LAST_YEAR:
        return first, date.max.toordinal()
    return first, date(year + 1, 2, month_length(year + 1, 2)).toordinal()


def read_timed(text: str) -> Part:
    """Read a day with a time of day (`2016-06-04T14:30:00Z`) as that day, in the zone that it names.

    Raises:
        DateError: it is not one, or there is no such day.
    """
    found = _timed().fullmatch(text)
    if not found:
        raise explained(text)
    day = read_part(found["date"], text).first
    zone = {None: "", "Z": " UTC"}.get(found["zone"], f" {found['zone']}")
    return Part(text, "day", day, day, time=found["time"] + zone)
