"""Time on a line of cells: which day a column stands for, and where its ticks go."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

FIRST_DAY: Final = 1
LAST_DAY: Final = dt.date.max.toordinal()
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Window(Struct, frozen=True):
    """A span of days, both ends included."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """Its length."""
        return self.last - self.first + 1

    def __contains__(self, day: int) -> bool:
        return self.first <= day <= self.last

    def moved(self, days: int) -> "Window":
        """Return the window moved by some days, within the calendar."""
        days = max(FIRST_DAY - self.first, min(LAST_DAY - self.last, days))
        return Window(self.first + days, self.last + days)


class Scale(Struct, frozen=True):
    """A window laid over `width` columns."""

    window: Window
    width: int

    def column(self, day: int) -> int:
        """Return the column of a day; it lies outside 0..width-1 when the day is outside the window."""
        return (day - self.window.first) * self.width // self.window.days

    def first_day(self, column: int) -> int:
        """Return the first day that a column stands for."""
        return self.window.first + -(-column * self.window.days // self.width)

    def day_at(self, column: int) -> int:
        """Return the day that a column shows: where a day takes several, the same for all of them."""
        day = self.first_day(column)
        return day if self.column(day) <= column else day - 1

    def edges(self) -> list[int]:
        """Return the days at which columns begin, and the day after the window."""
        return [self.first_day(column) for column in range(self.width)] + [self.window.last + 1]

    def spread(self, counts: Sequence[int]) -> list[int]:
        """Return counts by column, in which a day that takes several columns fills all of them."""
        if self.width <= self.window.days:
            return list(counts)
        return [counts[self.column(self.day_at(column))] for column in range(self.width)]


LENGTHS: Final = (1, 3, 7, 14, 31, 62, 123, 366, 731, 1827, 3653, 7305, 18263, 36525, 182622, 365243, 1826213, 3652059)
"""Lengths of a window in days: 1 and 3 days, 1 and 2 weeks, 1, 2 and 4 months, then 1 year to all of the calendar."""


def zoomed(window: Window, around: int, step: int, whole: Window) -> Window:
    """Return a window one zoom level shorter (`step` 1) or longer (-1), with `around` kept where it was.

    Args:
        window: What is shown now.
        around: The day that keeps its place.
        step: 1 to see more detail, -1 to see more time.
        whole: The span of all events: nothing longer is of use.
    """
    if step > 0:
        length = next((days for days in reversed(LENGTHS) if days < window.days), window.days)
    else:
        length = next((days for days in LENGTHS if days > window.days), window.days)
        if length >= whole.days:
            return whole
    share = (around - window.first) / window.days if around in window else 0.5
    return fitted(around - int(share * length), length, whole)


def fitted(first: int, length: int, whole: Window) -> Window:
    """Return the window of `length` days that begins nearest to `first` and does not leave `whole`."""
    if length >= whole.days:
        return whole
    first = max(whole.first, min(whole.last - length + 1, first))
    return Window(first, first + length - 1)


_STEPS: Final = (
    ("day", 1),
    ("day", 2),
    ("week", 1),
    ("week", 2),
    ("month", 1),
    ("month", 3),
    ("month", 6),
    ("year", 1),
    ("year", 2),
    ("year", 5),
    ("year", 10),
    ("year", 20),
    ("year", 50),
    ("year", 100),
    ("year", 500),
    ("year", 1000),
    ("year", 2000),
    ("year", 5000),
)
_DAYS: Final = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
TICK_CELLS: Final = 10
"""A tick needs room for "Jan 2016" and a space, in February too."""
WEEKDAY_CELLS: Final = 14
"""Room for "Wed 15 Jun", and more than a space."""
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def ticks(scale: Scale) -> list[tuple[int, str]]:
    """Return (column, label) of the ticks of an axis, as many as can be read.

    A label names its year where it is the first, or the first of a year, as far as there is room for it.
    """
    cells_a_day = scale.width / scale.window.days
    unit, count = next(((u, n) for u, n in _STEPS if _DAYS[u] * n * cells_a_day >= TICK_CELLS), _STEPS[-1])
    days = list(_tick_days(scale.window, unit, count))
    found: list[tuple[int, str]] = []
    year = 0
    for number, day in enumerate(days):
        stop = scale.column(days[number + 1]) - 1 if number + 1 < len(days) else scale.width
        column, date = scale.column(day), dt.date.fromordinal(day)
        forms = _labels(date, unit, with_year=date.year != year, has_room=count * cells_a_day >= WEEKDAY_CELLS)
        label = next((form for form in forms if column + len(form) <= stop), "")
        if label:
            found.append((column, label))
            year = date.year if label.endswith(str(date.year)) else year
    return found


def _labels(date: dt.date, unit: str, *, with_year: bool, has_room: bool) -> list[str]:
    """Return what a tick may say, from the longest to the shortest."""
    month = MONTHS[date.month - 1]
    if unit == "year":
        return [str(date.year)]
    if unit == "month":
        return [f"{month} {date.year}", month] if with_year else [month]
    short = f"{date.day} {month}"
    forms = [f"{short} {date.year}", short] if with_year else [short]
    if unit == "day" and has_room:
        forms = [f"{WEEKDAYS[date.weekday()]} {form}" for form in forms] + forms
    return forms


def _tick_days(window: Window, unit: str, count: int) -> Iterator[int]:
    first, last = dt.date.fromordinal(window.first), window.last
    if unit in ("day", "week"):
        step = count * (7 if unit == "week" else 1)
        start = window.first + (-window.first + 1) % step if unit == "week" else window.first
        yield from range(start, last + 1, step)
        return
    year, month = first.year, first.month
    if first.day > 1:
        month += 1
    step = count * (12 if unit == "year" else 1)
    index = -(-(year * 12 + month - 1) // step) * step
    while index // 12 <= dt.MAXYEAR:
        year, month = divmod(index, 12)
        index += step
        if year < 1:
            continue
        day = dt.date(year, month + 1, 1).toordinal()
        if day > last:
            return
        yield day
