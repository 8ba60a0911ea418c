"""What is wrong in a store: records that do not fit the model, and records that contradict themselves or each other.

`validate` is the gate that every record passes when it is read or written; `check_store` looks at everything else
too, and never changes anything.
"""

import json
import math
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

from store.dates import parse_span
from store.errors import DateError, NotAStore, QueryError, UnsoundRecord
from store.model import TABLES, Actor, Article, Claim, Event, Meta, Offensive, Place, Record, Source
from store.text import clean, one_line, safe_url

if TYPE_CHECKING:
    from store.storage import Entry

Severity = Literal["error", "warning"]

_TYPES: Final[dict[str, type[msgspec.Struct]]] = {"meta": Meta, **TABLES}
_DECODERS: Final = {name: msgspec.json.Decoder(model) for name, model in TABLES.items()}
_META: Final = msgspec.json.Decoder(Meta)


def validate(table: str, raw: bytes | dict[str, Any]) -> Record:
    """Return the record that a table's JSON object stands for.

    Args:
        table: One of `model.TABLES`.
        raw: The object, as JSON or decoded.

    Raises:
        UnsoundRecord: It does not fit the model.
    """
    data = raw if isinstance(raw, bytes) else _as_json(table, raw)
    try:
        record = _DECODERS[table].decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _unsound(table, data, error) from error
    if not record.id:
        raise UnsoundRecord(table, "", "field id must not be empty", field="id")
    return record


def _as_json(table: str, raw: dict[str, Any]) -> bytes:
    try:
        return json.dumps(raw).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UnsoundRecord(table, str(raw.get("id", "")), f"cannot be said in JSON: {error}") from error


_WORDS: Final = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_FOUND: Final = {**_WORDS, "int": "a number", "bool": "true or false"}

_EXPECTED: Final = re.compile(r"Expected `(.+?)`, got `(.+?)`")
_MISSING: Final = re.compile(r"Object missing required field `(.+?)`")
_NOT_ONE_OF: Final = re.compile(r"Invalid enum value (.*?)(?: - at `\$|$)", re.DOTALL)
_PATH: Final = re.compile(r" - at `\$\.?(.*?)`$")


def _unsound(table: str, data: bytes, error: Exception) -> UnsoundRecord:
    field, reason = "", ""
    if isinstance(error, msgspec.ValidationError):
        field, reason = _in_words(table, str(error))
    elif isinstance(error, UnicodeDecodeError):
        reason = "holds bytes that are not UTF-8 text"
    elif isinstance(error, RecursionError):
        reason = "is nested too deeply"
    else:
        field, reason = _only_python_reads(data) or ("", f"is not JSON: {error}")
    field = one_line(field)[:200]
    return UnsoundRecord(table, id_in(data), f"field {field} {reason}" if field else reason, field=field)


def _in_words(table: str, message: str) -> tuple[str, str]:
    """Return the field that msgspec complains of and its complaint as a reader would put it."""
    at = _PATH.search(message)
    field = at[1] if at else ""
    if missing := _MISSING.match(message):
        return f"{field}.{missing[1]}".lstrip("."), "is missing"
    if expected := _EXPECTED.match(message):
        wanted = " or ".join(_WORDS.get(word, word) for word in expected[1].split(" | ") if word != "null")
        return field, f"must be {wanted}, found {_FOUND.get(expected[2], expected[2])}"
    if wrong := _NOT_ONE_OF.match(message):
        allowed = ", ".join(value or "empty" for value in _allowed(_TYPES[table], field))
        return field, f"must be one of: {allowed}; found {one_line(wrong[1])[:60]}"
    return field, one_line(message.partition(" - at `")[0])


def _allowed(model: Any, field: str) -> tuple[str, ...]:
    """Return the values that a field of choices may have; `field` is a path such as `actors[0].role`."""
    for name in field.split("."):
        hint = get_type_hints(model)[name.partition("[")[0]]
        model = get_args(hint)[0] if get_origin(hint) is list else hint
    return get_args(model)


