"""Reads EDTF (ISO 8601-2): level 0, level 1, and of level 2 the sets "one of" and "every one of".

What is left out on purpose: years before 1 and after 9999, qualifiers inside a date, unknown digits but the last
ones, and seasons other than the four of the northern hemisphere. Each is answered with a sentence.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from store.dates.faults import explained, not_a_date
from store.dates.parts import OPEN_END, OPEN_START, Part, read_part, read_timed

_LONGEST: Final = 1000
"""Characters of the longest date: about 90 days in a set. Longer ones would only fill the caches."""


class Interval(Struct, frozen=True):
    """From one part to another; a missing end is open (`..`) or, alone, not known (an empty end)."""

    start: Part | None
    end: Part | None
    is_open: bool = False
    """Whether the missing end is stated to be open."""

    @property
    def first(self) -> int:
        """The earliest day."""
        return self.start.first if self.start else OPEN_START

    @property
    def last(self) -> int:
        """The latest day."""
        return self.end.last if self.end else OPEN_END


class Choice(Struct, frozen=True):
    """A set: one of its members, or every one of them."""

    members: tuple[Part | Interval, ...]
    every: bool


Shape = Part | Interval | Choice


class Edtf(Struct, frozen=True):
    """A date that was read: which days it allows, and how much of it is known."""

    text: str
    earliest: int
    latest: int
    """First and last day that it may mean, inclusive, as `datetime.date.toordinal` counts; `OPEN_START`, `OPEN_END`
    where an end is open or not known."""
    exact: bool
    """One known calendar day, nothing uncertain about it."""
    start_known: bool
    """The first day is a known calendar day."""
    lasts: bool
    """An interval: it went on from its first to its last day."""
    approximate: bool
    """Marked `~` or `%`. The days stay the stated ones: how far "about" reaches is not ours to invent."""
    uncertain: bool
    """Marked `?` or `%`."""
    goes_on: bool
    """An interval whose end is open (`2016-06-02/..`)."""
    end_unknown: bool
    """An interval that ended, or may have, on a day not known (`2016-06-02/`)."""
    shape: Shape
    """How it is put together, for those who put it in words."""

    @property
    def sort_key(self) -> tuple[int, bool, int, str]:
        """Order in time: earliest day, known before unknown, the sharper before the vaguer, then the text."""
        return self.earliest, not self.start_known, self.latest, self.text

    def is_possibly_within(self, first: int, last: int) -> bool:
        """Return whether a day from `first` to `last` is among those that the date allows."""
        return self.earliest <= last and first <= self.latest

    def is_certainly_within(self, first: int, last: int) -> bool:
        """Return whether every day that the date allows is from `first` to `last`."""
        return first <= self.earliest and self.latest <= last


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """Read an EDTF date.

    Raises:
        DateError: it is not one; the message says what is wrong and what would be right.
    """
    if len(text) > _LONGEST:
        raise not_a_date(text, f"it has more than {_LONGEST} characters.")
    shape = _read(text)
    parts = list(parts_of(shape))
    earliest, latest = _bounds(shape)
    marks = {part.mark for part in parts}
    exact = earliest == latest and marks == {""}
    lasts = isinstance(shape, Interval)
    return Edtf(
        text=text,
        earliest=earliest,
        latest=latest,
        exact=exact,
        start_known=exact or _begins_on_known_day(shape),
        lasts=lasts,
        approximate=bool(marks & {"~", "%"}),
        uncertain=bool(marks & {"?", "%"}),
        goes_on=isinstance(shape, Interval) and shape.end is None and shape.is_open,
        end_unknown=isinstance(shape, Interval) and shape.end is None and not shape.is_open,
        shape=shape,
    )


def parts_of(shape: Shape) -> Iterator[Part]:
    """Yield the parts that a date names, as they stand."""
    match shape:
        case Part():
            yield shape
        case Interval(start=start, end=end):
            yield from (part for part in (start, end) if part)
        case Choice(members=members):
            for member in members:
                yield from parts_of(member)


def _read(text: str) -> Shape:
    if text[:1] in ("[", "{"):
        return _read_choice(text)
    if "/" in text:
        return _read_interval(text)
    if "T" in text:
        return read_timed(text)
    return read_part(text)


def _read_interval(text: str) -> Interval:
    ends = text.split("/")
    if len(ends) > 2:
        raise not_a_date(text, "an interval has one /, between its first and its last day.")
    stated = [end for end in ends if end not in ("", "..")]
    if not stated:
        raise not_a_date(text, "neither its first nor its last day is given.")
    start, end = (read_part(end, text) if end in stated else None for end in ends)
    return _in_order(Interval(start, end, is_open=".." in ends), text)


def _read_choice(text: str) -> Choice:
    closing = "]" if text[0] == "[" else "}"
    if len(text) < 3 or text[-1] != closing:
        raise not_a_date(text, f"a set that begins with {text[0]} ends with {closing}, with dates between.")
    members = text[1:-1].split(",")
    for position, member in enumerate(members):
        if (member.startswith("..") and position > 0) or (member.endswith("..") and position < len(members) - 1):
            raise not_a_date(text, "only the first of a set can be open towards the past, only the last ahead.")
    return Choice(tuple(_read_member(member, text) for member in members), every=text[0] == "{")


def _read_member(text: str, within: str) -> Part | Interval:
    first, dots, last = text.partition("..")
    if not dots:
        return read_part(text, within)
    if not first and not last:
        raise explained("", within)
    start = read_part(first, within) if first else None
    end = read_part(last, within) if last else None
    return _in_order(Interval(start, end, is_open=not (start and end)), within)


def _in_order(interval: Interval, text: str) -> Interval:
    if interval.first > interval.last:
        raise not_a_date(text, "it ends before it begins.")
    return interval


def _bounds(shape: Shape) -> tuple[int, int]:
    if isinstance(shape, Choice):
        return min(member.first for member in shape.members), max(member.last for member in shape.members)
    return shape.first, shape.last


def _begins_on_known_day(shape: Shape) -> bool:
    match shape:
        case Part():
            return shape.is_known_day
        case Interval(start=start):
            return start is not None and start.is_known_day
        case Choice(members=members, every=True):
            first = min(member.first for member in members)
            return any(_begins_on_known_day(member) for member in members if member.first == first)
        case _:
            return False
