"""The little Markdown that summaries and articles are written in, read so that nothing else gets through.

Paragraphs, lists, quotes, headings and code; emphasis and http(s) links. Everything else (HTML, images, footnotes,
other links) is text, which whoever prints it escapes. Every pattern takes time in proportion to the text.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from store.text import clean, one_line, safe_url

_URL: Final = r"https?://[^\s()<>]{1,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500})?"
_INLINE: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|`(?P<code>[^`]++)`"
    rf"|!?\[(?P<label>[^\[\]]{{0,1000}})\]\((?P<url>{_URL})\)"
    r"|<(?P<address>https?://[^\s<>]{1,2000})>"
    r"|\*\*(?=\S)(?P<strong>[^*]++)(?<=\S)\*\*"
    r"|\*(?=\S)(?P<em>[^*]++)(?<=\S)\*"
    r"|(?<!\w)_(?=\S)(?P<em_too>[^_]++)(?<=\S)_(?!\w)"
)
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_ITEM: Final = re.compile(r"(?:[-*+]|(?P<number>\d{1,9})[.)])\s+(?=\S)")
_HEADING: Final = re.compile(r"#{1,6}\s+(?=\S)")
_RULE: Final = re.compile(r"(?:[-*_]\s*){3,}")
_FENCE: Final = re.compile(r"(```|~~~)[`~]*+\s*([^`]*)")

_Line = Literal["blank", "paragraph", "item", "number", "quote", "heading", "code"]


class Span(Struct, frozen=True):
    """A stretch of text within a block."""

    kind: Literal["text", "em", "strong", "code", "link"]
    text: str
    url: str = ""


class Block(Struct, frozen=True):
    """A paragraph, or what stands in the place of one."""

    kind: Literal["paragraph", "item", "number", "quote", "heading", "code"]
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Its words, without any marks; a link keeps its address, in parentheses."""
        return "".join(
            f"{span.text} ({span.url})" if span.url not in ("", span.text) else span.text for span in self.spans
        )


def read(text: str) -> Iterator[Block]:
    """Yield the blocks of a text."""
    kind: _Line = "blank"
    lines: list[str] = []
    for line_kind, content in _lines(clean(text)):
        if _continues(kind, line_kind):
            lines.append(content)
            continue
        if lines:
            yield _block(kind, lines)
        kind, lines = line_kind, [content] if line_kind != "blank" else []
    if lines:
        yield _block(kind, lines)


def _continues(kind: _Line, line: _Line) -> bool:
    """Tell whether a line goes on with the block before it."""
    if line == "paragraph":
        return kind in ("paragraph", "item", "number", "quote")
    return kind == line and line in ("quote", "code")


def _lines(text: str) -> Iterator[tuple[_Line, str]]:
    """Yield each line with what it is, without the mark that says so."""
    fence = ""
    for line in text.split("\n"):
        content = line.strip()
        if fence:
            closes = content.startswith(fence)
            yield ("blank", "") if closes else ("code", line)
            fence = "" if closes else fence
        elif found := _FENCE.fullmatch(content):
            fence = found[1]
            yield "blank", ""
            if found[2]:
                yield "code", found[2]
        else:
            yield _line(content)


def _line(content: str) -> tuple[_Line, str]:
    if not content or _RULE.fullmatch(content):
        return "blank", ""
    if content[0] == ">":
        return "quote", content.lstrip("> ")
    if found := _HEADING.match(content):
        return "heading", content[found.end() :].rstrip("# ")
    if found := _ITEM.match(content):
        return "number" if found["number"] else "item", content[found.end() :]
    return "paragraph", content


def _block(kind: _Line, lines: list[str]) -> Block:
    assert kind != "blank"
    if kind == "code":
        return Block(kind, (Span("code", "\n".join(lines)),))
    return Block(kind, tuple(_spans(" ".join(lines))))


def _spans(text: str) -> Iterator[Span]:
    at = 0
    plain: list[str] = []
    for found in _INLINE.finditer(text):
        plain.append(text[at : found.start()])
        at = found.end()
        span = _span(found)
        if span.kind == "text":
            plain.append(span.text)
            continue
        if before := "".join(plain):
            yield Span("text", before)
        plain = []
        yield span
    if rest := "".join((*plain, text[at:])):
        yield Span("text", rest)


def _span(found: re.Match[str]) -> Span:
    if found["escaped"]:
        return Span("text", found["escaped"])
    if found["code"]:
        return Span("code", found["code"])
    url = safe_url(found["url"] or found["address"] or "")
    if found["url"] or found["address"]:
        label = one_line(_ESCAPE.sub(r"\1", found["label"] or "")) or url
        return Span("link", label, url) if url else Span("text", found[0])
    if found["strong"]:
        return Span("strong", _ESCAPE.sub(r"\1", found["strong"]))
    return Span("em", _ESCAPE.sub(r"\1", found["em"] or found["em_too"]))


def plain(text: str) -> str:
    """Return a text without its marks, its blocks a line each."""
    return "\n".join(_PLAIN_MARKS.get(block.kind, "") + block.text for block in read(text))


_PLAIN_MARKS: Final = {"item": "- ", "number": "- ", "quote": "> "}
