"""ACLED: its exports as CSV, in the 31 columns since 2023 and the older forms, and what its API returns as JSON."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from store.errors import ImportRefused
from store.importers.acled.codes import DATASET, cleaned, column_name
from store.importers.acled.events import event_of
from store.importers.acled.people import People
from store.importers.dayorder import Ambiguous, DayOrder, Order
from store.importers.loose.columns import listed
from store.importers.objects import Piece, may_hold_objects, read_objects, rejected, text_of
from store.importers.protocol import REASON, CellError, Confidence, Converted, Frame, Item, Names, Options, Rejected
from store.importers.source import Head, Source
from store.importers.table import Row, read_table, reject
from store.text import one_line

ATTRIBUTION: Final = (
    "ACLED, Armed Conflict Location & Event Data, acleddata.com. Its terms of use say who may see and pass on the data."
)

_MARKS: Final = frozenset({"event_id_cnty", "event_date"})
_LIKELY: Final = frozenset({"event_date", "event_type", "sub_event_type", "actor1", "inter1", "fatalities"})
_NEEDED: Final = "event_date"
_HXL: Final = "#"


class Acled:
    """The reader of ACLED."""

    name = "acled"
    title = "ACLED"
    extensions = (".csv", ".json")
    dataset = DATASET
    frame: Frame | None = None

    def sniff(self, head: Head) -> Confidence:
        """Tell by the names of the columns."""
        if may_hold_objects(head):
            text = head.text.lower()
            return Confidence.CERTAIN if all(f'"{mark}"' in text for mark in _MARKS) else Confidence.NO
        columns = {column_name(column) for column in head.columns}
        if columns >= _MARKS:
            return Confidence.CERTAIN
        return Confidence.LIKELY if columns >= _LIKELY else Confidence.NO

    def read(self, source: Source, options: Options, names: Names) -> Iterator[Item]:
        """Yield an event for each row that makes one."""
        source.attribution = ATTRIBUTION
        yield from _Reading(source, options, names).items()


class _Reading:
    """One reading of one source."""

    def __init__(self, source: Source, options: Options, names: Names) -> None:
        self._source = source
        self._names = names
        self._people = People(names)
        self._dataset = options.dataset
        self._mapped = {one_line(column).lower(): field for field, column in options.mapping.items()}
        self._columns: dict[tuple[str, ...], list[str]] = {}
        self._dates = DayOrder()
        self._held: list[Row | Piece] = []
        self._undated: list[Item] = []

    def items(self) -> Iterator[Item]:
        """Yield everything."""
        is_json = may_hold_objects(self._source.head)
        if not is_json:
            self._require(name for name in self._source.head.header if name != REASON)
        for row in read_objects(self._source) if is_json else read_table(self._source):
            if isinstance(row, Rejected):
                yield row
            elif not self._is_hashtags(row):
                yield from self._item(row)
        yield from self._held_back()

    def _require(self, header: Iterable[str]) -> None:
        names = list(header)
        columns = set(self._cells(dict.fromkeys(names, "")))
        if _NEEDED not in columns:
            raise ImportRefused(f"{self._source.label} is not ACLED's: it has no column {_NEEDED}. {listed(names)}")
        for column, what in (
            ("event_id_cnty", "events are known by their content, and an event that changes is another one"),
            ("time_precision", "it is not said how exact the dates are, and they are marked as uncertain"),
        ):
            if column not in columns:
                self._source.note(f"There is no column {column}, so {what}")

    def _is_hashtags(self, row: Row | Piece) -> bool:
        """Tell whether a row is the one of HXL hashtags that the Humanitarian Data Exchange puts under the header."""
        if isinstance(row, Piece) or not all(cell.strip()[:1] in ("", _HXL) for cell in row.raw):
            return False
        self._source.note("A row of #hashtags under the header was taken for what it is, no event")
        return True

    def _cells(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return cells, cleaned, under the names that ACLED has for them today."""
        names = tuple(values)
        columns = self._columns.get(names)
        if columns is None:
            columns = self._columns[names] = self._columns_of(names)
        return {
            column: value and cleaned(column, value) for column, value in zip(columns, values.values(), strict=True)
        }

    def _columns_of(self, names: tuple[str, ...]) -> list[str]:
        """Return today's names of columns; where two would come to the same, one keeps its own."""
        columns = {name: self._mapped.get(one_line(name).lower(), "") for name in names}
        taken = {column for column in columns.values() if column}
        for name in sorted(names, key=lambda name: column_name(name) != name):  # those that are right already first
            if not columns[name]:
                column = column_name(name)
                while column in taken:
                    column = name if column != name else f"{name} (2)"
                columns[name] = column
                taken.add(column)
        return list(columns.values())

    def _item(self, row: Row | Piece, order: Order | None = None) -> Iterator[Item]:
        """Yield what a row gives; nothing yet when its date depends on the others, so that `order` is not known."""
        values = row.cells if isinstance(row, Row) else {key: text_of(value) for key, value in row.value.items()}
        cells = self._cells(values)
        self._dates.look(cells.get(_NEEDED, ""))
        try:
            event = event_of(cells, self._names, self._people, self._dataset, order or "")
        except CellError as error:
            if isinstance(error, Ambiguous) and order is None:
                self._held.append(row)
            else:
                yield reject(row, error) if isinstance(row, Row) else rejected(row, error)
            return
        yield Converted(event=event, line=row.line, raw=row.raw if isinstance(row, Row) else row.value)

    def _held_back(self) -> Iterator[Item]:
        """Yield the rows whose date could be two days.

        ACLED writes the day first, but a spreadsheet may have turned that round: where dates show that, and none shows
        the contrary, nobody can tell what the others are.
        """
        is_turned = self._dates.proven == "month"
        if self._held:
            self._source.note(
                f"Dates such as {self._dates.proof} have the month first, which ACLED never writes, so those that "
                "could be either were rejected"
                if is_turned
                else "Dates in figures were read as ACLED writes them, with the day first"
            )
        for row in self._held:
            yield from self._item(row, "" if is_turned else "day")


IMPORTER: Final = Acled()
