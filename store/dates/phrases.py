"""Reads phrases that date: from one point of the calendar to another, before it, after it, or one of several."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Final

from store.dates.edtf import parse
from store.dates.faults import shown
from store.dates.figures import Clock, iso_day, read_numbers
from store.dates.points import Point, edtf_of, read_point
from store.errors import DateError

_PLAIN_DATE: Final = re.compile(r"[0-9]{4}(?:-[01][0-9](?:-[0-9]{2})?)?", re.ASCII)
"""What may bound a set: no season, nothing qualified or unknown."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


_HALF_OPEN: Final = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"since (.+?)(?:,? going on)?", "{}/.."),
        (r"(?:until|till|up to) (.+?),? start (?:not known|unknown)", "/{}"),
        (r"(?:until|till|up to) (.+?)(?:,? start left open)?", "../{}"),
    )
)
_FROM: Final = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"from (.+?)(?: on| onwards?|,? going on)", "{}/.."),
        (r"from (.+?)(?:,? end (?:not known|unknown))?", "{}/"),
    )
)
_BOUNDED: Final = tuple(
    (re.compile(pattern), bound)
    for pattern, bound in (
        (r"(?:by|(?:on|in) or before) (.+)", "by"),
        (r"(.+?),? or (?:earlier|before)", "by"),
        (r"(?:on|in) or after (.+)", "from"),
        (r"(.+?),? or (?:later|after)", "from"),
        (r"before (.+)", "before"),
        (r"after (.+)", "after"),
    )
)
_BETWEEN: Final = re.compile(r"(?:one day |some ?time |once )?between (.+) and (.+)")
_ONCE_FROM: Final = re.compile(r"(?:one day|some ?time|once) from (.+?) (?:to|until|till) (.+)")
_LASTED: Final = re.compile(r"(?:from )?(.+?)(?: to | until | till | - | ?/ ?)(.+)")
_LISTED: Final = re.compile(r"(.+?) (or|and) ([^,]+)")
_HYPHEN: Final = re.compile(r"(?=.*[a-z]|[0-9]{4} ?- ?[0-9]{4}$)([^-]+)-(.+)", re.ASCII)


def read_phrase(text: str, clock: Clock) -> str:
    """Return the EDTF of a date in plain English.

    Args:
        text: what was typed, folded, with single spaces.
        clock: what relative dates count from.

    Raises:
        DateError: it is not a date, or could be two.
    """
    for reader in _READERS:
        if edtf := reader(text, clock):
            return edtf
    return _point_or_hyphened(text.removeprefix("from "), clock)


def read_pair(first: str, last: str, clock: Clock) -> tuple[str, str]:
    """Return the EDTF of two points, of which one may leave out the year or the month that the other names.

    Raises:
        DateError: one of them is not a point of the calendar.
    """
    start, end = read_point(first.strip(), clock), read_point(last.strip(), clock)
    if start.lacks_year:
        whole = edtf_of(_settled(end, clock))
        return _end_of(_beside(start, whole, turn=-1), 0), _end_of(whole, -1)
    whole = edtf_of(start)
    return _end_of(whole, 0), _end_of(_beside(end, whole, turn=1), -1)


def _half_open(text: str, clock: Clock) -> str | None:
    """Read "since June 2016" or "until 4 June 2016"."""
    for pattern, form in _HALF_OPEN:
        if found := pattern.fullmatch(text):
            return _one_end(found[1], form, clock)
    return None


def _from(text: str, clock: Clock) -> str | None:
    """Read "from June 2016", but not "from 13-15 June 2016", which has both ends."""
    for pattern, form in _FROM:
        if found := pattern.fullmatch(text):
            with suppress(DateError):
                return _one_end(found[1], form, clock)
    return None


def _one_end(text: str, form: str, clock: Clock) -> str:
    """Read the one end of an interval, and put it in the EDTF `form`."""
    edtf = edtf_of(_settled(read_point(text, clock), clock))
    return parse(form.format(_end_of(edtf, 0 if form.startswith("{") else -1))).text


def _bounded(text: str, clock: Clock) -> str | None:
    """Read what happened once, before or after."""
    for pattern, bound in _BOUNDED:
        if found := pattern.fullmatch(text):
            edtf = edtf_of(_settled(read_point(found[1], clock), clock))
            _check_bound(edtf, found[1])
            return _beyond(edtf, bound, found[1])
    return None


