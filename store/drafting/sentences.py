"""The sentences of a body in Markdown, with their positions."""

import re
from collections.abc import Iterator
from typing import Final

from store.drafting.model import Sentence
from store.pages.datelines import read_dateline

_PARAGRAPH: Final = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_MARK: Final = re.compile(r"(?:#{1,6} +|> ?|- +|\d{1,3}\\?[.)] +)")
_END: Final = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9À-Þ])|\n")
_ABBREVIATION: Final = re.compile(
    r"(?:^|"
    r"[\s(\"“'])(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Brig|Adm|Cmdr|Rev|Sen|Rep|Gov|Pres|Jr|Sr|No|vs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|approx|ca|[A-Z]|"
    r"(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


def sentences_of(body: str) -> tuple[Sentence, ...]:
    """Return the sentences of a body; a dateline before the first is no part of it, and headings are none."""
    return tuple(_sentences(body))


def _sentences(body: str) -> Iterator[Sentence]:
    for number, found in enumerate(_PARAGRAPH.finditer(body)):
        start, end = found.span()
        if mark := _MARK.match(body, start):
            if mark[0].startswith("#"):
                continue
            start = mark.end()
        if number < 2:
            start += read_dateline(body[start:end]).end
        for first, last in _pieces(body, start, end):
            yield Sentence(first, last, body[first:last], number)


def _pieces(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begins = start
    for found in _END.finditer(body, start, end):
        stop = found.end() if found[0] != "\n" else found.start()
        if found[0] == "." and _ABBREVIATION.search(body[max(begins, stop - 12) : stop]):
            continue
        if body[begins:stop].strip():
            yield _trimmed(body, begins, stop)
        begins = stop
    if body[begins:end].strip():
        yield _trimmed(body, begins, end)


def _trimmed(body: str, start: int, end: int) -> tuple[int, int]:
    text = body[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