def _only_python_reads(data: bytes) -> tuple[str, str] | None:
    """Say what Python's JSON reader lets pass in `data` and JSON itself does not."""
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        return None
    for field, leaf in leaves(fields):
        if isinstance(leaf, float) and not math.isfinite(leaf):
            return field, f"must be a number, found {leaf}"
        if isinstance(leaf, str) and not leaf.isascii() and any("\ud800" <= c <= "\udfff" for c in leaf):
            return field, "holds half of a surrogate pair, which is no character"
    return None


_DOCUMENT_NUMBER: Final = re.compile(r"0|-?[1-9][0-9]*", re.ASCII)


def is_document_number(text: str) -> bool:
    """Return whether TinyDB reads `text` as a document's number, and would write that number so."""
    return _DOCUMENT_NUMBER.fullmatch(text) is not None


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every text, number and null within decoded JSON, with its path: `claims[2].low`."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]")
    else:
        yield path, value


class _Identified(msgspec.Struct):
    id: Any = ""


_IDENTIFIED: Final = msgspec.json.Decoder(_Identified)
_TOKEN: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"|([{\[])|([}\]])', re.DOTALL)


def id_in(data: bytes) -> str:
    """Return the id in a record's JSON, broken or not; empty when there is none that is text."""
    try:
        found = _IDENTIFIED.decode(data).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _id_in_broken(data)
    return found if isinstance(found, str) else ""


def _id_in_broken(data: bytes) -> str:
    depth, is_next = 0, False
    for token in _TOKEN.finditer(data):
        if is_next and token[1] is not None:
            return token[1].decode(errors="replace")
        depth += (token[2] is not None) - (token[3] is not None)
        is_next = depth == 1 and token[1] == b"id"
    return ""


class Problem(NamedTuple):
    """What is wrong within one record."""

    field: str
    """Where: `claims[2].low`, positions counted from 0."""
    reason: str
    severity: Severity = "error"


def problems(record: Record) -> Iterator[Problem]:
    """Yield what is wrong with a record that fits the model, as far as the record alone shows it."""
    for field, text in _dates(record):
        try:
            parse_span(text)
        except DateError as error:
            if field != "published" or not _is_moment(text):
                yield Problem(field, str(error))
    for field, url in _urls(record):
        yield from _in_url(field, url)
    if isinstance(record, Event | Offensive):
        for index, claim in enumerate(record.claims):
            yield from _in_claim(f"claims[{index}]", claim, len(record.sources))
    if isinstance(record, Place):
        yield from _in_coordinates(record)
    if isinstance(record, Offensive) and record.query:
        yield from _in_query(record.query)


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    match record:
        case Event(date=date) | Offensive(date=date):
            yield "date", date
        case Article(published=published) if published:
            yield "published", published
    for index, source in enumerate(_sources(record)):
        if source.date:
            yield f"sources[{index}].date", source.date
    for index, waypoint in enumerate(record.waypoints if isinstance(record, Offensive) else ()):
        for name in ("reached", "contested", "lost"):
            if text := getattr(waypoint, name):
                yield f"waypoints[{index}].{name}", text


def _is_date(text: str) -> bool:
    try:
        parse_span(text)
    except DateError:
        return False
    return True


