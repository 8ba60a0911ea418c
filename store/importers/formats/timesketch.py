"""Timesketch and Plaso: events of a forensic timeline as CSV or JSON Lines, one moment each.

`message` is the title, and the summary where it is longer than one; `datetime` the day that it states in its own zone,
for a store's dates are days. The time of day stands in `date_note`, with the day in UTC where that is another one, and
`datetime` itself, `timestamp` and `timestamp_desc` (what the time means) in `extra` with all columns of other names.
Without `datetime`, as Plaso's own JSON has it, an event goes by `timestamp`: microseconds since 1970 in UTC, or
milliseconds or seconds as its number of digits tells.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import msgspec

from store.errors import ImportRefused
from store.importers.clock import clock_words, timed
from store.importers.htmltext import from_plain
from store.importers.loose.cells import flat, kept
from store.importers.loose.columns import listed
from store.importers.objects import first_object, may_hold_objects, read_objects, rejected, text_of
from store.importers.protocol import (
    REASON,
    CellError,
    Confidence,
    Converted,
    Frame,
    Item,
    Names,
    Options,
    Rejected,
    content_id,
)
from store.importers.source import Head, Source
from store.importers.stamp import KEY
from store.importers.table import read_table, reject
from store.model import Event
from store.model import Source as Citation
from store.text import clean, one_line

MARKS: Final = frozenset({"message", "timestamp_desc"})
"""What Timesketch asks of a timeline, besides a time."""
TIMES: Final = frozenset({"datetime", "timestamp"})
"""Columns with the time, of which it needs one."""

_ANNOTATIONS: Final = frozenset({"tag", "label", "comment", "notes", "_index", "_id", "_type"})
"""What analysts and Timesketch add: an event stays the same one whatever they say of it."""
_LONGEST_TITLE: Final = 200
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS: Final = re.compile(r"[+-]?\d{1,18}(?:\.0+)?", re.ASCII)
_UNITS: Final = {10: 1_000_000, 13: 1_000}
"""Microseconds in a unit of `timestamp` by its digits: from 2001 to 2286 seconds have ten of them, and so on."""
_MARKS_OF_LIST: Final = " \t\n[]()'\""
_EXPECTED: Final = "expected a date and time such as 2015-07-24T19:01:01+00:00"
_EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})


class Timesketch:
    """The reader of timelines for Timesketch."""

    name = "timesketch"
    title = "Timesketch"
    extensions = (".csv", ".jsonl", ".json")
    dataset = ""
    frame: Frame | None = None

    def sniff(self, head: Head) -> Confidence:
        """Tell by the three columns that every such timeline has."""
        names = first_object(head).keys() if may_hold_objects(head) else head.columns
        is_one = names >= MARKS and not TIMES.isdisjoint(names)
        return Confidence.CERTAIN if is_one else Confidence.NO

    def read(self, source: Source, options: Options, names: Names) -> Iterator[Item]:
        """Yield an event for each moment."""
        renamed = {one_line(column).lower(): field for field, column in options.mapping.items()}
        if may_hold_objects(source.head):
            yield from _objects(source, renamed, options.dataset)
        else:
            yield from _rows(source, renamed, options.dataset)


def _rows(source: Source, renamed: Mapping[str, str], dataset: str) -> Iterator[Item]:
    header = [name for name in source.head.header if name != REASON]
    columns = _renamed(dict.fromkeys(header, ""), renamed).keys()
    if "message" not in columns or columns.isdisjoint(TIMES):
        raise ImportRefused(
            f"{source.label} is no timeline of Timesketch: it needs the columns message, datetime and timestamp_desc. "
            f"{listed(header)} Say which is which: --map message=COLUMN."
        )
    for row in read_table(source):
        if isinstance(row, Rejected):
            yield row
            continue
        try:
            event = event_of(_renamed(row.cells, renamed), dataset)
        except CellError as error:
            yield reject(row, error)
        else:
            yield Converted(event=event, line=row.line, raw=row.raw)


def _objects(source: Source, renamed: Mapping[str, str], dataset: str) -> Iterator[Item]:
    for piece in read_objects(source):
        if isinstance(piece, Rejected):
            yield piece
            continue
        try:
            event = event_of(_renamed(flat(piece.value), renamed), dataset)
        except CellError as error:
            yield rejected(piece, error)
        else:
            yield Converted(event=event, line=piece.line, raw=piece.value)


def _renamed(values: Mapping[str, Any], renamed: Mapping[str, str]) -> Mapping[str, Any]:
    """Return values under the names that the user maps their columns to."""
    if not renamed:
        return values
    mapped = {renamed[name.lower()]: value for name, value in values.items() if name.lower() in renamed}
    return {**{name: value for name, value in values.items() if name.lower() not in renamed}, **mapped}


def event_of(values: Mapping[str, Any], dataset: str) -> Event:
    """Return the event of one row or object.

    Raises:
        CellError: It has no message, or no time.
    """
    message = clean(text_of(values.get("message"))).strip()
    if not message:
        raise CellError("message", "", "it must not be empty")
    day, note = _when(values)
    own_id = one_line(text_of(values.get("_id"))) or content_id(_content(values))
    title = _title(message)
    citation, cited = _citation(values)
    used = {"message", "tag", "_id", KEY, *cited} | (set() if note else {"datetime"})
    extra = {one_line(name): kept(value) for name, value in sorted(values.items()) if name not in used}
    if _MICROSECONDS.fullmatch(text_of(stamp := extra.get("timestamp"))):
        extra["timestamp"] = int(text_of(stamp).partition(".")[0])
    return Event(
        id=f"{dataset}:{own_id}",
        origin=f"{dataset}:{own_id}",
        date=day,
        date_note=note,
        title=title,
        summary=from_plain(message) if message != title else "",
        sources=[citation] if citation else [],
        tags=_tags(values.get("tag")),
        extra={name: value for name, value in extra.items() if value not in _EMPTY},
    )


def _content(values: Mapping[str, Any]) -> str:
    """Return what makes an event the one that it is, the same whatever the order of the columns."""
    own = {
        one_line(name): kept(value)
        if isinstance(value, list)
        else text_of(value).strip()  # CSV has no numbers, JSON has
        for name, value in values.items()
        if name not in _ANNOTATIONS and not name.startswith("__") and value not in _EMPTY
    }
    return msgspec.json.encode(own, order="sorted").decode()


def _title(message: str) -> str:
    line = one_line(message.split("\n", 1)[0])
    if len(line) <= _LONGEST_TITLE:
        return line
    return f"{line[:_LONGEST_TITLE].rpartition(' ')[0] or line[:_LONGEST_TITLE]}…"


def _when(values: Mapping[str, Any]) -> tuple[str, str]:
    """Return the day, and the time of day in words."""
    text = one_line(text_of(values.get("datetime"))) or _from_timestamp(one_line(text_of(values.get("timestamp"))))
    when = timed("datetime", text)
    try:
        day = date.fromisoformat(when.date).isoformat() if when.date[4:5] == "-" else ""
    except ValueError:
        day = ""
    if day != when.date:
        raise CellError("datetime", text, _EXPECTED)
    clock = clock_words(day, when)
    meaning = one_line(text_of(values.get("timestamp_desc")))
    return day, f"{clock} ({meaning})" if clock and meaning else clock


def _from_timestamp(text: str) -> str:
    if not text:
        raise CellError("datetime", "", _EXPECTED)
    if not _MICROSECONDS.fullmatch(text):
        raise CellError("timestamp", text, "expected microseconds since 1970 as a whole number")
    figures = text.partition(".")[0]
    try:
        return (_EPOCH + timedelta(microseconds=int(figures) * _UNITS.get(len(figures), 1))).isoformat()
    except OverflowError:
        raise CellError("timestamp", text, "expected microseconds since 1970, up to the year 9999") from None


def _tags(value: Any) -> list[str]:
    """Return the tags of a JSON array or of a cell, where Timesketch writes "['one', 'two']"."""
    parts = [text_of(part) for part in value] if isinstance(value, list) else re.split("[,;]", text_of(value))
    return list(dict.fromkeys(filter(None, (one_line(part).strip(_MARKS_OF_LIST) for part in parts))))


def _citation(values: Mapping[str, Any]) -> tuple[Citation | None, tuple[str, ...]]:
    """Return what the event was read from, as Plaso has it, and the columns that say so."""
    column = next((name for name in ("source_long", "source") if text_of(values.get(name)).strip()), "")
    if not column:
        return None, ()
    return (
        Citation(publisher=one_line(text_of(values[column])), title=one_line(text_of(values.get("display_name")))),
        (column, "display_name"),
    )


IMPORTER: Final = Timesketch()
