"""The components of a calendar: every VEVENT and VJOURNAL with its lines, whatever else there is.

Lines are put together again before they are decoded, for some programs break them within a character.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from store.importers.source import Head, Source

DATED: Final = ("VEVENT", "VJOURNAL")
"""Components that something happens in."""
PASSED_OVER: Final = ("VTODO", "VFREEBUSY")

_START: Final = re.compile(r"BEGIN:(?:VCALENDAR|VEVENT|VJOURNAL)\b", re.IGNORECASE)
_NAMED: Final = re.compile(r"[A-Za-z0-9-]+[;:]")
_TEXT: Final = re.compile(r"(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT|X-ALT-DESC)[;:]", re.IGNORECASE)
_LONGEST_NAME: Final = 80


class Line(NamedTuple):
    """A content line, put together."""

    number: int
    """Of its first piece, from 1."""
    text: str


class Component(NamedTuple):
    """A part of a calendar that something happens in, or why it is none."""

    kind: str
    line: int
    lines: list[str]
    """Those between its first and its last, without those of components in it."""
    problem: str = ""

    def raw(self, reason: str = "") -> str:
        """Return it as text that can be read again, with the reason why it was rejected."""
        said = [f"{REASON_NAME}:{reason}"] if reason else []
        return "\r\n".join((f"BEGIN:{self.kind}", *said, *self.lines, f"END:{self.kind}"))


REASON_NAME: Final = "X-REJECT-REASON"
"""Property of a rejected component in a file of rejects."""


def is_calendar(head: Head) -> bool:
    """Tell whether a source is a calendar."""
    return _START.match(head.text.lstrip("\ufeff \t\r\n\0")) is not None


def read_lines(source: Source) -> Iterator[Line]:
    """Yield the content lines of a source.

    Raises:
        StoreError: It cannot be read.
    """
    decoding = source.decoding
    data = source.whole()
    if decoding.encoding != "utf-8":
        data = decoding.whole(data, source.note).encode(errors="replace")
        decoding = msgspec.structs.replace(decoding, encoding="utf-8", mark=0)
    data = data[decoding.mark :].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    of_line = msgspec.structs.replace(decoding, mark=0)
    first, pieces = 1, [b""]
    for number, piece in enumerate(data.split(b"\n"), 1):
        if piece[:1] in (b" ", b"\t"):
            pieces.append(piece[1:])
            continue
        yield Line(first, of_line.whole(b"".join(pieces), source.note))
        first, pieces = number, [piece]
    yield Line(first, of_line.whole(b"".join(pieces), source.note))


def components(lines: Iterator[Line], passed_over: list[str]) -> Iterator[Component]:
    """Yield the components that something happens in, in their order.

    Args:
        lines: The calendar's.
        passed_over: Gets the kind of each other component that one might have expected here.
    """
    current: _Open | None = None
    for line in lines:
        word, _, name = line.text[:_LONGEST_NAME].strip().upper().partition(":")
        name = name.strip()
        if word == "BEGIN" and name in DATED:
            if current:
                yield current.broken()
            current = _Open(name, line.number)
        elif current is None:
            passed_over += [name] if word == "BEGIN" and name in PASSED_OVER else []
        elif word == "END" and name in (current.kind, "VCALENDAR"):
            yield current.whole() if name == current.kind else current.broken()
            current = None
        elif word in ("BEGIN", "END"):
            current.depth = max(0, current.depth + (1 if word == "BEGIN" else -1))
        elif not current.depth:
            current.add(line.text)
    if current:
        yield current.broken("the file ends within it")


class _Open:
    """A component whose end has not come yet."""

    def __init__(self, kind: str, line: int) -> None:
        self.kind = kind
        self.depth = 0
        """Components within it that are open, such as an alarm."""
        self._line = line
        self._pieces: list[list[str]] = []

    def add(self, text: str) -> None:
        """Take in a line; what is none goes on with the text before it, whose line feed was not escaped."""
        if not _NAMED.match(text) and self._pieces and _TEXT.match(self._pieces[-1][0]):
            self._pieces[-1].append(text)
        else:
            self._pieces.append([text])

    def whole(self) -> Component:
        """Return it."""
        return Component(self.kind, self._line, ["\\n".join(pieces).removesuffix("\\n") for pieces in self._pieces])

    def broken(self, problem: str = "") -> Component:
        """Return it with what is wrong with it."""
        return self.whole()._replace(problem=problem or f"END:{self.kind} is missing")
