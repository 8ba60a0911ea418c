"""Reads one point of the calendar in words: "4 June 2016", "early june", "spring 2016", "about 1990"."""

import re
from datetime import date
from typing import Final

from msgspec import Struct, convert, structs

from store.dates.edtf import parse
from store.dates.faults import not_a_date
from store.dates.figures import Clock, read_numbers
from store.dates.parts import MONTHS, SEASONS, WEEKDAYS, Part, month_length
from store.errors import DateError

_WORD: Final = re.compile(r"[0-9]{4}s|[0-9]+|[a-z]+|[~?%]", re.ASCII)
_IN_WORDS: Final = re.compile(r"(?![0-9]{4}-[0-9x])(?=.*[a-z]|[0-9]{1,2}$)[0-9a-z ,.'~?%-]+", re.ASCII)
_IN_FIGURES: Final = re.compile(r"[0-9xyt?~%./,:{}\[\]z+-]+", re.ASCII)
_ORDINAL: Final = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b", re.ASCII)
_EXAMPLES: Final = "write one like 4 June 2016, June 2016, 2016, 2016-06-04 or +3d."

_FILLERS: Final = frozenset(["the", "of", "on", "in", "at", "some", "time", "sometime", "day", "a", "during", "within"])
_MARKS: Final = (
    dict.fromkeys(["~", "about", "around", "approximately", "roughly", "circa", "ca", "c"], "~")
    | dict.fromkeys(["?", "perhaps", "possibly", "maybe", "probably"], "?")
    | {"%": "%"}
)
_PORTIONS: Final = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_DAYS_OF_PORTION: Final = ((1, 10), (11, 20), (21, 31))
_MONTHS_OF_PORTION: Final = ((1, 4), (5, 8), (9, 12))


class Point(Struct, frozen=True):
    """What a text says of a point of the calendar; what it leaves out is None."""

    text: str
    edtf: str = ""
    """The whole of it, if nothing is left out."""
    decade: str | None = None
    """As EDTF writes it."""
    year: int | None = None
    month: int | None = None
    season: int | None = None
    """From 0 for spring."""
    day: int | None = None
    is_one_day: bool = False
    """Said to be one day, without saying which."""
    weekday: int | None = None
    portion: int | None = None
    """Early, mid or late, from 0."""
    mark: str = ""

    @property
    def lacks_year(self) -> bool:
        """Whether its year is left to the context."""
        return not self.edtf and self.decade is None and self.year is None

    @property
    def is_mere_day(self) -> bool:
        """Whether it is the number of a day and no more."""
        return self.day is not None and self.month is None

    def completed(self, year: int, month: int) -> "Point":
        """Return the point with the year, and for a mere day the month, that it left out."""
        if not self.lacks_year:
            return self
        return structs.replace(self, year=year, month=month if self.is_mere_day else self.month)


def read_point(text: str, clock: Clock) -> Point:
    """Read a point of the calendar.

    Args:
        text: what was typed, folded, with single spaces.
        clock: what relative dates count from.

    Raises:
        DateError: it is not one, or it could be two.
    """
    if edtf := read_numbers(text, clock):
        return Point(text, edtf)
    if _IN_WORDS.fullmatch(text):
        return _in_words(text)
    if text and not _IN_FIGURES.fullmatch(text):
        raise not_a_date(text, _EXAMPLES)
    dated = parse(text.upper())
    if not isinstance(dated.shape, Part):
        raise not_a_date(text, "one day, month or year is needed here.")
    return Point(text, dated.text)


def edtf_of(point: Point) -> str:
    """Return a point as EDTF.

    Raises:
        DateError: there is no such day, or the text left out what is needed.
    """
    if point.edtf:
        return point.edtf
    if point.decade is not None:
        return parse(point.decade + point.mark).text
    if point.is_mere_day:
        raise not_a_date(point.text, "its month is missing; write one like 4 June 2016.")
    if point.year is None:
        raise not_a_date(point.text, "its year is missing; write one like 4 June 2016 or June 2016.")
    if point.portion is not None:
        return _portion(point.year, point.month, point.portion, point.mark)
    if point.season is not None:
        return parse(f"{point.year:04}-{21 + point.season}{point.mark}").text
    dated = parse(_numbers(point) + point.mark)
    if point.weekday is not None:
        _check_weekday(point.weekday, date.fromordinal(dated.earliest))
    return dated.text


