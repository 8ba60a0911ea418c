"""From a component of a calendar to an event.

What a calendar says to its own program (alarms, who is busy, when it was written) is left out; everything else without
a place in an event is in its `extra`. What was called off did not take place, and is no event.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, get_args
from urllib.parse import urlsplit

from store.dates import describe, parse
from store.errors import DateError
from store.geo import on_globe
from store.importers.calendars.lines import REASON_NAME
from store.importers.calendars.properties import Properties, Property
from store.importers.calendars.times import When, when_of
from store.importers.htmltext import from_plain, is_html, markdown, plain
from store.importers.jsondocument import shown
from store.importers.loose.rows import shortened
from store.importers.protocol import CellError, Names, content_id
from store.model import Confidence, Event, EventType, Place, Source
from store.text import one_line, safe_url

RECURRING: Final = ("RRULE", "RDATE")
"""Properties of what happens again."""

_USED: Final = frozenset(
    {
        "UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "LOCATION", "GEO", "CATEGORIES", "URL",
        "ATTACH", "X-EDTF", "X-DATELINE-DATASET", "X-APPLE-STRUCTURED-LOCATION", REASON_NAME,
    }
)  # fmt: skip
_BOOKKEEPING: Final = frozenset({"DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP", "PRIORITY", "X-ALT-DESC"})
_OF_PROGRAMS: Final = ("X-APPLE-", "X-EVOLUTION-", "X-LIC-", "X-MICROSOFT-", "X-MOZ-", "X-MS-", "X-WR-")
_CURATED: Final = "curated"
_OUR_UID: Final = re.compile(r"(?P<id>.+)@(?:\d{8}T\d{6}Z\.)?dateline")
_GEO: Final = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d*)?)\s*[;,]\s*([+-]?\d{1,3}(?:\.\d*)?)\s*", re.ASCII)
_TYPES: Final[tuple[EventType, ...]] = get_args(EventType)
_LONGEST_TITLE: Final = 100
_LONGEST_ID: Final = 200


def event_of(properties: Properties, dataset: str, names: Names) -> Event:
    """Return the event of a component.

    Raises:
        CellError: It has no date, nothing to call it by, or did not take place.
    """
    if properties.line("STATUS").upper() == "CANCELLED":
        raise CellError("STATUS", properties.line("STATUS"), "it was called off, so it is no event")
    edtf = _own_date(properties)
    when = When(edtf, {}) if edtf else when_of(properties)
    title, summary = _words(properties, edtf)
    place = _place(properties, names, is_ours=bool(edtf))
    event_id, origin = (
        _identity(properties, dataset, (when.edtf, title)) if not edtf else _own_identity(properties, dataset)
    )
    tags = _tags(properties)
    kind = next((kind for kind in _TYPES if edtf and kind in tags), _TYPES[0])
    return Event(
        id=event_id,
        origin=origin,
        date=when.edtf,
        title=title,
        summary=summary,
        type=kind,
        place=place.id if place else "",
        confidence=_confidence(properties, is_ours=bool(edtf)),
        sources=list(_sources(properties)),
        tags=[tag for tag in tags if tag != kind],
        extra={**_extra(properties, is_ours=bool(edtf), has_place=place is not None), **when.clocks},
    )


def _own_date(properties: Properties) -> str:
    """Return the date that Dateline wrote; empty for a calendar of another program."""
    text = properties.line("X-EDTF")
    if not text:
        return ""
    try:
        return parse(text).text
    except DateError as error:
        raise CellError("X-EDTF", shown(text), str(error).rstrip(".")) from None


def _own_identity(properties: Properties, dataset: str) -> tuple[str, str]:
    """Return the id and the origin of a record that Dateline wrote."""
    found = _OUR_UID.fullmatch(properties.line("UID"))
    written = properties.line("X-DATELINE-DATASET")
    if not found or not written:
        return _identity(properties, dataset, ())
    own = found["id"]
    if written == _CURATED:
        return own, ""
    return own, own if own.startswith(f"{written}:") else f"{written}:{own}"


def _identity(properties: Properties, dataset: str, said: tuple[str, ...]) -> tuple[str, str]:
    """Return an id by the UID, and for one date of what recurs by that date too."""
    own = properties.line("UID")
    if len(own) > _LONGEST_ID:
        own = content_id(own)
    own = own or content_id(*said, properties.line("LOCATION"), properties.line("DESCRIPTION"))
    if again := properties.line("RECURRENCE-ID"):
        own = f"{own}/{again}"
    return f"{dataset}:{own}", f"{dataset}:{own}"


def _words(properties: Properties, own_date: str) -> tuple[str, str]:
    """Return title and summary; without a title it is the beginning of the description."""
    title = plain(properties.line("SUMMARY")) if is_html(properties.line("SUMMARY")) else properties.line("SUMMARY")
    if own_date:
        for several in (False, True):
            title = title.removesuffix(f" ({describe(own_date, several=several)})")
    found = properties.get("DESCRIPTION") or properties.get("X-ALT-DESC")
    text = found.text if found else ""
    summary = markdown(text) if is_html(text) else from_plain(text)
    if not title:
        title = shortened(plain(text) if is_html(text) else text, _LONGEST_TITLE)
    if not title:
        raise CellError("SUMMARY", "", "it must not be empty, for there is no DESCRIPTION either")
    return title, summary


def _place(properties: Properties, names: Names, *, is_ours: bool) -> Place | None:
    """Return the place by its name and point; an address on the web is none."""
    name = properties.line("LOCATION")
    lat, lon = _point(properties)
    if safe_url(name) or not (name or lat is not None):
        return None
    first = one_line(name.partition(",")[0])
    if is_ours:
        name = first.partition(" (")[0]
    if lat is None or lon is None:
        return names.place(Place(id="", name=name, precision="unlocated"))
    name = name or f"{abs(lat):.4f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.4f}° {'E' if lon >= 0 else 'W'}"
    return names.place(Place(id="", name=name, lat=lat, lon=lon), known_as=first)


def _point(properties: Properties) -> tuple[float, float] | tuple[None, None]:
    """Return latitude and longitude, which Apple has beside the name of the place instead."""
    found = properties.get("GEO") or properties.get("X-APPLE-STRUCTURED-LOCATION")
    if found is None:
        return None, None
    numbers = _GEO.fullmatch(found.raw.removeprefix("geo:"))
    lat, lon = (float(numbers[1]), float(numbers[2])) if numbers else (999.0, 999.0)
    if not on_globe(lat, lon) or abs(lon) > 180:
        raise CellError(found.name, shown(found.raw), "expected latitude and longitude, such as 36.5282;37.9549")
    return lat, lon


def _tags(properties: Properties) -> list[str]:
    return list(dict.fromkeys(item for found in properties.all("CATEGORIES") for item in found.items))


def _confidence(properties: Properties, *, is_ours: bool) -> Confidence:
    """Return Dateline's own word; other programs say `CONFIRMED` of whatever stands in a calendar."""
    return "confirmed" if is_ours and properties.line("STATUS").upper() == "CONFIRMED" else ""


