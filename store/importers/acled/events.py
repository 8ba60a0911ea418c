"""One row of ACLED to one event.

- The fatalities are what ACLED says: "when there are conflicting reports, the most conservative estimate". A 0 also
  stands for "no information on fatalities", so it makes a claim in words, without a figure, and never "0 killed"; the
  0 itself is kept.
- UCDP's types of violence are another coding. Only where ACLED's codes leave no doubt has an event one: battles of
  state forces and rebels are state-based, battles among rebels and identity militias are non-state (political
  militias may fight for a government, and external forces may be anybody's), and attacks of state forces or rebels on
  civilians in which somebody died are one-sided.
- Notes are the summary. Event types are tags, spelt as in the codebook, and stand in `extra` as they are in the file.
- `geo_precision` 2 and 3 are stand-ins: near the place, or only its region.
"""

from collections.abc import Mapping
from typing import Any, Final

from store.importers.acled.codes import (
    EVENT_TYPES,
    PLACE_PRECISION,
    SUB_EVENT_TYPES,
    cell,
    dead,
    known_type,
    listed,
    need,
    number,
)
from store.importers.acled.dates import PRECISIONS, When, when
from store.importers.acled.people import AGAINST_CIVILIANS, Party, People, participants, short_name
from store.importers.dayorder import Order
from store.importers.htmltext import from_plain
from store.importers.points import LATITUDE, LONGITUDE, degrees
from store.importers.protocol import CellError, Names, content_id
from store.model import Claim, Event, EventType, Place, Precision, Source

CITATION: Final = Source(publisher="Armed Conflict Location & Event Data (ACLED)", url="https://acleddata.com")
ATTRIBUTION: Final = "ACLED, most conservative report"
NOTHING_REPORTED: Final = "no deaths reported, which may mean that nothing is known of any"

_NUMBERS: Final = frozenset({"data_id", "iso", "timestamp", "year", "event_id_no_cnty", "fatalities", "gwno"})
_IDENTIFYING: Final = ("event_date", "sub_event_type", "actor1", "actor2", "location", "latitude", "longitude", "notes")
_USED: Final = frozenset({"event_id_cnty", "latitude", "longitude", "source", "notes", "tags"})
"""Columns that the record holds elsewhere than in `extra`, whatever they say."""
_UNITS: Final[tuple[tuple[str, Precision], ...]] = (
    ("admin3", "district"), ("admin2", "district"), ("admin1", "province"), ("country", "country"),
)  # fmt: skip
_NON_STATE: Final = frozenset({"rebel", "identity"})
_LONGEST_INTEGER: Final = 18


def event_of(row: Mapping[str, str], names: Names, people: People, dataset: str, order: Order = "") -> Event:
    """Return the event of one row.

    Args:
        row: Cells by column name, as ACLED writes it today; cleaned.
        names: The store's places.
        people: The store's actors.
        dataset: What the origin begins with.
        order: What comes first in a date in figures that could be either.

    Raises:
        CellError: A cell that the event cannot do without is empty or makes no sense.
    """
    date = when(need(row, "event_date"), number(row, "time_precision", PRECISIONS), cell(row, "year"), order)
    precision = PLACE_PRECISION[number(row, "geo_precision", tuple(PLACE_PRECISION))]
    fatalities = dead(row)
    own_id = need(row, "event_id_cnty") if "event_id_cnty" in row else _content(row)
    place = _place(row, names)
    parties = people.parties(row)
    kind = known_type(cell(row, "event_type"), EVENT_TYPES)
    sub_kind = known_type(cell(row, "sub_event_type"), SUB_EVENT_TYPES)
    targeting = cell(row, "civilian_targeting")
    sources = [Source(publisher=publisher) for publisher in listed(cell(row, "source"))]
    return Event(
        id=f"{dataset}:{own_id}",
        origin=f"{dataset}:{own_id}",
        date=date.date,
        date_note=date.note,
        title=_title(row, place, precision, parties, fatalities),
        summary=from_plain(cell(row, "notes")),
        type=_type(kind, sub_kind, parties, fatalities),
        actors=participants(parties, kind, targeting),
        place=place.id if place else "",
        precision=precision if place else "",
        claims=_claims(fatalities, len(sources)),
        sources=[*sources, Source(publisher=CITATION.publisher, title=f"event {own_id}", url=CITATION.url)],
        tags=_tags(row, kind, sub_kind),
        extra=_extra(row, place, parties, date),
    )


def _content(row: Mapping[str, str]) -> str:
    """Return an id for a row of a file without the column for it."""
    return content_id(*(cell(row, column) for column in _IDENTIFYING))


def _place(row: Mapping[str, str], names: Names) -> Place | None:
    """Return the place of a row: its location, else the smallest unit that is named; None where there is none."""
    lat, lon = _point(row)
    precision: Precision = "unlocated" if lat is None else "point"
    name = cell(row, "location")
    if not name:
        named = [(cell(row, column), unit) for column, unit in _UNITS if cell(row, column)]
        if not named:
            return None
        name, precision = named[0]
    return names.place(
        Place(
            id="",
            name=name,
            lat=lat,
            lon=lon,
            precision=precision,
            admin1=cell(row, "admin1"),
            admin2=cell(row, "admin2"),
            country=cell(row, "country"),
        )
    )


def _point(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    lat, lon = cell(row, "latitude"), cell(row, "longitude")
    if not lat and not lon:
        return None, None
    if not lat or not lon:
        raise CellError("longitude" if lat else "latitude", "", "it is empty, though the other coordinate is given")
    return degrees("latitude", lat, LATITUDE), degrees("longitude", lon, LONGITUDE)


def _title(
    row: Mapping[str, str],
    place: Place | None,
    precision: Precision,
    parties: tuple[Party, Party],
    fatalities: int | None,
) -> str:
    """Say where, what, who, and how many were killed: "Near Manbij: armed clash, SDF and IS, 3 killed"."""
    where = ""
    if place:
        where = f"near {place.name}: " if precision == "near" else f"{place.name}: "
        if precision == "province":  # the place only stands for it
            where = f"{cell(row, 'admin1') or cell(row, 'country') or place.name}: "
    what = cell(row, "sub_event_type") or cell(row, "event_type")
    what = what[:1].lower() + what[1:] if what[1:2].islower() else what
    killed = f"{fatalities:,} killed" if fatalities else ""
    said = where + ", ".join(filter(None, (what, _sides(row, parties), killed)))
    return said[:1].upper() + said[1:] or "An event that is not described"


def _sides(row: Mapping[str, str], parties: tuple[Party, Party]) -> str:
    """Return both sides as a title has them; only violence against civilians has a direction."""
    is_against = known_type(cell(row, "event_type"), EVENT_TYPES) == AGAINST_CIVILIANS
    if not is_against or parties[0].is_civilian == parties[1].is_civilian:
        return " and ".join(short_name(party.main) for party in parties if party.main)
    return " against ".join(
        short_name(party.main) for party in sorted(parties, key=lambda party: party.is_civilian) if party.main
    )


def _type(kind: str, sub_kind: str, parties: tuple[Party, Party], fatalities: int | None) -> EventType:
    """Return UCDP's type of violence where ACLED's codes leave no doubt."""
    groups = {party.group for party in parties}
    if kind == "battles":
        if groups == {"state", "rebel"}:
            return "state-based"
        return "non-state" if groups <= _NON_STATE else ""
    is_deadly_attack = kind == AGAINST_CIVILIANS and sub_kind == "attack" and fatalities
    return "one-sided" if is_deadly_attack and groups in ({"state", "civilians"}, {"rebel", "civilians"}) else ""


def _claims(fatalities: int | None, source: int) -> list[Claim]:
    if fatalities is None:
        return []
    if not fatalities:
        return [Claim(attribution="ACLED", text=NOTHING_REPORTED, source=source)]
    return [Claim(attribution=ATTRIBUTION, counted="killed", best=fatalities, source=source)]


def _tags(row: Mapping[str, str], kind: str, sub_kind: str) -> list[str]:
    targeting = "civilians targeted" if cell(row, "civilian_targeting") else ""
    return list(dict.fromkeys(filter(None, (kind, sub_kind, targeting, *listed(cell(row, "tags"))))))


def _extra(row: Mapping[str, str], place: Place | None, parties: tuple[Party, Party], date: When) -> dict[str, Any]:
    """Return what has no field of its own, without empty cells and without what the record says already."""
    said = {
        "time_precision": "1",
        "event_date": "" if date.note else cell(row, "event_date"),
        "year": date.date.lstrip("[")[:4],
        "geo_precision": "1",
        "fatalities": cell(row, "fatalities") if dead(row) else "",
        **(_said_of_place(place) if place else {}),
        **_said_of(parties[0], "1"),
        **_said_of(parties[1], "2"),
    }
    extra: dict[str, Any] = {}
    for column in sorted(row):
        value = row[column]
        if value and column not in _USED and value != said.get(column):
            is_number = column in _NUMBERS and value.isdecimal() and len(value) <= _LONGEST_INTEGER
            extra[column] = int(value) if is_number else value
    return extra


def _said_of_place(place: Place) -> dict[str, str]:
    return {
        "location": place.name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "country": place.country,
    }


def _said_of(party: Party, number: str) -> dict[str, str]:
    """Return what a side's cells would be if its actors went by the names that ACLED has for them."""
    return {
        f"actor{number}": party.main.name if party.main else "",
        f"assoc_actor_{number}": "; ".join(actor.name for actor in party.associates),
    }
