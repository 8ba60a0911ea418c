"""What is wrong with a text that is not a date, in a sentence that says what would be right."""

import re
from functools import cache
from typing import Final

from store.errors import DateError
from store.text import one_line

FIRST_YEAR: Final = 1
LAST_YEAR: Final = 9999
"""Years that Dateline reads: those of Python's calendar, so that every day has an ordinal."""

_SHOWN: Final = 60
"""Characters of a wrong date that a message repeats: enough for any real date, short enough for one line."""

_EXAMPLES: Final = "2016-06-04, 2016-06, 2016, 2016-05-31/2016-08-12 or [2016-06-13..2016-06-15]"

_HINTS: Final = (
    (r"-[0-9X]{4}\b.*", "Dateline reads the years 0001 to 9999, none before them."),
    (r"Y?[+-]?[0-9]{5,}(?<![0-9]{8})(?:[E-].*)?", "a year has four digits, 0001 to 9999."),
    (r"Y.*", "a year has four digits, 0001 to 9999."),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", r"write \1-\2-\3."),
    (r"([0-9]{4})-([1-9])", r"write \1-0\2."),
    (r"([0-9]{4})-([1-9])-([0-9]{2})", r"write \1-0\2-\3."),
    (r"([0-9]{4})-([0-9]{2})-([1-9])", r"write \1-\2-0\3."),
    (r"([0-9]{4})-([1-9])-([1-9])", r"write \1-0\2-0\3."),
    (r"(.*)(?:\?~|~\?)", r"write \1% for a date both uncertain and approximate."),
    (r"[?~%].+|.+[?~%]-.*", "?, ~ and % stand once, after the whole date: 2016-06-04~."),
    (r"([0-9]{4}-[0-9]{2})-0X", r"write [\1-01..\1-09] for one day within those."),
    (r"([0-9]{4}-[0-9]{2})-([12])X", r"write [\1-\g<2>0..\1-\g<2>9] for one day within those."),
    (r"[0-9]{2,4}[ux]{1,2}.*|.*-[ux]{2}.*", "a digit that is not known is a capital X: 2016-06-XX."),
    (r"[0-9X-]*X[0-9X-]*", "only the last digits can be unknown: 2016-06-XX, 2016-XX-XX or 201X."),
    (r"open|unknown", "write 2016-06-02/.. for an end still open, 2016-06-02/ for one not known."),
    (r"[0-9-]+T.*", "write a time as in 2016-06-04T14:30:00Z."),
    (r"\s.*|.*\s", "it has white space around it."),
)
"""What a text may look like that is not a date, as a pattern, and what to write instead."""


@cache  # nobody waits for these at the start: most stores have no wrong date
def _hints() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern, re.ASCII), hint) for pattern, hint in _HINTS]


@cache
def _like_a_date() -> re.Pattern[str]:
    return re.compile(r"(?=\D*[0-9]|\W+$)[0-9A-Za-z?~%/.,:{}\[\]+-]+", re.ASCII)


def shown(text: str) -> str:
    """Return `text` as a message may repeat it: harmless, short, and in quotes unless it looks like a date."""
    plain = one_line(text)
    if len(plain) > _SHOWN:
        plain = plain[: _SHOWN - 1] + "…"
    return plain if _like_a_date().fullmatch(plain) else f'"{plain}"'


def not_a_date(text: str, why: str, within: str = "") -> DateError:
    """Return the error that says why `text` is not a date, naming the whole date that it stands in.

    Args:
        text: what is wrong.
        why: the reason, a clause that begins small and ends with a full stop.
        within: the whole date, if `text` is a part of it.
    """
    if within and within != text:
        return DateError(f"{shown(text)}, in {shown(within)}, is not a date: {why}")
    return DateError(f"{shown(text)} is not a date: {why}")


def explained(text: str, within: str = "") -> DateError:
    """Return the error for a text that has not even the form of a date."""
    if not text and not within:
        return DateError(f"The date is empty: write one like {_EXAMPLES}.")
    if not text:
        return not_a_date(within, "a date is missing in it.")
    for pattern, hint in _hints():
        if found := pattern.fullmatch(text[:_SHOWN]):
            return not_a_date(text, found.expand(hint), within)
    return not_a_date(text, f"write one like {_EXAMPLES}.", within)
