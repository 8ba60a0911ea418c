"""The axes of the picture: kilometres upwards, days to the right."""

import datetime as dt
from collections.abc import Iterator
from math import ceil, floor, log10
from typing import Final

from msgspec import Struct

from store.dates import MONTHS

_FARTHEST_IN_PICTURE: Final = 3.0
"""How many times as far as the closest line another may stay and still set the scale of kilometres."""
LEAST_KM: Final = 1.0
"""What the scale shows at least, when everything is at the target itself."""
_DAY_STEPS: Final = (1, 2, 5, 7, 14, 28, 91, 182, 365, 730, 1825, 3650, 7300, 18250, 36500, 182500, 365000, 1825000)
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 24000, 60000)
_DAYS_A_MONTH: Final = 30.44
_TICK_CELLS: Final = 11
"""A tick's label, "22 Jun 2016" or "D+1825000", and a space."""


class Days(Struct, frozen=True):
    """Days, or days since day zero, over the dots of a picture."""

    first: int
    last: int
    dots: int
    is_from_zero: bool = False

    def dot(self, day: int) -> int:
        """Return where a day is, from 0 to `dots` - 1; a day outside lies outside."""
        if self.first == self.last:
            return self.dots // 2 + (day - self.first) * self.dots
        return round((day - self.first) * (self.dots - 1) / (self.last - self.first))

    def day(self, dot: int) -> int:
        """Return the day at a dot."""
        return self.first + round(dot * (self.last - self.first) / max(1, self.dots - 1))

    def first_day(self, dot: int) -> int:
        """Return the first day that is at a dot or after it."""
        if dot >= self.dots or self.first == self.last:
            return self.last + 1 if dot else self.first
        return self.first + ceil((dot - 0.5) * (self.last - self.first) / (self.dots - 1))

    def ticks(self, cells: int) -> list[tuple[int, str]]:
        """Return (day, label) of the ticks that have room in so many cells."""
        step_days = (self.last - self.first + 1) * _TICK_CELLS / max(1, cells)
        if self.is_from_zero:
            step = next((step for step in _DAY_STEPS if step >= step_days), _DAY_STEPS[-1])
            return [(day, f"D{day:+d}") for day in range(-(-self.first // step) * step, self.last + 1, step)]
        step = next((step for step in _DAY_STEPS[:5] if step >= step_days), 0)
        if step:
            return list(self._by_day(step))
        months = next((step for step in _MONTH_STEPS if step * _DAYS_A_MONTH >= step_days), _MONTH_STEPS[-1])
        return list(self._by_month(months))

    def _by_day(self, step: int) -> Iterator[tuple[int, str]]:
        start = self.first if step < 7 else self.first + (1 - self.first) % 7  # weeks begin on Mondays
        year = 0
        for day in range(start, self.last + 1, step):
            date = dt.date.fromordinal(day)
            yield day, f"{date.day} {_month(date)}" + (f" {date.year}" if date.year != year else "")
            year = date.year

    def _by_month(self, step: int) -> Iterator[tuple[int, str]]:
        first = dt.date.fromordinal(self.first)
        index = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // step) * step
        year = 0
        while index // 12 <= dt.MAXYEAR:
            date = dt.date(max(1, index // 12), index % 12 + 1, 1)
            if date.toordinal() > self.last:
                return
            named = f"{_month(date)} {date.year}" if date.year != year else _month(date)
            yield date.toordinal(), f"{date.year}" if step >= 12 else named
            year = date.year
            index += step


def _month(date: dt.date) -> str:
    return MONTHS[date.month - 1][:3]


def top_km(closest: float, farthest: dict[str, float], nearest: dict[str, float], always: str) -> float:
    """Return the kilometres at the top of the picture.

    A line that never comes near the others' distances would press them flat; it stays above the picture.

    Args:
        closest: The closest distance of any line.
        farthest: The farthest distance of each line.
        nearest: The closest distance of each line.
        always: A line that has to be in the picture.
    """
    limit = max(closest * _FARTHEST_IN_PICTURE, LEAST_KM)
    inside = [farthest[line] for line, km in nearest.items() if km <= limit or line == always]
    top = max([*inside, LEAST_KM])
    step = km_step(top, 8)
    return -(-top // step) * step


def km_step(top: float, most: int) -> float:
    """Return the distance between ticks: 1, 2 or 5 times a power of ten, with at most so many ticks up to `top`."""
    rough = top / max(1, most)
    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