def _beyond(edtf: str, bound: str, text: str) -> str:
    dated = parse(edtf)
    is_plain = _PLAIN_DATE.fullmatch(edtf)
    match bound:
        case "by":
            return f"[..{edtf if is_plain else iso_day(dated.latest, text)}]"
        case "from":
            return f"[{edtf if is_plain else iso_day(dated.earliest, text)}..]"
        case "before":
            return f"[..{iso_day(dated.earliest - 1, text)}]"
        case _:
            return f"[{iso_day(dated.latest + 1, text)}..]"


def _within(text: str, clock: Clock) -> str | None:
    """Read what happened once, between two dates; EDTF wants both of one kind, and nothing qualified."""
    found = _BETWEEN.fullmatch(text) or _ONCE_FROM.fullmatch(text)
    if not found:
        return None
    start, end = read_pair(found[1], found[2], clock)
    for edtf, said in ((start, found[1]), (end, found[2])):
        _check_bound(edtf, said)
    if len(start) != len(end) or not (_PLAIN_DATE.fullmatch(start) and _PLAIN_DATE.fullmatch(end)):
        start, end = iso_day(parse(start).earliest, start), iso_day(parse(end).latest, end)
    return parse(f"[{start}..{end}]").text


def _lasted(text: str, clock: Clock) -> str | None:
    """Read "31 May to 12 August 2016"."""
    found = _LASTED.fullmatch(text) if text.count("/") < 2 else None
    return parse("/".join(read_pair(found[1], found[2], clock))).text if found else None


def _listed(text: str, clock: Clock) -> str | None:
    """Read alternatives ("2, 5 or 7 June 2016") or all of several days ("2 and 5 June 2016")."""
    found = _LISTED.fullmatch(text)
    if not found:
        return None
    items = [item.strip() for item in (*found[1].split(","), found[3])]
    points = [read_point(item, clock) for item in items if item]
    last = edtf_of(_settled(points[-1], clock))
    members = ",".join([*(_beside(point, last) for point in points[:-1]), last])
    return parse(f"{{{members}}}" if found[2] == "and" else f"[{members}]").text


_READERS: Final[tuple[Callable[[str, Clock], str | None], ...]] = (
    read_numbers,
    _half_open,
    _bounded,
    _within,
    _lasted,
    _from,
    _listed,
)
"""In the order of trial: "up to 4 June" has a " to " that is not an interval's."""


def _point_or_hyphened(text: str, clock: Clock) -> str:
    """Read a point, or an interval with a hyphen: "4-jun-2016" is one day, "13-15 june 2016" lasted three."""
    try:
        return edtf_of(_settled(read_point(text, clock), clock))
    except DateError:
        if found := _HYPHEN.fullmatch(text):
            with suppress(DateError):  # the point's fault says more than the interval's
                return parse("/".join(read_pair(found[1], found[2], clock))).text
        raise


def _check_bound(edtf: str, text: str) -> None:
    dated = parse(edtf)
    if dated.approximate or dated.uncertain:
        raise DateError(f"{shown(text)} is not exact, and a bound has to be: write a day, a month or a year.")


def _settled(point: Point, clock: Clock) -> Point:
    """Return the point with what it left out taken from the day that the reader is at."""
    current = clock.current_date
    return point if current is None else point.completed(current.year, current.month)


def _beside(point: Point, whole: str, turn: int = 0) -> str:
    """Return a point as EDTF, what it leaves out taken from another date.

    Args:
        point: the point.
        whole: the other date; only one with a month can lend it to a mere day.
        turn: 1 if `whole` is when it began, -1 if when it ended: "20 December to 3 January 2017" began in 2016.
    """
    begins = date.fromordinal(parse(whole).earliest)
    if point.is_mere_day and not _DAY.match(whole):
        return edtf_of(point)
    edtf = edtf_of(point.completed(begins.year, begins.month))
    start, end = (whole, edtf) if turn > 0 else (edtf, whole)
    if not turn or not point.lacks_year or point.is_mere_day or parse(start).earliest <= parse(end).latest:
        return edtf
    return edtf_of(point.completed(begins.year + turn, begins.month))


def _end_of(edtf: str, position: int) -> str:
    """Return an end of "early june", which is an interval itself, or the date as it is."""
    return edtf.split("/")[position]
