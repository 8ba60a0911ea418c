"""Says a date in plain English: as much as is known, and never a day that is not."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from store.dates.edtf import Choice, Interval, Shape, parse
from store.dates.parts import MONTHS, SEASONS, WEEKDAYS, Part, Unit

_ABOUT: Final = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
_EVERY: Final[dict[Unit, str]] = {"day": "day", "month": "month", "season": "season", "year": "year", "years": "year"}


def day_name(ordinal: int) -> str:
    """Return a day as a heading says it: "Sat 4 June 2016"."""
    day = date.fromordinal(ordinal)
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]} {day.year:04}"


@lru_cache(maxsize=4096)
def describe(edtf: str, *, weekday: bool = False, several: bool = False) -> str:
    """Return an EDTF date in words: "one day between 13 and 15 June 2016".

    Args:
        edtf: the date.
        weekday: whether to name the day of the week of an exact day.
        several: whether it is of several events, which were not all on one day of those that it names.

    Raises:
        DateError: it is not a date.
    """
    dated = parse(edtf)
    if not dated.exact:
        return _of_several(_phrase(dated.shape)) if several else _phrase(dated.shape)
    day = date.fromordinal(dated.earliest)
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"
    if isinstance(dated.shape, Part) and dated.shape.time:
        words = f"{words}, {dated.shape.time}"
    return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words


_ONCE: Final = re.compile(r"^(?:one day|some time)(?=(?: between| in| from|,) )")


def _of_several(words: str) -> str:
    return _ONCE.sub("several events", words)


def _phrase(shape: Shape) -> str:
    match shape:
        case Part():
            return _single(shape)
        case Interval(start=start, end=end):
            return _lasted(start, end) if start and end else _half_open(shape)
        case Choice(members=members, every=True):
            return _every_one(members)
        case Choice(members=members):
            return _one_of(members)


def _single(part: Part) -> str:
    """Return the words for a date that is one part."""
    name = _name(part)
    if part.unit == "day":
        return _about(part)
    if part.one_day:
        return f"one day, {_ABOUT[part.mark]}{name}" if part.mark else f"one day in {name}"
    if part.mark:
        return f"perhaps in {name}" if part.mark == "?" else _about(part)
    return f"some time in {name}{_season_months(part)}"


def _lasted(start: Part, end: Part) -> str:
    """Return the words for an interval with two ends."""
    is_marked = start.mark or end.mark
    if start.unit != end.unit:
        return f"{'from ' if is_marked else ''}{_some_time(start)} to {_some_time(end)}"
    if is_marked:
        return f"from {_pair(start, end, ' to ')}"
    if _name(start) == _name(end):
        return f"within {_name(start)}"
    return _pair(start, end, "–" if _shared(start, end) == "month" else " to ")


def _half_open(interval: Interval) -> str:
    """Return the words for an interval with one end."""
    if interval.start:
        since = _about(interval.start)
        return f"since {since}, going on" if interval.is_open else f"from {since}, end not known"
    assert interval.end
    return f"until {_about(interval.end)}, start {'left open' if interval.is_open else 'not known'}"


def _one_of(members: Sequence[Part | Interval]) -> str:
    """Return the words for a date that is one of a set."""
    parts = [member for member in members if isinstance(member, Part)]
    if len(parts) == len(members):
        return _single(parts[0]) if len(parts) == 1 else _list(parts, "or")
    return ", or ".join(_about(member) if isinstance(member, Part) else _one_within(member) for member in members)


def _one_within(interval: Interval) -> str:
    """Return the words for one of the days, months or years from a first to a last."""
    start, end = interval.start, interval.end
    if start and end:
        if start.first == end.first and start.last == end.last:
            return _single(start)
        if end.first == start.last + 1 and start.unit == end.unit:
            return _pair(start, end, " or ")
        if start.unit == end.unit == "day":
            return f"one day between {_pair(start, end, ' and ')}"
        return f"some time from {_pair(start, end, ' to ')}"
    part = start or end
    assert part
    on, after = "on" if part.unit == "day" else "in", "after" if start else "before"
    return f"{on} or {after} {_ABOUT[part.mark]}{_name(part)}"


def _every_one(members: Sequence[Part | Interval]) -> str:
    """Return the words for a date that is all of a set."""
    parts = [member for member in members if isinstance(member, Part)]
    if len(parts) == len(members):
        return _list(parts, "and")
    return ", and ".join(_about(member) if isinstance(member, Part) else _each(member) for member in members)


def _each(interval: Interval) -> str:
    """Return the words for each of the days, months or years from a first to a last."""
    start, end = interval.start, interval.end
    if start and end:
        if _name(start) == _name(end):
            return _about(start)
        unit = _EVERY[start.unit] if start.unit == end.unit else "day"
        return f"every {unit} from {_pair(start, end, ' to ')}"
    part = start or end
    assert part
    return f"every {_EVERY[part.unit]} {f'from {_about(part)} on' if start else f'up to {_about(part)}'}"


def _pair(start: Part, end: Part, joiner: str) -> str:
    """Return two parts joined, the first without the month or year that it shares with the second."""
    return f"{_about(start, _shared(start, end))}{joiner}{_about(end)}"


def _some_time(part: Part) -> str:
    """Return a part as it stands beside one of another unit: a month beside a day is some time in it."""
    is_vague = part.unit != "day" and not part.mark and not part.one_day
    return f"some time in {_about(part)}" if is_vague else _about(part)


def _list(parts: Sequence[Part], conjunction: str) -> str:
    """Return parts as a list, saying a month or year that all share once, at the end."""
    shares = {_shared(part, parts[-1]) for part in parts}
    shared = "" if "" in shares else "year" if "year" in shares else "month"
    words = [*(_about(part, shared) for part in parts[:-1]), _about(parts[-1])]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def _shared(part: Part, other: Part) -> str:
    """Return what `part` need not repeat beside `other`: "month" (and year), "year" or nothing."""
    if part.unit != other.unit or part.unit not in ("day", "month") or part.one_day or other.one_day:
        return ""
    first, second = part.begins, other.begins
    if first.year != second.year:
        return ""
    return "month" if part.unit == "day" and first.month == second.month else "year"


def _about(part: Part, drop: str = "") -> str:
    """Return a part in words with what qualifies it."""
    day = "a day in " if part.one_day else ""
    return f"{_ABOUT[part.mark]}{day}{_name(part, drop)}"


def _name(part: Part, drop: str = "") -> str:
    """Return a part in words; `drop` leaves out its "year", or its "month" and year."""
    first = part.begins
    year = "" if drop else f" {first.year:04}"
    match part.unit:
        case "day":
            return str(first.day) if drop == "month" else f"{first.day} {MONTHS[first.month - 1]}{year}"
        case "month":
            return f"{MONTHS[first.month - 1]}{year}"
        case "season":
            return f"{SEASONS[first.month // 3 - 1]} {_season_years(part)}"
        case "year":
            return f"{first.year:04}"
        case "years":
            last = date.fromordinal(part.last).year
            decade = last - first.year == 9
            return f"the {first.year:04}s" if decade else f"the years {first.year:04}–{last:04}"


def _season_years(part: Part) -> str:
    """Return the year of a season, or the two that a winter lies in."""
    first, last = part.begins.year, date.fromordinal(part.last).year
    return f"{first:04}" if first == last else f"{first:04}–{last % 100:02}"


def _season_months(part: Part) -> str:
    """Return the months that we take a season for: they differ with the hemisphere, so it is said."""
    if part.unit != "season":
        return ""
    first, last = part.begins.month, date.fromordinal(part.last).month
    return f" ({MONTHS[first - 1]} to {MONTHS[last - 1]})" if first != last else f" ({MONTHS[first - 1]})"
