"""HTML: one page to be read, printed and put on the web as it is.

It needs nothing but itself: no script, no picture, no font, no other address. Headings go from the title to months,
days and events; each event has an address of its own (`#event-ID`, see `anchor`) which stays the same in every export.
What the store holds is text, but for the emphasis, lists and http(s) links of summaries (`store.exporters.markup`).
Sources are numbered once and listed at the end, in a second pass over the events instead of memory.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import BinaryIO, Final

from pyroaring import BitMap

from store.dates import OPEN_START
from store.exporters import Options
from store.exporters.about import About, about, walk
from store.exporters.citing import Citation, Numbers, citations, cite_article
from store.exporters.html_text import escaped, from_markdown, link
from store.exporters.jsonl import texts_left_out
from store.exporters.markdown import HOW_TO_READ
from store.exporters.page_style import STYLE
from store.exporters.telling import Saying, Telling, month_heading, role_words, tell
from store.model import Article
from store.timeline import Timeline

_HEAVY: Final = 5000
"""Events of which a browser needs a while to lay out the page."""
_LONGEST_ANCHOR: Final = 120
_NOT_IN_ANCHOR: Final = re.compile(r"[^A-Za-z0-9._-]")


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write events as a page."""
    page = _Page(timeline, events, out, options)
    page.write()
    return tuple(page.remarks())


def anchor(event_id: str) -> str:
    """Return the fragment of an event's address: its id, with what a fragment may not hold as `~` and a number."""
    found = _NOT_IN_ANCHOR.sub(lambda match: f"~{ord(match[0]):x}~", event_id[:_LONGEST_ANCHOR])
    if len(event_id) > _LONGEST_ANCHOR:
        found += sha256(event_id.encode(errors="surrogatepass")).hexdigest()[:16]
    return f"event-{found}"


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
        self._put(*_head(head), *self._contents())
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
            self._put(*_event(told, self._numbers))

    def _cited_articles(self) -> list[Article]:
        found = map(self._timeline.articles.get, self._articles)
        return [article for article in found if article is not None]

    def _texts(self) -> None:
        for number, article in enumerate(self._cited_articles()):
            self._put(*(["<h2>Articles</h2>"] if not number else []), *_article(article))

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
                    yield _endnote(written, citation, anchor(event.id))
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


def _head(head: About) -> Iterator[str]:
    title = escaped(head.title) or "A chronology"
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="generator" content="Dateline">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<header>"
    yield f"<h1>{title}</h1>"
    if head.description and head.title == head.store:
        yield f"<p>{escaped(head.description)}</p>"
    yield '<dl class="about">'
    yield from (f"<div><dt>{name}</dt>{value}</div>" for name, value in _facts(head))
    yield "</dl>"
    yield f"<p><small>{HOW_TO_READ}</small></p>"
    yield "</header>"


def _facts(head: About) -> Iterator[tuple[str, str]]:
    span = f", {head.span}" if head.span else ""
    yield "Events", f"<dd>{head.counted} of <cite>{escaped(head.store)}</cite>{span}</dd>"
    if head.query:
        yield "Chosen by", f"<dd><code>{escaped(head.query)}</code></dd>"
    if head.datasets:
        yield "Records", f"<dd>{escaped(head.origins)}</dd>"
    if head.licence:
        yield "Licence", f"<dd>{escaped(head.licence)}</dd>"
    if head.attribution:
        yield "Attribution", "".join(f"<dd>{escaped(line)}</dd>" for line in head.attribution)


def _event(told: Telling, numbers: Numbers) -> Iterator[str]:
    notes = [_note(numbers.of(citation)) for citation in told.citations]
    name = anchor(told.id)
    yield f'<article id="{name}">'
    yield f'<h4><a href="#{name}">{escaped(told.headline)}</a></h4>'
    where = [f'<span class="place">{escaped(told.place)}</span>'] if told.place else []
    if line := "; ".join([*where, *map(escaped, filter(None, (told.place_note, told.when)))]):
        yield f'<p class="where">{line}</p>'
    if told.summary:
        yield from_markdown(told.summary)
    if told.date_note:
        yield f"<p><em>{escaped(told.date_note)}</em></p>"
    if told.sayings:
        yield f"<ul>{''.join(_saying(saying, notes) for saying in told.sayings)}</ul>"
    facts = "".join(f"<div><dt>{what}</dt><dd>{value}</dd></div>" for what, value in _record(told, notes))
    yield f'<dl class="record">{facts}</dl>'
    if told.notes:
        yield f"<aside><p>Notes</p>{from_markdown(told.notes)}</aside>"
    yield "</article>"


def _saying(saying: Saying, notes: Sequence[str]) -> str:
    note = f" {notes[saying.source]}" if saying.source is not None else ""
    return f"<li><strong>{escaped(saying.who)}:</strong> {escaped(saying.what)}{note}</li>"


def _note(number: int) -> str:
    return f'<sup><a href="#source-{number}" role="doc-noteref" aria-label="Source {number}">{number}</a></sup>'


def _record(told: Telling, notes: Sequence[str]) -> Iterator[tuple[str, str]]:
    if told.people:
        people = ((escaped(who.name), role_words(who)) for who in told.people)
        yield "Who", ", ".join(f"{name} ({role})" if role else name for name, role in people)
    if told.offensives:
        yield "Offensive", ", ".join(map(escaped, told.offensives))
    yield "Record", "; ".join(escaped(part) for part in (told.confidence, told.origin) if part)
    if told.citations:
        named = zip(told.citations, notes, strict=True)
        sources = dict.fromkeys(f"{escaped(cited.publisher or cited.title)} {note}" for cited, note in named)
        yield "Sources", ", ".join(sources)


def _endnote(number: int, citation: Citation, cited_by: str) -> str:
    words = link(citation.url, citation.words())
    address = f' <span class="address">{escaped(citation.url)}</span>' if citation.url else ""
    back = f'<a href="#{cited_by}" role="doc-backlink" aria-label="Back to where it is first cited">↩</a>'
    return f'<li id="source-{number}">{words}{address} {back}</li>'


def _article(article: Article) -> Iterator[str]:
    citation = cite_article(article)
    language = f' lang="{escaped(article.language)}"' if article.language else ""
    yield f"<article{language}>"
    yield f"<h3>{link(citation.url, article.headline)}</h3>"
    by = ", ".join(filter(None, (citation.author, citation.publisher, article.dateline)))
    yield from (f"<p><em>{escaped(line)}</em></p>" for line in (by, article.standfirst) if line.strip())
    yield from_markdown(article.body)
    yield "</article>"