def _is_moment(text: str) -> bool:
    """Return whether `text` is an ISO 8601 date and time with its zone."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _sources(record: Record) -> list[Source]:
    return record.sources if isinstance(record, Event | Offensive | Actor | Place) else []


def _urls(record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Article) and record.url:
        yield "url", record.url
    for index, source in enumerate(_sources(record)):
        if source.url:
            yield f"sources[{index}].url", source.url


def _in_url(field: str, url: str) -> Iterator[Problem]:
    if safe_url(url):
        return
    if url.lower().startswith(("http://", "https://")):
        yield Problem(field, "holds characters that a web address must write with %", "warning")
    else:
        yield Problem(field, "must begin with http:// or https://, or it cannot be opened")


def _in_claim(field: str, claim: Claim, sources: int) -> Iterator[Problem]:
    figures = [(name, value) for name in ("low", "best", "high") if (value := getattr(claim, name)) is not None]
    for (less, small), (more, large) in pairwise(figures):
        if small > large:
            yield Problem(f"{field}.{less}", f"is {small}, more than {more}, {large}")
    if claim.source is not None and not 0 <= claim.source < sources:
        held = f"the record has {sources}, counted from 0" if sources else "the record has none"
        yield Problem(f"{field}.source", f"names source {claim.source}, but {held}")


def _in_coordinates(place: Place) -> Iterator[Problem]:
    if (place.lat is None) != (place.lon is None):
        yield Problem("lat" if place.lat is None else "lon", "is missing, though its other half is given")
    for name, value, limit in (("lat", place.lat, 90), ("lon", place.lon, 180)):
        if value is not None and not -limit <= value <= limit:
            yield Problem(name, f"must be from -{limit} to {limit} degrees, found {value}")


def _in_query(query: str) -> Iterator[Problem]:
    from store.query import parse  # the only one here who needs the language

    try:
        parse(query)
    except QueryError as error:
        yield Problem("query", f"cannot be read, at column {error.column + 1}: {error}")


def references(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield where a record names another: the field, and the table and id that it names."""
    match record:
        case Event():
            yield from _named("place", "places", record.place)
            for index, actor in enumerate(record.actors):
                yield f"actors[{index}].id", "actors", actor.id
            yield from _listed("offensives", "offensives", record.offensives)
            yield from _listed("articles", "articles", record.articles)
        case Offensive():
            yield from _named("parent", "offensives", record.parent)
            yield from _named("target", "places", record.target)
            for name in ("attackers", "defenders", "supporters"):
                yield from _listed(name, "actors", getattr(record, name))
            for index, waypoint in enumerate(record.waypoints):
                yield f"waypoints[{index}].place", "places", waypoint.place
        case Actor():
            yield from _named("parent", "actors", record.parent)
        case Place():
            yield from _named("near", "places", record.near)


def _named(field: str, table: str, record_id: str) -> Iterator[tuple[str, str, str]]:
    if record_id:  # empty: it names none
        yield field, table, record_id


def _listed(field: str, table: str, ids: list[str]) -> Iterator[tuple[str, str, str]]:
    for index, record_id in enumerate(ids):
        yield f"{field}[{index}]", table, record_id


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong in a store, and where."""

    table: str
    """Empty: the file as a whole."""
    record_id: str
    line: int | None
    """Line of the file, from 1; None where lines tell nothing."""
    field: str
    reason: str
    severity: Severity = "error"

    def __str__(self) -> str:
        where = " ".join(part for part in (self.table, one_line(self.record_id)[:80]) if part) or "the file"
        line = f" (line {self.line})" if self.line else ""
        goes_on = self.reason[:1].islower()  # "field place names..."; a sentence of its own follows a colon
        field = f"field {self.field}{'' if goes_on else ':'} " if self.field else ""
        return f"{where}{line}: {field}{self.reason}"


class CheckReport(msgspec.Struct):
    """What a check found."""

    counts: dict[str, int]
    """Records in each table of the model, sound or not."""
    findings: list[Finding] = msgspec.field(default_factory=list)
    """In the order of the file, at most `MOST_FINDINGS`."""
    errors: int = 0
    warnings: int = 0
    """How many of each there are, listed or not."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing has to be mended."""
        return not self.errors

    def add(self, finding: Finding) -> None:
        """Count a finding, and list it if there is room."""
        if finding.severity == "error":
            self.errors += 1
        else:
            self.warnings += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)


MOST_FINDINGS: Final = 10_000
"""More than anybody reads; a list of all faults of a large import gone wrong would fill the memory."""

