"""The text of an article with what it names marked in it, laid out as lines.

Marks do not stand on colour alone: actors are bold, places underlined, dates in brackets, figures bold and underlined.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final

from msgspec import Struct

from store.drafting.model import Mention
from store.text import clean, fold
from tui.drawing.article import inline
from tui.drawing.spans import Line, Span, wrap

MEASURE: Final = 70
"""Cells of a line of running text that the eye follows with ease."""
LEGEND: Final = "bold actor · underlined place · [date] · figure"
_start: Final = attrgetter("start")
HIT: Final = "hit"
"""The look of what was found."""
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~&])")
_SHIELD: Final = 0xE000
"""Escaped characters stand in the private area of Unicode while emphasis is read: they make none."""
_UNSHIELDED: Final = {_SHIELD + code: code for code in range(0x80)}
_KINDS: Final = (
    ("### ", "strong", ""),
    ("## ", "strong", ""),
    ("# ", "strong", ""),
    ("> ", "italic", "│ "),
    ("- ", "", "• "),
)


class Mark(Struct, frozen=True):
    """A stretch of the body that looks different."""

    start: int
    end: int
    look: str = ""
    action: str = ""
    """What a click on it asks for; lines are found by it, too."""
    before: str = ""
    behind: str = ""


def mention_marks(mentions: Iterable[Mention], bloc_of: Mapping[str, str]) -> list[Mark]:
    """Return the marks of what an article names.

    Args:
        mentions: What it names.
        bloc_of: The bloc of each actor, by its id.
    """
    marks: list[Mark] = []
    for each in mentions:
        if each.kind == "actor":
            marks.append(Mark(each.start, each.end, f"bloc:{bloc_of.get(each.value) or 'Others'}+bold"))
        elif each.kind == "place":
            marks.append(Mark(each.start, each.end, "underlined"))
        elif each.kind == "date":
            marks.append(Mark(each.start, each.end, "key", before="[", behind="]"))
        elif each.kind == "figure":
            marks.append(Mark(each.start, each.end, "bold+underlined"))
    return marks


class BodyLayout:
    """Lays out one body in Markdown, and does not again what is as it was: at a key one or two paragraphs change."""

    def __init__(self, body: str) -> None:
        """Take in a body: paragraphs between empty lines."""
        self.body = body
        self._paragraphs = list(_paragraphs(body))
        self._width = 0
        self._laid: dict[int, tuple[list[Mark], list[Line]]] = {}
        """By where a paragraph begins: its marks, and its lines with them."""

    def lines(self, marks: Iterable[Mark], width: int) -> list[Line]:
        """Lay it out.

        Args:
            marks: By characters of the body; those that lie over others come later.
            width: Cells of a line.
        """
        if width != self._width:
            self._width = width
            self._laid.clear()
        ordered = sorted(marks, key=_start)
        starts = [each.start for each in ordered]
        lines: list[Line] = []
        for start, end in self._paragraphs:
            own = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
            laid = self._laid.get(start)
            if laid is None or laid[0] != own:
                laid = self._laid[start] = (own, _paragraph(self.body, start, end, own, width))
            if lines:
                lines.append([])
            lines += laid[1]
        return lines


def _shield(found: re.Match[str]) -> str:
    return chr(_SHIELD + ord(found[1]))


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Yield where the paragraphs begin and end."""
    at = 0
    for part in re.split(r"(\n\s*\n)", body):
        if part.strip():
            yield at, at + len(part)
        at += len(part)


def _paragraph(body: str, start: int, end: int, marks: Sequence[Mark], width: int) -> list[Line]:
    opening, look, bullet = next((kind for kind in _KINDS if body.startswith(kind[0], start)), ("", "", ""))
    spans = _pieces(body, start + len(opening), end, marks, look)
    lines = wrap(spans, max(8, width - len(bullet)))
    if not bullet:
        return lines
    return [[Span(bullet if bullet == "│ " or not n else "  ", "faint"), *line] for n, line in enumerate(lines)]


def _pieces(body: str, start: int, end: int, marks: Sequence[Mark], look: str) -> Iterator[Span]:
    """Yield a paragraph's text, cut where a mark begins or ends."""
    edges = sorted({start, end, *(min(max(at, start), end) for each in marks for at in (each.start, each.end))})
    waiting, active = list(reversed(marks)), list[Mark]()
    for at, until in pairwise(edges):
        active = [each for each in active if each.end > at]
        while waiting and max(waiting[-1].start, start) <= at:
            if waiting[-1].end > at:
                active.append(waiting[-1])
            waiting.pop()
        looks = "+".join([part for part in (look, *(each.look for each in active)) if part])
        action = next((each.action for each in reversed(active) if each.action), "")
        before = "".join(each.before for each in active if max(each.start, start) == at)
        behind = "".join(each.behind for each in reversed(active) if min(each.end, end) == until)
        text = clean(_ESCAPED.sub(_shield, body[at:until])).replace("\n", " ")
        if before:
            yield Span(before, looks, action)
        for span in inline(text, looks):
            yield Span(span.text.translate(_UNSHIELDED), span.look, action)
        if behind:
            yield Span(behind, looks, action)


class Finder:
    """Finds words in a body, however they are written there and whatever is marked in them."""

    def __init__(self, body: str) -> None:
        letters: list[str] = []
        self._owner: list[int] = []
        """Which character of the body each letter of the folded text comes from."""
        for at, character in enumerate(body):
            if character == "\\" and _ESCAPED.match(body, at):
                continue
            folded = " " if character.isspace() else fold(character)  # a letter may fold to none or to two
            letters.append(folded)
            self._owner += [at] * len(folded)
        self._text = "".join(letters)

    def marks(self, text: str) -> list[Mark]:
        """Return a mark for each place where some text stands."""
        wanted = fold(text)
        found: list[Mark] = []
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            last = at + len(wanted) - 1
            found.append(Mark(self._owner[at], self._owner[last] + 1, HIT))
            at = self._text.find(wanted, last + 1)
        return found


def lines_with_hits(lines: Sequence[Line]) -> list[int]:
    """Return which lines hold what was found."""
    return [number for number, line in enumerate(lines) if any(HIT in span.look.split("+") for span in line)]
