"""Figures, dates, places and citations put in words without loss."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from store.dates import OPEN_END, OPEN_START, describe, parse
from store.dates.edtf import Edtf, parts_of
from store.errors import DateError
from store.model import STAR, SUMMARY, Actor, Claim, Event, Offensive, Place, Precision, Source
from store.reading.values import ClaimLine, Link, PlaceDetail, SourceLine
from store.text import clean, fold, one_line, safe_url

CONFIDENCE: Final[Mapping[str, str]] = {
    "confirmed": "confirmed: no source contradicts it",
    "reported": "reported by one side or one source",
    "disputed": "disputed: the sources contradict each other",
}
PRECISION: Final[Mapping[Precision, str]] = {
    "point": "the very place",
    "town": "the town, not where in it",
    "near": "within about 25 km of the point",
    "area": "somewhere along this road, river or zone; the point stands for it",
    "district": "only the district is known; the point stands for it",
    "province": "only the province is known; the point stands for it",
    "country": "only the country is known; the point stands for it",
    "waters": "in international waters or airspace; the point stands for it",
    "unlocated": "not located",
}
_NUMBER_WORDS: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")


def date_words(edtf: str, *, weekday: bool = False, several: bool = False) -> str:
    """Return a date in words (`describe`); one that cannot be read as it stands, and nothing for none."""
    if not edtf:
        return ""
    try:
        return describe(edtf, weekday=weekday, several=several)
    except DateError:
        return one_line(edtf)


def sums_up(event: Event) -> bool:
    """Tell whether an event is a dataset's record of several, which were not all on one day of its date."""
    return SUMMARY in event.tags


def when_words(event: Event, *, weekday: bool = False) -> str:
    """Return the date of an event in words: "several events in 2016" of a record that sums them up."""
    return date_words(event.date, weekday=weekday, several=sums_up(event))


def how_exact(edtf: str, *, several: bool = False) -> str:
    """Return in a few words how exactly a date is known; of several events, among how many days they are."""
    try:
        when = parse(edtf)
    except DateError:
        return "a date that cannot be read"
    if when.exact:
        return "this very day"
    words: list[str] = []
    if when.approximate and not when.lasts:
        words.append("about this time")
    if when.uncertain:
        words.append("the date is uncertain")
    if extent := _extent(when, several=several):
        words.append(extent)
    return ", ".join(words)


def _extent(when: Edtf, *, several: bool) -> str:
    """Return over how many days an event lasted, or among how many it lies; nothing where that is open."""
    days = when.latest - when.earliest + 1
    count = "1 day" if days == 1 else f"{days:,} days"
    if when.goes_on:
        return "goes on"
    if when.end_unknown:
        return "the end is not known"
    if when.earliest == OPEN_START or when.latest == OPEN_END:
        return ""
    if not when.lasts:
        return f"{'' if several else 'known to '}within {count}" if days > 1 else ""
    if when.approximate:
        return f"lasted about {count}"
    has_days = all(part.unit == "day" and not part.mark for part in parts_of(when.shape))
    return f"lasted {count}" if has_days else f"lasted {count} at most"


def figure(low: int | None, best: int | None, high: int | None, *, is_beyond: bool = False) -> str:
    """Return up to three figures of one claim in words, each of them kept; nothing for none.

    With `is_beyond` a bound alone is "more than" or "fewer than" that.
    """
    match low is not None, best is not None, high is not None:
        case False, False, False:
            return ""
        case True, False, False:
            return f"{'more than' if is_beyond else 'at least'} {low:,}"
        case False, True, False:
            return f"{best:,}"
        case False, False, True:
            return f"{'fewer than' if is_beyond else 'at most'} {high:,}"
        case True, False, True:
            return f"{low:,}" if low == high else f"{low:,} to {high:,}"
        case True, True, False:
            return f"best {best:,}, at least {low:,}"
        case False, True, True:
            return f"best {best:,}, at most {high:,}"
    return f"{best:,}" if low == best == high else f"best {best:,}, from {low:,} to {high:,}"


def statement(claim: Claim, actors: Mapping[str, Actor]) -> str:
    """Return what a claim says; its figures are added to its text only where the text does not give them."""
    words = figure(claim.low, claim.best, claim.high)
    counted = one_line(claim.counted)
    if counted:
        words = f"{words} {counted}" if words else f"{counted}: no figure given"
    if claim.who:
        who = name_of(claim.who, actors)
        words = f"{words}, {who}" if words else who
    text = one_line(claim.text)
    if not text:
        return words
    if not words or _gives(text, claim):
        return text
    return f"{text} ({words})"


