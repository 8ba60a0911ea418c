"""A saved page, read: the article that was found in it, and every line that was taken for something else.

No line is dropped: what is no part of the article stays where it stood, with the reason, and can be restored.
"""

from typing import Final, Literal

import msgspec

from store.importers.htmltext import from_plain

Kind = Literal[
    "headline", "standfirst", "byline", "published", "paragraph", "subheading", "quote", "item", "caption", "cut"
]
"""What a line was taken for. The body is made of paragraphs, subheadings, quotes and items."""

BODY: Final = frozenset(("paragraph", "subheading", "quote", "item"))


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line, or block, of the page as it was saved."""

    text: str
    """On one line, without anything that could drive a terminal."""
    kind: Kind
    reason: str = ""
    """Why it was cut, or taken for what it is; a few words."""


class Page(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a page says of its article."""

    headline: str = ""
    standfirst: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    """EDTF date, or an ISO 8601 date and time with its zone; empty: the page does not say."""
    dateline: str = ""
    """The place that the article was filed from, as it has it."""
    url: str = ""
    language: str = ""
    """ISO 639-1 code, as far as it is known."""
    lines: tuple[Line, ...] = ()
    """Every line of the page, in its order."""
    missing: tuple[str, ...] = ()
    """Sentences on what could not be found, for the reader."""

    @property
    def body(self) -> str:
        """The article in Markdown."""
        return "\n\n".join(_markdown(line) for line in self.lines if line.kind in BODY)

    @property
    def captions(self) -> tuple[str, ...]:
        """The captions of its pictures, each once."""
        return tuple(line.text for line in self.lines if line.kind == "caption")

    @property
    def cut(self) -> tuple[tuple[int, Line], ...]:
        """The lines that were cut, with their positions in `lines`."""
        return tuple((at, line) for at, line in enumerate(self.lines) if line.kind == "cut")


def restore(page: Page, at: int) -> Page:
    """Return the page with the line at `at` as a paragraph of the body, whatever it was taken for."""
    return _with_line(page, at, Line(page.lines[at].text, "paragraph", "restored by hand"))


def cut(page: Page, at: int) -> Page:
    """Return the page with the line at `at` cut."""
    return _with_line(page, at, Line(page.lines[at].text, "cut", "cut by hand"))


def _with_line(page: Page, at: int, line: Line) -> Page:
    return msgspec.structs.replace(page, lines=(*page.lines[:at], line, *page.lines[at + 1 :]))


_MARKS: Final = {"subheading": "### ", "quote": "> ", "item": "- "}


def _markdown(line: Line) -> str:
    return _MARKS.get(line.kind, "") + from_plain(line.text)
