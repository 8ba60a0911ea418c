"""The days that a sentence means, as EDTF with no more precision than it has.

"On Friday" is the last Friday up to the day of publication; "last Wednesday" the last one before it. What an article
leaves open stays open: "this week" is one of its days, "in recent days" about some days up to publication, and
"earlier this year" that year.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

import msgspec

from store.dates import parse
from store.dates.parts import WEEKDAYS
from store.drafting.expressions import PART_OF_DAY, PATTERNS
from store.drafting.reckoning import Anchor
from store.errors import DateError

__all__ = ["Anchor", "When", "dates_in"]


class When(msgspec.Struct, frozen=True):
    """A date in a text."""

    start: int
    end: int
    text: str
    edtf: str
    reason: str
    goes_on: bool = False
    """"Since": it went on from that day."""
    is_bound: bool = False
    """"Before" or "after": no date of a happening."""


def dates_in(text: str, offset: int, anchor: Anchor) -> list[When]:
    """Return the dates of a sentence, in their order.

    Args:
        text: The sentence.
        offset: Its position in the body.
        anchor: What relative dates count from.
    """
    points = list(_points(text, anchor))
    return [_moved(when, offset) for when in _joined(text, points)]


def _moved(when: When, offset: int) -> When:
    return msgspec.structs.replace(when, start=when.start + offset, end=when.end + offset)


def _points(text: str, anchor: Anchor) -> Iterator[When]:
    """Yield what reads as a date by itself; where two patterns fit, the one that begins first, then the longer."""
    found = [(match, read) for pattern, read in PATTERNS for match in pattern.finditer(text)]
    found.sort(key=lambda each: (each[0].start(), -each[0].end()))
    behind = 0
    for match, read in found:
        if match.start() < behind:
            continue
        with suppress(DateError, ValueError, OverflowError):
            answer = read(match, anchor)
            if answer is not None:
                yield When(match.start(), match.end(), match[0], parse(answer[0]).text, answer[1])
                behind = match.end()


# what stands before a date


_SINCE: Final = re.compile(
    rf"\b(since)(?: about| around)?(?: (?:{PART_OF_DAY}|the (?:early hours|small hours))(?: on| of)?| late|"
    rf" early|(?: [\w'’-]+){{1,5}} (?:began|begun|started|erupted|broke out|resumed|opened|launched))?"
    r"(?: on| in)? (?:the )?$",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"\b(before|until|till|by|after|prior to)(?: the)? $", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\b(?:between|from)(?: late| early)? $", re.IGNORECASE)
_TO: Final = re.compile(r"^ (?:and|to|until|till) (?:the )?$")


def _joined(text: str, points: list[When]) -> Iterator[When]:
    """Join "between A and B", and take in the "since", "before" or "after" that stands before a date."""
    at = 0
    while at < len(points):
        point = points[at]
        behind = points[at + 1] if at + 1 < len(points) else None
        joined = _pair(text, point, behind) if behind else None
        yield joined or _qualified(text, point)
        at += 2 if joined else 1


def _pair(text: str, first: When, last: When) -> When | None:
    """Return what two dates mean together: "between A and B", or "on A and B" where B is the day after A."""
    between = text[first.end : last.start]
    opening = _BETWEEN.search(text[: first.start])
    if opening and _TO.match(between):
        return _span(text, opening.start(), first, last)
    span = _span(text, first.start, first, last) if between == " and " else None
    dated = parse(span.edtf) if span else None
    return span if dated and dated.latest - dated.earliest == 1 else None


def _span(text: str, start: int, first: When, last: When) -> When | None:
    one, other = parse(first.edtf), parse(last.edtf)
    if not (one.exact and other.exact):
        return None
    begin = one.earliest
    if begin > other.latest and first.text.split()[0] in WEEKDAYS:
        begin -= 7  # the same day of the week before
    if begin > other.latest:
        return None
    edtf = f"{date.fromordinal(begin)}/{last.edtf}"
    return When(start, last.end, text[start : last.end], edtf, last.reason)


def _qualified(text: str, point: When) -> When:
    before = text[: point.start]
    if found := _SINCE.search(before):
        first = point.edtf.split("/")[0] if "/" in point.edtf else point.edtf
        if not first.startswith("["):
            edtf = parse(f"{first}/..").text
            said = text[found.start() : point.end]
            return When(found.start(), point.end, said, edtf, f"since then; {point.reason}", goes_on=True)
    if found := _BEFORE.search(before):
        return msgspec.structs.replace(point, start=found.start(), text=text[found.start() : point.end], is_bound=True)
    return point
