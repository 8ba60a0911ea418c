"""Reads dates as people type them, and answers with EDTF.

What was understood is for `store.dates.describe` to say: whoever asks for a date shows that before acting on it.
"""

import re
from typing import Final

from store.dates.edtf import parse
from store.dates.faults import not_a_date
from store.dates.figures import Clock
from store.dates.parts import MONTHS, OPEN_END, OPEN_START
from store.dates.phrases import read_pair, read_phrase
from store.errors import DateError
from store.text import fold_long, one_line

_LONGEST: Final = 200
"""Characters of the longest date in words, more than anyone types; longer texts are read as EDTF only."""

_SPACED: Final = re.compile(r" ?(/|\.\.|[,\[\]{}]) ?")
_DOTS: Final = re.compile(r" ?\.{2,3} ?")
_COMMA: Final = re.compile(r"\b([0-9]{1,2}), ?(?=[0-9]{4}\b)", re.ASCII)
"""Of "June 4, 2016", which is not a list."""

_MONTH: Final = f"(?:{'|'.join(name[:3].lower() for name in MONTHS)})[a-z]*"
_MONTH_FIRST: Final = re.compile(rf"\b({_MONTH})\.? ([0-9]{{1,2}} ?- ?[0-9]{{1,2}})(?= |$)", re.ASCII)
"""Of "June 13-15 2016"; the days go first, where the month can be told from theirs."""

_WINTER: Final = re.compile(r"\bwinter ([0-9]{4})[-/]([0-9]{4}|[0-9]{2})(?![0-9-])", re.ASCII)


def read_date(text: str, today: int | None = None, current: int | None = None) -> str:
    """Return the EDTF of a date in EDTF or plain English.

    Args:
        text: "2016-06-04", "4 June 2016", "early june 2016", "13-15 June 2016", "between 13 and 15 June 2016",
            "since June 2016", "before 4 June 2016", "about 1990", "yesterday", "+3d" ...
        today: the day that "today" is, as `datetime.date.toordinal` counts; None: the one that the clock shows.
        current: the day that "+3d" counts from, and whose year "4 June" is in; None: there is none.

    Raises:
        DateError: it is not a date, or could be two; the message says what to write.
    """
    typed = _SPACED.sub(r"\1", one_line(text)).upper()
    try:
        return parse(typed).text
    except DateError:
        if not typed or len(typed) > _LONGEST:
            raise
    return read_phrase(_folded(text), Clock(today, current))


def read_range(text: str, today: int | None = None, current: int | None = None) -> tuple[int, int]:
    """Return the first and last day of a range, "A..B", "A..", "..B" or "A/B", or of one date.

    Args:
        text: the range; A and B as for `read_date`.
        today: as for `read_date`.
        current: as for `read_date`.

    Returns:
        Two days as `datetime.date.toordinal` counts, `OPEN_START` or `OPEN_END` where the range has no end.

    Raises:
        DateError: as `read_date` does.
    """
    folded = _folded(text)
    ends = _DOTS.split(folded)
    if len(ends) != 2 or len(folded) > _LONGEST or folded[0] in "[{" or "/.." in folded or "../" in folded:
        dated = parse(read_date(text, today, current))
        return dated.earliest, dated.latest
    if not any(ends):
        raise not_a_date(folded, "neither its first nor its last day is given.")
    first, last = _bounds(ends[0], ends[1], Clock(today, current))
    if first > last:
        raise not_a_date(folded, "it ends before it begins.")
    return first, last


def _bounds(first: str, last: str, clock: Clock) -> tuple[int, int]:
    """Return the first and last day of "first..last", of which one may be empty."""
    if first and last:
        start, end = read_pair(first, last, clock)
        return parse(start).earliest, parse(end).latest
    dated = parse(read_phrase(first or last, clock))
    return (dated.earliest, OPEN_END) if first else (OPEN_START, dated.latest)


def _folded(text: str) -> str:
    """Return what was typed without case, accents, needless spaces, and marks that could be taken for another."""
    folded = fold_long(one_line(text)).replace("−", "-")
    return _WINTER.sub(_one_winter, _MONTH_FIRST.sub(r"\2 \1", _COMMA.sub(r"\1 ", folded)))


def _one_winter(found: re.Match[str]) -> str:
    """Return a winter said with both its years (2015-16) with the first alone, which EDTF names it by."""
    follows = (int(found[1]) + 1) % 10 ** len(found[2]) == int(found[2])
    return f"winter {found[1]}" if follows else found[0]
