"""Spans: pieces of text with the name of a look, and how they fill a line.

A look is a name ("muted", "bloc:Islamic State"); `tui.palette` turns it into a style when the line is painted, so that
nothing here depends on a theme.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from store.text import fold, one_line

ELLIPSIS: Final = "…"
LETTERS_A_CELL: Final = 8
"""A word is broken where it has more letters than this for each cell of a line, as with heaps of combining marks."""
LABEL_LETTERS: Final = 2000
"""More than any terminal shows of a text on one line; a field may hold megabytes."""


class Span(NamedTuple):
    """A piece of one line."""

    text: str
    look: str = ""
    action: str = ""
    """What a click on it asks for, as `VERB:VALUE`; empty: nothing."""


Line = list[Span]


def width_of(line: Iterable[Span]) -> int:
    """Return how many terminal cells a line takes."""
    return sum(cell_len(span.text) for span in line)


def shorten(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, with an ellipsis where it was cut."""
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[:width]
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def pad(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells."""
    return set_cell_size(shorten(text, width), max(0, width))


def at_right(text: str, width: int, look: str = "", action: str = "") -> Line:
    """Return `text` at the right end of `width` cells.

    The blanks are a span of their own look: programs that draw a saved picture may swallow those a text begins with.
    """
    blanks = " " * max(0, width - cell_len(text))
    return [Span(blanks, "muted" if look != "muted" else "faint", action), Span(shorten(text, width), look, action)]


def spread(left: Line, right: Line, width: int, fill: Span | None = None) -> Line:
    """Put `left` and `right` at the ends of a line of `width` cells; the left gives way."""
    room = width - width_of(right)
    line = fit(left, max(0, room - 1 if right else room))
    gap = room - width_of(line)
    filler = fill or Span(" ")
    if gap > 0:
        line.append(Span((filler.text * gap)[:gap], filler.look))
    return fit([*line, *right], width)


def fit(line: Sequence[Span], width: int) -> Line:
    """Return the spans that fit in `width` cells, the last of them shortened."""
    fitted: Line = []
    for span in line:
        size = cell_len(span.text)
        if size > width:
            if width > 0:
                fitted.append(span._replace(text=shorten(span.text, width)))
            break
        fitted.append(span)
        width -= size
    return fitted


def wrap(spans: Iterable[Span], width: int, indent: int = 0) -> list[Line]:
    """Break spans into lines of at most `width` cells, at white space where there is any.

    Args:
        spans: Text that may hold line feeds, which are kept.
        width: Cells in a line.
        indent: Blank cells before the second and later lines.
    """
    indent = min(indent, width * 2 // 3)
    lines: list[Line] = [[]]
    used = 0
    word: Line = []
    for span in spans:
        for number, paragraph in enumerate(span.text.split("\n")):
            if number:
                _place(lines, word, used, width, indent)
                word, used = [], 0
                lines.append([])
            for piece in _words(paragraph):
                word.append(span._replace(text=piece))
                if piece.endswith(" "):
                    used = _place(lines, word, used, width, indent)
                    word = []
    _place(lines, word, used, width, indent)
    return [_trim(line) for line in lines]


def _words(text: str) -> list[str]:
    """Split text into words, each with the space after it, and leading space on its own."""
    words: list[str] = []
    for part in text.split(" "):
        words.append(part + " ")
    if words:
        words[-1] = words[-1][:-1]
    return [word for word in words if word]


def _place(lines: list[Line], word: Line, used: int, width: int, indent: int) -> int:
    """Put a word, whose look may change on the way, on the last line or a new one; return the cells used there."""
    size = sum(cell_len(piece.text.rstrip(" ")) for piece in word)
    if used + size > width and used > indent * (len(lines) > 1):
        used = _new_line(lines, indent)
    reach = LETTERS_A_CELL * max(1, width)
    for piece in word:
        text = piece.text
        while text and (len(text) > reach or used + cell_len(text.rstrip(" ")) > width):  # longer than a whole line
            head = set_cell_size(text[:reach], max(0, width - used)).rstrip(" ")
            if not head and used <= indent * (len(lines) > 1):
                head = text[0]  # wider than the line
            lines[-1].append(piece._replace(text=head))
            text = text[len(head) :]
            used = _new_line(lines, indent)
        if text:
            lines[-1].append(piece._replace(text=text))
        used += cell_len(text)
    return used


def _new_line(lines: list[Line], indent: int) -> int:
    lines.append([Span(" " * indent)] if indent else [])
    return indent


def _trim(line: Line) -> Line:
    while line and not line[-1].text.strip() and len(line) > 1:
        line.pop()
    if line and line[-1].text.endswith(" ") and line[-1].text.strip():
        line[-1] = line[-1]._replace(text=line[-1].text.rstrip(" "))
    return line


def mark(span: Span, hits: Sequence[str]) -> Line:
    """Split a span so that each folded word of `hits` in it has the look "hit"."""
    if not hits:
        return [span]
    text = span.text
    folded = [fold(character) for character in text]  # a letter may fold to none or to two
    owner = [at for at, letters in enumerate(folded) for _ in letters]
    line = "".join(folded)
    marked = bytearray(len(text) + 1)
    for hit in filter(None, hits):
        at = line.find(hit)
        while at >= 0:
            first, last = owner[at], owner[at + len(hit) - 1]
            marked[first : last + 1] = b"\x01" * (last + 1 - first)
            at = line.find(hit, at + len(hit))
    pieces: Line = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[start]:
            pieces.append(span._replace(text=text[start:end], look="hit" if marked[start] else span.look))
            start = end
    return pieces


def label(text: str) -> str:
    """Return text from a store as it may stand on a line."""
    return one_line(text[:LABEL_LETTERS])
