"""What is wrong within a record that fits the model, and which other records it names."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Literal, NamedTuple

from store.dates import parse_span
from store.errors import DateError, QueryError
from store.model import Actor, Article, Claim, Event, Offensive, Place, Record, SavedView, Source
from store.text import safe_url

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """What is wrong within one record."""

    field: str
    """Where: `claims[2].low`, positions counted from 0."""
    reason: str
    severity: Severity = "error"


def problems(record: Record) -> Iterator[Problem]:
    """Yield what is wrong with a record that fits the model, as far as the record alone shows it."""
    for field, text in _dates(record):
        try:
            parse_span(text)
        except DateError as error:
            if field != "published" or not is_moment(text):
                yield Problem(field, str(error))
    for field, url in _urls(record):
        yield from _in_url(field, url)
    if isinstance(record, Event | Offensive):
        for index, claim in enumerate(record.claims):
            yield from _in_claim(f"claims[{index}]", claim, len(record.sources))
    if isinstance(record, Place):
        yield from _in_coordinates(record)
    if isinstance(record, Offensive | SavedView) and record.query:
        yield from _in_query(record.query)


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    match record:
        case Event(date=date) | Offensive(date=date):
            yield "date", date
        case Article(published=published) if published:
            yield "published", published
        case SavedView(first=first, last=last):
            yield from ((name, text) for name, text in (("first", first), ("last", last)) if text)
    for index, source in enumerate(_sources(record)):
        if source.date:
            yield f"sources[{index}].date", source.date
    for index, waypoint in enumerate(record.waypoints if isinstance(record, Offensive) else ()):
        for name in ("reached", "contested", "lost"):
            if text := getattr(waypoint, name):
                yield f"waypoints[{index}].{name}", text


def is_date(text: str) -> bool:
    """Return whether `text` is an EDTF date."""
    try:
        parse_span(text)
    except DateError:
        return False
    return True


def is_moment(text: str) -> bool:
    """Return whether `text` is an ISO 8601 date and time with its zone."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _sources(record: Record) -> list[Source]:
    return record.sources if isinstance(record, Event | Offensive | Actor | Place) else []


def _urls(record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Article) and record.url:
        yield "url", record.url
    for index, source in enumerate(_sources(record)):
        if source.url:
            yield f"sources[{index}].url", source.url


def _in_url(field: str, url: str) -> Iterator[Problem]:
    if safe_url(url):
        return
    if url.lower().startswith(("http://", "https://")):
        yield Problem(field, "holds characters that a web address must write with %", "warning")
    else:
        yield Problem(field, "must begin with http:// or https://, or it cannot be opened")


def _in_claim(field: str, claim: Claim, sources: int) -> Iterator[Problem]:
    figures = [(name, value) for name in ("low", "best", "high") if (value := getattr(claim, name)) is not None]
    for (less, small), (more, large) in pairwise(figures):
        if small > large:
            yield Problem(f"{field}.{less}", f"is {small}, more than {more}, {large}")
    if claim.source is not None and not 0 <= claim.source < sources:
        held = f"the record has {sources}, counted from 0" if sources else "the record has none"
        yield Problem(f"{field}.source", f"names source {claim.source}, but {held}")


def _in_coordinates(place: Place) -> Iterator[Problem]:
    if (place.lat is None) != (place.lon is None):
        yield Problem("lat" if place.lat is None else "lon", "is missing, though its other half is given")
    for name, value, limit in (("lat", place.lat, 90), ("lon", place.lon, 180)):
        if value is not None and not -limit <= value <= limit:
            yield Problem(name, f"must be from -{limit} to {limit} degrees, found {value}")


def _in_query(query: str) -> Iterator[Problem]:
    from store.query import parse  # the only one here who needs the language

    try:
        parse(query)
    except QueryError as error:
        yield Problem("query", f"cannot be read, at column {error.column + 1}: {error}")


def references(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield where a record names another: the field, and the table and id that it names."""
    match record:
        case Event():
            yield from _named("place", "places", record.place)
            for index, actor in enumerate(record.actors):
                yield f"actors[{index}].id", "actors", actor.id
            yield from _listed("offensives", "offensives", record.offensives)
            yield from _listed("articles", "articles", record.articles)
            for index, passage in enumerate(record.passages):
                yield f"passages[{index}].article", "articles", passage.article
        case Offensive():
            yield from _named("parent", "offensives", record.parent)
            yield from _named("target", "places", record.target)
            for name in ("attackers", "defenders", "supporters"):
                yield from _listed(name, "actors", getattr(record, name))
            for index, waypoint in enumerate(record.waypoints):
                yield f"waypoints[{index}].place", "places", waypoint.place
        case Actor():
            yield from _named("parent", "actors", record.parent)
        case Place():
            yield from _named("near", "places", record.near)


def _named(field: str, table: str, record_id: str) -> Iterator[tuple[str, str, str]]:
    if record_id:  # empty: it names none
        yield field, table, record_id


def _listed(field: str, table: str, ids: list[str]) -> Iterator[tuple[str, str, str]]:
    for index, record_id in enumerate(ids):
        yield f"{field}[{index}]", table, record_id
