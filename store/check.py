"""What is wrong in a store: records that do not fit the model, and records that contradict themselves or each other.

Nothing is ever changed.
"""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from store.editing.journal import Journal, foreign, read_journal
from store.editing.overlay import Overlay
from store.editing.replay import pending_steps
from store.entries import Entry, OtherLayout, entries
from store.errors import NotAStore, UnsoundRecord
from store.files import fingerprint_of, open_to_read, reading
from store.meta import read_meta
from store.model import TABLES, Meta, Record
from store.rawjson import is_json
from store.soundness import Severity, is_date, problems, references
from store.tables import read_tables
from store.text import clean, one_line
from store.validation import id_in, is_document_number, leaves, unsound, validate

_META: Final = msgspec.json.Decoder(Meta)


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
    journal = read_journal(path)
    read_meta(path)
    checking = _Checking()
    found: Iterable[Entry]
    with reading(path), os.fdopen(open_to_read(path), "rb") as file:
        overlay = _waiting(path, journal, file, checking)
        try:
            for entry in overlay.over_entries(_strictly(file)):
                checking.note(entry)
            file.seek(0)
            found = entries(_followed(file, progress), checking.fault)
        except OtherLayout:
            file.seek(0)
            found = _otherwise(file.read(), path, checking)
        for entry in overlay.over_entries(found):
            checking.examine(entry)
    return checking.finish()


def _waiting(path: Path, journal: Journal, file: BinaryIO, checking: "_Checking") -> Overlay:
    """Return the changes in the journal, which are checked as if they were in the file, and say what is wrong there."""
    for note in journal.notes:
        severity: Severity = "error" if journal.damaged_line else "warning"
        checking.report.add(Finding("", "", None, "", note, severity))
    if journal.base is None:
        return Overlay()
    steps = pending_steps(path, journal, fingerprint_of(file.fileno()))
    file.seek(0)
    if steps is None:
        checking.report.add(Finding("", "", None, "", str(foreign(path))))
    return Overlay.of(steps or ())


def _strictly(lines: Iterable[bytes]) -> Iterator[Entry]:
    """Yield the records of a store in our layout.

    Raises:
        OtherLayout: It is laid out otherwise, or broken.
    """
    for entry in entries(lines):
        if not is_json(entry.raw):
            raise OtherLayout(f"line {entry.line}: it is not JSON")
        yield entry


def _otherwise(data: bytes, path: Path, checking: "_Checking") -> Iterable[Entry]:
    """Return the records of a store in another layout, or of one in ours with lines that are broken."""
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

    def note(self, entry: Entry) -> None:
        """Remember that a record exists; nothing refers to events."""
        if entry.table in TABLES and entry.table != "events":
            self._ids[entry.table].add(id_in(entry.raw))

    def fault(self, line: int, reason: str) -> None:
        """Report a line that makes the file unreadable as JSON."""
        self.report.add(Finding("", "", line, "", reason))

    def examine(self, entry: Entry) -> None:
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

    def _add(self, entry: Entry, field: str, reason: str, record_id: str = "", severity: Severity = "error") -> None:
        found = record_id or id_in(entry.raw)
        self.report.add(Finding(entry.table, found, entry.line or None, field, reason, severity))

    def _examine_meta(self, entry: Entry, *, is_first: bool) -> None:
        if not is_first:
            self._add(entry, "", "is a second record; only the first counts", severity="warning")
            return
        try:
            meta = _META.decode(entry.raw)
            self._opens_at = (meta.opens_at, entry.line or None)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            fault = unsound("meta", entry.raw, error)
            self._add(entry, fault.field, fault.reason.removeprefix(f"field {fault.field} "))

    def _examine_record(self, entry: Entry, record: Record) -> None:
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

    def _examine_texts(self, entry: Entry, record: Record) -> None:
        for field, leaf in leaves(msgspec.to_builtins(record)):
            if isinstance(leaf, str) and clean(leaf) != leaf.replace("\r\n", "\n").replace("\r", "\n"):
                reason = "holds control characters, which are left out wherever it is shown"
                self._add(entry, one_line(field)[:200], reason, record.id, "warning")

    def finish(self) -> CheckReport:
        """Report what only all records together show."""
        opens_at, line = self._opens_at
        if opens_at and opens_at not in self._seen["events"] and not is_date(opens_at):
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
