"""CSV: a row for each event, for spreadsheets and statistics (RFC 4180, UTF-8 with a byte order mark, as Excel wants).

| column | what it holds |
|---|---|
| number | place in the order of time, from 1 |
| id, dataset | the event's id; `curated` or the dataset that it is from |
| date | EDTF, the date as it is known: `[2016-06-13..2016-06-15]` is once, within |
| earliest, latest | first and last day that it may mean; empty where that is open or not known |
| date_exact | `yes` for one known day |
| date_in_words, date_note | the date in English; what the sources leave open |
| title, summary | on one line |
| type, confidence | as in the store; empty: not said |
| place, place_id, place_precision, admin2, admin1, country | where, and how exactly that is known |
| latitude, longitude | the place's point; for a `province` or `country` it only stands for that |
| actors | `NAME (role, side)`, with a bar between |
| offensives | the offensives that it belongs to, by their rules too |
| killed_low, killed_best, killed_high | figures of one claim, the one that `deaths:` goes by; empty is unknown, not 0 |
| killed_who, killed_says, killed_claims | whom it counts (empty: all), who says so, and how many claims count killed |
| claims | every claim: `WHO SAYS SO: what [number of its source]` |
| sources, urls | `[number] publisher, title, author, date`; the links of those that have one |
| articles, tags, origin | headlines; tags; `DATASET:ID` of an imported record |
| actors_json, claims_json, sources_json, extra_json | the same as in the store, as JSON, for programs |
| notes | the user's own; only when asked for |

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and where lists are parted by
semicolons it begins a new cell at each of these. In texts such a beginning has an apostrophe put before it; whoever
reads the file back takes one apostrophe away where apostrophes and such a character begin a cell, or follow a
semicolon (`undefused`). Numbers are numbers.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from pyroaring import BitMap

from store.dates import parse
from store.exporters import Options
from store.exporters.about import people_of, walk
from store.exporters.citing import cite
from store.exporters.figures import iso_day, killed, where
from store.exporters.markup import plain
from store.exporters.safe_json import encoded_clean
from store.exporters.telling import Telling, role_and_side, tell
from store.model import Event
from store.reading.event import dataset_of, memberships
from store.reading.words import when_words
from store.text import one_line, safe_url
from store.timeline import Timeline

COLUMNS: Final = (
    "number", "id", "dataset", "date", "earliest", "latest", "date_exact", "date_in_words", "date_note", "title",
    "summary", "type", "confidence", "place", "place_id", "place_precision", "admin2", "admin1", "country", "latitude",
    "longitude", "actors", "offensives", "killed_low", "killed_best", "killed_high", "killed_who", "killed_says",
    "killed_claims", "claims", "sources", "urls", "articles", "tags", "origin", "actors_json", "claims_json",
    "sources_json", "extra_json", "summary_markdown", "precision", "offensives_listed",
)  # fmt: skip
BETWEEN: Final = " | "
_STARTERS: Final = "=+\\-@＝＋－＠"
_FORMULA: Final = re.compile(rf"((?:\A|;)\s*)('*[{_STARTERS}])")
_DEFUSED: Final = re.compile(rf"((?:\A|;)\s*)'('*[{_STARTERS}])")
_LOOKS_SAFE: Final = re.compile(rf"[^\s'{_STARTERS};][^;]*")
_LONGEST_CELL: Final = 32_767
"""Characters that Excel takes; of a longer cell it drops the rest."""

Cell = str | int | float | None


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write events as a table."""
    columns = (*COLUMNS, "notes") if options.with_notes else COLUMNS
    out.write(codecs.BOM_UTF8 + _line(columns))
    defused = too_long = 0
    for number, (ordinal, event) in enumerate(walk(timeline, events, options), 1):
        row = {"number": number, **_row(timeline, ordinal, event)}
        cells = [row[name] for name in columns]
        safe = [defuse(cell) if isinstance(cell, str) else cell for cell in cells]
        defused += sum(one != other for one, other in zip(cells, safe, strict=True))
        too_long += sum(isinstance(cell, str) and len(cell) > _LONGEST_CELL for cell in safe)
        out.write(_line(safe))
    return tuple(_remarks(defused, too_long))


