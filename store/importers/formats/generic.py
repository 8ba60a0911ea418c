"""Events in a table or in JSON of any shape: CSV, TSV, JSON Lines, or an array of objects.

Which column says what is found by its name (`store.importers.loose.columns`) or given with `--map field=column`, and
told in the report. Dates in figures with the year last, 04/06/2016, are held back until the column is read to its end:
if a value above 12 proves the order for the whole of it, they are read in that order, else they are rejected
(`store.importers.dayorder`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from store.dates.plain import read_date
from store.errors import DateError, ImportRefused
from store.importers.dayorder import Ambiguous, DayOrder, Order
from store.importers.features import owntable
from store.importers.loose.cells import Cells, flat
from store.importers.loose.columns import DATES, NAMES, TELLING, Columns, columns_of, listed, taken_as, with_moment
from store.importers.loose.dates import FIELDS
from store.importers.loose.rows import event_of
from store.importers.objects import Piece, may_hold_objects, read_objects, rejected
from store.importers.protocol import REASON, CellError, Confidence, Converted, Frame, Item, Names, Options, Rejected
from store.importers.source import Head, Source
from store.importers.table import Row, read_table, reject
from store.text import one_line

MOST_UNDATED: Final = 1000
"""Objects without any date before it is clear that the dates go by another name."""
_SHOWN: Final = 60
_PROSE: Final = ".txt"
_HOW: Final = "Say which column holds the date: --map date=COLUMN."


class Generic:
    """The reader of tables and objects whose format is no other."""

    name = "generic"
    title = "CSV or JSON with columns of any name"
    extensions = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson")
    dataset = ""
    frame: Frame | None = None
    """Rejected objects are written as JSON Lines, rows as CSV."""

    def sniff(self, head: Head) -> Confidence:
        """Take any table and any objects, if nobody else does; of plain text only what has a column for a date."""
        is_known = may_hold_objects(head) or len(head.columns - {REASON}) > 1
        if head.suffix == _PROSE and not may_hold_objects(head):
            is_known = is_known and _has_date(columns_of(head.header, {}))
        return Confidence.POSSIBLE if is_known and head.suffix in ("", *self.extensions) else Confidence.NO

    def read(self, source: Source, options: Options, names: Names) -> Iterator[Item]:
        """Yield an event for each row or object that makes one."""
        reading = _Reading(source, options, names)
        yield from reading.objects() if may_hold_objects(source.head) else reading.rows()


class _Reading:
    """One reading of one source."""

    def __init__(self, source: Source, options: Options, names: Names) -> None:
        self._source = source
        self._options = options
        self._names = names
        self._seen = DayOrder()
        self._held: list[tuple[Row | Piece, Columns]] = []

    def rows(self) -> Iterator[Item]:
        """Yield what a table holds."""
        header = [name for name in self._source.head.header if name != REASON]
        if owntable.is_ours(header) and not self._options.mapping:
            yield from self._own_rows()
            return
        columns = columns_of(header, self._options.mapping)
        _require(self._source, columns, header)
        self._note(columns, header)
        for row in read_table(self._source):
            if isinstance(row, Rejected):
                yield row
            elif _is_hashtags(row.raw):
                self._source.note("A row of #hashtags under the header was taken for what it is, no event")
            else:
                yield from self._item(row, columns)
        yield from self._held_back()

    def _own_rows(self) -> Iterator[Item]:
        """Yield the events of a table that Dateline wrote, as they were."""
        for row in read_table(self._source):
            if isinstance(row, Rejected):
                yield row
                continue
            try:
                event = owntable.event_of_row(row.cells, self._names)
            except CellError as error:
                yield reject(row, error)
            else:
                yield Converted(event=event, line=row.line, raw=row.raw)

    def objects(self) -> Iterator[Item]:
        """Yield what JSON holds; each object is taken by its own keys."""
        taken = _Taken()
        waiting: list[Item] = []  # until some object has a date
        for item in self._objects(taken):
            if taken.is_dated or not taken.keys:
                yield from waiting
                waiting.clear()
                yield item
                continue
            waiting.append(item)
            if len(waiting) >= MOST_UNDATED:
                break
        if waiting:
            raise _undated(self._source, taken.keys)
        self._tell(taken)
        yield from self._held_back()

    def _objects(self, taken: "_Taken") -> Iterator[Item]:
        for piece in read_objects(self._source):
            if isinstance(piece, Rejected):
                yield piece
                continue
            values = flat(piece.value)
            columns = self._columns_of(values)
            taken.add(columns, values)
            yield from self._item(piece, columns)

    def _tell(self, taken: "_Taken") -> None:
        if taken.keys:
            self._note({field: tuple(found) for field, found in taken.columns.items()}, taken.keys)
        for field in self._options.mapping.keys() - taken.columns.keys():
            self._source.note(f"No object has {one_line(self._options.mapping[field])[:_SHOWN]!r}, mapped to {field}")

    def _note(self, columns: Columns, header: Iterable[str]) -> None:
        self._source.note(taken_as(columns, header))
        if "offensive" in columns:
            self._source.note(
                "Names of offensives became tags; an offensive with the query tag:NAME has the events that bear it"
            )

    def _columns_of(self, values: Mapping[str, Any]) -> Columns:
        """Return which members of an object say what; a mapped one need not be in every object."""
        present = {key.lower() for key in values}
        mapping = {
            field: column
            for field, column in self._options.mapping.items()
            if field not in NAMES or one_line(column).lower() in present
        }
        return with_moment(columns_of(values, mapping), values)

    def _item(self, row: Row | Piece, columns: Columns, order: Order = "") -> Iterator[Item]:
        """Yield what a row gives; nothing yet when that depends on the rest of the column."""
        values = row.cells if isinstance(row, Row) else flat(row.value)
        cells = Cells(values, columns)
        for field in FIELDS:
            self._seen.look(cells.text(field))
        try:
            event = event_of(values, columns, self._names, self._options.dataset, self._source.name, order)
        except CellError as error:
            if isinstance(error, Ambiguous) and not self._is_read:
                self._held.append((row, columns))
            else:
                yield reject(row, error) if isinstance(row, Row) else rejected(row, error)
            return
        yield Converted(event=event, line=row.line, raw=row.raw if isinstance(row, Row) else row.value)

    _is_read = False
    """Whether the source is read to its end, so that its dates prove all that they can."""

    def _held_back(self) -> Iterator[Item]:
        """Yield the rows whose date could be two days, now that all dates were seen."""
        self._is_read = True
        order = self._seen.proven
        if self._held and order:
            self._source.note(
                f"Dates in figures were read with the {order} first, since {self._seen.proof} can only be that"
            )
        elif self._held and self._seen.day_first:
            self._source.note(
                f"Dates in figures have the day first ({self._seen.day_first}) and the month first "
                f"({self._seen.month_first}), so those that could be either were rejected"
            )
        for row, columns in self._held:
            yield from self._item(row, columns, order)


class _Taken:
    """What was taken for what in all objects of a source."""

    def __init__(self) -> None:
        self.columns: dict[str, dict[str, None]] = {}
        self.keys: dict[str, None] = {}

    @property
    def is_dated(self) -> bool:
        """Whether any object had a member for its date."""
        return _has_date(self.columns)

    def add(self, columns: Columns, keys: Iterable[str]) -> None:
        """Take in one object's."""
        self.keys.update(dict.fromkeys(keys))
        for field, found in columns.items():
            self.columns.setdefault(field, {}).update(dict.fromkeys(found))


