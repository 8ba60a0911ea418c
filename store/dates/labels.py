"""A date for the narrow column of a list row, under the heading of its earliest day.

What stands there says only what the heading cannot. A trailing ` ?` means once, on a day within not known;
a leading `~` about, a leading `?` perhaps.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from store.dates.edtf import Choice, Edtf, Interval, parse, parts_of
from store.dates.parts import MONTHS, SEASONS, Part

LABEL_CELLS: Final = 12
"""Cells of the column. A label that would be wider becomes vaguer, never cut off."""


@lru_cache(maxsize=8192)  # rows are painted again at every key
def label(edtf: str) -> str:
    """Return a date in at most 12 cells; nothing for an exact day.

    Raises:
        DateError: it is not a date.
    """
    dated = parse(edtf)
    if dated.exact:
        return ""
    mark = "~" * dated.approximate + "?" * dated.uncertain
    return next((mark + body for body in _bodies(dated) if len(mark + body) <= LABEL_CELLS), mark or "?")


def _bodies(dated: Edtf) -> Iterator[str]:
    """Yield what the label could say, the most exact first."""
    match dated.shape:
        case Part() as part:
            yield from _single(part)
        case Interval(start=start, end=end, is_open=is_open):
            if start and end:
                yield from _lasted(start, end)
            else:
                yield from _half_open(start, end, is_open=is_open)
        case Choice() as choice:
            yield from _set(choice)


def _single(part: Part) -> Iterator[str]:
    if part.unit == "day":
        yield ""
        return
    if part.unit == "month":
        yield f"{MONTHS[part.begins.month - 1]} ?"
    yield f"{_short(part)} ?"
    if part.unit == "years":
        yield f"{part.text[:4]} ?"


def _lasted(start: Part, end: Part, dash: str = "–") -> Iterator[str]:
    if start.text == end.text:
        yield from _single(start)
    elif _in_one_month(start, end):
        yield f"{start.begins.day}{dash}{_short(end)}"
    elif _in_one_year(start, end) or (start.unit == end.unit and start.unit in ("year", "years")):
        yield f"{_short(start)}{dash}{_short(end)}"
        yield f"to {_short(end)}"
    yield f"to {_short_with_year(end)}"
    yield f"to {_year(end)}"


def _half_open(start: Part | None, end: Part | None, *, is_open: bool) -> Iterator[str]:
    if start:
        for words in (_short(start), _short_without_day(start), _year(start)):
            yield f"since {words}" if is_open else f"{words}–?"
    if end:
        for words in (_short_with_year(end), _year(end)):
            yield f"to {words}" if is_open else f"?–{words}"


def _set(choice: Choice) -> Iterator[str]:
    """Yield words for a set: its two days, or else the stretch from its first to its last."""
    parts = list(parts_of(choice))
    start, end = min(parts, key=lambda part: part.first), max(parts, key=lambda part: part.last)
    opens = [member for member in choice.members if isinstance(member, Interval) and member.is_open]
    if opens:
        if opens[-1].end and choice.every:
            yield from _half_open(None, end, is_open=True)
        elif opens[-1].end:
            yield from (f"by {words}" for words in (_short_with_year(end), _year(end)))
        elif opens[0].start:
            once = "" if choice.every else " ?"
            yield from (f"{words} on{once}" for words in (_short(start), _short_without_day(start), _year(start)))
        return
    is_stretch = len(choice.members) == 1
    is_pair = len(parts) == 2 and (not is_stretch or end.first - start.first == 1)
    if is_pair and _in_one_month(start, end):
        yield f"{start.begins.day} {'&' if choice.every else 'or'} {_short(end)}"
    if choice.every:
        yield from _lasted(start, end, "–" if is_stretch else "…")
    else:
        yield from _once_within(start, end, is_either=is_pair)


def _once_within(start: Part, end: Part, *, is_either: bool) -> Iterator[str]:
    if start.text == end.text:
        yield from _single(start)
    if _in_one_month(start, end):
        yield f"{start.begins.day}–{_short(end)} ?"
        yield f"{_short_without_day(end)} ?"
    if _in_one_year(start, end):
        yield f"{_short(start)}–{_short(end)} ?"
        if start.unit == end.unit == "day":
            # the heading tells the first day, and two months would be too vague
            yield f"or {_short(end)}" if is_either else f"to {_short(end)} ?"
        yield f"{_short_without_day(start)}–{_short_without_day(end)} ?"
        yield f"{_year(end)} ?"
    yield f"{_year(start)}–{_last_year(end)} ?"


def _in_one_month(start: Part, end: Part) -> bool:
    same_units = start.unit == end.unit == "day"
    return same_units and _in_one_year(start, end) and start.begins.month == end.begins.month


def _in_one_year(start: Part, end: Part) -> bool:
    return _year(start) == _last_year(end) and "year" not in start.unit and "year" not in end.unit


def _short(part: Part) -> str:
    """Return a part in few letters, its year left to the heading."""
    match part.unit:
        case "day":
            return f"{part.begins.day} {_short_without_day(part)}"
        case "years":
            decade = _year(part)[-1] == "0" and _last_year(part)[:3] == _year(part)[:3]
            return f"{_year(part)}s" if decade else f"{_year(part)}–{_last_year(part)}"
        case _:
            return _short_without_day(part)


def _short_without_day(part: Part) -> str:
    match part.unit:
        case "day" | "month":
            return MONTHS[part.begins.month - 1][:3]
        case "season":
            return SEASONS[part.begins.month // 3 - 1]
        case _:
            return _year(part)


def _short_with_year(part: Part) -> str:
    """Return a part with its year and without its day: what fits where no heading tells the year."""
    return _year(part) if "year" in part.unit else f"{_short_without_day(part)} {_year(part)}"


def _year(part: Part) -> str:
    return f"{part.begins.year:04}"


def _last_year(part: Part) -> str:
    return f"{date.fromordinal(part.last).year:04}"