Progress = Callable[[int, int], None]
"""Called with the bytes looked at so far and the bytes in all."""


def check_store(path: Path, *, progress: Progress | None = None) -> CheckReport:
    """Look at every record of a store, and at what they say of each other. Nothing is changed.

    Raises:
        StoreError: The file cannot be read as a store at all.
    """
    from store.database import read_meta
    from store.locking import open_to_read, reading
    from store.storage import OtherLayout, entries

    read_meta(path)
    checking = _Checking()
    found: Iterable[Entry]
    with reading(path), os.fdopen(open_to_read(path), "rb") as file:
        try:
            for entry in _strictly(file):
                checking.note(entry)
            file.seek(0)
            found = entries(_followed(file, progress), checking.fault)
        except OtherLayout:
            file.seek(0)
            found = _otherwise(file.read(), path, checking)
        for entry in found:
            checking.examine(entry)
    return checking.finish()


def _strictly(lines: Iterable[bytes]) -> Iterator["Entry"]:
    """Yield the records of a store in our layout.

    Raises:
        OtherLayout: It is laid out otherwise, or broken.
    """
    from store.storage import OtherLayout, entries, is_json

    for entry in entries(lines):
        if not is_json(entry.raw):
            raise OtherLayout(f"line {entry.line}: it is not JSON")
        yield entry


def _otherwise(data: bytes, path: Path, checking: "_Checking") -> Iterable["Entry"]:
    """Return the records of a store in another layout, or of one in ours with lines that are broken."""
    from store.storage import Entry, entries, read_tables

    found: Iterable[Entry]
    try:
        tables = read_tables(data, path)
        found = [Entry(name, number, item.raw, 0) for name, table in tables.items() for number, item in table.items()]
    except NotAStore as error:
        if not data.startswith(b"{\n"):
            raise
        checking.broken = str(error)
        lines = data.split(b"\n")
        found = entries(lines, checking.fault)
        for entry in entries(lines, lambda _line, _reason: None):
            checking.note(entry)
        return found
    for entry in found:
        checking.note(entry)
    return found


def _followed(file: BinaryIO, progress: Progress | None) -> Iterator[bytes]:
    size, done, told = os.fstat(file.fileno()).st_size, 0, 0
    for line in file:
        yield line
        done += len(line)
        if progress is not None and (done - told >= _TOLD_EVERY or done == size):
            told = done
            progress(done, size)


_TOLD_EVERY: Final = 1 << 20

_HIDDEN: Final = re.compile(
    rb"\\u[0-9a-fA-F]{4}|\\[bf]|\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
    rb"|\xef\xbf[\xb9-\xbb]|\xef\xbb\xbf|\xf3\xa0[\x80\x81]"
)
"""What JSON may hold when a text in it holds something that `text.clean` removes: few lines need a closer look."""


