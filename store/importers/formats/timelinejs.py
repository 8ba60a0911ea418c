"""TimelineJS: JSON of versions 2 and 3, and the spreadsheet of versions 1 and 3 as CSV."""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from store.errors import ImportRefused
from store.importers.jsondocument import trimmed
from store.importers.objects import may_hold_objects
from store.importers.protocol import (
    REASON,
    CellError,
    Confidence,
    Converted,
    Frame,
    Item,
    Names,
    Options,
    Raw,
    Rejected,
)
from store.importers.source import Head, Source
from store.importers.table import Row, read_table, reject
from store.importers.timelinejs import sheets, slides
from store.importers.timelinejs.events import article_of, event_of, identities
from store.importers.timelinejs.slide import Slide
from store.model import Event

_DATED: Final = re.compile(r'"start_date"\s*:\s*\{[^{}]*"year"')
_OLD: Final = re.compile(r'"startDate"\s*:')
_LISTED: Final = re.compile(r'"(?:events|eras|slides)"\s*:\s*\[')
_TITLED: Final = re.compile(r'"title"\s*:\s*\{.{0,4000}?"headline"\s*:', re.DOTALL)


class TimelineJS:
    """The reader of timelines."""

    name = "timelinejs"
    title = "TimelineJS"
    extensions = (".json", ".csv")
    dataset = ""
    frame = Frame('{"events": [\n', ",\n", "\n]}\n")

    def sniff(self, head: Head) -> Confidence:
        """Tell by the slides, or by the columns."""
        text = head.text
        if not _is_document(head):
            if sheets.is_surely_sheet(head.columns):
                return Confidence.CERTAIN
            return Confidence.LIKELY if sheets.may_be_sheet(head.columns) else Confidence.NO
        if (_LISTED.search(text) and _DATED.search(text)) or ('"timeline"' in text and _OLD.search(text)):
            return Confidence.CERTAIN
        return Confidence.LIKELY if _TITLED.search(text) and _LISTED.search(text) else Confidence.NO

    def read(self, source: Source, options: Options, names: Names) -> Iterator[Item]:
        """Yield an event for each slide and each era, and an article for the title."""
        reading = _Reading(options.dataset)
        if _is_document(source.head):
            for number, piece in enumerate(slides.read_pieces(source), 1):
                source.is_partial = source.is_partial or (isinstance(piece.value, dict) and REASON in piece.value)
                reading.take_piece(number, piece)
        else:
            _require_sheet(source)
            for row in read_table(source, pad=True):
                reading.take_row(row)
        yield from reading.items()


def _is_document(head: Head) -> bool:
    return may_hold_objects(head) or slides.is_script(head.text)


def _require_sheet(source: Source) -> None:
    columns = source.head.columns
    if not sheets.is_sheet(columns):
        raise ImportRefused(
            f"{source.label} is no sheet of TimelineJS: it has no column Headline beside Year or Start Date. If it "
            "is something else, say so with --format."
        )
    if sheets.is_of_v1(columns):
        source.note("Dates such as 6/4/2016 were read with the month first, as TimelineJS has them")


class _Reading:
    """What one source holds. It is gathered whole, for an id may depend on whether others share the headline."""

    def __init__(self, dataset: str) -> None:
        self._dataset = dataset
        self._found: list[tuple[Slide, Event]] = []
        self._items: list[tuple[int, Raw] | Item] = []
        """What is told in the end; an event that has no id yet is only its line and piece."""

    def take_row(self, row: Row | Rejected) -> None:
        """Take in a row of a spreadsheet."""
        if isinstance(row, Rejected):
            self._items.append(row)
            return
        try:
            slide = sheets.slide_of(row.cells)
            if slide is not None:
                self._take(slide, row.line, row.raw)
        except CellError as error:
            self._items.append(reject(row, error))

    def take_piece(self, number: int, piece: slides.Piece) -> None:
        """Take in a slide of JSON."""
        try:
            self._take(slides.slide_of(piece), number, _raw(piece))
        except CellError as error:
            self._items.append(
                Rejected(line=number, column=error.column, value=error.value, reason=error.reason, raw=_raw(piece))
            )

    def _take(self, slide: Slide, line: int, raw: Raw) -> None:
        if slide.kind == "title":
            self._items.append(Converted(others=(article_of(slide, self._dataset),), line=line, raw=raw))
            return
        self._found.append((slide, event_of(slide)))
        self._items.append((line, raw))

    def items(self) -> Iterator[Item]:
        """Yield everything, in the order of the source."""
        named = zip(identities(self._found, self._dataset), self._found, strict=True)
        for item in self._items:
            if not isinstance(item, tuple):
                yield item
                continue
            (event_id, origin), (_slide, event) = next(named)
            line, raw = item
            yield Converted(event=msgspec.structs.replace(event, id=event_id, origin=origin), line=line, raw=raw)


def _raw(piece: slides.Piece) -> dict[str, Any]:
    """Return a slide so that it is read again as what it was, wherever in a document it then stands."""
    value = trimmed(piece.value) if isinstance(piece.value, dict) else {"value": trimmed(piece.value)}
    return value if piece.kind == "event" else {**value, "type": piece.kind}


IMPORTER: Final = TimelineJS()
