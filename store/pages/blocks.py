"""The lines of a page as it was saved, each with what its form alone says of it."""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from store.text import clean, one_line

Form = Literal["line", "heading", "item", "quote", "caption"]

MOST_BLOCKS: Final = 20_000
"""Lines of a page that is read; no article has as many."""
MOST_LETTERS: Final = 1_000_000
"""Letters of a page that is read: ten times the longest article."""
_LONGEST: Final = 20_000
"""Characters of a line; longer ones are no prose, and are parted."""


class Block(msgspec.Struct, frozen=True):
    """A line, or an element of HTML that would be one."""

    text: str
    form: Form = "line"
    region: str = ""
    """The part of an HTML page that it stands in, in words: "navigation", "footer"... Empty: not known."""
    is_article: bool | None = None
    """Whether the layout of an HTML page makes it a part of the article; None for text without layout."""


def bounded(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks none of which is too long, and no more than one more of them than `MOST_BLOCKS`."""
    return list(itertools.islice(itertools.chain.from_iterable(map(_parted, blocks)), MOST_BLOCKS + 1))


def _parted(block: Block) -> Iterator[Block]:
    """Part a block that is too long, between words where it can be."""
    text = block.text
    while len(text) > _LONGEST:
        end = text.rfind(" ", 1, _LONGEST) if " " in text[1:_LONGEST] else _LONGEST
        yield msgspec.structs.replace(block, text=text[:end])
        text = text[end:].lstrip()
    if text:
        yield msgspec.structs.replace(block, text=text)


def plain_blocks(text: str) -> list[Block]:
    """Return the lines of pasted text; lines that a mail or an editor has wrapped are joined to paragraphs."""
    lines = [one_line(line) for line in clean(text).split("\n")]
    joined = _unwrapped(lines) if _is_wrapped(lines) else lines
    return bounded(Block(line) for line in joined if line)


_MARK: Final = re.compile(r"(#{1,6} +|> ?|[-*+] +|\d{1,3}[.)] +)?(.*)")
_LINK: Final = re.compile(r"!?\[([^\]\[]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS: Final = re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3})(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!<>&|~-])")
_RULE: Final = re.compile(r"(?:[-*_=] ?){3,}|`{3,}.*|~{3,}.*")


def markdown_blocks(text: str) -> list[Block]:
    """Return the paragraphs, headings, items and quotes of Markdown, as plain text; links leave their words."""
    return bounded(_markdown(clean(text)))


def _markdown(text: str) -> Iterator[Block]:
    open_: list[str] = []
    form: Form = "line"
    for raw in [*text.split("\n"), ""]:
        line = raw.strip()
        found = _MARK.fullmatch(line)
        mark = ((found[1] or "") if found else "").strip()
        is_rule = bool(_RULE.fullmatch(line))
        is_more_of_quote = mark == ">" and form == "quote" and open_
        if open_ and (not line or is_rule or (mark and not is_more_of_quote)):
            yield Block(_words(" ".join(open_)), form)
            open_ = []
        if not line or is_rule:
            continue
        if not open_:
            form = _form(mark)
        open_.append(found[2] if found and mark else line)
        if form == "heading":
            yield Block(_words(open_.pop()), form)


def _form(mark: str) -> Form:
    if mark.startswith("#"):
        return "heading"
    return "line" if not mark else "quote" if mark == ">" else "item"


def _words(text: str) -> str:
    """Return Markdown without its marks."""
    text = _LINK.sub(r"\1", text)
    for _depth in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return one_line(_ESCAPE.sub(r"\1", text))


_WRAP_AT: Final = (55, 100)
"""Cells at which mails and editors wrap."""
_LEAST_PAIRS: Final = 6


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether most lines end because the next one's first word did not fit, as none of a browser's do."""
    width = max(map(len, lines), default=0)
    pairs = [pair for pair in itertools.pairwise(lines) if all(pair)]
    if not _WRAP_AT[0] <= width <= _WRAP_AT[1] or len(pairs) < _LEAST_PAIRS:
        return False
    return sum(_did_not_fit(line, after, width) for line, after in pairs) > 0.6 * len(pairs)


def _did_not_fit(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.partition(" ")[0]) > width - 2


def _unwrapped(lines: list[str]) -> list[str]:
    """Join lines that were one before they were wrapped."""
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        if before and line and _did_not_fit(before, line, width):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined
