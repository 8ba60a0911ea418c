"""Dates short enough for a table on a terminal, and still as uncertain as they are."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from store.dates import MONTHS, OPEN_END, OPEN_START, label, parse

_MONTH_OR_SEASON: Final = re.compile(rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*|spring|summer|autumn|winter")
_YEAR: Final = re.compile(r"\d{4}")


@lru_cache(maxsize=8192)
def compact_date(edtf: str) -> str:
    """Return a sound EDTF date as a list row has it under the heading of its day, with that day and year put back."""
    when = parse(edtf)
    words = label(edtf)
    first = when.earliest if when.earliest != OPEN_START else when.latest
    if first in (OPEN_START, OPEN_END):
        return words
    day = date.fromordinal(first)
    short = f"{day.day} {MONTHS[day.month - 1][:3]} {day.year:04}"
    if not words:
        return short
    if not words.strip("~?"):
        return f"{words}{short}"
    ends = words.lstrip("~?")
    if ends.startswith(("to ", "or ")) and when.earliest != OPEN_START:
        marks = words.removesuffix(ends)
        if _YEAR.search(ends):
            return f"{marks}{short} {ends}"
        return _with_year(f"{marks}{day.day} {MONTHS[day.month - 1][:3]} {ends}", f"{day.year:04}")
    return words if _YEAR.search(words) else _with_year(words, f"{day.year:04}")


def _with_year(words: str, year: str) -> str:
    """Return a label with the year behind its last month or season."""
    months = list(_MONTH_OR_SEASON.finditer(words))
    if not months:
        return f"{words} {year}"
    end = months[-1].end()
    return f"{words[:end]} {year}{words[end:]}"
