"""The lines of a store file as records, and every line that does not fit named: for checking and mending."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, NoReturn

from store.rawjson import decoded


class Entry(NamedTuple):
    """One record line of a store file."""

    table: str
    number: str
    """TinyDB's document number."""
    raw: bytes
    line: int
    """Line of the file, from 1."""


class OtherLayout(ValueError):
    """The file is not laid out one record a line."""


def _refuse(line: int, reason: str) -> NoReturn:
    raise OtherLayout(f"line {line}: {reason}")


def entries(
    lines: Iterable[bytes], fault: Callable[[int, str], None] = _refuse, tables: list[str] | None = None
) -> Iterator[Entry]:
    """Yield the records of a store in our layout; whether each is JSON is for the caller to see.

    Args:
        lines: The file's lines.
        fault: Told the number of a line that does not fit, and why; unless it raises, reading goes on.
        tables: Gets the name of each table, those too that have no records.

    Raises:
        OtherLayout: A line does not fit, and no other `fault` is given.
    """
    state = _Layout(fault, [] if tables is None else tables)
    line = 0
    for line, text in enumerate(lines, 1):
        text = text.strip(b" \t\r\n")
        if state.depth == 2 and text[:1] == b'"':
            name, colon, value = text.partition(b": ")
            if colon and value != b"{":
                state.follow(line)
                state.comma = value.endswith(b",")
                yield Entry(state.table, state.name(line, name), value[:-1] if state.comma else value, line)
                continue
        state.take(line, text)
    if state.depth or not line:
        fault(line, "the file ends before the store does")


class _Layout:
    """Where in a store file a reader is: outside (0), between tables (1) or in one (2)."""

    def __init__(self, fault: Callable[[int, str], None], tables: list[str]) -> None:
        self.fault = fault
        self.tables = tables
        self.depth = 0
        self.table = ""
        self.comma: bool | None = None
        """Whether one closed the line before; None after an opening brace."""

    def follow(self, line: int) -> None:
        """Make sure that something may follow here."""
        if self.comma is False:
            self.fault(line - 1, "a comma is missing at its end")

    def name(self, line: int, quoted: bytes) -> str:
        """Return the name of a table or the number of a document."""
        inner = quoted[1:-1]
        if inner.isalnum() and quoted[-1:] == b'"':
            return inner.decode()
        try:
            return str(decoded(quoted))
        except ValueError:
            self.fault(line, "what stands before the colon is not JSON")
            return inner.decode(errors="replace")

    def take(self, line: int, text: bytes) -> None:
        """Take a line that is no record."""
        if self.depth == 0:
            self._outside(line, text)
        elif text in (b"}", b"},"):
            if self.comma:
                self.fault(line - 1, "nothing follows the comma at its end")
            self.depth, self.comma = self.depth - 1, text == b"},"
        elif self.depth == 1 and text[:1] == b'"' and text[-4:] == b'": {':
            self.follow(line)
            self.table, self.depth, self.comma = self.name(line, text[:-3]), 2, None
            self.tables.append(self.table)
        else:
            self.fault(line, "a table was expected" if self.depth == 1 else "a record was expected")

    def _outside(self, line: int, text: bytes) -> None:
        if line == 1:
            self.depth = 1
            if text != b"{":
                self.fault(line, "'{' alone was expected")
        elif text or self.comma:
            self.fault(line, "the store has ended before it")
