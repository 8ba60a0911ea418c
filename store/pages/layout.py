"""The lines of an HTML page, and what its layout says of each: navigation, a footer, a caption, a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from store.pages.blocks import Block, Form, bounded
from store.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "center", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section",
        "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN: Final = frozenset(
    {
        "script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "object",
        "embed", "svg", "math", "canvas", "audio", "video", "textarea",
    }
)  # fmt: skip
_REGIONS: Final = {
    "nav": "navigation", "footer": "the foot of the page", "aside": "beside the article", "form": "a form",
    "button": "a button",
    "select": "a form", "label": "a form", "header": "the head of the page",
}  # fmt: skip
_NAMED_REGIONS: Final = (
    ("a comment prompt", re.compile(r"(?:^|[-_ ])(?:comments?|disqus|discussion)(?:[-_ ]|$)", re.IGNORECASE)),
    ("an advertisement", re.compile(r"(?:^|[-_ ])(?:ads?|advert\w*|sponsor\w*|promo\w*|taboola|"
    r"outbrain)(?:[-_ ]|$)", re.IGNORECASE)),
    ("an appeal", re.compile(r"(?:^|[-_ ])(?:donat\w*|newsletter\w*|subscri\w*|paywall|appeal|"
    r"contribut\w+-(?:cta|epic))(?:[-_ ]|$)", re.IGNORECASE)),
    ("a notice", re.compile(r"(?:^|[-_ ])(?:cookies?|consent|gdpr|notice|banner)(?:[-_ ]|$)", re.IGNORECASE)),
    ("a link elsewhere", re.compile(r"(?:^|[-_ ])(?:related|share|social|recommend\w*|most-?read|read-?more|"
    r"teasers?|trending|popular|breadcrumbs?|menu|nav)(?:[-_ ]|$)", re.IGNORECASE)),
)  # fmt: skip
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACE: Final = re.compile(r"\s+")


class _Open:
    """An element that has begun: what holds for the text in it."""

    __slots__ = ("form", "is_hidden", "region")

    def __init__(self, form: Form, region: str, is_hidden: bool) -> None:
        self.form = form
        self.region = region
        self.is_hidden = is_hidden


def html_blocks(tree: HtmlElement) -> list[Block]:
    """Return the lines of a page in their order, each in the region that it stands in."""
    return bounded(_walk(tree))


def _walk(tree: HtmlElement) -> Iterator[Block]:
    """Go through the elements without recursion: pages nest as deep as they like."""
    pieces: list[str] = []
    top = _Open("line", "", is_hidden=False)
    stack: list[tuple[HtmlElement, _Open, _Open | None]] = [(tree, top, None)]
    while stack:
        element, outer, inner = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        is_break = tag in _BLOCKS or tag == "br"
        if inner is not None:  # it ends here
            if is_break:
                yield from _flush(pieces, inner)
            pieces.append(_SPACE.sub(" ", element.tail or ""))
            continue
        if is_break:
            yield from _flush(pieces, outer)
        inside = _inside(element, tag, outer)
        stack.append((element, outer, inside))
        if not inside.is_hidden:
            pieces.append(_SPACE.sub(" ", element.text or ""))
            stack.extend((child, inside, None) for child in reversed(element))
    yield from _flush(pieces, top)


def _flush(pieces: list[str], state: _Open) -> Iterator[Block]:
    text = one_line("".join(pieces))
    pieces.clear()
    if text:
        yield Block(text, state.form, state.region)


def _inside(element: HtmlElement, tag: str, state: _Open) -> _Open:
    """Return what holds for the text in an element."""
    if not tag or tag in _UNSEEN or _is_hidden(element):
        return _Open(state.form, state.region, is_hidden=True)
    region = state.region or _REGIONS.get(tag, "") or _named_region(element)
    form: Form = state.form
    if tag in _HEADINGS:
        form = "heading"
    elif tag == "figcaption":
        form = "caption"
    elif tag == "blockquote":
        form = "quote"
    elif tag == "li" and form == "line":
        form = "item"
    if form is state.form and region == state.region:
        return state
    return _Open(form, region, is_hidden=False)


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _named_region(element: HtmlElement) -> str:
    named = f"{element.get('id') or ''} {element.get('class') or ''}"[:200]
    if not named.strip() or element.tag in ("body", "html", "main", "article"):
        return ""
    return next((reason for reason, pattern in _NAMED_REGIONS if pattern.search(named)), "")
