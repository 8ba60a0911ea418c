"""A small invented war to ask queries of: an index made of plain events, and a slow, plain oracle beside it.

The oracle shares nothing with `store.query` but the tree: it walks over the events one by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import atan2, cos, hypot, radians, sin
from typing import Any

from pyroaring import BitMap

from store.model import Actor, Offensive, Place
from store.query.tree import Against, And, Everything, Figure, Match, Near, Not, Or, Query, Text, When
from store.text import fold

ACTORS = {
    actor.id: actor
    for actor in (
        Actor(id="is", name="Islamic State", short="IS", aliases=["ISIS", "Daesh"], bloc="Islamic State"),
        Actor(id="sdf", name="Syrian Democratic Forces", short="SDF", bloc="US-backed"),
        Actor(id="ypg", name="YPG", aliases=["People's Protection Units"], bloc="US-backed"),
        Actor(id="saa", name="Syrian Arab Army", short="SAA", aliases=["Syrian army"], bloc="Damascus and allies"),
        Actor(id="israel", name="Government of Israel", aliases=["Israel"]),
        Actor(id="nusra", name="Jabhat al-Nuṣra", aliases=["An-Nusrah Front"]),
    )
}
PLACES = {
    place.id: place
    for place in (
        Place(id="manbij", name="Manbij", lat=36.53, lon=37.95, admin1="Aleppo Governorate", country="Syria"),
        Place(id="manbij-2", name="Manbij district", lat=36.6, lon=38.1, admin2="Manbij district", country="Syria"),
        Place(id="raqqa", name="Ar-Raqqah", aliases=["Rakka"], lat=35.95, lon=39.01, country="Syria"),
        Place(id="raqqa-2", name="Ar Raqqah Governorate", admin1="Ar Raqqah Governorate", country="Syria"),
        Place(id="bab", name="al-Bāb", lat=36.37, lon=37.52, admin1="Aleppo Governorate", country="Syria"),
        Place(id="farm", name="A farm", near="bab", country="Syria"),
        Place(id="falluja", name="Fallujah", lat=33.35, lon=43.78, admin1="Al Anbar province", country="Iraq"),
        Place(id="nowhere", name="Nowhere"),
        Place(id="fiji", name="Fiji", lat=-17.0, lon=179.9, country="Fiji"),
        Place(id="taveuni", name="Taveuni", lat=-17.0, lon=-179.9, country="Fiji"),
        Place(id="pole", name="South Pole", lat=-90.0, lon=0.0),
    )
}
OFFENSIVES = {
    offensive.id: offensive
    for offensive in (
        Offensive(
            id="manbij-2016", name="Manbij offensive", date="2016-05-31/2016-08-12", aliases=["Operation Abu Layla"]
        ),
        Offensive(id="raqqa-2016", name="Northern Raqqa offensive", short="Raqqa", date="2016-05-21/2016-05-30"),
    )
}


@dataclass(frozen=True)
class Happening:
    """An event as an index knows it."""

    earliest: int = 736000
    latest: int = 736000
    actors: tuple[tuple[str, str, str], ...] = ()
    """Actor, role, side."""
    place: str = ""
    offensives: tuple[str, ...] = ()
    type: str = ""
    sources: tuple[str, ...] = ()
    dataset: str = "curated"
    tags: tuple[str, ...] = ()
    confidence: str = ""
    deaths: int | None = None
    having: tuple[str, ...] = ()
    text: str = ""

    def number(self, what: str) -> int | None:
        """Return a figure; every killed could be one fewer or two more."""
        if what in ("sources", "origins"):
            return len(self.sources)
        return None if self.deaths is None else self.deaths + {"low": -1, "deaths": 0, "high": 2}[what]


@dataclass(eq=False)
class FakeIndex:
    """A `QueryIndex` over plain events, which must be in the order of their earliest days."""

    events: Sequence[Happening]
    actors: Mapping[str, Actor] = field(default_factory=lambda: ACTORS)
    places: Mapping[str, Place] = field(default_factory=lambda: PLACES)
    offensives: Mapping[str, Offensive] = field(default_factory=lambda: OFFENSIVES)

    def __post_init__(self) -> None:
        events = self.events
        self.everything = BitMap(range(len(events)))
        self.ordinal_of = {f"e{ordinal}": ordinal for ordinal in range(len(events))}
        self.by_actor: Mapping[str, BitMap] = _index([{who for who, _, _ in event.actors} for event in events])
        self.by_role: Mapping[tuple[str, str], BitMap] = _index(
            [{(who, role) for who, role, _ in event.actors} for event in events]
        )
        self.by_side: Mapping[tuple[str, str], BitMap] = _index(
            [{(who, side) for who, _, side in event.actors if side} for event in events]
        )
        self.by_bloc: Mapping[str, BitMap] = _index(
            [{self._bloc(who) for who, _, _ in event.actors} for event in events]
        )
        self.by_place: Mapping[str, BitMap] = _index([{event.place} - {""} for event in events])
        self.by_offensive: Mapping[str, BitMap] = _index([event.offensives for event in events])
        self.by_type: Mapping[str, BitMap] = _index([{event.type} - {""} for event in events])
        self.by_source: Mapping[str, BitMap] = _index([event.sources for event in events])
        self.by_dataset: Mapping[str, BitMap] = _index([[event.dataset] for event in events])
        self.by_tag: Mapping[str, BitMap] = _index([event.tags for event in events])
        self.by_confidence: Mapping[str, BitMap] = _index([{event.confidence} - {""} for event in events])
        self.by_low, self.by_deaths, self.by_high = (
            _index([{event.number(which)} - {None} for event in events]) for which in ("low", "deaths", "high")
        )
        self.by_country, self.by_admin1, self.by_admin2 = (
            _index([{getattr(self.places.get(event.place), unit, "")} - {""} for event in events])
            for unit in ("country", "admin1", "admin2")
        )
        self.by_admin: Mapping[str, BitMap] = {
            unit: self.by_admin1.get(unit, BitMap()) | self.by_admin2.get(unit, BitMap())
            for unit in {*self.by_admin1, *self.by_admin2}
        }
        self.having: Mapping[str, BitMap] = _index([event.having for event in events])
        self.by_origin = self.by_source  # how the three are made is tested where they are
        self.by_dating: Mapping[str, BitMap] = {}
        self.by_exactness: Mapping[str, BitMap] = {}
        self.searches: list[str] = []

    def _bloc(self, who: str) -> str:
        return (self.actors[who].bloc if who in self.actors else "") or "Others"

    def possibly(self, first_day: int, last_day: int) -> BitMap:
        return self._where(lambda event: event.earliest <= last_day and event.latest >= first_day)

    def certainly(self, first_day: int, last_day: int) -> BitMap:
        return self._where(lambda event: first_day <= event.earliest and event.latest <= last_day)

    def search(self, folded: str) -> BitMap:
        self.searches.append(folded)
        return self._where(lambda event: folded in fold(event.text))

    def counted(self, what: str, low: int, high: int | None) -> BitMap:
        assert what in ("sources", "origins")
        return self._where(lambda event: low <= len(event.sources) and (high is None or len(event.sources) <= high))

    def _where(self, fits: Any) -> BitMap:
        return BitMap([ordinal for ordinal, event in enumerate(self.events) if fits(event)])


def _index(values: Sequence[Iterable[Any]]) -> dict[Any, BitMap]:
    found: defaultdict[Any, BitMap] = defaultdict(BitMap)
    for ordinal, of_event in enumerate(values):
        for value in of_event:
            found[value].add(ordinal)
    return dict(found)


def holds(tree: Query, event: Happening, ordinal: int) -> bool:
    """Tell whether an event is what a query asks for: the oracle."""
    match tree:
        case Everything():
            return True
        case Not(query):
            return not holds(query, event, ordinal)
        case And(parts):
            return all(holds(part, event, ordinal) for part in parts)
        case Or(parts):
            return any(holds(part, event, ordinal) for part in parts)
    return _holds_term(tree, event, ordinal)


def _holds_term(tree: Query, event: Happening, ordinal: int) -> bool:
    match tree:
        case When("certain", _, first, last):
            return first <= event.earliest and event.latest <= last
        case When(_, _, first, last):
            return first <= event.latest and event.earliest <= last
        case Figure(name, low, high):
            number = event.number(name)
            return number is not None and low <= number and (high is None or number <= high)
        case Near(target, km):
            return _is_near(target, km, event.place)
        case Against(one, other):
            return _opposes(one, other, event)
        case Text(text):
            return _tells_of(text, event)
        case Match(name, value):
            return _matches(name, value, event, ordinal)
    raise AssertionError(tree)


def _opposes(one: str, other: str, event: Happening) -> bool:
    sides = {(who, side) for who, _, side in event.actors}
    return any(
        (a, one_side) in sides and (b, other_side) in sides
        for a in _fitting(one, _actor_names())
        for b in _fitting(other, _actor_names())
        for one_side, other_side in (("a", "b"), ("b", "a"))
    )


def _tells_of(text: str, event: Happening) -> bool:
    named = {who for who, names in _actor_names().items() if _plain(text) in map(_plain, names)}
    called = {at for at, place in PLACES.items() if _plain(text) in map(_plain, (place.name, *place.aliases))}
    return fold(text) in fold(event.text) or any(who in named for who, _, _ in event.actors) or event.place in called


def _matches(name: str, value: str, event: Happening, ordinal: int) -> bool:
    who = {actor for actor, _, _ in event.actors}
    match name:
        case "actor":
            return bool(who & _fitting(value, _actor_names()))
        case "attacker" | "defender" | "supporter" | "victim" | "reporter" | "participant":
            return bool({actor for actor, role, _ in event.actors if role == name} & _fitting(value, _actor_names()))
        case "bloc":
            return bool(who & _fitting(value, {actor.id: [actor.bloc] for actor in ACTORS.values()}))
        case "offensive":
            names = {o.id: [o.name, o.short, *o.aliases] for o in OFFENSIVES.values()}
            return bool(set(event.offensives) & _fitting(value, names))
        case "country":
            return event.place in _fitting(value, {place.id: [place.country] for place in PLACES.values()})
        case "tag":
            return bool(set(event.tags) & _fitting(value, {tag: [tag] for tag in TAGS}))
        case "id":
            return value == f"e{ordinal}"
        case "has":
            return value in event.having
    return bool(value == {"type": event.type, "confidence": event.confidence, "dataset": event.dataset}[name])


TAGS = ("siege", "air strike", "Belägerung")


def _actor_names() -> dict[str, list[str]]:
    return {actor.id: [actor.name, actor.short, *actor.aliases] for actor in ACTORS.values()}


def _plain(name: str) -> list[str]:
    """Take a name apart as a reader would: lower-case words without accents, without "al" before them."""
    words = fold(name).replace("'", "").replace("-", " ").split()
    return [
        w.removesuffix("h") if w.endswith("ah") else w for w in words if w not in {"al", "ar", "an"} or w == words[-1]
    ]


def _fitting(value: str, names: Mapping[str, Iterable[str]]) -> set[str]:
    wanted = _plain(value)
    whole = {id_ for id_, of_it in names.items() if value == id_ or wanted in [_plain(name) for name in of_it if name]}
    if whole:
        return whole
    return {
        id_
        for id_, of_it in names.items()
        for name in of_it
        for at in range(len(_plain(name)))
        if " ".join(_plain(name)[at:]).startswith(" ".join(wanted))
    }


def _is_near(target: str | tuple[float, float], km: float, place_id: str) -> bool:
    place = PLACES.get(place_id)
    if place and place.near:
        place = PLACES[place.near]
    if place is None or place.lat is None or place.lon is None:
        return False
    if isinstance(target, str):
        centre = next(p for p in PLACES.values() if _plain(p.name) == _plain(target))
        assert centre.lat is not None
        assert centre.lon is not None
        target = centre.lat, centre.lon
    return atan2_distance(*target, place.lat, place.lon) <= km


def atan2_distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Measure as Vincenty's formula does on a sphere, which is another way than haversine and good everywhere."""
    phi, psi, turn = radians(lat), radians(other_lat), radians(other_lon - lon)
    across = hypot(cos(psi) * sin(turn), cos(phi) * sin(psi) - sin(phi) * cos(psi) * cos(turn))
    return 6371.0088 * atan2(across, sin(phi) * sin(psi) + cos(phi) * cos(psi) * cos(turn))
