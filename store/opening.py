"""Where a store is opened: on which event, and on which days around it."""

from typing import Final

from store.dates import parse
from store.errors import DateError
from store.view import View

OPENING_DAYS: Final = 123
"""Length of the window at the start: four months show an offensive and what ran beside it."""
_BEFORE: Final = OPENING_DAYS * 28 // 100
"""Days of them before the event."""


def opening_event(view: View) -> int | None:
    """Return the event of a view on which its store asks to be opened; None when there is none at all."""
    timeline, opens_at = view.timeline, view.timeline.meta.opens_at
    if opens_at in timeline.ordinal_of:
        return timeline.ordinal_of[opens_at]
    try:
        return view.nearest_to_day(parse(opens_at).earliest) if opens_at else view.nearest(0)
    except DateError:
        return view.nearest(0)


def opening_days(day: int) -> tuple[int, int]:
    """Return the first and last day to show around the day of the event on which a store is opened."""
    return day - _BEFORE, day - _BEFORE + OPENING_DAYS - 1
