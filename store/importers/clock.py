"""Times of day in imported data: a store's dates are days, so the clock is told apart and kept in words."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, NamedTuple

from store.dates.parts import MONTHS
from store.importers.protocol import CellError

_TIMED: Final = re.compile(
    r"(?P<date>.*?\d)(?:T|t|,? +)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r" ?(?P<half>[AaPp]\.?[Mm]\.?)?"
    r" ?(?P<zone>[Zz]|UTC|GMT|(?:UTC|GMT)?(?P<sign>[+-])(?P<zone_hours>\d{1,2})(?::?(?P<zone_minutes>\d\d))?)?",
    re.ASCII,
)
_NOON: Final = 12
_SECONDS: Final = re.compile(r"1[0-8]\d{8}", re.ASCII)
"""Since 1970: from September 2001 to March 2030. Later ones could be a year, a month, a day and an hour."""
_MILLISECONDS: Final = re.compile(r"1\d{12}", re.ASCII)
_COMPACT: Final = re.compile(r"([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", re.ASCII)
"""A day in eight figures, as ISO 8601 and many databases have it."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Timed(NamedTuple):
    """A text of a date and a time of day, taken apart."""

    date: str
    """What stands before the time; not looked at."""
    clock: str
    """In 24 hours, "14:30" or "14:30:05.25"; empty without one, and for midnight, which mostly says that none is
    known."""
    offset: timedelta | None = None
    """From UTC; None when no zone is stated."""


def is_moment(text: str) -> bool:
    """Tell whether a number counts the seconds or milliseconds since 1970, as programs write times."""
    return bool(_SECONDS.fullmatch(text) or _MILLISECONDS.fullmatch(text))


def spelt_out(text: str) -> str:
    """Return such a number as date and time in UTC, eight figures as a day with hyphens, any other text as it is."""
    if compact := _COMPACT.fullmatch(text):
        return "-".join(compact.groups())
    if not is_moment(text):
        return text
    unit = timedelta(milliseconds=1) if _MILLISECONDS.fullmatch(text) else timedelta(seconds=1)
    return (_EPOCH + int(text) * unit).isoformat()


def timed(column: str, text: str) -> Timed:
    """Take the time of day off a date.

    Raises:
        CellError: There is no such time.
    """
    found = _TIMED.fullmatch(text)
    if not found:
        return Timed(text, "")
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            raise CellError(column, text, "there is no such time of day")
        hour = hour % _NOON + (_NOON if found["half"][0] in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 60:  # a leap second is one
        raise CellError(column, text, "there is no such time of day")
    fraction = (found["fraction"] or "").rstrip("0")
    clock = f"{hour:02}:{minute:02}"
    if second or fraction:
        clock += f":{second:02}" + (f".{fraction}" if fraction else "")
    return Timed(found["date"], "" if clock == "00:00" else clock, _offset(column, text, found))


def _offset(column: str, text: str, found: re.Match[str]) -> timedelta | None:
    if not found["zone"]:
        return None
    if not found["sign"]:
        return timedelta(0)
    hours, minutes = int(found["zone_hours"]), int(found["zone_minutes"] or 0)
    if hours > 23 or minutes > 59:
        raise CellError(column, text, "there is no such time zone")
    away = timedelta(hours=hours, minutes=minutes)
    return -away if found["sign"] == "-" else away


def clock_words(day: str, when: Timed) -> str:
    """Say what time it was, and which day that is in UTC if it is another one.

    Args:
        day: The stated day, `YYYY-MM-DD`.
        when: Its time.
    """
    if when.offset is None:
        return f"{when.clock}, in a zone that is not stated" if when.clock else ""
    there = datetime.combine(date.fromisoformat(day), datetime.min.time(), timezone(when.offset))
    hours, minutes = (int(part) for part in (when.clock or "00:00").split(":")[:2])
    zone = f"{there:%Z}"
    words = f"{when.clock} {zone}" if when.clock else ""
    try:
        utc = (there + timedelta(hours=hours, minutes=minutes)).astimezone(UTC)
    except OverflowError:  # the first or last day of the calendar
        return words
    if utc.date().isoformat() == day:
        return words
    return f"{words or f'00:00 {zone}'}, which is {utc.day} {MONTHS[utc.month - 1]} {utc.year:04} in UTC"
