"""HTML as other programs leave it in texts, made into Markdown or plain words.

Nothing of the HTML itself gets through: tags, comments, scripts and styles go, links stay where they may be opened
(http and https), and what Markdown would take for a mark is escaped. One pass from left to right: however the tags
are nested, broken or repeated, the time is in proportion to the text.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

from store.text import clean, one_line, safe_url

_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+(?::[a-zA-Z]++)?+)(?=[\s/>])(?P<attributes>(?:\"[^\"<]*+\"|'[^'<]*+'|[^<>\"']++|[\"'])*+)>"
)
"""A tag holds no `<`, not even in quotes: so one that is never closed is looked at once, and stays as text."""
_DECLARATION: Final = re.compile(r"<[!?][^<>]*+>")
_ATTRIBUTE: Final = re.compile(
    r"(?P<name>[a-zA-Z-]++)\s*+=\s*+(?:\"(?P<one>[^\"]*+)\"|'(?P<two>[^']*+)'|(?P<bare>\S++))"
)
_HIDDEN: Final = frozenset({"iframe", "script", "style", "title"})
"""Elements whose content is no text, up to their end tag whatever stands before it."""
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
        "th", "thead", "tr", "ul"
    }
)  # fmt: skip
_BOLD: Final = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC: Final = frozenset({"i", "em", "cite", "dfn"})
_LONG_NUMBER: Final = re.compile(r"&#0*+[0-9]{8,}+;?")
"""References to characters that there are not; the very long ones Python refuses to read as a number."""
_MARKUP: Final = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*+(?:[\s/][^<>]*+)?>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z]+);|<!--"
)
_SPACE: Final = re.compile(r"\s+")
_BLANK_LINES: Final = re.compile(r"\n{2,}")

_SPECIAL: Final = re.compile(r"[\\`*\[]|(?<!\w)_|_(?!\w)|<(?!https?://)(?=[a-zA-Z/!?])|&(?=#?\w+;)")
_LINE_MARK: Final = re.compile(
    r"^(?:(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=~]{3,})|(\d{1,9})(?=[.)](?:\s|$)))", re.MULTILINE
)


def is_html(text: str) -> bool:
    """Tell whether a text that may be plain holds tags or character references."""
    return _MARKUP.search(text) is not None


def plain(html: str) -> str:
    """Return HTML as words on one line."""
    return one_line("".join(part if isinstance(part, str) else part.gap for part in _parts(html)))


def markdown(html: str) -> str:
    """Return HTML as Markdown: paragraphs, items, quotes, emphasis and links.

    Where it has no tag that would break a line, the text's own lines stay.
    """
    parts = list(_parts(html))
    writer = _Writer(keeps_lines=not any(isinstance(part, _Tag) and part.gap for part in parts))
    for part in parts:
        if isinstance(part, str):
            writer.add(part)
        else:
            writer.take(part)
    return writer.finish()


def from_plain(text: str) -> str:
    """Return plain text as Markdown that reads the same, with its lines and paragraphs."""
    return "\n\n".join(_paragraphs(_escaped(clean(text))))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of text whose marks are in it, their lines kept apart."""
    stripped = "\n".join([line.strip() for line in text.split("\n")]).strip("\n")
    for paragraph in _BLANK_LINES.split(stripped):
        if paragraph:
            yield _lines_marked(paragraph).replace("\n", "  \n")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _lines_marked(text: str) -> str:
    """Return text whose lines do not begin with what would make them items, headings or rules."""
    return _LINE_MARK.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", text)


class _Tag(NamedTuple):
    name: str
    closes: bool
    attributes: str

    @property
    def gap(self) -> str:
        """What stands for it between words: a space where it breaks the line."""
        return " " if self.name == "br" or self.name in _BLOCKS else ""

    def url(self, attribute: str) -> str:
        """Return an address in an attribute, if it may be opened."""
        url = self.value(attribute)
        return safe_url(f"https:{url}" if url.startswith("//") else url)

    def value(self, attribute: str) -> str:
        """Return an attribute's value."""
        for found in _ATTRIBUTE.finditer(self.attributes):
            if found["name"].lower() == attribute:
                return one_line(_unescaped(found["one"] or found["two"] or found["bare"] or ""))
        return ""


def _unescaped(text: str) -> str:
    return clean(unescape(_LONG_NUMBER.sub("\ufffd", text))) if "&" in text else text


