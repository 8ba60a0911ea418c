"""Expressions that date something in English, each with what reads it: "two days ago", "late last month"."""

import re
from collections.abc import Callable
from typing import Final

from store.dates import MONTHS
from store.dates.parts import WEEKDAYS
from store.drafting import reckoning
from store.drafting.reckoning import ON_WEEKDAY, SHORT_MONTH, WEEKS, Anchor

_N: Final = (
    r"(?P<n>a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|several|a couple of|\d{1,3})"
)
_WEEKDAY: Final = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
PART_OF_DAY: Final = (
    r"(?:early |late |mid-?)?(?:dawn|morning|noon|midday|afternoon|evening|night|midnight|dusk|sunrise|sunset)"
)
_MONTH: Final = rf"(?:{'|'.join(MONTHS)})"
_ANY_MONTH: Final = rf"(?:{_MONTH}|{SHORT_MONTH})"
_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:19|20)\d{2}"
_WHICH_YEAR: Final = rf"(?:,? (?P<year>{_YEAR})| (?P<whose>this|last) year)?"
_PORTION: Final = r"(?:(?P<portion>early|mid|late|the (?:beginning|start|middle|end) of)[ -])"

Reader = Callable[["re.Match[str]", Anchor], "tuple[str, str] | None"]


def _pattern(text: str, read: Reader, *, minds_case: bool = False) -> tuple[re.Pattern[str], Reader]:
    return re.compile(rf"(?<![\w-]){text}(?![\w-])", 0 if minds_case else re.IGNORECASE), read


PATTERNS: Final = (
    _pattern(
        rf"(?:(?P<which>last|next|this coming|this|past) )?{_WEEKDAY}"
        rf"(?: {PART_OF_DAY})?(?: (?:of )?(?P<whose>last|this) week)?",
        reckoning.weekday,
        minds_case=True,
    ),
    _pattern(rf"[Oo]vernight (?:on|from) {_WEEKDAY}", reckoning.overnight_on, minds_case=True),
    _pattern(
        rf"(?:[Oo]vernight|[Ii]n the night)(?:(?: from)? {_WEEKDAY.replace('weekday', 'eve')})? (?:in)?to {_WEEKDAY}",
        reckoning.overnight_into,
        minds_case=True,
    ),
    _pattern(
        rf"(?:today|tonight|yesterday(?: {PART_OF_DAY})?|the day before yesterday|last night|overnight|earlier today|"
        r"this (?:early )?(?:morning|afternoon|evening))",
        reckoning.near,
    ),
    _pattern(rf"{_N} (?P<unit>hour|day|night|week|fortnight|month|year)s? ago", reckoning.ago),
    _pattern(
        r"(?:in|over|during|within) the (?:past|last|previous) (?:(?P<n>\d{1,3}|two|three|four|five|six|seven|"
        r"ten|few) )?"
        r"(?P<unit>hour|day|week|month)s?",
        reckoning.past_span,
    ),
    _pattern(r"in (?P<n>two|three|four|five|six|seven|\d{1,2}) days", reckoning.within),
    _pattern(r"(?:at|on|over|during|this|last) (?:the |this |last |past )?weekend", reckoning.weekend),
    _pattern(r"(?:in|over|during) recent (?P<unit>day|week|month)s", reckoning.recent),
    _pattern(
        r"(?:(?P<part>earlier|early|late|later) )?(?P<which>this|last) (?P<unit>week|month|"
        r"year)",
        reckoning.this_or_last,
    ),
    _pattern(r"(?:in|over|during) the (?:course of )?(?:the )?week", reckoning.course_of_week),
    _pattern(
        rf"(?:on )?{ON_WEEKDAY}(?:the )?{_DAY}(?: of)? {_ANY_MONTH}{_WHICH_YEAR}", reckoning.calendar, minds_case=True
    ),
    _pattern(
        rf"(?:[Oo]n )?{ON_WEEKDAY}{_ANY_MONTH} {_DAY}(?!:|\d|,\d|%){_WHICH_YEAR}", reckoning.calendar, minds_case=True
    ),
    _pattern(
        rf"(?:(?:[Ii]n|[Dd]uring) the )?(?P<which>{'|'.join(WEEKS)}|last) week of "
        rf"(?P<month>{_MONTH})(?P<rest>{_WHICH_YEAR})",
        reckoning.week_of_month,
        minds_case=True,
    ),
    _pattern(rf"{_PORTION}{_MONTH}{_WHICH_YEAR}", reckoning.calendar, minds_case=True),
    _pattern(
        rf"(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Bb]y )|(?<=[Uu]ntil )|(?<=[Dd]uring )|(?<=[Ff]rom )|"
        rf"(?<=[Ll]ast )){_MONTH}{_WHICH_YEAR}",
        reckoning.calendar,
        minds_case=True,
    ),
    _pattern(rf"{_MONTH} (?P<year>{_YEAR})", reckoning.calendar, minds_case=True),
    _pattern(
        rf"(?:(?<=in )|(?<=In )|(?<=since )|(?<=Since )|(?<=by )|(?<=until )|(?<=during )|(?<=of ))"
        rf"(?:(?P<portion>early|mid|late)[ -])?(?P<year>{_YEAR})",
        reckoning.year_alone,
        minds_case=True,
    ),
    _pattern(
        r"[Oo]n the (?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?! (?:of|day|anniversary|time))",
        reckoning.day_alone,
        minds_case=True,
    ),
    _pattern(
        r"(?:the same|that|the (?:next|following|previous)) (?:day|morning|afternoon|evening|night)|"
        r"the day (?:before|after)(?= [a-z,.])",
        reckoning.from_last,
    ),
    _pattern(
        rf"(?:half an|{_N}) (?P<unit>minute|hour|day|week)s? (?:later|earlier)|hours (?:later|earlier)",
        reckoning.from_last,
    ),
    _pattern(r"(?:19|20)\d{2}-[01]\d-[0-3]\d", reckoning.iso_date),
    _pattern(
        rf"(?:[Oo]n )?(?:the )?(?P<first>{_DAY}) ?(?:[-–]|to|and|"
        rf"until) ?(?P<second>{_DAY})(?: of)? (?P<month>{_ANY_MONTH})(?:,? (?P<year>{_YEAR}))?",
        reckoning.day_range,
        minds_case=True,
    ),
    _pattern(
        rf"(?:[Oo]n )?(?P<month>{_ANY_MONTH}) (?P<first>{_DAY}) ?(?:[-–]|to|and) ?(?P<second>{_DAY})"
        rf"(?:,? (?P<year>{_YEAR}))?",
        reckoning.day_range,
        minds_case=True,
    ),
)
