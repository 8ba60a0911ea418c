"""HTML: the lines of its layout, and which of them are the article, as trafilatura finds out.

What is handed to the libraries is a tree that was parsed here: given a text that is an address, one of them would
fetch it. Nothing of a page is run or loaded, and the parser knows no entities but HTML's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from store.pages.blocks import Block, markdown_blocks
from store.pages.clocks import published_in
from store.pages.layout import html_blocks
from store.pages.lines import Known
from store.text import clean, fold_long, one_line, safe_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HTML: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|title|meta|table|span)\b", re.IGNORECASE
)
_LONG: Final = 40
"""Letters of a line that may be found within a longer paragraph of the extraction."""
_MOST_ELEMENTS: Final = 15_000
"""Of a page whose article is looked for by its layout, which takes 0.3 ms each; long live pages have half as many."""
_MOST_SEARCHED: Final = 300_000
"""Letters of an extraction in which parts of paragraphs are looked for; no article has as many."""
_DATES: Final = (
    "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "publish-date", "publishdate",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_PAPER: Final = re.compile(r"\s*[|:·•»«–—-]+\s*(?P<name>[A-Z][\w.&'’-]*(?: [\w.&'’-]+){0,4})")
_JSON_DATE: Final = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,40})\"")


class Marked(msgspec.Struct, frozen=True):
    """What HTML says of its article, in its head and by its layout."""

    blocks: list[Block]
    known: Known
    publisher: str = ""
    published: str = ""
    url: str = ""
    language: str = ""


def is_html(text: str) -> bool:
    """Tell whether a text is a page of HTML."""
    return bool(_HTML.search(text[:4096]))


def read_html(text: str) -> Marked:
    """Return the lines of a page of HTML, those of its article marked, and what its head says."""
    tree = _parse(text)
    if tree is None:
        return _without_layout(text)
    blocks = html_blocks(tree)
    if sum(len(block.text) for block in blocks) < 200 and len(text) > 10_000:
        return _without_layout(text)  # nested deeper than the parser goes
    found = _extracted(tree)
    kept = _lines_of(getattr(found, "text", None) or "")
    marked = _mark(blocks, kept) if any(len(line) >= _LONG for line in kept) else blocks
    headline = _headline(blocks, _said(found, "title"))
    return Marked(
        marked,
        Known(
            headline,
            _said(found, "description"),
            _said(found, "author").replace("; ", ", "),
        ),
        _said(found, "sitename") or _behind(headline, tree),
        _published(tree, text) or _said(found, "date"),
        safe_url(_said(found, "url") or _canonical(tree)),
        (tree.get("lang") or tree.get("xml:lang") or "")[:2].lower(),
    )


def _parse(text: str) -> HtmlElement | None:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(clean(text).encode(errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _without_layout(text: str) -> Marked:
    """Read a page that no tree can be made of by its words alone."""
    from store.importers.htmltext import markdown

    return Marked(markdown_blocks(markdown(text)), Known())


def _extracted(tree: HtmlElement) -> Any:
    """Return trafilatura's document; None when it finds no article, or would search too long for one."""
    if sum(1 for _element in tree.iter()) > _MOST_ELEMENTS:
        return None
    from copy import deepcopy

    from trafilatura import bare_extraction

    try:
        return bare_extraction(deepcopy(tree), with_metadata=True, include_comments=False, include_tables=False)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return None  # of a page that the library cannot cope with, the words are left


def _said(found: Any, field: str) -> str:
    return one_line(str(getattr(found, field, None) or ""))


def _headline(blocks: list[Block], title: str) -> str:
    """Return the headline: the page's heading that its title repeats, or the title."""
    headings = [block.text for block in blocks if block.form == "heading" and not block.region]
    folded = fold_long(title)
    for heading in headings:
        if len(heading) > 10 and (fold_long(heading) in folded or folded in fold_long(heading)):
            return heading
    return title


def _behind(headline: str, tree: HtmlElement) -> str:
    """Return the name of a paper that the page's title has behind its headline: "Army takes hill | The Herald"."""
    title = one_line(next((element.text or "" for element in tree.iter("title")), ""))
    rest = title.removeprefix(headline) if headline else ""
    found = _PAPER.fullmatch(rest) if rest != title else None
    return found["name"] if found else ""


def _published(tree: HtmlElement, text: str) -> str:
    """Return the moment that the head of the page gives, with its zone."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        said.setdefault(name, meta.get("content") or "")
    for name in _DATES:
        if found := published_in(said.get(name, "")):
            return found
    if (match := _JSON_DATE.search(text)) and (found := published_in(match[1])):
        return found
    for time in tree.iter("time"):
        if found := published_in(time.get("datetime") or ""):
            return found
    return ""


def _canonical(tree: HtmlElement) -> str:
    return next((link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"), "")


def _lines_of(extraction: str) -> list[str]:
    return [folded for line in extraction.split("\n") if (folded := _folded(line))]


def _folded(text: str) -> str:
    return fold_long(one_line(text)).strip("-*•> ").replace(" ", "")


def _mark(blocks: list[Block], kept: list[str]) -> list[Block]:
    """Mark each line by whether the extraction has it."""
    whole, lines = "\n".join(kept), set(kept)

    def is_kept(block: Block) -> bool:
        folded = _folded(block.text)
        return folded in lines or (len(folded) >= _LONG and len(whole) <= _MOST_SEARCHED and folded in whole)

    return [msgspec.structs.replace(block, is_article=is_kept(block)) for block in blocks]
