"""TimelineJS's dates: years, months and days apart, each as a number or as text, with a time of day besides.

What is left out is not known, and stays so: a year and a month are that month, not its first day. Two dates are from
one to the other, which is how TimelineJS draws them.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from store.dates import MONTHS, parse_span
from store.errors import DateError
from store.importers.jsondocument import shown
from store.importers.protocol import CellError
from store.text import one_line

CLOCK: Final = ("hour", "minute", "second", "millisecond")
PARTS: Final = ("year", "month", "day", *CLOCK)

_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(?:\.0*)?", re.ASCII)
_SPACE_AND_COMMAS: Final = re.compile(r"[\s,]+")
_TIME: Final = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?::(?P<second>\d{2}))?(?:\.\d+)?\s*(?P<half>[ap]\.?m\.?)?",
    re.ASCII | re.IGNORECASE,
)
_OLD: Final = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<year>-?\d+)",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})(?:[T ]+(?P<time>\d[\d:.]*\s*(?:[AaPp][Mm])?)Z?)?)?",
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{3,})(?:\s+(?P<time>\d.*))?",
        r"(?P<month>\d{1,2})/(?P<year>\d{3,})",
        r"(?P<year>\d{3,4}),(?P<month>\d{1,2})(?:,(?P<day>\d{1,2})(?:,(?P<hour>\d{1,2})(?:,(?P<minute>\d{1,2})(?:,\d{1,2}){0,2})?)?)?",
    )
)
_MOST: Final = {"hour": 23, "minute": 59, "second": 59, "millisecond": 999}
_HOURS, _NOON = 24, 12
_LAST_YEAR: Final = 9999


class Part(NamedTuple):
    """One number of a date, and where it stands."""

    column: str
    text: str


Stamp = Mapping[str, Part]
"""The parts of a date that are given, by name: `PARTS`, or `time` for all of the clock."""


class When(NamedTuple):
    """When a slide was."""

    edtf: str
    clocks: Mapping[str, str]
    """Times of day: `time` and `end_time`, in 24 hours."""


class _Point(NamedTuple):
    edtf: str
    clock: str
    part: Part
    """Its last one, for what is wrong with the whole."""


def stamp_of(value: Any, column: str) -> Stamp:
    """Return the parts of a date in JSON.

    Args:
        value: An object with members such as `year`; older files have a text.
        column: The member that it stands in.

    Raises:
        CellError: It is something else.
    """
    if isinstance(value, str):
        return old_stamp(value, column)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"year": Part(column, str(value))}
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise CellError(column, shown(str(value)), 'expected an object such as {"year": 2016, "month": 6}')
    parts = {name: Part(f"{column}.{name}", _text(value[name], f"{column}.{name}")) for name in PARTS if name in value}
    return {name: part for name, part in parts.items() if part.text}


def _text(value: Any, column: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise CellError(column, shown(str(value)), "expected a number")
    return one_line(str(value))


def old_stamp(text: str, column: str) -> Stamp:
    """Return the parts of a date as versions 1 and 2 have it: `6/4/2016` (month first), `2016,6,4`, `2016-06-04`.

    Raises:
        CellError: It is none of these.
    """
    stated = one_line(text)
    if not stated:
        return {}
    for pattern in _OLD:
        if found := pattern.fullmatch(stated):
            if "/" in stated and int(found["month"]) > len(MONTHS):
                raise CellError(column, stated, "expected the month first, as TimelineJS has it: 6/24/2016")
            return {name: Part(column, part) for name, part in found.groupdict().items() if part}
    raise CellError(column, shown(stated), "expected a date such as 6/4/2016 (the month first), 2016-06-04 or 2016")


def when_of(start: Stamp, end: Stamp, column: str) -> When:
    """Return when it was, as exactly as is stated.

    Args:
        start: Parts of the first date.
        end: Parts of the last one; empty: there is none.
        column: Where the first date should stand.

    Raises:
        CellError: There is no date, or no such day.
    """
    first, last = _point(start), _point(end)
    if first is None:
        raise CellError(column, "", "it must not be empty: an event needs a year at least")
    clocks = {name: point.clock for name, point in (("time", first), ("end_time", last)) if point and point.clock}
    if last is None or last.edtf == first.edtf:
        return When(first.edtf, clocks)
    edtf = f"{first.edtf}/{last.edtf}"
    try:
        parse_span(edtf)
    except DateError:
        raise CellError(last.part.column, last.edtf, f"it lies before the start, {first.edtf}") from None
    return When(edtf, clocks)


def _point(stamp: Stamp) -> _Point | None:
    """Return one end, as exactly as it is stated; None when nothing is."""
    if not stamp:
        return None
    year = _number(stamp, "year", _is_year)
    if year is None:
        part = next(iter(stamp.values()))
        raise CellError(part.column, part.text, "it stands without a year")
    edtf, part = f"{year:04}", stamp["year"]
    for name, follows in (("month", "day"), ("day", "time")):
        number = _number(stamp, name, _is_month if name == "month" else _is_day)
        if number is None:
            _require_nothing_behind(stamp, name, follows)
            return _Point(edtf, "", part)
        edtf, part = f"{edtf}-{number:02}", stamp[name]
    try:
        parse_span(edtf)
    except DateError as error:
        raise CellError(part.column, edtf, _why(error)) from None
    return _Point(edtf, _clock(stamp), part)


def _why(error: DateError) -> str:
    return str(error).partition(": ")[2].rstrip(".") or str(error)


def _require_nothing_behind(stamp: Stamp, missing: str, follows: str) -> None:
    """Refuse a day without a month and a time without a day; a clock of zeros only fills the form."""
    if follows == "day" and "day" in stamp:
        raise CellError(stamp["day"].column, stamp["day"].text, "there is a day, but no month")
    clock = [stamp[name] for name in ("time", *CLOCK) if name in stamp]
    if stated := next((part for part in clock if part.text.strip("0:. ")), None):
        raise CellError(stated.column, stated.text, f"there is a time of day, but no {missing}")


def _number(stamp: Stamp, name: str, why_not: Callable[[int], str]) -> int | None:
    if name not in stamp:
        return None
    column, stated = stamp[name]
    text = _SPACE_AND_COMMAS.sub("", stated)
    if not _NUMBER.fullmatch(text):
        raise CellError(column, shown(stated), "expected a number")
    number = int(text.partition(".")[0])
    if reason := why_not(number):
        raise CellError(column, stated, reason)
    return number


def _is_year(year: int) -> str:
    if year <= 0:
        return "a year before the first; dates here begin with the year 1"
    return f"a year after {_LAST_YEAR}, the last that a date here may have" if year > _LAST_YEAR else ""


def _is_month(month: int) -> str:
    return "" if 1 <= month <= len(MONTHS) else "expected a month from 1 to 12"


def _is_day(day: int) -> str:
    return "" if 1 <= day <= 31 else "expected a day from 1 to 31"


def _clock(stamp: Stamp) -> str:
    if part := stamp.get("time"):
        return _time_of(part)
    given = [name for name in CLOCK if name in stamp]
    if not given:
        return ""
    if "hour" not in stamp:
        raise CellError(stamp[given[0]].column, stamp[given[0]].text, "it stands without an hour")
    hour, minute, second, millisecond = (_number(stamp, name, _is_clock(name)) or 0 for name in CLOCK)
    return _in_24_hours(hour, minute, second, millisecond)


def _is_clock(name: str) -> Callable[[int], str]:
    most = _MOST[name]
    return lambda number: "" if 0 <= number <= most else f"expected a number from 0 to {most}"


def _time_of(part: Part) -> str:
    found = _TIME.fullmatch(part.text.strip())
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second")) if found else (_HOURS, 0, 0)
    if found and found["half"]:
        is_hour = 1 <= hour <= _NOON
        hour = hour % _NOON + (_NOON if found["half"][0] in "Pp" else 0) if is_hour else _HOURS
    if hour >= _HOURS or minute > 59 or second > 59:
        raise CellError(part.column, shown(part.text), "expected a time of day such as 14:30 or 2:30 pm")
    return _in_24_hours(hour, minute, second)


def _in_24_hours(hour: int, minute: int, second: int, millisecond: int = 0) -> str:
    clock = f"{hour:02}:{minute:02}"
    if second or millisecond:
        clock += f":{second:02}"
    return f"{clock}.{millisecond:03}" if millisecond else clock
