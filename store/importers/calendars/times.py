"""When an event of a calendar was.

- A day is a day: `VALUE=DATE` with a time behind it has no clock. `DTEND` is the day after the last one.
- A time is kept as it stands, in its own zone, and the day is the one of that zone: nothing is converted, so the
  calendar's own rules of zones (VTIMEZONE) do not count.
- Without an end, with one equal to the start, or with a duration of nothing, it is that day.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from store.importers.calendars.properties import Properties, Property
from store.importers.jsondocument import shown
from store.importers.protocol import CellError

_MOMENT: Final = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"(?:[Tt ]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?(?:[.,]\d+)?\s*(?P<zone>[Zz]|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_EXPECTED: Final = "expected a date such as 20160604 or 20160604T143000Z"
_DAY: Final = timedelta(days=1)


class Moment(NamedTuple):
    """One end of an event."""

    day: date
    clock: time | None
    """None: it is a whole day."""
    zone: str
    """Name of its time zone; empty: none is stated."""

    @property
    def at(self) -> datetime:
        """Day and clock together."""
        return datetime.combine(self.day, self.clock or time())


class When(NamedTuple):
    """When it was."""

    edtf: str
    clocks: Mapping[str, str]
    """`time`, `zone`, and where they differ `end_time` and `end_zone`."""


def when_of(properties: Properties) -> When:
    """Return when a component was.

    Raises:
        CellError: It does not say when, or that cannot be read.
    """
    stated = properties.get("DTSTART")
    if stated is None:
        raise CellError("DTSTART", "", "it must not be empty: an event needs a date")
    start = _moment(stated)
    end = _end(properties, start)
    last = _last_day(start, end)
    edtf = start.day.isoformat() if last == start.day else f"{start.day.isoformat()}/{last.isoformat()}"
    return When(edtf, _clocks(start, end))


def _moment(stated: Property) -> Moment:
    found = _MOMENT.fullmatch(stated.raw.strip())
    if not found:
        raise CellError(stated.name, shown(stated.raw), _EXPECTED)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
        clock = time(hour, minute, min(second, 59) if second <= 60 else second)  # a leap second is one
    except ValueError as error:
        raise CellError(stated.name, shown(stated.raw), f"there is no such {_what(error)}") from None
    if not found["hour"] or stated.parameter("VALUE").upper() == "DATE":
        return Moment(day, None, "")
    zone = (found["zone"] or "").upper()
    return Moment(day, clock, "UTC" if zone == "Z" else zone or stated.parameter("TZID").lstrip("/"))


def _what(error: ValueError) -> str:
    return "time of day" if any(word in str(error) for word in ("hour", "minute", "second")) else "day"


def _end(properties: Properties, start: Moment) -> Moment | None:
    """Return the end as it is stated, the first moment after the event; None when there is none."""
    if (stated := properties.get("DTEND")) is not None:
        end = _moment(stated)
        if end.day < start.day if end.zone != start.zone else end.at < start.at:
            raise CellError("DTEND", shown(stated.raw), f"it lies before DTSTART, {start.day.isoformat()}")
        return end
    if (stated := properties.get("DURATION")) is None:
        return None
    length = _duration(stated)
    try:
        at = start.at + length
    except OverflowError:
        raise CellError("DURATION", shown(stated.raw), "it reaches beyond the year 9999") from None
    if start.clock is None:
        return Moment(at.date() if at.time() == time() else at.date() + _DAY, None, "")
    return Moment(at.date(), at.time(), start.zone)


def _duration(stated: Property) -> timedelta:
    from icalendar import vDuration

    try:
        length = vDuration.from_ical(stated.raw.strip().upper())  # type: ignore[no-untyped-call] # no types there
    except (ValueError, OverflowError):
        raise CellError("DURATION", shown(stated.raw), "expected a duration such as PT2H or P3D") from None
    assert isinstance(length, timedelta)
    if length < timedelta():
        raise CellError("DURATION", shown(stated.raw), "it must not be below nothing")
    return length


def _last_day(start: Moment, end: Moment | None) -> date:
    """Return the last day of the event: the one before its end, where that is the beginning of a day."""
    if end is None or end.day <= start.day:
        return start.day
    return end.day - _DAY if end.clock in (None, time()) else end.day


def _clocks(start: Moment, end: Moment | None) -> dict[str, str]:
    clocks: dict[str, str] = {}
    if start.clock is not None:
        clocks["time"] = _clock(start.clock)
        if start.zone:
            clocks["zone"] = start.zone
    if end is not None and end.clock is not None and (end.clock, end.day) != (start.clock, start.day):
        clocks["end_time"] = _clock(end.clock)
        if end.zone != start.zone:
            clocks["end_zone"] = end.zone
    return clocks


def _clock(clock: time) -> str:
    return clock.isoformat("seconds" if clock.second else "minutes")
