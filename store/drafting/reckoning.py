"""What expressions of time mean: days counted from the publication, or from the last day that was named.

Each function takes a match of `expressions.PATTERNS` and what to count from, and returns EDTF with the reason; it
raises ValueError or DateError where nothing can be counted.
"""

import re
from datetime import date, timedelta
from typing import Final

import msgspec

from store.dates import MONTHS, describe, parse
from store.dates.parts import WEEKDAYS
from store.dates.plain import read_date

_RECENT_DAYS: Final = 3
"""How far back "in recent days" is taken to reach, about."""
_RECENT: Final = {
    "hour": 1, "day": _RECENT_DAYS, "night": _RECENT_DAYS, "week": 21, "fortnight": 42, "month": 90,
}  # fmt: skip
_UP_TO_TWELVE: Final = "zero one two three four five six seven eight nine ten eleven twelve"
_COUNTS: Final = {word: number for number, word in enumerate(_UP_TO_TWELVE.split())} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
}
SHORT_MONTH: Final = rf"(?:{'|'.join(month[:3] for month in MONTHS)}|Sept)\.?"
ON_WEEKDAY: Final = rf"(?:(?:{'|'.join(WEEKDAYS)}),? )?"
"""Before a day with its month, which says the same again."""
WEEKS: Final = ("first", "second", "third", "fourth")


class Anchor(msgspec.Struct, frozen=True):
    """What relative dates count from."""

    published: date | None
    last: date | None = None
    """The last exact day that the article named, for "two days earlier"."""


def _published(anchor: Anchor) -> date:
    if anchor.published is None:
        raise ValueError
    return anchor.published


