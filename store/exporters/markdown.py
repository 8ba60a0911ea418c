"""Markdown: a brief to be read, a chronology under months and days with numbered sources.

Every claim stands behind the name of whoever makes it. Sources are footnotes, numbered once, in the order in which they
are first cited; the list at the end takes a second pass over the events instead of memory. What the store holds is
escaped, but for the emphasis, lists and http(s) links of summaries: it can make no headings, HTML or footnotes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from pyroaring import BitMap

from store.exporters import Options
from store.exporters.about import About, about, walk
from store.exporters.citing import Citation, Numbers, citations, cite_article
from store.exporters.jsonl import texts_left_out
from store.exporters.markup import Block, Span, read
from store.exporters.telling import Telling, month_heading, role_words, tell
from store.model import Article
from store.text import clean, one_line
from store.timeline import Timeline

HOW_TO_READ: Final = (
    "Figures and statements are those of whoever is named before them; nothing is added up or averaged, and a figure "
    "that is missing is unknown, not nought. A heading names a day only where that is known; an event whose day is not "
    "stands at the first day on which it may have happened. Small numbers are sources, listed at the end."
)
_SPECIAL: Final = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|&(?=#?\w+;)")
_NUMBERED: Final = re.compile(r"\A(\d{1,9})([.)])")
_LINE_STARTERS: Final = tuple("#>+=|~-:")
_MARKS: Final = {"em": "*", "strong": "**"}
_BLOCK_MARKS: Final = {"item": "- ", "number": "1. ", "quote": "> "}


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write events as a brief."""
    _put(out, _head(about(timeline, events, options)))
    numbers, articles = Numbers(), dict[str, None]()
    month = heading = ""
    for ordinal, event in walk(timeline, events, options):
        told = tell(timeline, ordinal, event, with_notes=options.with_notes)
        articles.update(dict.fromkeys(event.articles))
        if (new_month := month_heading(timeline.earliest[ordinal])) != month:
            month, heading = new_month, ""
            _put(out, [f"## {month}"])
        if told.heading != heading:
            heading = told.heading
            _put(out, [f"### {escaped(heading)}"])
        _put(out, _event(told, numbers))
    found = [article for id_ in articles if (article := timeline.articles.get(id_)) is not None]
    if options.with_articles and found:
        _put(out, ["## Articles"])
        for article in found:
            _put(out, _article(article))
    _put(out, _notes(timeline, events, numbers))
    return () if options.with_articles else texts_left_out(sum(bool(article.body) for article in found))


def _put(out: BinaryIO, blocks: Iterable[str]) -> None:
    for block in blocks:
        out.write(f"{block}\n\n".encode())


def escaped(text: str) -> str:
    """Return a text on one line in which no character is Markdown, for the middle of a line."""
    return _SPECIAL.sub(r"\\\g<0>", one_line(text))


def _from_line_start(text: str) -> str:
    """Return escaped text that may begin a line."""
    text = _NUMBERED.sub(r"\1\\\2", text)
    return f"\\{text}" if text.startswith(_LINE_STARTERS) else text


def _head(head: About) -> Iterator[str]:
    yield f"# {escaped(head.title) or 'A chronology'}"
    if head.description and head.title == head.store:
        yield _from_line_start(escaped(head.description))
    span = f", {head.span}" if head.span else ""
    lines = [f"**Events:** {head.counted} of *{escaped(head.store)}*{span}"]
    lines += [f"**Chosen by:** {code(head.query)}"] if head.query else []
    lines += [f"**Records:** {escaped(head.origins)}"] if head.datasets else []
    lines += [f"**Licence:** {escaped(head.licence)}"] if head.licence else []
    lines += [f"**Attribution:** {escaped(line)}" for line in head.attribution]
    yield "\n".join(f"- {line}" for line in lines)
    yield f"*{HOW_TO_READ}*"


def code(text: str) -> str:
    """Return a text as a code span, whatever backticks are in it."""
    text = one_line(text)
    longest = max(map(len, re.findall("`+", text)), default=0)
    space = " " if longest else ""
    return f"{'`' * (longest + 1)}{space}{text}{space}{'`' * (longest + 1)}"


def _event(told: Telling, numbers: Numbers) -> Iterator[str]:
    notes = [f"[^{numbers.of(citation)}]" for citation in told.citations]
    yield f"#### {escaped(told.headline)}"
    where = [f"**{escaped(told.place)}**"] if told.place else []
    line = "; ".join([*where, *map(escaped, filter(None, (told.place_note, told.when)))])
    if line:
        yield line
    yield from _blocks(read(told.summary))
    if told.date_note:
        yield f"*{escaped(told.date_note)}*"
    if told.sayings:
        yield "\n".join(
            f"- **{escaped(saying.who)}:** {escaped(saying.what)}"
            f"{f' {notes[saying.source]}' if saying.source is not None else ''}"
            for saying in told.sayings
        )
    yield "  \n".join(_facts(told, notes))
    if told.notes:
        yield "*Notes:*"
        yield from _blocks(read(told.notes))


def _facts(told: Telling, notes: Sequence[str]) -> Iterator[str]:
    if told.people:
        people = ((escaped(who.name), role_words(who)) for who in told.people)
        yield f"Who: {', '.join(f'{name} ({role})' if role else name for name, role in people)}"
    if told.offensives:
        yield f"Offensive: {', '.join(map(escaped, told.offensives))}"
    status = [escaped(part) for part in (told.confidence, told.origin) if part]
    yield f"Record: {'; '.join(status)}"
    if told.citations:
        named = zip(told.citations, notes, strict=True)
        sources = dict.fromkeys(f"{escaped(cited.publisher or cited.title)} {note}" for cited, note in named)
        yield f"Sources: {', '.join(sources)}"


def _article(article: Article) -> Iterator[str]:
    yield f"### {escaped(article.headline)}"
    citation = cite_article(article)
    by = ", ".join(filter(None, (citation.author, citation.publisher)))
    link = f" <{citation.url}>" if citation.url else ""
    lines = [escaped(article.dateline), escaped(by) + link, escaped(article.standfirst)]
    yield from (_from_line_start(line) for line in lines if line.strip())
    yield from _blocks(read(article.body))


def _notes(timeline: Timeline, events: BitMap, numbers: Numbers) -> Iterator[str]:
    if not len(numbers):
        return
    yield "## Sources"
    written = 0
    for _ordinal, event in walk(timeline, events, Options()):
        for citation in citations(event, timeline):
            if numbers.of(citation) > written:
                written += 1
                yield f"[^{written}]: {_note(citation)}"


def _note(citation: Citation) -> str:
    words = _from_line_start(escaped(citation.words()))
    return f"{words} <{citation.url}>" if citation.url and citation.url != words else words


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "code":
            yield "\n".join(f"    {line}" for line in clean(block.text).split("\n"))
            continue
        text = _from_line_start("".join(map(_span, block.spans)))
        yield f"**{text}**" if block.kind == "heading" else _BLOCK_MARKS.get(block.kind, "") + text


def _span(span: Span) -> str:
    match span.kind:
        case "link":
            return f"[{escaped(span.text)}]({span.url})"
        case "code":
            return code(span.text)
        case "text":
            return _SPECIAL.sub(r"\\\g<0>", span.text)
    mark = _MARKS[span.kind]
    return f"{mark}{escaped(span.text)}{mark}"
