"""Plain text for terminals and pipes: widths in cells, wrapping, columns and bars. No colour, no control characters."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

BLOCK: Final = "█"
PARTIAL: Final = "▏▎▍▌▋▊▉"
"""One to seven eighths of a cell."""

GAP: Final = "  "
"""Between two columns; two spaces can be told from the one within a text."""

_WIDE: Final = frozenset("WF")
_WITHOUT_WIDTH: Final = frozenset(("Mn", "Me", "Cf", "Cc"))
_UNBREAKABLE: Final = ("http://", "https://")


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in _WITHOUT_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def cell_width(text: str) -> int:
    """Return how many terminal cells `text` takes."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def _head(text: str, width: int) -> str:
    """Return the longest beginning of `text` that takes at most `width` cells."""
    if text.isascii():
        return text[:width]
    taken = 0
    for at, character in enumerate(text):
        taken += _character_width(character)
        if taken > width:
            return text[:at]
    return text


def cut(text: str, width: int) -> str:
    """Return `text`, shortened with an ellipsis when it takes more than `width` cells."""
    if len(_head(text, width)) == len(text):
        return text
    return _head(text, width - 1).rstrip() + "…" if width > 0 else ""


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled with spaces to `width` cells, on its left when `right`."""
    fill = " " * (width - cell_width(text))
    return fill + text if right else text + fill


def wrap(text: str, width: int, *, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Yield `text` as lines of at most `width` cells, broken at spaces.

    A web address is never broken, so that it can be copied; another word that is wider than a line is.

    Args:
        text: What to lay out; its own line breaks count as spaces.
        width: Cells of a line, with what it begins with.
        first: What the first line begins with.
        rest: What the other lines begin with; left out: as many spaces as `first` is wide.
    """
    if rest is None:
        rest = " " * cell_width(first)
    room = max(width - max(cell_width(first), cell_width(rest)), 1)
    line: list[str] = []
    taken = 0
    begin = first
    for word in _pieces(text, room):
        wide = cell_width(word)
        if line and taken + 1 + wide > room:
            yield begin + " ".join(line)
            begin, line, taken = rest, [], 0
        taken += wide + (1 if line else 0)
        line.append(word)
    if line or first.strip():
        yield (begin + " ".join(line)).rstrip()


def _pieces(text: str, room: int) -> Iterator[str]:
    for word in text.split():
        if len(word) * 2 <= room or word.startswith(_UNBREAKABLE):
            yield word
            continue
        at = 0
        while at < len(word):
            # Most letters take a cell; the slice keeps a word of 10 MB from being copied once a line.
            piece = _head(word[at : at + 8 * room], room) or word[at]
            yield piece
            at += len(piece)


def bar(part: int, whole: int, width: int) -> str:
    """Return a bar of `part` out of `whole`, `width` cells when it is all; never empty for a part above 0."""
    if part <= 0 or whole <= 0:
        return ""
    eighths = max(round(part * width * 8 / whole), 1)
    full, left = divmod(min(eighths, width * 8), 8)
    return BLOCK * full + (PARTIAL[left - 1] if left else "")


class Column:
    """A column of a table."""

    def __init__(self, title: str, most: int = 0, *, stretches: bool = False) -> None:
        self.title = title
        self.most = most
        """Widest that it may become where room is short; 0: as wide as its texts."""
        self.stretches = stretches
        """Whether it gives way first, and keeps what the others leave."""
        self.width = 0
        """Cells of its widest text so far."""


class Table:
    """Rows of cells under columns, laid out page by page: a column only ever becomes wider."""

    def __init__(self, columns: Sequence[Column], room: int | None) -> None:
        """Set up the columns.

        Args:
            columns: From left to right.
            room: Cells of a line; None: as many as it takes, and nothing is shortened.
        """
        self.columns = columns
        self.room = room

    def header(self) -> str:
        """Return the line of titles, for the widths so far."""
        return self._line([column.title for column in self.columns], self._widths())

    def page(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """Return the lines of some rows."""
        for at, column in enumerate(self.columns):
            widest = max((cell_width(row[at]) for row in rows), default=0)
            title = cell_width(column.title) if self.room else 0
            column.width = max(column.width, widest, title)
        widths = self._widths()
        return [self._line(row, widths) for row in rows]

    def _widths(self) -> list[int]:
        if self.room is None:
            return [column.width for column in self.columns]
        widths = [min(column.width, column.most or column.width) for column in self.columns]
        left = self.room - sum(widths) - len(GAP) * (len(widths) - 1)
        for at, column in enumerate(self.columns):
            if column.stretches:
                widths[at] = max(widths[at] + min(left, 0), 8)
        return widths

    def _line(self, row: Sequence[str], widths: Sequence[int]) -> str:
        if self.room is not None:
            row = [cut(cell, width) for cell, width in zip(row, widths, strict=True)]
        line = GAP.join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        return line if self.room is None else cut(line, self.room)
