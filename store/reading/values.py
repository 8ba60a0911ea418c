"""The plain values that a reader is told."""

from typing import Literal

from msgspec import Struct

How = Literal["listed", "rule", "part"]
"""Why an event belongs to an offensive: it says so itself, the offensive's query finds it, or a part of it has it."""


class Link(Struct, frozen=True):
    """Another record, by its id and the name to print."""

    id: str
    name: str


class ClaimLine(Struct, frozen=True):
    """What is claimed, and who says so."""

    statement: str
    """In words: "at least 26 killed, Islamic State fighters"."""
    attribution: str
    source: int | None
    """Number of the source that carries it, from 1, as in the list of sources."""
    remarks: str = ""
    """What the user has said of it: "★ #siege ask the author"."""


class EventLink(Struct, frozen=True):
    """Another event."""

    id: str
    ordinal: int
    title: str
    when: str
    """Its date in words."""
    dataset: str
    claims: tuple[ClaimLine, ...] = ()
    """What is claimed there, where the two are to be compared."""


class Person(Struct, frozen=True):
    """An actor in an event or offensive."""

    role: str
    id: str
    name: str
    bloc: str
    side: str = ""
    """ "a" or "b" when the record says on which of two sides it was without saying who attacked."""


class SourceLine(Struct, frozen=True):
    """A citation."""

    number: int
    publisher: str
    title: str
    author: str
    when: str
    """Its date of publication, in words."""
    url: str
    """Safe to open; empty when it was not, or there was none."""
    note: str
    remarks: str = ""
    """What the user has said of it: "★ #siege ask the author"."""


class Membership(Struct, frozen=True):
    """An offensive that an event belongs to."""

    id: str
    short: str
    name: str
    how: How


class PlaceDetail(Struct, frozen=True):
    """Where an event was, and how exactly that is known."""

    id: str
    name: str
    precision: str
    """In words: "only the district is known; the point stands for it". Empty when it is not said."""
    coordinates: str
    """In words, "35.4536° N, 38.0586° E"; empty without."""
    units: str
    """District, province and country, from small to large."""
    lat: float | None
    lon: float | None
    note: str


class Meanwhile(Struct, frozen=True):
    """What another offensive did within a day."""

    letter: str
    id: str
    ordinal: int
    offensive_id: str
    offensive: str
    """The offensive's short name."""
    title: str
    when: str


class Quote(Struct, frozen=True):
    """A sentence of an article that an event rests on."""

    article: Link
    sentence: str


class EventReading(Struct, frozen=True):
    """One event."""

    id: str
    ordinal: int
    headline: str
    place: str
    """The place in capitals; empty when there is none."""
    when: str
    """The date in words, with the weekday of an exact day."""
    how_exact: str
    """How exactly the date is known, in a few words."""
    badges: tuple[str, ...]
    """Short statements on how far it may be trusted and where it comes from, the most telling first."""
    date_note: str
    paragraphs: tuple[str, ...]
    """What happened; Markdown."""
    people: tuple[Person, ...]
    claims: tuple[ClaimLine, ...]
    offensives: tuple[Membership, ...]
    sources: tuple[SourceLine, ...]
    place_detail: PlaceDetail | None
    notes: str
    """The user's own; Markdown."""
    tags: tuple[str, ...]
    articles: tuple[Link, ...]
    quotes: tuple[Quote, ...]
    """Sentences of these that it rests on, as far as the store has them."""
    corrections: tuple[str, ...]
    """What the source said of each field that a person has corrected: "date: 2016-06-03, was 2016-06-05 in UCDP"."""
    twins: tuple[EventLink, ...]
    """The same occurrence in another dataset, where a curated one says so."""
    meanwhile: tuple[Meanwhile, ...]
    dataset: str
    type: str


class WaypointLine(Struct, frozen=True):
    """A place on an offensive's way."""

    place_id: str
    place: str
    what: str
    """What became of it, in words."""


class OffensiveReading(Struct, frozen=True):
    """One offensive or campaign."""

    id: str
    headline: str
    short: str
    aliases: tuple[str, ...]
    when: str
    how_exact: str
    date_note: str
    parent: Link | None
    parts: tuple[Link, ...]
    objective: str
    target: Link | None
    outcome: str
    paragraphs: tuple[str, ...]
    people: tuple[Person, ...]
    waypoints: tuple[WaypointLine, ...]
    claims: tuple[ClaimLine, ...]
    query: str
    sources: tuple[SourceLine, ...]
    tags: tuple[str, ...]
    notes: str
    events: int
    listed: int
    """How many of its events name it themselves; the others came by its query or its parts."""


class ActorReading(Struct, frozen=True):
    """One actor."""

    id: str
    headline: str
    short: str
    aliases: tuple[str, ...]
    kind: str
    bloc: str
    parent: Link | None
    parts: tuple[Link, ...]
    note: str
    sources: tuple[SourceLine, ...]
    events: int
    roles: tuple[tuple[str, int], ...]
    """In how many events it had which role."""
    offensives: tuple[tuple[Link, str], ...]
    """Offensives that name it, with its role."""


class PlaceReading(Struct, frozen=True):
    """One place."""

    id: str
    headline: str
    aliases: tuple[str, ...]
    detail: PlaceDetail
    near: Link | None
    sources: tuple[SourceLine, ...]
    events: int


class ArticleReading(Struct, frozen=True):
    """One article."""

    id: str
    headline: str
    standfirst: str
    dateline: str
    author: str
    publisher: str
    when: str
    """When it was published, in words."""
    url: str
    paragraphs: tuple[str, ...]
    """The text; Markdown."""
    language: str
    note: str
    events: tuple[EventLink, ...]
    """Events that cite it."""