def _line(cells: Sequence[Cell]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


def _remarks(defused: int, too_long: int) -> Iterator[str]:
    if defused:
        cells = "cell has" if defused == 1 else "cells have"
        yield f"{defused:,} {cells} an apostrophe in front, since a spreadsheet would run what follows as a formula."
    if too_long:
        cells = "cell is" if too_long == 1 else "cells are"
        yield f"{too_long:,} {cells} longer than Excel can show."


def defuse(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return text if _LOOKS_SAFE.fullmatch(text) else _FORMULA.sub(r"\1'\2", text)


def undefused(text: str) -> str:
    """Return the text that `defuse` made this of."""
    return _DEFUSED.sub(r"\1\2", text)


def _row(timeline: Timeline, ordinal: int, event: Event) -> dict[str, Cell]:
    told = tell(timeline, ordinal, event, with_notes=True)
    when = parse(event.date)
    return {
        "id": one_line(event.id),
        "dataset": dataset_of(event),
        "date": event.date,
        "earliest": iso_day(when.earliest),
        "latest": iso_day(when.latest),
        "date_exact": "yes" if when.exact else "no",
        "date_in_words": when_words(event),
        "date_note": told.date_note,
        "title": told.headline,
        "summary": one_line(plain(event.summary)),
        "type": event.type,
        "confidence": event.confidence,
        **_place_cells(event, timeline),
        **_killed_cells(event, timeline),
        **_list_cells(event, told, timeline),
        "origin": one_line(event.origin),
        "actors_json": _json(people_of(event, timeline)),
        "claims_json": _json(event.claims),
        "sources_json": _json(event.sources),
        "extra_json": _json(event.extra),
        "summary_markdown": _json(event.summary) if one_line(plain(event.summary)) != event.summary else "",
        "precision": event.precision,
        "offensives_listed": BETWEEN.join(
            each.name for each in memberships(timeline, ordinal, event) if each.how == "listed"
        ),
        "notes": one_line(told.notes),
    }


def _place_cells(event: Event, timeline: Timeline) -> dict[str, Cell]:
    place = where(event, timeline)
    return {
        "place": place.name,
        "place_id": place.id,
        "place_precision": place.precision,
        "admin2": place.admin2,
        "admin1": place.admin1,
        "country": place.country,
        "latitude": place.lat,
        "longitude": place.lon,
    }


def _killed_cells(event: Event, timeline: Timeline) -> dict[str, Cell]:
    found = killed(event.claims, timeline.actors)
    names = ("low", "best", "high", "who", "says", "claims")
    return {f"killed_{name}": getattr(found, name) if found else None for name in names}


def _list_cells(event: Event, told: Telling, timeline: Timeline) -> dict[str, Cell]:
    articles = (timeline.articles.get(id_) for id_ in event.articles)
    return {
        "actors": BETWEEN.join(f"{who.name} ({role_and_side(who)})" for who in told.people),
        "offensives": BETWEEN.join(told.offensives),
        "claims": BETWEEN.join(_claims(told)),
        "sources": BETWEEN.join(f"[{number}] {cite(source).words()}" for number, source in enumerate(event.sources, 1)),
        "urls": " ".join(filter(None, (safe_url(source.url) for source in event.sources))),
        "articles": BETWEEN.join(one_line(article.headline) for article in articles if article is not None),
        "tags": BETWEEN.join(told.tags),
    }


def _claims(told: Telling) -> Iterator[str]:
    for saying in told.sayings:
        number = f" [{saying.source + 1}]" if saying.source is not None else ""
        yield f"{saying.who}: {saying.what}{number}"


def _json(value: object) -> str:
    return encoded_clean(value).decode() if value else ""
