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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from store.importers.known import Known
from store.importers.ucdp_codes import (
    AGGREGATE,
    DATASET,
    EXACT_DAY,
    NAMES_WITH_COMMA,
    NOT_RECORDED,
    NUMBERS,
    PLACE_PRECISION,
    TYPES,
    USED,
    RowError,
    code,
    day,
    integer,
    need,
)
from store.importers.ucdp_places import place_of, slug
from store.importers.ucdp_titles import title
from store.model import Actor, Claim, Event, EventType, Kind, Participant, Place, Role, Side, Source
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


def convert(row: Mapping[str, str], known: Known, release: str = "19.1") -> Converted:
    """Return the event of one row, and the records that it refers to and `known` has not.

    Args:
        row: Cells by column name.
        known: The actors and places to match with; they are not changed.
        release: The version of the dataset, for the citation.

    Raises:
        RowError: A cell that the event cannot do without is empty or makes no sense.
    """
    sides = [_actors(need(row, column), known) for column in ("side_a", "side_b")]
    kind = code(row, "type_of_violence", TYPES)
    precision = code(row, "where_prec", PLACE_PRECISION)
    place, is_new = place_of(row, known)
    sources, leftover = cited(row.get("source_article") or "")
    aggregate = (row.get("event_clarity") or "").strip() == AGGREGATE
    event = Event(
        id=f"{DATASET}:{need(row, 'id')}",
        origin=f"{DATASET}:{need(row, 'id')}",
        date=edtf(row),
        title=title(row, kind, sides, place, precision),
        type=kind,
        actors=_participants(kind, sides),
        place=place.id,
        precision=precision,
        claims=_claims(row, sides, len(sources)),
        sources=[*sources, _citation(row, release)],
        tags=["aggregate"] if aggregate else [],
        extra=_extra(row, place, sources, leftover),
    )
    new = {actor.id: actor for side in sides for actor in side if actor.id not in known.actors}
    return Converted(event, tuple(new.values()), (place,) if is_new else ())


def edtf(row: Mapping[str, str]) -> str:
    """Return when the event happened: the day, the very month or year, or one day within a span.

    Raises:
        RowError: A date cannot be read, or the event ends before it starts.
    """
    start, end = day(row, "date_start"), day(row, "date_end")
    if end < start:
        raise RowError("date_end", str(end), f"it lies before date_start, {start}")
    if start == end:
        return str(start)
    if (row.get("date_prec") or "").strip() == EXACT_DAY:
        raise RowError("date_prec", EXACT_DAY, f"an exact day, but the event spans {start} to {end}")
    if (start.year, start.day) == (end.year, 1) and end.day == monthrange(end.year, end.month)[1]:
        if start.month == end.month:
            return f"{start:%Y-%m}"
        if (start.month, end.month) == (1, 12):
            return f"{start:%Y}"
    return f"[{start}..{end}]"


def split_names(text: str, is_name: Callable[[str], bool]) -> list[str]:
    """Return the actors of a coalition, trying the longest name that `is_name` knows first."""
    parts = text.split(", ")
    names: list[str] = []
    at = 0
    while at < len(parts):
        ends = range(len(parts), at + 1, -1)
        end = next((end for end in ends if is_name(", ".join(parts[at:end]))), at + 1)
        names.append(", ".join(parts[at:end]))
        at = end
    return names


def _actors(text: str, known: Known) -> list[Actor]:
    def is_name(name: str) -> bool:
        return name in NAMES_WITH_COMMA or known.actor(name) is not None

    return [known.actor(name) or new_actor(name) for name in split_names(text, is_name)]


def new_actor(name: str) -> Actor:
    """Return a record for an actor of the dataset that the store does not have."""
    kind: Kind = "armed-group"
    if name.startswith("Government of "):
        kind = "state"
    elif name == "Civilians":
        kind = "civilians"
    elif name.endswith(("Operations Room", "insurgents")):
        kind = "coalition"
    return Actor(id=f"{DATASET}-{slug(name)}", name=name, kind=kind)


def _participants(kind: EventType, sides: list[list[Actor]]) -> list[Participant]:
    """Say who took part; only one-sided violence tells an attacker from a victim."""
    roles: tuple[Role, Role] = ("attacker", "victim") if kind == "one-sided" else ("participant", "participant")
    letters: tuple[Side, Side] = ("a", "b")
    return [
        Participant(id=actor.id, role=role, side=letter)
        for side, role, letter in zip(sides, roles, letters, strict=True)
        for actor in side
    ]


def cited(text: str) -> tuple[list[Source], str]:
    """Return the sources of a `source_article` cell, and the cell when not all of it could be read.

    The cell holds `"outlet,2016-06-04,headline"` items joined by semicolons. Headlines hold bare quotes and
    semicolons of their own, so an item only ends where the next one's quote follows, or the cell ends.
    """
    sources = []
    at = 0
    while match := _CITED.match(text, at):
        sources.append(
            Source(
                publisher=one_line(unescape(match["publisher"])),
                title=one_line(unescape(match["title"])),
                date=match["date"],
            )
        )
        at = match.end()
    return sources, "" if at == len(text) else text


def _citation(row: Mapping[str, str], release: str) -> Source:
    return Source(publisher=CITATION.publisher, title=f"UCDP GED {release}, event {need(row, 'id')}", url=CITATION.url)


def _claims(row: Mapping[str, str], sides: list[list[Actor]], source: int) -> list[Claim]:
    """Return the killed in all with their range, then the best estimate for each side that has any."""
    origin = one_line(row.get("source_original") or "")
    attribution = f"UCDP, from {origin}" if origin else "UCDP"
    claims = [Claim(attribution=attribution, counted="killed", source=source, **_estimate(row))]
    names = [side[0].id if len(side) == 1 else ", ".join(actor.name for actor in side) for side in sides]
    who = {"deaths_a": names[0], "deaths_b": names[1], "deaths_civilians": "civilians", "deaths_unknown": "unknown"}
    for column, name in who.items():
        deaths = integer(row, column)
        if deaths:
            claims.append(Claim(attribution=attribution, counted="killed", who=name, best=deaths, source=source))
    return claims


def _estimate(row: Mapping[str, str]) -> dict[str, Any]:
    """Return the killed in all; a few rows have figures out of order, whose bounds are then told in words."""
    low, best, high = (integer(row, column) for column in ("low", "best", "high"))
    if low <= best <= high:
        return {"low": low, "best": best, "high": high}
    return {"best": best, "text": f"UCDP's lowest, {low:,}, and highest, {high:,}, do not fit its best estimate"}


def _extra(row: Mapping[str, str], place: Place, sources: list[Source], leftover: str) -> dict[str, Any]:
    """Return what has no field of its own, without empty cells and without what the sources say already."""
    said = {
        "source_office": ";".join(source.publisher for source in sources),
        "source_date": ";".join(source.date for source in sources),
        "source_headline": ";".join(source.title for source in sources).replace("; ", ";"),
    }
    extra: dict[str, Any] = {}
    for column, cell in row.items():
        value = one_line(cell or "")
        if not value or column in USED or one_line(unescape(value)).replace("; ", ";") == said.get(column):
            continue
        if column == "number_of_sources" and value == NOT_RECORDED:
            continue
        extra[column] = int(value) if column in NUMBERS and value.lstrip("-").isdigit() else value
    if leftover:
        extra["source_article"] = one_line(leftover)
    called = one_line(row.get("where_coordinates") or "")
    if called and called not in (place.name, *place.aliases):
        extra["where_coordinates"] = called
    return extra
