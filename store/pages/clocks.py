"""The day and time of publication, as pages print them: many orders, names of zones, and no guess between two."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from store.dates import MONTHS
from store.dates.parts import WEEKDAYS
from store.text import one_line

_MONTH: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "September" else "Sept?(?:ember)?" for name in MONTHS)
_WEEKDAY: Final = "|".join(name[:3] for name in WEEKDAYS)
_DAY_FIRST: Final = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]({_MONTH})\b\.?,?[ -](\d{{4}})\b", re.IGNORECASE
)
_MONTH_FIRST: Final = re.compile(rf"\b({_MONTH})\b\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.IGNORECASE)
_ISO: Final = re.compile(
    r"\b(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_FIGURES: Final = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_TIME: Final = re.compile(
    r"\b([01]?\d|2[0-3])(?:[:.h])([0-5]\d)(?:[:.][0-5]\d)?(?!\d)\s?([ap])?\.?(?:m\b)?\.?|\b(1[0-2]|"
    r"[1-9])\s?([ap])\.?m\b",
    re.IGNORECASE,
)
_FOUR_FIGURES: Final = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)\s?(?=GMT|UTC|Z\b)")
_ZONE: Final = re.compile(r"(?<![A-Za-z])(?:(?:GMT|UTC)?\s?([+-])(\d{1,2})(?::?(\d{2}))?|([A-Z]{2,4}))(?![A-Za-z\d])")
_AREAS: Final = {
    "GMT": "Etc/UTC", "UTC": "Etc/UTC", "Z": "Etc/UTC", "BST": "Europe/London",
    "ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York",
    "CT": "America/Chicago", "CDT": "America/Chicago", "PT": "America/Los_Angeles", "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles", "CET": "Europe/Paris", "CEST": "Europe/Paris", "EET": "Europe/Athens",
    "EEST": "Europe/Athens",
    "MSK": "Europe/Moscow", "TRT": "Europe/Istanbul", "JST": "Asia/Tokyo", "HKT": "Asia/Hong_Kong",
}  # fmt: skip
"""Names that mean one zone. IST, CST and AST each mean several: a time in them is left without a zone."""


def published_in(text: str) -> str:
    """Return the first day, with its time and zone as far as they are said, of a line.

    Returns:
        "2016-06-04", "2016-06-04T05:00" or "2016-06-04T05:00-04:00"; empty when the line names no day of a year.
    """
    text = one_line(text)[:400]
    if found := _ISO.search(text):
        return _iso(found)
    day, found = _day_in(text)
    if day is None or found is None:
        return ""
    rest = f"{text[: found.start()]} ; {text[found.end() :]}"
    time = _time_in(rest)
    if time is None:
        return day.date().isoformat()
    hour, minute, after = time
    moment = day.replace(hour=hour, minute=minute)
    zone = _zone_in(after, moment)
    if zone is None:
        return moment.strftime("%Y-%m-%dT%H:%M")
    return moment.replace(tzinfo=zone).isoformat(timespec="minutes")


def _iso(found: re.Match[str]) -> str:
    day = _real_day(int(found[1]), int(found[2]), int(found[3]))
    if day is None or found[4] is None or int(found[4]) > 23 or int(found[5]) > 59:
        return day.date().isoformat() if day else ""
    zone = {"": "", "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00"}.get(found[6] or "", found[6] or "")
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{day.date().isoformat()}T{found[4]}:{found[5]}{zone}"


def _day_in(text: str) -> tuple[datetime | None, re.Match[str] | None]:
    """Return the day that a text names first; in figures only where day and month cannot be taken for each other."""
    found = [match for match in (_DAY_FIRST.search(text), _MONTH_FIRST.search(text)) if match]
    if found:
        first = min(found, key=lambda match: match.start())
        if first.re is _DAY_FIRST:
            return _real_day(int(first[3]), _month(first[2]), int(first[1])), first
        return _real_day(int(first[3]), _month(first[1]), int(first[2])), first
    if figures := _FIGURES.search(text):
        one, two, year = (int(figures[at]) for at in (1, 2, 3))
        if one > len(MONTHS) or one == two:
            return _real_day(year, two, one), figures
        if two > len(MONTHS):
            return _real_day(year, one, two), figures
    return None, None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _real_day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)  # noqa: DTZ001 - the zone is found out later, or never
    except ValueError:
        return None


def _time_in(text: str) -> tuple[int, int, str] | None:
    """Return hour, minute, and what follows them."""
    if found := _FOUR_FIGURES.search(text):
        return int(found[1]), int(found[2]), text[found.end() :]
    found = _TIME.search(text)
    if not found:
        return None
    hour, minute = int(found[1] or found[4]), int(found[2] or 0)
    half = (found[3] or found[5] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, minute, text[found.end() :]


def _zone_in(text: str, moment: datetime) -> timezone | None:
    """Return the zone that is named at the beginning of what follows a time."""
    found = _ZONE.match(text.lstrip(" ,(")[:12])
    if not found:
        return None
    if found[1]:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes)) if minutes < 24 * 60 else None
    area = _area(_AREAS.get(found[4], ""))
    offset = moment.replace(tzinfo=area).utcoffset() if area else None
    return None if offset is None else timezone(offset)


@cache
def _area(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):  # a system without the data of zones
        return None


def without_date(text: str) -> str:
    """Return a line without the day that it names, as a bar: what stands before it and behind it are two things."""
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _FIGURES):
        if found := pattern.search(text):
            before = re.sub(rf"(?:{_WEEKDAY})\w*\.?,?\s*$", "", text[: found.start()], flags=re.IGNORECASE)
            return f"{before} | {text[found.end() :]}"
    return text


def is_future(published: str, now: datetime | None = None) -> bool:
    """Tell whether a date of publication lies more than a day ahead, which zones cannot explain."""
    today = (now or datetime.now(UTC)).date() + timedelta(days=1)
    return published[:10] > today.isoformat()
