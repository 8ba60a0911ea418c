"""What the formats that are read, not computed with, tell of an event: its record in words."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from store.dates import MONTHS, OPEN_START, describe, parse
from store.exporters.about import dataset_label
from store.exporters.citing import Citation, citations, dataset_record
from store.index import CURATED
from store.model import Event, Precision
from store.reading.event import ROLE_ORDER, SIDE_OF_ROLE, dataset_of, memberships, person
from store.reading.values import Person
from store.reading.words import CONFIDENCE, how_exact, place_detail, statement, sums_up, when_words
from store.text import clean, one_line
from store.timeline import Timeline

_SAID_BY_NOBODY: Final = "nobody named"
_PLACE_NOTES: Final[Mapping[Precision, str]] = {
    "near": "within about 25 km of there",
    "area": "somewhere along this road, river or zone",
    "district": "only the district is known",
    "province": "only the province is known",
    "country": "only the country is known",
    "waters": "in international waters or airspace",
}


class Saying(Struct, frozen=True):
    """A claim in words."""

    who: str
    """Who says so."""
    what: str
    source: int | None
    """Position among the event's citations of the text that carries it."""


class Telling(Struct, frozen=True):
    """An event in words; every text is clean, and on one line unless it says otherwise."""

    id: str
    headline: str
    heading: str
    """The day, or what is known of it, under which it stands."""
    when: str
    """Its date in words, with how exactly it is known; empty where the heading has said it all."""
    date_note: str
    place: str
    """Place and the units that it lies in."""
    place_note: str
    """How exactly the place is known, when that is not very."""
    summary: str
    """Markdown, on any number of lines."""
    people: tuple[Person, ...]
    """Attackers first, reporters last; `role_words` says what each did."""
    sayings: tuple[Saying, ...]
    confidence: str
    offensives: tuple[str, ...]
    citations: tuple[Citation, ...]
    origin: str
    """Where the record is from: "written by hand", "UCDP, record 223761"."""
    tags: tuple[str, ...]
    notes: str
    """The user's own; Markdown."""


def tell(timeline: Timeline, ordinal: int, event: Event, *, with_notes: bool = False) -> Telling:
    """Return an event in words."""
    detail = place_detail(event.place, event.precision, timeline.places) if event.place else None
    heading = day_heading(event.date, several=sums_up(event))
    return Telling(
        id=event.id,
        headline=one_line(event.title) or one_line(event.id),
        heading=heading,
        when=_when(event, heading),
        date_note=one_line(event.date_note),
        place=", ".join(filter(None, (detail.name, _units(detail.name, detail.units)))) if detail else "",
        place_note=_place_note(event, timeline),
        summary=clean(event.summary).strip(),
        people=tuple(_people(event, timeline)),
        sayings=tuple(_sayings(event, timeline)),
        confidence=CONFIDENCE.get(event.confidence, ""),
        offensives=tuple(each.short for each in memberships(timeline, ordinal, event) if each.how != "part"),
        citations=tuple(citations(event, timeline)),
        origin=_origin(event),
        tags=tuple(map(one_line, event.tags)),
        notes=clean(event.notes).strip() if with_notes else "",
    )


def day_heading(edtf: str, *, several: bool = False) -> str:
    """Return what a chronology prints above the events of a date: a day only where that is known."""
    when = parse(edtf)
    if when.start_known:
        return describe(date.fromordinal(when.earliest).isoformat(), weekday=True)
    words = describe(edtf, several=several)
    return words[:1].upper() + words[1:]


def month_heading(day: int) -> str:
    """Return what a chronology prints above a month, given the earliest possible day of an event in it."""
    if day == OPEN_START:
        return "Start not known"
    first = date.fromordinal(day)
    return f"{MONTHS[first.month - 1]} {first.year:04}"


def _when(event: Event, heading: str) -> str:
    when, words = parse(event.date), when_words(event, weekday=True)
    exact = how_exact(event.date, several=sums_up(event))
    if words.lower() != heading.lower():
        return words if when.exact else ", ".join(filter(None, (words, exact)))
    return exact if when.lasts else ""


def _place_note(event: Event, timeline: Timeline) -> str:
    place = timeline.places.get(event.place)
    return _PLACE_NOTES.get(event.precision or (place.precision if place is not None else ""), "")


def _units(name: str, units: str) -> str:
    """Return the units that a place lies in, without the place where it is one of them."""
    return ", ".join(unit for unit in units.split(", ") if unit != name)


def _people(event: Event, timeline: Timeline) -> Iterator[Person]:
    for who in sorted(event.actors, key=lambda who: ROLE_ORDER.index(who.role)):
        yield person(who.role, who.id, timeline, who.side)


def role_words(who: Person) -> str:
    """Say what somebody did, without what goes without saying."""
    side = who.side if who.side != SIDE_OF_ROLE.get(who.role) else ""
    role = "" if who.role == "participant" and side else who.role
    return ", ".join(filter(None, (role, f"side {side}" if side else "")))


def role_and_side(who: Person) -> str:
    """Say what somebody did and on which side, whenever the record says so."""
    return f"{who.role}, side {who.side}" if who.side else who.role


def _sayings(event: Event, timeline: Timeline) -> Iterator[Saying]:
    for claim in event.claims:
        source = claim.source if claim.source is not None and 0 <= claim.source < len(event.sources) else None
        what = statement(claim, timeline.actors) or "no statement given"
        yield Saying(one_line(claim.attribution) or _SAID_BY_NOBODY, what, source)


def _origin(event: Event) -> str:
    dataset = dataset_of(event)
    if dataset == CURATED:
        return "written by hand"
    record = dataset_record(event)
    return f"from {dataset_label(dataset)}, record {record}" if record else f"from {dataset_label(dataset)}"
