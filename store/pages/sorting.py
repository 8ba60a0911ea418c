"""What each line of a page is: headline, byline, paragraph, caption, or something that the page tells its visitors."""

from typing import Final

import msgspec

from store.pages.blocks import Block
from store.pages.cutting import cut_appeals, cut_outside_the_layout, cut_tail, cut_visitors, sort_captions
from store.pages.heads import Head
from store.pages.lines import SENTENCE_END, Known, Lines, is_sentence
from store.pages.page import Kind, Line
from store.pages.publishers import is_masthead

_MOST_SUBHEADING_WORDS: Final = 14


class Sorted(msgspec.Struct, frozen=True):
    """The lines with their kinds, and what they say of the article."""

    lines: tuple[Line, ...]
    headline: str = ""
    standfirst: str = ""
    author: str = ""
    published: str = ""
    masthead: str = ""


def sort_lines(blocks: list[Block], known: Known | None = None) -> Sorted:
    """Return what each line of a page is.

    Args:
        blocks: The lines.
        known: What the page says of its article beside them.
    """
    known, lines = known or Known(), Lines(blocks)
    cut_outside_the_layout(lines, known)
    cut_visitors(lines, known)
    cut_appeals(lines)
    sort_captions(lines)
    head = Head(lines, known)
    head.find()
    cut_tail(lines)
    _place_the_rest(lines)
    found = tuple(
        Line(text, kind or "paragraph", reason)
        for text, kind, reason in zip(lines.texts, lines.kinds, lines.reasons, strict=True)
    )
    masthead = next((text for text in lines.texts[:1] if is_masthead(text) and text != head.headline), "")
    return Sorted(found, head.headline, head.standfirst, head.author, head.published, masthead)


def _place_the_rest(lines: Lines) -> None:
    """Give what is left its place in the body."""
    prose = set(lines.prose())
    first = min(prose, default=0)
    for at in lines.free():
        block = lines.blocks[at]
        words = len(block.text.split())
        if not prose and not is_sentence(block.text):
            lines.settle(at, "cut", "no sentence")
        elif at in prose or block.is_article:
            lines.settle(at, _body_kind(block))
        elif block.form in ("item", "quote"):
            lines.settle(at, block.form)
        elif at < first and prose:
            lines.settle(at, "cut", "between the headline and the text")
        elif words <= _MOST_SUBHEADING_WORDS and not SENTENCE_END.search(block.text):
            lines.settle(at, "subheading")
        else:
            lines.settle(at, "paragraph")


def _body_kind(block: Block) -> Kind:
    if block.form == "heading":
        return "subheading"
    return block.form if block.form in ("item", "quote", "caption") else "paragraph"