def _sources(properties: Properties) -> Iterator[Source]:
    """Yield what the event links to: its page, and what is attached by its address."""
    for found in (*properties.all("URL"), *properties.all("ATTACH")):
        url = safe_url(found.raw.strip())
        if url:
            yield Source(publisher=_host(url), title=found.parameter("FILENAME"), url=url)


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or url


def _extra(properties: Properties, *, is_ours: bool, has_place: bool) -> dict[str, Any]:
    """Return what has no place in an event, under the names that the calendar has for it."""
    extra: dict[str, Any] = {}
    used = _USED if has_place or not properties.line("LOCATION") else _USED - {"LOCATION"}
    for name in properties.names:
        if name in used or name in _BOOKKEEPING or name.startswith(_OF_PROGRAMS) or (name == "STATUS" and is_ours):
            continue
        values = [value for found in properties.all(name) if (value := _kept(found))]
        if values and (name, values) != ("STATUS", ["CONFIRMED"]):
            extra[name] = values[0] if len(values) == 1 else values
    for name in ("URL", "ATTACH"):
        other = [found.line for found in properties.all(name) if _is_text(found)]
        if other:
            extra[name] = other[0] if len(other) == 1 else other
    return extra


def _kept(found: Property) -> str:
    """Return a value as it is kept, with the name of whom it stands for."""
    name = found.parameter("CN") if found.parameters else ""
    return one_line(f"{name} <{found.line}>") if name else found.line


def _is_text(found: Property) -> bool:
    """Tell whether a link is none that may be opened; a file that is put into the calendar itself is not kept."""
    return bool(found.raw.strip()) and not safe_url(found.raw.strip()) and not is_file(found)


def is_file(found: Property) -> bool:
    """Tell whether a property holds a file itself."""
    return "BASE64" in found.parameters.upper() or "BINARY" in found.parameters.upper()
