"""The days that a date spans, read fast: a store is loaded through this."""

from datetime import date
from functools import lru_cache

from store.dates.edtf import parse

_fromisoformat = date.fromisoformat


@lru_cache(maxsize=16384)  # the days of 44 years, about 6 MB when full
def parse_span(text: str) -> tuple[int, int, bool]:
    """Return a date's earliest day, latest day, and whether it begins on a known day.

    A store is loaded through this, so the three forms that nearly all events have (a day, one day within, an
    interval of days) are read without taking the date apart: 0.8 µs, and 0.1 µs when seen before.

    Raises:
        DateError: as `parse` does.
    """
    try:
        match len(text):
            case 10 if text[4] == text[7] == "-":
                first = _fromisoformat(text).toordinal()
                return first, first, True
            case 21 if text[10] == "/":
                first, last, lasts = _two_days(text[:10], text[11:], lasts=True)
            case 24 if text[0] == "[" and text[11:13] == ".." and text[23] == "]":
                first, last, lasts = _two_days(text[1:11], text[13:23], lasts=False)
            case _:
                first, last, lasts = 1, 0, False
    except ValueError:
        first, last, lasts = 1, 0, False
    if first <= last:
        return first, last, lasts or first == last
    edtf = parse(text)
    return edtf.earliest, edtf.latest, edtf.start_known


def _two_days(first: str, last: str, *, lasts: bool) -> tuple[int, int, bool]:
    """Return the ordinals of two days; the last before the first when one is not plainly a day."""
    if first[4] == first[7] == last[4] == last[7] == "-":  # `fromisoformat` takes more, such as 2016-W22-1
        return _fromisoformat(first).toordinal(), _fromisoformat(last).toordinal(), lasts
    return 1, 0, False