def _gives(text: str, claim: Claim) -> bool:
    """Tell whether every figure of a claim stands in its text, in digits or as a word."""
    figures = {figure for figure in (claim.low, claim.best, claim.high) if figure is not None}
    words = re.findall(r"[a-z]+|[0-9][0-9,]*", fold(text))
    said = {word.replace(",", "") for word in words}
    said |= {str(12 * _times(before)) for before, word in pairwise(["", *words]) if word == "dozen"}
    return all(str(number) in said or _in_letters(number) in said for number in figures)


def _times(word: str) -> int:
    """Return how many dozens "two" is of; one for "a" and whatever else stands there."""
    return _NUMBER_WORDS.index(word) if word in _NUMBER_WORDS[1:] else 1


def _in_letters(number: int) -> str:
    return _NUMBER_WORDS[number] if 0 <= number < len(_NUMBER_WORDS) else str(number)


def claim_lines(claims: Iterable[Claim], sources: int, actors: Mapping[str, Actor]) -> tuple[ClaimLine, ...]:
    """Return claims in words, each with the number of its source when that is one of `sources`."""
    return tuple(
        ClaimLine(
            statement=statement(claim, actors),
            attribution=one_line(claim.attribution),
            source=claim.source + 1 if claim.source is not None and 0 <= claim.source < sources else None,
            remarks=remarks(claim),
        )
        for claim in claims
    )


def source_lines(sources: Sequence[Source]) -> tuple[SourceLine, ...]:
    """Return citations, numbered from 1."""
    return tuple(
        SourceLine(
            number=number,
            publisher=one_line(source.publisher),
            title=one_line(source.title),
            author=one_line(source.author),
            when=date_words(source.date),
            url=safe_url(source.url),
            note=one_line(source.note),
            remarks=remarks(source),
        )
        for number, source in enumerate(sources, 1)
    )


def remarks(of: Claim | Source) -> str:
    """Return what the user has said of a claim or source, on one line: a star, tags, the notes."""
    star = "★" if STAR in of.tags else ""
    tags = (f"#{one_line(tag)}" for tag in of.tags if tag != STAR)
    return " ".join(filter(None, (star, *tags, one_line(of.notes))))


def paragraphs(text: str) -> tuple[str, ...]:
    """Return a text's paragraphs, cleaned."""
    return tuple(part.strip("\n") for part in _BLANK_LINE.split(clean(text)) if part.strip())


def name_of(id_: str, named: Mapping[str, Actor] | Mapping[str, Place]) -> str:
    """Return a record's name; the id itself when there is no such record."""
    record = named.get(id_)
    return one_line(record.name if record is not None else id_)


def short_name(offensive: Offensive) -> str:
    """Return the name for an offensive where room is short."""
    return one_line(offensive.short or offensive.name)


def offensive_link(id_: str, offensives: Mapping[str, Offensive]) -> Link:
    """Return a link to an offensive."""
    offensive = offensives.get(id_)
    return Link(id_, one_line(offensive.name if offensive is not None else id_))


def coordinates(lat: float | None, lon: float | None) -> str:
    """Return a point in words, to about 10 m; nothing without one."""
    if lat is None or lon is None:
        return ""
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{abs(lat):.4f}° {north}, {abs(lon):.4f}° {east}"


def place_detail(id_: str, precision: Precision, places: Mapping[str, Place]) -> PlaceDetail:
    """Return where a place is.

    Args:
        id_: The place's id.
        precision: How exactly an event's place is known; empty: as exactly as the place itself.
        places: Those of the store.
    """
    place = places.get(id_) or Place(id=id_, name=id_, precision="")
    located = coordinates(place.lat, place.lon)
    words = PRECISION.get(precision or place.precision, "")
    units: list[str] = []
    for unit in map(one_line, (place.admin2, place.admin1, place.country)):
        if unit and unit not in units:
            units.append(unit)
    return PlaceDetail(
        id=id_,
        name=one_line(place.name),
        precision=words if located or not words else PRECISION["unlocated"],
        coordinates=located,
        units=", ".join(units),
        lat=place.lat if located else None,
        lon=place.lon if located else None,
        note=one_line(place.note),
    )
