"""iCalendar (RFC 5545): a calendar of whole days.

- `DTEND` is the day after the last one. A date that is not sure covers every day that it may mean; it has
  `STATUS:TENTATIVE`, says so in its `SUMMARY`, and `X-EDTF` has it as the record does. Where an end is open or not
  known, the event is one day long, at the end that is known.
- Nobody is busy because of it (`TRANSP:TRANSPARENT`).
- `UID` is made of the event's id and the time at which the store was made, `DTSTAMP` is that time: what is imported
  again takes the place of what was there.
- `GEO` only where the place is known better than by its province.
- Licence and attribution stand in the calendar's description, and the dataset in each event's.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import BinaryIO, Final

from pyroaring import BitMap

from store.dates import OPEN_END, OPEN_START, Edtf, parse
from store.dates.edtf import parts_of
from store.exporters import Options
from store.exporters.about import About, about, walk
from store.exporters.figures import Where, where
from store.exporters.markup import plain
from store.exporters.telling import Telling, role_words, tell
from store.model import Event
from store.reading.event import dataset_of
from store.reading.words import when_words
from store.text import clean
from store.timeline import Timeline

FOLD_OCTETS: Final = 75
"""Octets of a line at most, its end not counted."""
_NO_STAMP: Final = "19700101T000000Z"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write events as a calendar."""
    head = about(timeline, events, options)
    stamp = _stamp(timeline.meta.created)
    _put(out, _calendar(head))
    tentative = 0
    for ordinal, event in walk(timeline, events, options):
        tentative += not is_sure(parse(event.date))
        told = tell(timeline, ordinal, event, with_notes=options.with_notes)
        _put(out, _event(event, told, where(event, timeline), stamp))
    _put(out, [("END", "VCALENDAR")])
    if not tentative:
        return ()
    are = "event is" if tentative == 1 else "events are"
    return (f"{tentative:,} of {len(events):,} {are} tentative: the date is not sure and covers every possible day.",)


def _put(out: BinaryIO, properties: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> None:
    out.write(b"".join(fold(f"{name}:{value}") for name, value in properties))


def fold(line: str) -> bytes:
    """Return a content line with its end, in pieces of at most 75 octets that each hold whole characters."""
    octets = line.encode()
    if len(octets) <= FOLD_OCTETS:
        return octets + b"\r\n"
    pieces: list[bytes] = []
    start, room = 0, FOLD_OCTETS
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, FOLD_OCTETS - 1  # the space in front counts
    return b"\r\n ".join(pieces) + b"\r\n"


def text(value: str) -> str:
    """Return a text as a property's value."""
    return clean(value).translate(_ESCAPES)


def _calendar(head: About) -> Iterator[tuple[str, str]]:
    description = "\n".join(filter(None, (head.description, *head.lines())))
    yield "BEGIN", "VCALENDAR"
    yield "VERSION", "2.0"
    yield "PRODID", "-//Dateline//Dateline//EN"
    yield "CALSCALE", "GREGORIAN"
    yield "X-WR-CALNAME", text(head.title)
    yield "X-WR-CALDESC", text(description)


def _event(event: Event, told: Telling, place: Where, stamp: str) -> Iterator[tuple[str, str]]:
    when = parse(event.date)
    yield "BEGIN", "VEVENT"
    yield "UID", text(_uid(event, stamp))
    yield "DTSTAMP", stamp
    yield from _days(when)
    doubt = "" if is_sure(when) else f" ({when_words(event)})"
    yield "SUMMARY", text(f"{told.headline}{doubt}")
    yield "DESCRIPTION", text("\n".join(_description(told)))
    if told.place:
        note = f" ({told.place_note})" if told.place_note else ""
        yield "LOCATION", text(f"{told.place}{note}")
    if place.is_pointed:
        yield "GEO", f"{place.lat:.6f};{place.lon:.6f}"
    if categories := [*told.offensives, *filter(None, (event.type,)), *told.tags]:
        yield "CATEGORIES", ",".join(map(text, categories))
    if url := next((found.url for found in told.citations if found.url), ""):
        yield "URL", url
    if not is_sure(when):
        yield "STATUS", "TENTATIVE"
    elif event.confidence == "confirmed":
        yield "STATUS", "CONFIRMED"
    yield "TRANSP", "TRANSPARENT"
    yield "X-EDTF", text(event.date)
    yield "X-DATELINE-DATASET", text(dataset_of(event))
    yield "END", "VEVENT"


def _uid(event: Event, stamp: str) -> str:
    return f"{event.id}@{stamp}.dateline" if stamp != _NO_STAMP else f"{event.id}@dateline"


def is_sure(when: Edtf) -> bool:
    """Tell whether a date leaves nothing open: a known day, or the days from one to another."""
    has_days = all(part.is_known_day for part in parts_of(when.shape))
    return when.exact or (when.lasts and has_days and when.earliest > OPEN_START and when.latest < OPEN_END)


def _days(when: Edtf) -> Iterator[tuple[str, str]]:
    first, last = when.earliest, when.latest
    if first == OPEN_START or last == OPEN_END:
        parts = list(parts_of(when.shape))
        first = last = min(part.first for part in parts) if first != OPEN_START else max(part.last for part in parts)
    yield "DTSTART;VALUE=DATE", _day(first)
    after = min(last + 1, date.max.toordinal())  # the day after the last of the calendar has no name
    if after > first:
        yield "DTEND;VALUE=DATE", _day(after)


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat().replace("-", "")


def _description(told: Telling) -> Iterator[str]:
    yield from filter(None, (told.when, told.date_note, plain(told.summary)))
    for who in told.people:
        role = role_words(who)
        yield f"Who: {who.name} ({role})" if role else f"Who: {who.name}"
    yield from (f"{saying.who}: {saying.what}" for saying in told.sayings)
    yield from (f"Source: {' '.join(filter(None, (found.words(), found.url)))}" for found in told.citations)
    yield f"Record: {'; '.join(filter(None, (told.confidence, told.origin)))}"
    yield from filter(None, (plain(told.notes),))


def _stamp(created: str) -> str:
    """Return when the store was made, in UTC; a fixed time when it does not say."""
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return _NO_STAMP
    moment = moment.replace(tzinfo=moment.tzinfo or UTC)
    try:
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").zfill(16)
    except OverflowError:
        return _NO_STAMP
