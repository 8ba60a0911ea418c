"""The fields of each kind of record, in the order in which a person thinks of them."""

from typing import Final, Literal, get_args

from msgspec import Struct

from store.model import Confidence, EventType, Kind, Precision, Role, Side
from tui.tags import SEVERAL

FieldKind = Literal[
    "line", "long", "date", "moment", "url", "number", "decimal", "choice", "name", "names", "words", "tags", "query",
    "ordinal", "list",
]  # fmt: skip


class Spec(Struct, frozen=True):
    """One field."""

    name: str
    """As the model calls it."""
    label: str
    kind: FieldKind = "line"
    hint: str = ""
    """What stands there while it is empty."""
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    table: str = ""
    """Where the records are that it names."""
    item: str = ""
    """Of a list: what its items are, in one word; their fields are `ITEMS[item]`."""


def _choice(name: str, label: str, of: object) -> Spec:
    return Spec(name, label, "choice", choices=get_args(of))


_DATE: Final = Spec("date", "date", "date", "3 June 2016, about 3 June, between 13 and 15 June 2016", is_needed=True)
_CLAIMS: Final = Spec("claims", "who says", "list", item="claim")
_SOURCES: Final = Spec("sources", "sources", "list", item="source")
_TAGS: Final = Spec("tags", "tags", "tags", SEVERAL)
_ALIASES: Final = Spec("aliases", "also called", "words", "several with ; between them")
_NOTES: Final = Spec("notes", "your notes", "long", "Markdown")
_NOTE: Final = Spec("note", "your notes", "long", "Markdown")
_SUMMARY: Final = Spec("summary", "what happened", "long", "Markdown")

FORMS: Final[dict[str, tuple[Spec, ...]]] = {
    "events": (
        Spec("title", "title", is_needed=True),
        _DATE,
        Spec("place", "place", "name", "a place of this store", table="places"),
        Spec("actors", "who", "list", item="actor"),
        Spec("offensives", "part of", "names", "offensives, with ; between them", table="offensives"),
        _SUMMARY,
        _CLAIMS,
        _SOURCES,
        _choice("confidence", "confidence", Confidence),
        _choice("type", "violence", EventType),
        _choice("precision", "place is exact", Precision),
        Spec("date_note", "on the date", hint="what is disputed or left open about it"),
        _TAGS,
        Spec("articles", "articles", "names", "headlines, with ; between them", table="articles"),
        _NOTES,
    ),
    "offensives": (
        Spec("name", "name", is_needed=True),
        Spec("short", "short name", hint="about 20 letters, for bars"),
        _ALIASES,
        Spec("date", "dates", "date", "31 May 2016 to 12 August 2016", is_needed=True),
        Spec("parent", "part of", "name", "a campaign", table="offensives"),
        Spec("target", "target", "name", "the place it aimed at", table="places"),
        Spec("attackers", "attackers", "names", "with ; between them", table="actors"),
        Spec("defenders", "defenders", "names", "with ; between them", table="actors"),
        Spec("supporters", "supporters", "names", "with ; between them", table="actors"),
        Spec("objective", "objective"),
        Spec("outcome", "outcome"),
        _SUMMARY,
        Spec("query", "its events", "query", "a query: events that match it belong to it"),
        Spec("waypoints", "waypoints", "list", item="waypoint"),
        _CLAIMS,
        _SOURCES,
        Spec("date_note", "on the dates"),
        _TAGS,
        _NOTES,
    ),
    "actors": (
        Spec("name", "name", is_needed=True),
        Spec("short", "short name", hint="about 16 letters, for lists"),
        _ALIASES,
        _choice("kind", "kind", Kind),
        Spec("bloc", "side", hint="the side it fights on"),
        Spec("parent", "part of", "name", "another actor", table="actors"),
        _SOURCES,
        _NOTE,
    ),
    "places": (
        Spec("name", "name", is_needed=True),
        _ALIASES,
        Spec("lat", "latitude", "decimal", "degrees, south is negative"),
        Spec("lon", "longitude", "decimal", "degrees, west is negative"),
        _choice("precision", "is exact", Precision),
        Spec("admin1", "province"),
        Spec("admin2", "district"),
        Spec("country", "country"),
        Spec("near", "near", "name", "the closest place with coordinates", table="places"),
        _SOURCES,
        _NOTE,
    ),
    "articles": (
        Spec("headline", "headline", is_needed=True),
        Spec("standfirst", "standfirst"),
        Spec("dateline", "dateline"),
        Spec("author", "author"),
        Spec("publisher", "publisher"),
        Spec("published", "published", "moment"),
        Spec("url", "address", "url", "https://"),
        Spec("language", "language"),
        Spec("body", "text", "long", "Markdown"),
        _NOTE,
    ),
}
"""The fields of a form, by table."""

ITEMS: Final[dict[str, tuple[Spec, ...]]] = {
    "actor": (
        Spec("id", "actor", "name", "an actor of this store", is_needed=True, table="actors"),
        _choice("role", "role", Role),
        _choice("side", "side", Side),
    ),
    "claim": (
        Spec("attribution", "who says so", hint="SOHR, or: military source, via Sputnik", is_needed=True),
        Spec("text", "statement"),
        Spec("counted", "counted", hint="killed, villages taken ... empty for a statement"),
        Spec("who", "of whom", hint="an actor's id or plain words; empty for everybody"),
        Spec("low", "at least", "number"),
        Spec("best", "best figure", "number"),
        Spec("high", "at most", "number"),
        Spec("source", "source", "ordinal", "its number in the list of sources"),
        _TAGS,
        _NOTES,
    ),
    "source": (
        Spec("publisher", "publisher", is_needed=True),
        Spec("title", "title"),
        Spec("author", "author"),
        Spec("url", "address", "url", "https://"),
        Spec("date", "published", "date"),
        Spec("note", "note"),
        _TAGS,
        _NOTES,
    ),
    "waypoint": (
        Spec("place", "place", "name", "a place of this store", is_needed=True, table="places"),
        Spec("reached", "reached", "date"),
        Spec("contested", "contested", "date"),
        Spec("lost", "lost", "date"),
    ),
}
"""The fields of an item of a list."""

NOTES: Final[dict[str, tuple[Spec, ...]]] = {
    table: tuple(spec for spec in specs if spec.name in ("note", "notes")) for table, specs in FORMS.items()
}
"""The form of a note alone, by table."""