def weekday(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "on Friday": the last one up to the publication; "last Friday" is one before it."""
    published = _published(anchor)
    which = (found.groupdict().get("which") or "").lower()
    back = (published.weekday() - WEEKDAYS.index(found["weekday"])) % 7
    if which == "last" and back == 0:
        back = 7
    if whose := (found.groupdict().get("whose") or "").lower():  # "Monday last week": of that week, by the calendar
        back = published.weekday() - WEEKDAYS.index(found["weekday"]) + (7 if whose == "last" else 0)
    if which in ("next", "this coming"):
        raise ValueError  # what is to come is no happening
    day = published - timedelta(days=back)
    return day.isoformat(), f"{found['weekday']} up to the publication on {_said(published)}"


def overnight_on(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "overnight on Friday": that night, as far as it lay before the publication."""
    day, reason = weekday(found, anchor)
    first = date.fromisoformat(day)
    last = min(first + timedelta(days=1), _published(anchor))
    return (day if first == last else f"{day}/{last}"), f"the night from {reason}"


def overnight_into(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "overnight into Tuesday": the night that ends on that day."""
    day, reason = weekday(found, anchor)
    eve = date.fromisoformat(day) - timedelta(days=1)
    if found["eve"] and found["eve"] != WEEKDAYS[eve.weekday()]:
        raise ValueError
    return f"{eve}/{day}", f"the night to {reason}"


def week_of_month(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "the first week of December": one of seven days, the last week being the last seven."""
    edtf, reason = _named(f"{found['month']}{found['rest'] or ''}", found.groupdict(), anchor)
    month = parse(edtf)
    start, end = date.fromordinal(month.earliest), date.fromordinal(month.latest)
    which = found["which"].lower()
    first = end - timedelta(days=6) if which == "last" else start + timedelta(days=7 * WEEKS.index(which))
    return f"[{first}..{first + timedelta(days=6)}]", f"one of its days, {reason}"


def near(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "today", "yesterday", "last night"."""
    published = _published(anchor)
    word = found[0].lower()
    reason = f"counted from the publication on {_said(published)}"
    if word.startswith("overnight"):
        return f"{published - timedelta(days=1)}/{published}", f"the night before the publication on {_said(published)}"
    back = 2 if "before yesterday" in word else 1 if "yesterday" in word or "last" in word else 0
    return (published - timedelta(days=back)).isoformat(), reason


def ago(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "two days ago"; what counts in weeks or more is about then."""
    published = _published(anchor)
    count, unit = _COUNTS.get(found["n"].lower()), found["unit"].lower()
    reason = f"counted from the publication on {_said(published)}"
    if found["n"].isdigit():
        count = int(found["n"])
    if count is None:  # "several days ago"
        return f"{published - timedelta(days=_RECENT[unit])}~", reason
    if unit in ("day", "night"):
        return (published - timedelta(days=count)).isoformat(), reason
    if unit in ("week", "fortnight"):
        return f"{published - timedelta(days=(7 if unit == 'week' else 14) * count)}~", reason
    if unit == "hour":
        return f"{published - timedelta(days=count // 24)}~", reason
    months = published.year * 12 + published.month - 1 - count * (12 if unit == "year" else 1)
    if unit == "year":
        return f"{months // 12:04}~", reason
    return f"{months // 12:04}-{months % 12 + 1:02}~", reason


def past_span(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "over the past 24 hours": the span up to the publication."""
    published = _published(anchor)
    said, unit = (found["n"] or "").lower(), found["unit"].lower()
    count = int(said) if said.isdigit() else _COUNTS.get(said, 1)
    days = {"hour": max(1, round(count / 24)), "day": count, "week": 7 * count, "month": 30 * count}[unit]
    first = published - timedelta(days=days)
    about = "" if unit in ("hour", "day") and said else "~"
    return f"{first}{about}/{published}", f"up to the publication on {_said(published)}"


def within(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "in three days": that many days, the last of them that of the publication."""
    published = _published(anchor)
    count = int(found["n"]) if found["n"].isdigit() else _COUNTS[found["n"].lower()]
    first = published - timedelta(days=max(0, count - 1))
    return f"{first}/{published}", f"that many days up to the publication on {_said(published)}"


def weekend(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "at the weekend": the last Saturday and Sunday that had begun by the publication."""
    published = _published(anchor)
    first = published - timedelta(days=(published.weekday() - WEEKDAYS.index("Saturday")) % 7)
    last = min(first + timedelta(days=1), published)
    said = f"Saturday and Sunday up to the publication on {_said(published)}"
    return (f"[{first}..{last}]" if last > first else first.isoformat()), said


def recent(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "in recent days": a span, about, of which `_RECENT` says how long it is taken to be."""
    published = _published(anchor)
    first = published - timedelta(days=_RECENT[found["unit"].lower()])
    return f"{first}~/{published}", f"some {found['unit']}s up to the publication on {_said(published)}, about"


def this_or_last(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "this week", "late last month", "earlier this year"."""
    published = _published(anchor)
    which, unit = found["which"].lower(), found["unit"].lower()
    part = (found.groupdict().get("part") or "").lower()
    reason = f"counted from the publication on {_said(published)}"
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + (7 if which == "last" else 0))
        last = monday + timedelta(days=6) if which == "last" else published
        if part.startswith("earlier") and last > monday:
            last -= timedelta(days=1)
        return (f"[{monday}..{last}]" if last > monday else monday.isoformat()), f"one of its days, {reason}"
    if unit == "year":
        return f"{published.year - (which == 'last'):04}", reason
    month = published.replace(day=1) - timedelta(days=1) if which == "last" else published
    words = f"{part} {MONTHS[month.month - 1]} {month.year}" if part in ("early", "late") else ""
    return (read_date(words) if words else f"{month.year:04}-{month.month:02}"), reason


def course_of_week(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "in the course of the week": the seven days up to the publication."""
    published = _published(anchor)
    first = published - timedelta(days=6)
    return f"{first}/{published}", f"the week up to the publication on {_said(published)}"


def calendar(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read a day or a month with its name; a year that is left out is the last in which it lay before publication."""
    return _named(found[0], found.groupdict(), anchor)


def _named(text: str, said: dict[str, str | None], anchor: Anchor) -> tuple[str, str]:
    words = re.sub(r",? (?:this|last) year$", "", text)
    words = re.sub(r"^(?:[Ii]n|[Oo]n|[Dd]uring|[Bb]y) ", "", words)
    words = re.sub(rf"^{ON_WEEKDAY}", "", words)
    words = re.sub(rf"\b({SHORT_MONTH})\.", r"\1", re.sub(r"\bSept\b", "Sep", words))
    words = words.replace("mid-", "mid ")
    if said.get("year"):
        return read_date(words), "as the article has it"
    published = _published(anchor)
    edtf = read_date(words, current=published.toordinal())
    if said.get("whose") == "last":
        return read_date(f"{words} {published.year - 1}"), f"the year before the publication on {_said(published)}"
    if parse(edtf).earliest > published.toordinal() + 1:
        edtf = read_date(words, current=published.replace(year=published.year - 1, day=1).toordinal())
    return edtf, f"in the year up to the publication on {_said(published)}"


def year_alone(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "in early 2015"."""
    part = found.groupdict().get("portion") or ""
    return read_date(f"{part} {found['year']}".strip()), "as the article has it"


def day_alone(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "on the 24th": in the month of the last day that was named, or of the publication."""
    near = anchor.last or _published(anchor)
    return near.replace(day=int(re.sub(r"\D", "", found["day"]))).isoformat(), f"in the month of {_said(near)}"


def from_last(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "two days earlier": counted from the last day that the article named."""
    if anchor.last is None:
        raise ValueError
    said = found.groupdict()
    reason = f"counted from {_said(anchor.last)}, the day named before"
    word = found[0].lower()
    if said.get("unit") in ("hour", "minute") or "same" in word or word.startswith(("that", "half an hour", "hours")):
        return anchor.last.isoformat(), reason
    sign = -1 if any(part in word for part in ("earlier", "before", "previous")) else 1
    count = 1
    if said.get("n"):
        count = int(said["n"]) if said["n"].isdigit() else _COUNTS[said["n"].lower()]
    days = count * (7 if said.get("unit") == "week" else 1)
    return (anchor.last + timedelta(days=sign * days)).isoformat(), reason


def iso_date(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read "2016-06-04"."""
    return read_date(found[0]), "as the article has it"


def day_range(found: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Read days of a month from one to another: "27-28 August", "27 and 28 August"."""
    published = anchor.published
    words = re.sub(r"(?:st|nd|rd|th)\b", "", found[0])
    words = re.sub(rf"\b({SHORT_MONTH})\.", r"\1", words)
    first, last = found["first"], found["second"]
    month = found["month"].rstrip(".")
    year = found["year"] or (str(published.year) if published else "")
    if not year:
        raise ValueError
    edtf = read_date(f"{re.sub(r'[^0-9]', '', first)} to {re.sub(r'[^0-9]', '', last)} {month[:3]} {year}")
    return edtf, "as the article has it" if found["year"] else f"in the year of the publication, {year}"


def _said(day: date) -> str:
    return describe(day.isoformat())
