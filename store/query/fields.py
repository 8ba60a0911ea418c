"""The fields of the language: one table that the parser, the help and the search bar's completion read."""

from typing import Final, Literal, get_args

from msgspec import Struct

from store.dating import DATING
from store.model import Confidence, EventType, Precision, Role

Reading = Literal["name", "choice", "against", "near", "when", "figure"]
"""How a value is read: as a name that the store knows, one of a fixed list, or in a way of its own."""


class Field(Struct, frozen=True):
    """A field that a query can ask for."""

    name: str
    reading: Reading
    meaning: str
    """What it finds, in a few words for the help."""
    example: str
    """A term that uses it; it must parse."""
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    """The fixed list, for a `choice`."""
    open_ended: bool = False
    """Whether a value that nothing in the store has is an answer (no events) rather than a mistake."""


def _names(kind: object) -> tuple[str, ...]:
    return tuple(name for name in get_args(kind) if name)


FIELDS: Final = (
    Field("actor", "name", "took part, in any role", "actor:SDF"),
    Field("attacker", "name", "attacked", 'attacker:"Syrian Arab Army"'),
    Field("defender", "name", "was attacked and held", "defender:IS"),
    Field("supporter", "name", "supported a side", "supporter:Coalition"),
    Field("victim", "name", "suffered it", "victim:civilians"),
    Field("reporter", "name", "reported it, as an actor of the store", "reporter:SOHR"),
    Field("participant", "name", "took part, role not said", "participant:YPG"),
    Field("against", "against", "two on opposite sides; bloc=NAME for a bloc", "against:SDF,IS"),
    Field("bloc", "name", "an actor of that bloc took part", 'bloc:"Islamic State"'),
    Field("offensive", "name", "belongs to it or to a part of it", "offensive:Manbij"),
    Field("place", "name", "at a place, or in a province or district", 'place:"Deir ez-Zor"'),
    Field("near", "near", "within a distance, km or mi; else 25 km", "near:Manbij~60km"),
    Field("country", "name", "in a country", "country:Syria"),
    Field("admin", "name", "in a province or district", "admin:Aleppo"),
    Field("admin1", "name", "in a province", 'admin1:"Aleppo Governorate"', aliases=("province",)),
    Field("admin2", "name", "in a district", "admin2:Manbij", aliases=("district",)),
    Field("type", "choice", "violence", "type:one-sided", choices=_names(EventType)),
    Field("source", "name", "published by, or a claim of", "source:Reuters", open_ended=True),
    Field("dataset", "name", "where it is from: curated, ucdp...", "dataset:ucdp", aliases=("origin",)),
    Field("tag", "name", "carries a tag", "tag:airstrike", open_ended=True),
    Field("says", "name", "whose word it is, whoever passed it on", "says:SOHR", open_ended=True),
    Field("dated", "choice", "how exactly the date is known:", "dated:day", choices=tuple(DATING)),
    Field("precision", "choice", "how exactly the place is known:", "precision:near", choices=_names(Precision)),
    Field("date", "when", "may have happened then", "date:2016-05-31..2016-08-12"),
    Field("certain", "when", "certainly happened then", "certain:2016-06"),
    Field("on", "when", "may have happened on that date", "on:2016-06-04"),
    Field("after", "when", "may have happened after it ended", 'after:"4 June 2016"'),
    Field("before", "when", "may have happened before it began", "before:2016-06"),
    Field("deaths", "figure", "people killed, the best figure", "deaths:>=10", aliases=("best",)),
    Field("low", "figure", "people killed, the lowest figure", "low:>=10"),
    Field("high", "figure", "people killed, the highest figure", "high:<5"),
    Field("sources", "figure", "how many have published of it", "sources:>=3"),
    Field("origins", "figure", "how many people's word it is", "origins:1"),
    Field("confidence", "choice", "how sure", "confidence:disputed", choices=_names(Confidence)),
    Field("id", "name", "the event with that id", "id:ucdp:216348", open_ended=True),
    Field(
        "has",
        "choice",
        "has",
        "has:disagreement",
        choices=("article", "claims", "coordinates", "disagreement", "notes", "star"),
    ),
)

BY_NAME: Final = {name: field for field in FIELDS for name in (field.name, *field.aliases)}
"""Fields by name and alias."""

ROLES: Final = frozenset(_names(Role))
"""Fields that ask for an actor in one role."""
