"""UCDP GED: one row of the Georeferenced Event Dataset to one event, with the places and actors that it needs.

Columns are matched by name, never by position: their order differs between releases. The code lists stand in
`store.importers.ucdp_codes`. Nothing is read or written here, and nothing is decided that the row does not say:

- a date that is not exact (`date_prec` 2 to 5) is one day within a span, not something that lasted;
- low, best and high stay three figures; deaths by side are best estimates, and a side without deaths gets no claim,
  because the dataset's 0 there does not say that anyone counted;
- a coalition ("A, B, C") becomes its members, each on the same side.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import unescape
from typing import Any, Final

from store.importers.known import Known
from store.importers.ucdp_codes import (
    AGGREGATE,
    DATASET,
    DATE_PRECISION,
    EXACT_DAY,
    EXTRA,
    NOT_RECORDED,
    NUMBERS,
    PLACE_PRECISION,
    TYPES,
    USED,
    RowError,
    code,
    day,
    need,
    whole,
)
from store.importers.ucdp_figures import claims, figures_of
from store.importers.ucdp_places import place_of
from store.importers.ucdp_sides import GedSide, new_actor, participants, side_of, split_names
from store.importers.ucdp_titles import title
from store.model import SUMMARY, Actor, Event, Place, Source
from store.text import one_line

CITATION: Final = Source(
    publisher="Uppsala Conflict Data Program (UCDP)", url="https://doi.org/10.1177/0022343313484347"
)

_CITED: Final = re.compile(r'"(?P<publisher>.*?),(?P<date>\d{4}-\d\d-\d\d),(?P<title>.*?)"(?:;(?=")|$)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Converted:
    """What one row gave."""

    event: Event
    actors: tuple[Actor, ...] = ()
    """Actors that were not known."""
    places: tuple[Place, ...] = ()


def convert(row: Mapping[str, str], known: Known) -> Converted:
    """Return the event of one row, and the records that it refers to and `known` has not.

    Args:
        row: Cells by column name.
        known: The actors and places to match with; they are not changed.

    Raises:
        RowError: A cell that the event cannot do without is empty or makes no sense.
    """
    sides = _side(need(row, "side_a"), known), _side(need(row, "side_b"), known)
    place, is_new = place_of(row, known)
    event = event_of(row, sides, place)
    new = {actor.id: actor for side in sides for actor in side.actors if actor.id not in known.actors}
    return Converted(event, tuple(new.values()), (place,) if is_new else ())


def _side(text: str, known: Known) -> GedSide:
    names = split_names(text, lambda name: known.actor(name) is not None)
    return side_of([known.actor(name) or new_actor(name) for name in names])


def event_of(row: Mapping[str, str], sides: tuple[GedSide, GedSide], place: Place, dataset: str = DATASET) -> Event:
    """Return the event of one row.

    Args:
        row: Cells by column name.
        sides: Whom `side_a` and `side_b` mean.
        place: Where it was.
        dataset: What the origin begins with.

    Raises:
        RowError: A cell that the event cannot do without is empty or makes no sense.
    """
    number = whole(need(row, "id"))
    if number is None:
        raise RowError("id", need(row, "id"), "expected a whole number")
    kind = code(row, "type_of_violence", TYPES)
    precision = code(row, "where_prec", PLACE_PRECISION)
    when, date_note = _when(row)
    figures = figures_of(row)
    sources, leftover = cited(row.get("source_article") or "")
    is_aggregate = (row.get("event_clarity") or "").strip() == AGGREGATE
    return Event(
        id=f"{dataset}:{number}",
        origin=f"{dataset}:{number}",
        date=when,
        date_note=date_note,
        title=title(kind, sides, place, precision, figures, is_aggregate),
        type=kind,
        actors=participants(kind, sides),
        place=place.id,
        precision=precision,
        claims=claims(
            figures, (sides[0].who, sides[1].who), _attribution(row.get("source_original") or ""), len(sources)
        ),
        sources=[*sources, _citation(number)],
        tags=[SUMMARY] if is_aggregate else [],
        extra=_extra(row, place, sources, leftover),
    )


def edtf(row: Mapping[str, str]) -> str:
    """Return when the event happened: the day, the very month or year, or one day within a span.

    Raises:
        RowError: A date cannot be read, or the event ends before it starts.
    """
    return _when(row)[0]


def _when(row: Mapping[str, str]) -> tuple[str, str]:
    precision = row.get("date_prec") or ""
    if precision not in DATE_PRECISION:
        precision = one_line(precision)
        if precision not in DATE_PRECISION:
            raise RowError("date_prec", precision, f"expected one of {', '.join(DATE_PRECISION)}")
    return _dated(row.get("date_start") or "", row.get("date_end") or "", precision)


@lru_cache(maxsize=65536)
def _dated(first: str, last: str, precision: str) -> tuple[str, str]:
    """Return the date, and what is to be noted when the code for its precision contradicts its span."""
    start, end = day("date_start", first), day("date_end", last)
    if end < start:
        raise RowError("date_end", str(end), f"it lies before date_start, {start}")
    if precision == EXACT_DAY:
        if start != end:
            raise RowError("date_prec", EXACT_DAY, f"an exact day, but the event spans {start} to {end}")
        return str(start), ""
    least, most = DATE_PRECISION[precision]
    days = (end - start).days
    note = ""
    if not least <= days <= most:
        note = f"UCDP codes how exact the date is as {precision}, which does not fit {start} to {end}"
    return _within(start, end), note


def _within(start: date, end: date) -> str:
    """Return a day that is not exactly known."""
    if start == end:
        return f"{start}~"
    if (start.year, start.day) == (end.year, 1) and end.day == monthrange(end.year, end.month)[1]:
        if start.month == end.month:
            return f"{start:%Y-%m}"
        if (start.month, end.month) == (1, 12):
            return f"{start:%Y}"
    return f"[{start}..{end}]"


def cited(text: str) -> tuple[list[Source], str]:
    """Return the sources of a `source_article` cell, and the cell when a source does not say all of it.

    The cell holds `"outlet,2016-06-04,headline"` items joined by semicolons. Headlines hold bare quotes and
    semicolons of their own, so an item only ends where the next one's quote follows, or the cell ends.
    """
    sources = []
    at = 0
    has_dates = True
    while match := _CITED.match(text, at):
        publisher, when, headline = match.groups()
        is_date = _is_day(when)
        has_dates = has_dates and is_date
        sources.append(Source(publisher=_decoded(publisher), title=_decoded(headline), date=when if is_date else ""))
        at = match.end()
    return sources, "" if at == len(text) and has_dates else text


@lru_cache(maxsize=16384)
def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _decoded(text: str) -> str:
    return one_line(unescape(text) if "&" in text else text)


def _citation(number: int) -> Source:
    """Return the citation of an event, without the release: the next one is not to change every event."""
    return Source(publisher=CITATION.publisher, title=f"UCDP GED, event {number}", url=CITATION.url)


def _attribution(original: str) -> str:
    origin = _tidy(original)
    return f"UCDP, from {origin}" if origin else "UCDP"


def _extra(row: Mapping[str, str], place: Place, sources: list[Source], leftover: str) -> dict[str, Any]:
    """Return what has no field of its own, without empty cells and without what the sources say already."""
    extra: dict[str, Any] = {}
    for column, is_number in _extra_columns(tuple(row)):
        cell = row[column]
        if not cell:
            continue
        if is_number:
            value = _number(cell)
            if value != "" and not (value == NOT_RECORDED and column == "number_of_sources"):
                extra[column] = value
        elif column in _SAID:
            if not _is_said(column, cell, sources) and (text := one_line(cell)):
                extra[column] = text
        elif text := _tidy(cell):
            extra[column] = text
    if leftover:
        extra["source_article"] = one_line(leftover)
    called = _tidy(row.get("where_coordinates") or "")
    if called and called != place.name and called not in place.aliases:
        extra["where_coordinates"] = called
    return extra


_SAID: Final = {"source_office": "publisher", "source_date": "date", "source_headline": "title"}
"""Columns that repeat what the items of `source_article` say."""


@lru_cache(maxsize=16)
def _extra_columns(columns: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """Return the columns that have no field of their own, and whether each is one of numbers."""
    place = {column: at for at, column in enumerate(EXTRA)}
    others = sorted((column for column in columns if column not in USED), key=lambda each: (place.get(each, 99), each))
    return tuple((column, column in NUMBERS) for column in others)


def _is_said(column: str, cell: str, sources: list[Source]) -> bool:
    field = _SAID[column]
    said = ";".join([getattr(source, field) for source in sources])
    if cell == said:
        return True
    if column == "source_headline":
        said = said.replace("; ", ";")
    return _decoded(one_line(cell)).replace("; ", ";") == said


def _number(cell: str) -> int | str:
    """Return the cell of a column of numbers, as text if it holds none."""
    number = whole(cell)
    return one_line(cell) if number is None else number


_tidy: Final = lru_cache(maxsize=65536)(one_line)
"""For columns in which the same cell comes again and again."""
