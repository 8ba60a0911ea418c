"""UCDP GED's places: what their names say, and which of a store's places they are."""

import re
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from store.importers.known import Known
from store.importers.ucdp_codes import DATASET, PLACE_PRECISION, degrees, need
from store.model import Place, Precision
from store.text import fold, one_line

PROVINCES: Final[Mapping[str, str]] = {
    "Al Hasakah": "Hasakah",
    "Ar Raqqah": "Raqqa",
    "As Suwayda": "Suwayda",
    "Deir ez Zor": "Deir ez-Zor",
    "Hamah": "Hama",
}
"""The dataset's spellings of Syrian governorates, and the ones of English-language news."""

KIND_OF_PLACE: Final = re.compile(r" (?P<kind>town|city|village|villae|villge|suburb)$", re.IGNORECASE)
_DIRECTION: Final = re.compile(r"^(?:(?:North|South|East|West)(?:ern|east|west|eastern|western)*) ")
_SLUG: Final = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Return `name` in lower-case ASCII letters, digits and hyphens."""
    return _SLUG.sub("-", fold(name)).strip("-")


def bare_name(name: str) -> str:
    """Return a place's name without "town" or "village"; divisions keep what tells them from their capital."""
    return KIND_OF_PLACE.sub("", name)


def precision_of(name: str, where_prec: str) -> Precision:
    """Return how exact a place is by itself: its name says it better than one row's use of it."""
    kind = KIND_OF_PLACE.search(name)
    if kind:
        return "town" if kind["kind"].lower() in ("town", "city") else "point"
    if name.endswith(" district"):
        return "area" if _DIRECTION.match(name) else "district"
    if name.endswith((" Governorate", " province")):
        return "area" if _DIRECTION.match(name) else "province"
    return PLACE_PRECISION[where_prec] if where_prec in ("3", "4", "5", "6", "7") else "point"


def place_of(row: Mapping[str, str], known: Known) -> tuple[Place, bool]:
    """Return the row's place, and whether it is a new one."""
    name, draft = draft_of(row)
    assert draft.lat is not None
    assert draft.lon is not None
    names = (name, bare_name(name))
    found = known.place(names, draft.lat, draft.lon, or_at_spot=precision_of(name, "1") in ("point", "town"))
    if found is not None:
        return found, False
    place_id = f"{DATASET}-{slug(name)}"
    if place_id in known.places:  # another place of that name, far from this one
        place_id = f"{place_id}-{slug(f'{draft.lat:.3f} {draft.lon:.3f}')}"
    return replace(draft, id=place_id), True


def draft_of(row: Mapping[str, str]) -> tuple[str, Place]:
    """Return what the row calls its place, and what it says of it; it has no id yet."""
    name = one_line(row.get("where_coordinates") or "") or need(row, "country")
    lat, lon = degrees(row, "latitude", 90), degrees(row, "longitude", 180)
    adm_1, adm_2 = one_line(row.get("adm_1") or ""), one_line(row.get("adm_2") or "")
    bare = bare_name(name)
    return name, Place(
        id="",
        name=bare,
        aliases=[name] if name != bare else [],
        lat=lat,
        lon=lon,
        precision=precision_of(name, row.get("where_prec", "")),
        admin1=province(adm_1),
        admin2=adm_2.removesuffix(" district").removeprefix("Mintaqat "),
        country=one_line(row.get("country") or ""),
        extra={column: text for column, text in (("adm_1", adm_1), ("adm_2", adm_2)) if text},
    )


def province(adm_1: str) -> str:
    """Return the common English name of a first-order division."""
    name = adm_1.removesuffix(" Governorate").removesuffix(" province")
    return PROVINCES.get(name, name)