class _Checking:
    """One check: `note` every record, then `examine` every record, then `finish`."""

    def __init__(self) -> None:
        self.broken = ""
        """Why the file as a whole is no JSON, if so."""
        self.report = CheckReport(dict.fromkeys(TABLES, 0))
        self._ids: dict[str, set[str]] = {name: set() for name in TABLES}
        self._seen: dict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, set[str]] = defaultdict(set)
        self._opens_at: tuple[str, int | None] = ("", None)
        self._above: dict[tuple[str, str], dict[str, tuple[str, int | None]]] = defaultdict(dict)

    def note(self, entry: "Entry") -> None:
        """Remember that a record exists; nothing refers to events."""
        if entry.table in TABLES and entry.table != "events":
            self._ids[entry.table].add(id_in(entry.raw))

    def fault(self, line: int, reason: str) -> None:
        """Report a line that makes the file unreadable as JSON."""
        self.report.add(Finding("", "", line, "", reason))

    def examine(self, entry: "Entry") -> None:
        """Report what is wrong with a record."""
        line = entry.line or None
        numbers = self._numbers[entry.table]
        if not is_document_number(entry.number):
            self._add(entry, "", f"has the document number {entry.number[:40]!r}, which TinyDB cannot read")
        elif entry.number in numbers:
            self._add(entry, "", f"shares document number {entry.number} with one before it: TinyDB shows but one")
        numbers.add(entry.number)
        if entry.table == "meta":
            self._examine_meta(entry, is_first=len(numbers) == 1)
        elif entry.table not in TABLES:
            if len(numbers) == 1:
                reason = "is a table that Dateline does not know; it is kept"
                self.report.add(Finding(entry.table, "", line and line - 1, "", reason, "warning"))
        else:
            self.report.counts[entry.table] += 1
            try:
                record = validate(entry.table, entry.raw)
            except UnsoundRecord as error:
                self._add(entry, error.field, error.reason.removeprefix(f"field {error.field} "), error.record_id)
            else:
                self._examine_record(entry, record)

    def _add(self, entry: "Entry", field: str, reason: str, record_id: str = "", severity: Severity = "error") -> None:
        found = record_id or id_in(entry.raw)
        self.report.add(Finding(entry.table, found, entry.line or None, field, reason, severity))

    def _examine_meta(self, entry: "Entry", *, is_first: bool) -> None:
        if not is_first:
            self._add(entry, "", "is a second record; only the first counts", severity="warning")
            return
        try:
            meta = _META.decode(entry.raw)
            self._opens_at = (meta.opens_at, entry.line or None)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            unsound = _unsound("meta", entry.raw, error)
            self._add(entry, unsound.field, unsound.reason.removeprefix(f"field {unsound.field} "))

    def _examine_record(self, entry: "Entry", record: Record) -> None:
        table, record_id = entry.table, record.id
        if record_id in self._seen[table]:
            self._add(entry, "id", "is the id of a record before it too; the first one counts", record_id)
        self._seen[table].add(record_id)
        for problem in problems(record):
            self._add(entry, problem.field, problem.reason, record_id, problem.severity)
        for field, target, named in references(record):
            if named not in self._ids[target]:
                reason = f"names {one_line(named)[:80]!r}, which is not among the {target}"
                self._add(entry, field, reason, record_id)
            elif target == table:  # a parent, or the place that a place is near
                self._above[table, field].setdefault(record_id, (named, entry.line or None))
        if _HIDDEN.search(entry.raw):
            self._examine_texts(entry, record)

    def _examine_texts(self, entry: "Entry", record: Record) -> None:
        for field, leaf in leaves(msgspec.to_builtins(record)):
            if isinstance(leaf, str) and clean(leaf) != leaf.replace("\r\n", "\n").replace("\r", "\n"):
                reason = "holds control characters, which are left out wherever it is shown"
                self._add(entry, one_line(field)[:200], reason, record.id, "warning")

    def finish(self) -> CheckReport:
        """Report what only all records together show."""
        opens_at, line = self._opens_at
        if opens_at and opens_at not in self._seen["events"] and not _is_date(opens_at):
            reason = f"is {one_line(opens_at)[:80]!r}, which is neither the id of an event nor an EDTF day"
            self.report.add(Finding("meta", "", line, "opens_at", reason))
        for (table, field), above in self._above.items():
            for circle in circles({record_id: named for record_id, (named, _line) in above.items()}):
                names = " → ".join(one_line(name)[:80] for name in [*circle, circle[0]])
                self.report.add(Finding(table, circle[0], above[circle[0]][1], field, f"goes in a circle: {names}"))
        if self.broken and self.report.is_sound:
            self.report.add(Finding("", "", None, "", self.broken))
        return self.report


def circles(above: dict[str, str]) -> Iterator[list[str]]:
    """Yield each circle in a map from a record to the one above it, once, from its first record in the map."""
    done: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        name = start
        while name in above and name not in done and name not in path:
            path[name] = None
            name = above[name]
        if name in path:
            members = list(path)
            yield members[members.index(name) :]
        done.update(path)
