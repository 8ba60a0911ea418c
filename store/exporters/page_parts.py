"""The pieces of the exported page (`store.exporters.htmlpage`): its head, an event, a note, an article."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from store.exporters.about import About
from store.exporters.citing import Citation, Numbers, cite_article
from store.exporters.html_text import escaped, from_markdown, link
from store.exporters.markdown import HOW_TO_READ
from store.exporters.page_style import STYLE
from store.exporters.telling import Saying, Telling, role_words
from store.model import Article

_LONGEST_ANCHOR: Final = 120
_NOT_IN_ANCHOR: Final = re.compile(r"[^A-Za-z0-9._-]")


def anchor(event_id: str) -> str:
    """Return the fragment of an event's address: its id, with what a fragment may not hold as `~` and a number."""
    found = _NOT_IN_ANCHOR.sub(lambda match: f"~{ord(match[0]):x}~", event_id[:_LONGEST_ANCHOR])
    if len(event_id) > _LONGEST_ANCHOR:
        found += sha256(event_id.encode(errors="surrogatepass")).hexdigest()[:16]
    return f"event-{found}"


def page_head(head: About) -> Iterator[str]:
    """Yield all that stands before the chronology."""
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


def event_lines(told: Telling, numbers: Numbers) -> Iterator[str]:
    """Yield an event; its citations get their numbers."""
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


def endnote_line(number: int, citation: Citation, cited_by: str) -> str:
    """Return a source in the list at the end, with a link to the first event that cites it."""
    words = link(citation.url, citation.words())
    address = f' <span class="address">{escaped(citation.url)}</span>' if citation.url else ""
    back = f'<a href="#{cited_by}" role="doc-backlink" aria-label="Back to where it is first cited">↩</a>'
    return f'<li id="source-{number}">{words}{address} {back}</li>'


def article_lines(article: Article) -> Iterator[str]:
    """Yield the full text of an article."""
    citation = cite_article(article)
    language = f' lang="{escaped(article.language)}"' if article.language else ""
    yield f"<article{language}>"
    yield f"<h3>{link(citation.url, article.headline)}</h3>"
    by = ", ".join(filter(None, (citation.author, citation.publisher, article.dateline)))
    yield from (f"<p><em>{escaped(line)}</em></p>" for line in (by, article.standfirst) if line.strip())
    yield from_markdown(article.body)
    yield "</article>"
