"""One row to one event."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from store.importers.dayorder import Order
from store.importers.htmltext import from_plain, is_html, markdown
from store.importers.loose.cells import Cells, kept
from store.importers.loose.citing import sources_of
from store.importers.loose.columns import Columns
from store.importers.loose.dates import when_of
from store.importers.loose.figures import claims_of
from store.importers.loose.people import people_of
from store.importers.loose.places import place_of
from store.importers.protocol import CellError, Names, content_id
from store.importers.stamp import KEY
from store.model import Confidence, Event, EventType, Place
from store.text import fold, one_line

_TYPES: Final[Mapping[str, EventType]] = {
    "statebased": "state-based",
    "nonstate": "non-state",
    "onesided": "one-sided",
}
_TYPE_WORDS: Final = (" violence", " conflict", " armed")
_CONFIDENCES: Final[Mapping[str, Confidence]] = {
    "confirmed": "confirmed",
    "reported": "reported",
    "disputed": "disputed",
}
_LONGEST_TITLE: Final = 200
_LONGEST_MADE_TITLE: Final = 100
"""Characters of a title that is made of the beginning of a text."""
_EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})


def event_of(
    values: Mapping[str, Any], columns: Columns, names: Names, dataset: str, file: str, order: Order = ""
) -> Event:
    """Return the event of a row.

    Args:
        values: Its cells, or the flattened members of its object.
        columns: Which of them say what.
        names: The store's actors and places.
        dataset: What its id begins with.
        file: Whom to attribute figures to where the row names nobody.
        order: How to read dates in figures that could be two days.

    Raises:
        CellError: The row cannot be an event; `Ambiguous` if it can once the order is known.
    """
    cells = Cells(values, columns)
    when = when_of(cells, order)
    place = place_of(cells, names)
    people = people_of(cells, names)
    sources, unused = sources_of(cells)
    attribution = cells.text("attribution") or (sources[0].publisher if sources else file)
    kind = _kind(cells.text("type"))
    title, summary = _words(cells, place, people.names)
    own_id = cells.text("id").removeprefix(f"{dataset}:") or content_id(_content(values))
    event = Event(
        id=f"{dataset}:{own_id}",
        origin=f"{dataset}:{own_id}",
        date=when.date,
        date_note="; ".join(filter(None, (when.note, cells.text("date_note")))),
        title=title,
        summary=summary,
        type=kind,
        actors=people.participants,
        place=place.id if place else "",
        claims=list(claims_of(cells, attribution, 0 if sources else None)),
        confidence=_CONFIDENCES.get(fold(cells.text("confidence")), ""),
        sources=sources,
        tags=_tags(cells, kind),
    )
    event.extra = _extra(cells, event, (*when.columns, *unused))
    return event


def _content(values: Mapping[str, Any]) -> str:
    """Return a row as text that is the same whatever the order of its columns and the white space around its cells."""
    return msgspec.json.encode({one_line(key): kept(value) for key, value in values.items()}, order="sorted").decode()


def _kind(text: str) -> EventType:
    folded = fold(text)
    for word in _TYPE_WORDS:
        folded = folded.replace(word, "")
    return _TYPES.get(folded.replace("-", "").replace(" ", ""), "")


def _words(cells: Cells, place: Place | None, people: list[str]) -> tuple[str, str]:
    """Return title and summary; without a title it is the text's beginning, or where and who."""
    title, text = cells.text("title"), cells.long_text("text")
    if len(title) > _LONGEST_TITLE and not text:
        text = title
    summary = markdown(text) if is_html(text) else from_plain(text)
    if title:
        return shortened(title, _LONGEST_TITLE) if text else title, summary
    if text:
        return shortened(text, _LONGEST_MADE_TITLE), summary
    said = ": ".join(filter(None, (place.name if place else "", ", ".join(people))))
    if not said:
        column = next((cells.column(field) for field in ("title", "text") if field in cells.columns), "")
        raise CellError(column, "", "the row says when, and not what happened, where or to whom")
    return said, summary


def shortened(text: str, most: int) -> str:
    """Return a text's first sentence on one line, or what of it fits."""
    line = one_line(text)
    end = min((at + 1 for mark in ".!?" if (at := line.find(f"{mark} ")) >= 0), default=len(line))
    if end <= most:
        return line[:end]
    head = line[:most].rpartition(" ")[0] or line[:most]
    return f"{head.rstrip(' ,;:')}…"


def _tags(cells: Cells, kind: EventType) -> list[str]:
    """Return the tags; a type that is none of the store's and the names of offensives are tags too."""
    tags = cells.listed("tags")
    if len(tags) == 1:
        tags = [one_line(tag) for tag in tags[0].split(",")]
    types = [] if kind else cells.listed("type")
    return list(dict.fromkeys(filter(None, (*tags, *types, *cells.listed("offensive")))))


def _extra(cells: Cells, event: Event, more: tuple[str, ...]) -> dict[str, Any]:
    """Return what has no place in the event: other columns, and cells that say more than was taken from them."""
    told = {column for columns in cells.columns.values() for column in columns} - set(more)
    for field, is_lost in (
        ("type", not event.type),
        ("offensive", True),
        ("confidence", not event.confidence),
        ("title", cells.text("title") != event.title),
    ):
        if is_lost:
            told -= set(cells.columns.get(field, ()))
    found = {
        one_line(column): kept(value) for column, value in cells.values.items() if column not in told and column != KEY
    }
    return {column: value for column, value in sorted(found.items()) if value not in _EMPTY}