def _has_date(columns: Mapping[str, Any]) -> bool:
    return not columns.keys().isdisjoint(DATES)


def _require(source: Source, columns: Columns, header: Sequence[str]) -> None:
    """Make sure that a table can hold events at all."""
    if not _has_date(columns):
        if any(map(_is_date, header)):
            raise ImportRefused(
                f"{source.label} has no header: its first row is {', '.join(header)[:_SHOWN]}. "
                "Put a row above it that names the columns, such as date,title,place."
            )
        raise _undated(source, header)
    if columns.keys().isdisjoint(TELLING):
        raise ImportRefused(
            f"{source.label} has dates, and no column that says what happened. {listed(header)} "
            "Say which: --map title=COLUMN."
        )


def _undated(source: Source, header: Sequence[str] | Mapping[str, None]) -> ImportRefused:
    return ImportRefused(f"{source.label} has no column with the date. {listed(header)} {_HOW}")


def _is_date(text: str) -> bool:
    """Tell whether a name of a column is rather a date; a year alone may name one."""
    if len(text) <= len("2016") or not any(character.isdigit() for character in text):
        return False
    try:
        read_date(text)
    except DateError:
        return False
    return True


def _is_hashtags(cells: Sequence[str]) -> bool:
    """Tell whether a row is one of HXL, which stands under the header and says what each column holds."""
    said = [cell.strip() for cell in cells if cell.strip()]
    return len(said) > 1 and all(cell.startswith("#") for cell in said)


IMPORTER: Final = Generic()
