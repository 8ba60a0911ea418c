"""What a table and a map can hold of an event: single values, and the figures of one claim chosen by a stated rule."""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from store.dates import OPEN_END, OPEN_START
from store.model import Actor, Claim, Event, Place, Precision
from store.reading.words import name_of
from store.text import one_line
from store.timeline import Timeline

_NO_POINT: Final = frozenset({"province", "country", "waters", "unlocated"})
"""Where this is all that is known, a point would be an invention: it stands for a whole province or more."""


class Killed(Struct, frozen=True):
    """The figures of people killed that one claim gives."""

    low: int | None
    best: int | None
    high: int | None
    who: str
    """Whom it counts; empty: everybody."""
    says: str
    """Who says so."""
    claims: int
    """How many claims of the event give a figure of people killed: this is one of them."""


def killed(claims: Iterable[Claim], actors: Mapping[str, Actor]) -> Killed | None:
    """Return the figures that `deaths:` goes by: those of the claim with the highest one, None without any.

    A claim that counts everybody goes before those that count one party. Nothing is added up or averaged.
    """
    counting = [claim for claim in claims if claim.counted == "killed" and _figure(claim) is not None]
    chosen = [claim for claim in counting if not claim.who] or counting
    if not chosen:
        return None
    claim = max(chosen, key=lambda claim: _figure(claim) or 0)
    return Killed(
        low=claim.low,
        best=claim.best,
        high=claim.high,
        who=name_of(claim.who, actors) if claim.who else "",
        says=one_line(claim.attribution),
        claims=len(counting),
    )


def _figure(claim: Claim) -> int | None:
    return next((figure for figure in (claim.best, claim.low, claim.high) if figure is not None), None)


class Where(Struct, frozen=True):
    """Where an event was, in single values; texts are clean, and empty when they are not known."""

    id: str = ""
    name: str = ""
    precision: Precision = ""
    admin2: str = ""
    admin1: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    """The point of the place, which may only stand for an area (`is_pointed`)."""

    @property
    def is_pointed(self) -> bool:
        """Whether the point may be shown as where the event was."""
        return self.lat is not None and self.precision not in _NO_POINT


def where(event: Event, timeline: Timeline) -> Where:
    """Return where an event was."""
    if not event.place:
        return Where()
    place = timeline.places.get(event.place) or Place(id=event.place, name=event.place, precision="unlocated")
    located = _is_on_earth(place.lat, place.lon)
    return Where(
        id=one_line(event.place),
        name=one_line(place.name),
        precision=event.precision or place.precision,
        admin2=one_line(place.admin2),
        admin1=one_line(place.admin1),
        country=one_line(place.country),
        lat=place.lat if located else None,
        lon=place.lon if located else None,
    )


def _is_on_earth(lat: float | None, lon: float | None) -> bool:
    if lat is None or lon is None:
        return False
    return math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180


def iso_day(day: int) -> str | None:
    """Return a day as ISO 8601 has it; None for an end that is open or not known."""
    return None if day in (OPEN_START, OPEN_END) else date.fromordinal(day).isoformat()
