"""HTML: one page to be read, printed and put on the web as it is.

It needs nothing but itself: no script, no picture, no font, no other address. Headings go from the title to months,
days and events; each event has an address of its own (`#event-ID`, see `anchor`) which stays the same in every export.
What the store holds is text, but for the emphasis, lists and http(s) links of summaries (`store.exporters.markup`).
Sources are numbered once and listed at the end, in a second pass over the events instead of memory.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import BinaryIO, Final

from pyroaring import BitMap

from store.dates import OPEN_START
from store.exporters import Options
from store.exporters.about import about, walk
from store.exporters.citing import Numbers, citations
from store.exporters.html_text import escaped
from store.exporters.jsonl import texts_left_out
from store.exporters.page_parts import anchor, article_lines, endnote_line, event_lines, page_head
from store.exporters.telling import month_heading, tell
from store.model import Article
from store.timeline import Timeline

_HEAVY: Final = 5000
"""Events of which a browser needs a while to lay out the page."""


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write events as a page."""
    page = _Page(timeline, events, out, options)
    page.write()
    return tuple(page.remarks())


class _Page:
    def __init__(self, timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> None:
        self._timeline = timeline
        self._events = events
        self._out = out
        self._options = options
        self._numbers = Numbers()
        self._articles: dict[str, None] = {}

    def write(self) -> None:
        head = about(self._timeline, self._events, self._options)
        self._put(*page_head(head), *self._contents())
        self._put("<main>")
        self._chronology()
        if self._options.with_articles:
            self._texts()
        for line in self._sources():
            self._put(line)
        self._put("</main>", "</body>", "</html>")

    def remarks(self) -> Iterator[str]:
        if len(self._events) > _HEAVY:
            yield f"A page of {len(self._events):,} events is slow in a browser; a query makes it shorter."
        if not self._options.with_articles:
            yield from texts_left_out(sum(bool(article.body) for article in self._cited_articles()))

    def _put(self, *lines: str) -> None:
        self._out.write("".join(f"{line}\n" for line in lines).encode())

    def _contents(self) -> Iterator[str]:
        """Yield links to the months, with how many events begin in each."""
        months = list(months_of(self._timeline, self._events))
        if len(months) > 1:
            yield '<nav aria-label="Months"><ul>'
            for day, count in months:
                yield f'<li><a href="#{_month_anchor(day)}">{month_heading(day)}</a> {count:,}</li>'
            yield "</ul></nav>"

    def _chronology(self) -> None:
        month = heading = ""
        for ordinal, event in walk(self._timeline, self._events, self._options):
            told = tell(self._timeline, ordinal, event, with_notes=self._options.with_notes)
            self._articles.update(dict.fromkeys(event.articles))
            day = self._timeline.earliest[ordinal]
            if (new_month := month_heading(day)) != month:
                month, heading = new_month, ""
                self._put(f'<h2 id="{_month_anchor(day)}">{month}</h2>')
            if told.heading != heading:
                heading = told.heading
                self._put(f"<h3>{escaped(heading)}</h3>")
            self._put(*event_lines(told, self._numbers))

    def _cited_articles(self) -> list[Article]:
        found = map(self._timeline.articles.get, self._articles)
        return [article for article in found if article is not None]

    def _texts(self) -> None:
        for number, article in enumerate(self._cited_articles()):
            self._put(*(["<h2>Articles</h2>"] if not number else []), *article_lines(article))

    def _sources(self) -> Iterator[str]:
        if not len(self._numbers):
            return
        yield '<section role="doc-endnotes" aria-labelledby="sources">'
        yield '<h2 id="sources">Sources</h2><ol>'
        written = 0
        for _ordinal, event in walk(self._timeline, self._events, Options()):
            for citation in citations(event, self._timeline):
                if self._numbers.of(citation) > written:
                    written += 1
                    yield endnote_line(written, citation, anchor(event.id))
        yield "</ol></section>"


def months_of(timeline: Timeline, events: BitMap) -> Iterator[tuple[int, int]]:
    """Yield the first day of each month in which events begin, and how many do; `OPEN_START` for no known start."""
    starts: list[int] = []
    ordinal: int | None = events[0] if events else None
    while ordinal is not None:
        starts.append(ordinal)
        after = timeline.first_on_or_after(_next_month(timeline.earliest[ordinal]))
        at = events.rank(after - 1)
        ordinal = events[at] if at < len(events) else None
    ranks = [*(events.rank(ordinal) - 1 for ordinal in starts), len(events)]
    for ordinal, (before, upto) in zip(starts, pairwise(ranks), strict=True):
        yield timeline.earliest[ordinal], upto - before


def _next_month(day: int) -> int:
    if day == OPEN_START:
        return OPEN_START + 1
    first = date.fromordinal(day)
    if (first.year, first.month) == (date.max.year, date.max.month):
        return date.max.toordinal() + 1
    return date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal()


def _month_anchor(day: int) -> str:
    return f"month-{date.fromordinal(day).isoformat()[:7]}" if day != OPEN_START else "month-not-known"
