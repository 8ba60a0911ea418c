"""Text as HTML: every character of it a character, whatever it holds."""

import html
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from store.exporters.markup import Block, Span, read
from store.text import one_line, safe_url

_LISTS: Final = {"item": "ul", "number": "ol"}
_TAGS: Final = {"paragraph": "p", "heading": "p", "quote": "blockquote"}
_LINK_ATTRIBUTES: Final = 'rel="noopener noreferrer nofollow"'


def escaped(text: str) -> str:
    """Return a text, on one line, for an element or a quoted attribute."""
    return html.escape(one_line(text))


def link(url: str, text: str) -> str:
    """Return a link that opens `url`; only the text when that is not safe to open."""
    url = safe_url(url)
    return f'<a href="{html.escape(url)}" {_LINK_ATTRIBUTES}>{escaped(text)}</a>' if url else escaped(text)


def from_markdown(text: str) -> str:
    """Return Markdown as HTML, a line a block; headings become bold lines, as the page has headings of its own."""
    return "\n".join(_elements(read(text)))


def _elements(blocks: Iterable[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind in _LISTS:
            items = "".join(f"<li>{_inline(block.spans)}</li>" for block in group)
            yield f"<{_LISTS[kind]}>{items}</{_LISTS[kind]}>"
        else:
            yield from map(_element, group)


def _element(block: Block) -> str:
    if block.kind == "code":
        return f"<pre><code>{html.escape(block.text)}</code></pre>"
    inside = _inline(block.spans)
    if block.kind == "heading":
        inside = f"<strong>{inside}</strong>"
    tag = _TAGS[block.kind]
    return f"<{tag}>{inside}</{tag}>"


def _inline(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    if span.kind == "link":
        return link(span.url, span.text)
    inside = html.escape(span.text)
    return inside if span.kind == "text" else f"<{span.kind}>{inside}</{span.kind}>"
