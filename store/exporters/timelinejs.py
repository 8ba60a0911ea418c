"""TimelineJS 3 JSON: a slide for each event, for https://timeline.knightlab.com.

TimelineJS knows days, months and years, from one to another, and prints `display_date` in their place where there is
one. So a month is a month, without a day; "once, between two days" runs from the one to the other and prints what is
known; a date with one end stands at that end. No day is written that the record does not name. The text of a slide is
HTML: everything in it is escaped, and carries the claims with who makes them and the sources with their links.

A slide has two members more, which TimelineJS leaves alone: `edtf`, the date as the record has it, and `dataset`.
`group` is the event's first offensive: offensives run in parallel rows.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO, Final, Literal

from pyroaring import BitMap

from store.dates import Edtf, describe, parse
from store.dates.edtf import parts_of
from store.dates.parts import Part
from store.exporters import Options
from store.exporters.about import About, about, walk
from store.exporters.html_text import escaped, from_markdown, link
from store.exporters.safe_json import encoded
from store.exporters.telling import Telling, role_words, tell
from store.model import Event
from store.reading.event import dataset_of
from store.reading.words import sums_up
from store.text import clean, one_line
from store.timeline import Timeline

_MOST_SLIDES: Final = 300
"""TimelineJS advises 20 slides; with some hundreds it is slow."""

Date = dict[str, int]


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write events as slides."""
    head = about(timeline, events, options)
    out.write(b'{"scale":"human",\n"title":' + encoded(_title(head)) + b',\n"events":[')
    before = b"\n"
    unsure = 0
    for ordinal, event in walk(timeline, events, options):
        unsure += not parse(event.date).exact
        out.write(before + encoded(_slide(event, tell(timeline, ordinal, event, with_notes=options.with_notes))))
        before = b",\n"
    out.write(b"\n]}\n")
    return tuple(_remarks(unsure, len(events)))


def _remarks(unsure: int, slides: int) -> Iterator[str]:
    if unsure:
        have = "slide has" if unsure == 1 else "slides have"
        yield f"{unsure:,} of {slides:,} {have} no single known day: the date printed there says so, the axis cannot."
    if slides > _MOST_SLIDES:
        yield f"TimelineJS is slow with more than some {_MOST_SLIDES} slides: these are {slides:,}."


def _title(head: About) -> dict[str, object]:
    lines = [head.description, *head.lines()]
    text = "".join(f"<p>{escaped(line)}</p>" for line in lines if line)
    return {"unique_id": "about", "text": {"headline": escaped(head.title), "text": text}, "autolink": False}


def _slide(event: Event, told: Telling) -> dict[str, object]:
    slide: dict[str, object] = {
        "unique_id": clean(event.id),
        **dates(event.date, several=sums_up(event)),
        "text": {"headline": escaped(told.headline), "text": "".join(_text(told))},
        "autolink": False,
        "edtf": event.date,
        "dataset": dataset_of(event),
    }
    if told.offensives:
        slide["group"] = told.offensives[0]
    return slide


def dates(edtf: str, *, several: bool = False) -> dict[str, object]:
    """Return the members of a slide that say when it was, for a date that can be read."""
    when = parse(edtf)
    start, end = ends(when)
    found: dict[str, object] = {"start_date": start}
    if end is not None and _first_day(start) < _first_day(end):  # TimelineJS takes a month for its first day
        found["end_date"] = end
    if not when.exact or "T" in edtf:
        words = describe(edtf, several=several)
        found["display_date"] = escaped(words[:1].upper() + words[1:])
    return found


def ends(when: Edtf) -> tuple[Date, Date | None]:
    """Return the first and last points that a date names, each as exactly as it is named."""
    parts = list(parts_of(when.shape))
    first = min(parts, key=lambda part: part.first)
    last = max(parts, key=lambda part: part.last)
    end = _point(last, "last") if last.unit in ("season", "years") or last is not first else None
    return _point(first, "first"), end


def _first_day(point: Date) -> tuple[int, ...]:
    return point["year"], point.get("month", 1), point.get("day", 1)


def _point(part: Part, side: Literal["first", "last"]) -> Date:
    day = date.fromordinal(part.first if side == "first" else part.last)
    found = {"year": day.year, "month": day.month, "day": day.day}
    named = {"day": 3, "month": 2, "season": 2, "year": 1, "years": 1}[part.unit]
    return dict(list(found.items())[:named])


def _text(told: Telling) -> Iterator[str]:
    yield from (f"<p><em>{escaped(line)}</em></p>" for line in (told.place, told.place_note, told.date_note) if line)
    yield from_markdown(told.summary)
    if told.sayings:
        claims = "".join(f"<li>{escaped(saying.who)}: {escaped(saying.what)}</li>" for saying in told.sayings)
        yield f"<p>Who says what:</p><ul>{claims}</ul>"
    if told.people:
        yield f"<p>Who: {', '.join(escaped(_person(who.name, role_words(who))) for who in told.people)}</p>"
    if told.citations:
        sources = "".join(f"<li>{link(found.url, found.words())}</li>" for found in told.citations)
        yield f"<p>Sources:</p><ul>{sources}</ul>"
    about_record = "; ".join(filter(None, (told.confidence, told.origin)))
    yield f"<p><small>{escaped(about_record[:1].upper() + about_record[1:])}.</small></p>"
    yield from_markdown(told.notes)


def _person(name: str, role: str) -> str:
    return one_line(f"{name} ({role})" if role else name)