def _parts(html: str) -> Iterator[str | _Tag]:
    """Yield text, free of references, and tags; without comments and without what is not shown."""
    html = clean(html)
    at = begins = 0
    while (at := html.find("<", at)) >= 0:
        tag = _TAG.match(html, at)
        end = tag.end() if tag else _end_of_comment(html, at)
        if end is None:
            at += 1  # a lone "<" is text
            continue
        yield _unescaped(html[begins:at])
        if tag:
            name = tag["name"].lower()
            yield _Tag(name, bool(tag["close"]), tag["attributes"])
            if name in _HIDDEN and not tag["close"]:
                end = _end_of_hidden(html, end, name)
        at = begins = end
    yield _unescaped(html[begins:])


def _end_of_comment(html: str, at: int) -> int | None:
    if html.startswith("<!--", at):
        end = html.find("-->", at + 2)
        return end + 3 if end >= 0 else len(html)
    found = _DECLARATION.match(html, at)
    return found.end() if found else None


def _end_of_hidden(html: str, at: int, name: str) -> int:
    found = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
    return found.start() if found else len(html)


class _Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    style: str = ""
    """Mark around it: `**` or `*`."""
    url: str = ""


class _Writer:
    """Puts parts of HTML together as Markdown."""

    def __init__(self, *, keeps_lines: bool) -> None:
        self._keeps_lines = keeps_lines
        self._blocks: list[tuple[str, str]] = []
        self._runs: list[_Run] = []
        self._depths = {"bold": 0, "italic": 0, "quote": 0}
        self._url = ""
        self._lists: list[int] = []
        """For each list that is open the number of its last item, below 0 if it is not numbered."""
        self._mark = ""

    def add(self, text: str) -> None:
        """Take in text."""
        if not self._keeps_lines:
            text = _SPACE.sub(" ", text)
        style = "**" if self._depths["bold"] else "*" if self._depths["italic"] else ""
        if self._runs and self._runs[-1][1:] == (style, self._url):
            self._runs[-1] = _Run(self._runs[-1].text + text, style, self._url)
        elif text:
            self._runs.append(_Run(text, style, self._url))

    def take(self, tag: _Tag) -> None:
        """Take in a tag."""
        step = -1 if tag.closes else 1
        if tag.name in _BLOCKS:
            self._end_block()
        if tag.name == "br":
            self._runs.append(_Run("\n"))
        elif tag.name == "a":
            self._url = "" if tag.closes else tag.url("href")
        elif tag.name in ("img", "iframe") and not tag.closes:
            self._show(tag)
        elif tag.name in ("ul", "ol", "li"):
            self._list(tag)
        for kind, names in (("bold", _BOLD), ("italic", _ITALIC), ("quote", ("blockquote",))):
            if tag.name in names:
                self._depths[kind] = max(0, self._depths[kind] + step)

    def _show(self, tag: _Tag) -> None:
        """Put a link where a picture or a frame stood, for neither is text."""
        url = tag.url("src")
        label = tag.value("alt") or tag.value("title")
        if url or label:
            self._runs.append(_Run(label or url, "", url))

    def _list(self, tag: _Tag) -> None:
        if tag.name == "li":
            self._mark = ""
            if not tag.closes:
                if self._lists and self._lists[-1] >= 0:
                    self._lists[-1] += 1
                    self._mark = f"{self._lists[-1]}. "
                else:
                    self._mark = "- "
        elif not tag.closes:
            self._lists.append(0 if tag.name == "ol" else -1)
        elif self._lists:
            self._lists.pop()

    def _end_block(self) -> None:
        for paragraph in _paragraphs("".join(map(_written, self._runs))):
            quoted = f"> {paragraph}".replace("\n", "\n> ") if self._depths["quote"] else paragraph
            self._blocks.append((self._mark, f"{self._mark}{quoted}"))
        self._runs = []

    def finish(self) -> str:
        """Return the whole."""
        self._end_block()
        texts: list[str] = []
        for number, (mark, block) in enumerate(self._blocks):
            if number:
                texts.append("\n" if mark and self._blocks[number - 1][0] else "\n\n")
            texts.append(block)
        return "".join(texts)


def _written(run: _Run) -> str:
    """Return a run as Markdown; marks stand close to its words, and never around what would end them early."""
    text = run.text.strip()
    if not text or not (run.style or run.url):
        return _escaped(run.text)
    before, _text, after = run.text.partition(text)
    if run.url:
        url = run.url.translate(_IN_LINK)
        is_label = text != run.url and not any(c in text for c in "[]\n")
        inside = f"[{_escaped(text)}]({url})" if is_label else f"<{url}>"
        inside = inside if is_label or text == run.url else f"{_escaped(text)} {inside}"
    elif "*" in text or "\n\n" in text:
        inside = _escaped(text)
    else:
        inside = f"{run.style}{_escaped(text)}{run.style}"
    return f"{before}{inside}{after}"


_IN_LINK: Final = str.maketrans({character: f"%{ord(character):02X}" for character in "()<>\\"})
