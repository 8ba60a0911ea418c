"""Features that Dateline wrote: their properties are the record's own, so that the event comes back as it was.

What the format had no place for is not there: the offensives and articles of an event are in its `extra`, by name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

import msgspec

from store.dates import parse
from store.errors import DateError
from store.importers.features.geometry import Spot
from store.importers.jsondocument import cleaned, shown
from store.importers.protocol import CellError, Names
from store.model import Actor, Claim, Confidence, Event, EventType, Participant, Place, Precision, Source
from store.soundness import is_date
from store.text import clean, one_line, safe_url

MARKS: Final = frozenset({"date", "date_in_words", "date_exact", "place_id", "place_precision", "killed_says"})
"""Properties that nobody else writes together."""

Checked = TypeVar("Checked")
PointlessSpot = tuple[float | None, float | None]


class _Who(msgspec.Struct):
    id: str
    name: str = ""
    role: Any = "participant"
    side: Any = ""


def is_ours(properties: Mapping[str, Any]) -> bool:
    """Tell whether Dateline wrote a feature with these properties."""
    return properties.keys() >= MARKS


class Precisions:
    """How exactly each place is known by itself: as exactly as the events that have it say at best."""

    _ORDER: Final[tuple[Precision, ...]] = (
        "town", "point", "near", "area", "district", "province", "country", "waters", "unlocated", "",
    )  # fmt: skip

    def __init__(self, features: Iterable[Mapping[str, Any]]) -> None:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for properties in features:
            if is_ours(properties):
                found[str(properties["place_id"])].add(str(properties["place_precision"]))
        self._best: dict[str, Precision] = {
            place: next((precision for precision in self._ORDER if precision in said), "")
            for place, said in found.items()
        }

    def of(self, place_id: str) -> Precision:
        """Return the precision of a place."""
        return self._best.get(place_id) or "point"


def event_of(properties: Mapping[str, Any], spot: Spot | None, precisions: Precisions, names: Names) -> Event:
    """Return the event of a feature.

    Raises:
        CellError: A property is not what Dateline writes there.
    """
    reading = _Reading(properties)
    actors = {
        who.id: names.actor(Actor(id=one_line(who.id), name=one_line(who.name) or who.id)).id
        for who in reading.people()
    }
    place = _place(reading, spot, precisions, names)
    precision = _precision(reading, place)
    return Event(
        id=reading.need("id"),
        date=reading.date(),
        title=reading.need("title"),
        date_note=reading.line("date_note"),
        summary=reading.text("summary"),
        type=reading.choice("type", EventType),
        actors=[
            reading.checked("actors", {"id": actors[who.id], "role": who.role, "side": who.side}, Participant)
            for who in reading.people()
        ],
        place=place.id if place else "",
        precision=precision,
        claims=[
            msgspec.structs.replace(claim, who=actors.get(claim.who, claim.who))
            for claim in reading.listed("claims", Claim)
        ],
        confidence=reading.choice("confidence", Confidence),
        sources=[_sound(source) for source in reading.listed("sources", Source)],
        tags=reading.listed("tags", str),
        notes=reading.text("notes"),
        origin=reading.line("origin"),
        extra=reading.extra(),
    )


def _precision(reading: "_Reading", place: Place | None) -> Precision:
    """Return how exactly the event's place is known, where that is not as the place itself is."""
    if "precision" in reading:
        own: Precision = reading.choice("precision", Precision)
        return own
    precision: Precision = reading.choice("place_precision", Precision)  # of an export of Dateline 0
    return precision if place and precision != place.precision else ""


def _sound(source: Source) -> Source:
    """Return a source with a link that may be opened or none; a date that is none is kept as a note."""
    if source.date and not is_date(source.date):
        source = msgspec.structs.replace(source, date="", note="; ".join(filter(None, (source.note, source.date))))
    return msgspec.structs.replace(source, url=safe_url(source.url))


def _place(reading: "_Reading", spot: Spot | None, precisions: Precisions, names: Names) -> Place | None:
    place_id = reading.line("place_id")
    if not place_id:
        return None
    lon, lat = (spot.lon, spot.lat) if spot else reading.point()
    return names.place(
        Place(
            id=place_id,
            name=reading.line("place") or place_id,
            lat=lat,
            lon=lon,
            precision=precisions.of(place_id),
            admin1=reading.line("admin1"),
            admin2=reading.line("admin2"),
            country=reading.line("country"),
        )
    )


class _Reading:
    """The properties of one feature, each checked as it is read."""

    def __init__(self, properties: Mapping[str, Any]) -> None:
        self._properties = properties

    def __contains__(self, name: str) -> bool:
        return name in self._properties

    def text(self, name: str) -> str:
        """Return a text with its lines."""
        value = self._properties.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise CellError(name, shown(str(value)), "expected text")
        return clean(value)

    def line(self, name: str) -> str:
        """Return a text on one line."""
        return one_line(self.text(name))

    def need(self, name: str) -> str:
        """Return a text that must not be empty."""
        text = self.line(name)
        if not text:
            raise CellError(name, "", "it must not be empty")
        return text

    def date(self) -> str:
        """Return the date as EDTF."""
        text = self.need("date")
        try:
            return parse(text).text
        except DateError as error:
            raise CellError("date", shown(text), str(error).rstrip(".")) from None

    def choice(self, name: str, choices: Any) -> Any:
        """Return one of a few words, of which a `Literal` says which they are."""
        return self.checked(name, self._properties.get(name) or "", choices)

    def checked(self, name: str, value: Any, model: Any) -> Any:
        """Return a value as the model has it."""
        try:
            return msgspec.convert(value, model)
        except msgspec.ValidationError as error:
            raise CellError(name, shown(str(value)), one_line(str(error).partition(" - at `")[0])) from None

    def listed(self, name: str, model: type[Checked]) -> list[Checked]:
        """Return a list, which some map programs keep as the text of it."""
        value = self._properties.get(name) or []
        if isinstance(value, str):
            try:
                value = msgspec.json.decode(value)
            except (msgspec.DecodeError, RecursionError):
                raise CellError(name, shown(value), "expected a list") from None
        found: list[Checked] = [self.checked(name, item, model) for item in self.checked(name, cleaned(value), list)]
        return found

    def people(self) -> list[_Who]:
        """Return who took part."""
        return self.listed("actors", _Who)

    def point(self) -> PointlessSpot:
        """Return latitude and longitude of the point that stands for a province or the like."""
        found = self.listed("place_point", float)
        return (found[0], found[1]) if len(found) == 2 else (None, None)

    def extra(self) -> dict[str, Any]:
        """Return what has no field of its own."""
        extra = self._properties.get("extra") or {}
        listed = "offensives_listed" if "offensives_listed" in self else "offensives"
        beside = {"offensives": self.listed(listed, str), "articles": self.listed("articles", str)}
        return {
            **cleaned(extra if isinstance(extra, dict) else {}),
            **{name: part for name, part in beside.items() if part},
        }
