"""A saved page, whatever it was saved as, read into a `Page`."""

import re
from typing import Final

import msgspec

from store.errors import PageRefused
from store.pages.blocks import MOST_BLOCKS, MOST_LETTERS, markdown_blocks, plain_blocks
from store.pages.bylines import bare_author, parts_of, signed_by
from store.pages.clocks import is_future, published_in, without_date
from store.pages.datelines import Dateline, read_dateline
from store.pages.decoding import decode
from store.pages.languages import language_of
from store.pages.lines import Known
from store.pages.markup import Marked, is_html, read_html
from store.pages.mhtml import is_mhtml, read_mhtml
from store.pages.opening import MOST_TEXT_BYTES, Raw
from store.pages.page import BODY, Page
from store.pages.publishers import is_masthead, publisher_in, publisher_of
from store.pages.sorting import Sorted, sort_lines
from store.text import clean

_MARKDOWN: Final = re.compile(r"^(?:#{1,6} \S|\[[^\]]+\]\([^)]+\)|> \S|---\s*$)", re.MULTILINE)
_FRONT: Final = re.compile(r"\A---\n(.{0,4000}?)\n(?:---|\.\.\.)\n", re.DOTALL)
_FIELD: Final = re.compile(r"^(\w[\w-]*):\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)


def read_page(raw: Raw) -> Page:
    """Return the article of a saved page, with every line that is no part of it.

    Raises:
        PageRefused: It is no text, or too large to be an article.
    """
    data, encoding, url = raw.data, "", ""
    if is_mhtml(data):
        saved = read_mhtml(data)
        if saved is None:
            raise PageRefused(f"{raw.label} is a saved message without a page in it. Save the page once more, as HTML.")
        data, encoding, url = saved.html, saved.encoding, saved.url
    if len(data) > MOST_TEXT_BYTES:
        raise PageRefused(
            f"{raw.label} has more than {MOST_TEXT_BYTES >> 20} MB of text, which no article has. "
            "Save the text of the article alone."
        )
    text = decode(data, raw.label, encoding)
    marked = _marked(text, raw.name.lower())
    if len(marked.blocks) > MOST_BLOCKS or sum(len(block.text) for block in marked.blocks) > MOST_LETTERS:
        raise PageRefused(
            f"{raw.label} has more than {MOST_BLOCKS:,} lines or {MOST_LETTERS:,} letters, which no article has. "
            "Save the text of the article alone."
        )
    return _completed(marked, url)


def _marked(text: str, name: str) -> Marked:
    """Return the lines of a text, by what it is written in."""
    if is_html(text) and not name.endswith((".md", ".markdown", ".txt")):
        return read_html(text)
    text = clean(text)
    if name.endswith((".md", ".markdown")) or len(_MARKDOWN.findall(text)) > 2:
        return _front_matter(text)
    return Marked(plain_blocks(text), Known())


def _front_matter(text: str) -> Marked:
    """Read Markdown, and the fields that may stand before it between two rules."""
    front = _FRONT.match(text)
    said = {name.lower(): value for name, value in _FIELD.findall(front[1])} if front else {}
    blocks = markdown_blocks(text[front.end() :] if front else text)
    known = Known(said.get("title", ""), said.get("description", ""), said.get("author", said.get("authors", "")))
    return Marked(
        blocks,
        known,
        said.get("publisher", said.get("site", "")),
        published_in(said.get("date", said.get("published", ""))),
        said.get("url", said.get("source", "")),
    )


def _completed(marked: Marked, url: str) -> Page:
    """Put what lines and head say together, and say what is missing."""
    found = sort_lines(marked.blocks, marked.known)
    paragraphs = [line.text for line in found.lines if line.kind in BODY]
    dateline = next((each for text in paragraphs[:2] if (each := read_dateline(text)).place), Dateline())
    url = url or marked.url
    publisher = marked.publisher or _named_by(found) or dateline.agency or publisher_of(url)
    page = Page(
        headline=found.headline,
        standfirst=found.standfirst,
        author=found.author,
        publisher=publisher,
        published=_better(found.published, marked.published) or published_in(dateline.day),
        dateline=dateline.place,
        url=url,
        language=language_of(" ".join(paragraphs)) or marked.language,
        lines=found.lines,
    )
    return _with_missing(page, found)


def _named_by(found: Sorted) -> str:
    """Return what the page calls its publisher: in its notices, over them, or beside author and date."""
    beside = [
        part
        for line in found.lines
        if line.kind in ("byline", "published")
        for part in parts_of(without_date(line.text))
    ]
    paper = next(
        (
            part
            for part in beside
            if is_masthead(part) and part != found.author and not signed_by(part) and not bare_author(part)
        ),
        "",
    )
    alone = next(
        (
            line.text
            for line in found.lines[:8]
            if line.kind == "cut" and line.text.startswith("The ") and is_masthead(line.text)
        ),
        "",
    )
    return publisher_in((line.text for line in found.lines if line.kind == "cut"), found.masthead or paper or alone)


def _better(on_page: str, in_head: str) -> str:
    """Return the more exact of two dates of publication; the head's when both are as exact."""
    return on_page if len(on_page) > len(in_head) else in_head


def _with_missing(page: Page, found: Sorted) -> Page:
    missing: list[str] = []
    if not any(line.kind in BODY for line in found.lines):
        missing.append("There is no article in it that can be told from the rest of the page.")
    if not page.headline:
        missing.append("It has no headline.")
    if not page.published:
        missing.append('It does not say when it was published, so "on Friday" and the like stay open.')
    elif is_future(page.published):
        missing.append(f"It says that it was published on {page.published[:10]}, which is yet to come.")
    return msgspec.structs.replace(page, missing=tuple(missing))