def _numbers(point: Point) -> str:
    """Return year, month and day as far as they are known, and X for a day that is one of them."""
    unknown = "XX" if point.is_one_day else ""
    month = unknown if point.month is None else f"{point.month:02}"
    day = unknown if point.day is None else f"{point.day:02}"
    return "-".join(number for number in (f"{point.year:04}", month, day) if number)


def _in_words(text: str) -> Point:
    """Read words and numbers in whatever order: each says by itself what it is."""
    said: dict[str, int | str | bool] = {}
    marks: set[str] = set()
    for word in _WORD.findall(_ORDINAL.sub(r"\1", text)):
        if word in _MARKS:
            marks.add(_MARKS[word])
        elif word == "one":
            said["is_one_day"] = True
        elif word not in _FILLERS:
            field, value = _meaning(word, text)
            if field in said:
                raise not_a_date(text, f"it names more than one {field}; {_EXAMPLES}")
            said[field] = value
    _check_together(text, set(said))
    mark = "%" if len(marks) > 1 else "".join(marks)
    return convert({"text": text, "mark": mark, **said}, Point)


def _check_together(text: str, said: set[str]) -> None:
    """Refuse what words say that cannot be one point of the calendar."""
    if "weekday" in said and "day" not in said:
        raise not_a_date(text, f"a day of the week needs its date; {_EXAMPLES}")
    if not said & {"year", "decade", "month", "season", "day"}:
        raise not_a_date(text, _EXAMPLES)
    if "decade" in said and len(said - {"is_one_day"}) > 1:
        raise not_a_date(text, f"a decade stands alone; {_EXAMPLES}")
    if "season" in said and said & {"month", "day", "portion"}:
        raise not_a_date(text, f"a season has neither days nor parts here; {_EXAMPLES}")
    if "day" in said and "portion" in said:
        raise not_a_date(text, "a day is not early, mid or late here; leave that word out.")


def _meaning(word: str, text: str) -> tuple[str, int | str]:
    """Return what a word or number says: a field of `Point` and its value."""
    if word.endswith("0s") and word[0].isdigit():
        return "decade", f"{word[:3]}X"
    if word.isdigit() and len(word) in (1, 2, 4):
        return ("year" if len(word) == 4 else "day"), int(word)
    if word in _PORTIONS:
        return "portion", _PORTIONS[word]
    if word in (*SEASONS, "fall"):
        return "season", SEASONS.index("autumn" if word == "fall" else word)
    for field, names, first in (("month", MONTHS, 1), ("weekday", WEEKDAYS, 0)):
        for number, name in enumerate(names, first):
            if len(word) >= 3 and name.lower().startswith(word):
                return field, number
    raise not_a_date(text, f'Dateline does not know "{word}" in a date; {_EXAMPLES}')


def _portion(year: int, month: int | None, portion: int, mark: str) -> str:
    """Return early, mid or late in a month or year. Nobody means a day by it, so both ends are approximate."""
    mark = "%" if mark in ("?", "%") else "~"
    if month is None:
        first, last = _MONTHS_OF_PORTION[portion]
        return parse(f"{year:04}-{first:02}{mark}/{year:04}-{last:02}{mark}").text
    first, last = _DAYS_OF_PORTION[portion]
    last = min(last, month_length(year, month))
    return parse(f"{year:04}-{month:02}-{first:02}{mark}/{year:04}-{month:02}-{last:02}{mark}").text


def _check_weekday(weekday: int, day: date) -> None:
    if day.weekday() != weekday:
        said = f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"
        raise DateError(f"{said} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}.")
