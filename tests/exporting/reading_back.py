"""Readers of what is exported that share no code with what writes it."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Json = dict[str, Any]


def strict_json(data: bytes) -> Any:
    """Read UTF-8 JSON without NaN and without keys that come twice."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    def unique(pairs: list[tuple[str, Any]]) -> Json:
        keys = [key for key, _value in pairs]
        assert len(set(keys)) == len(keys), keys
        return dict(pairs)

    return json.loads(data.decode("utf-8"), parse_constant=refuse, object_pairs_hook=unique)


def json_lines(data: bytes) -> list[Json]:
    """Read JSON Lines: an object a line, the last line ended too."""
    assert data.endswith(b"\n")
    return [strict_json(line) for line in data.removesuffix(b"\n").split(b"\n")]


# GeoJSON

_RESERVED = {"coordinates", "geometries", "geometry", "properties", "features"}


def check_geojson(data: bytes) -> Json:
    """Return a FeatureCollection of points, having made sure that RFC 7946 allows everything in it."""
    found: Json = strict_json(data)
    assert found["type"] == "FeatureCollection"
    assert isinstance(found["features"], list)
    assert "crs" not in found, "section 4: removed from the format"
    assert found.keys().isdisjoint(_RESERVED - {"features"}), "section 7.1"
    for feature in found["features"]:
        _check_feature(feature)
    return found


def _check_feature(feature: Json) -> None:
    assert feature["type"] == "Feature"
    assert {"geometry", "properties"} <= feature.keys(), "section 3.2: both must be there, if as null"
    assert feature.keys().isdisjoint({"coordinates", "geometries", "features"}), "section 7.1"
    assert isinstance(feature["properties"], dict)
    assert isinstance(feature["id"], str)
    geometry = feature["geometry"]
    if geometry is not None:
        assert geometry.keys() == {"type", "coordinates"}
        assert geometry["type"] == "Point"
        lon, lat = geometry["coordinates"]
        assert all(isinstance(number, int | float) and not isinstance(number, bool) for number in (lon, lat))
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90


# BibTeX


@dataclass
class Entry:
    kind: str
    key: str
    fields: dict[str, str]


def read_bibtex(text: str) -> list[Entry]:
    """Read entries as BibTeX does: braces are counted whatever is before them, text between entries is a comment."""
    entries: list[Entry] = []
    at = 0
    while (at := text.find("@", at)) >= 0:
        head = re.compile(r"@([A-Za-z]+)\{([^\s,{}\"#%~\\]+),").match(text, at)
        assert head, text[at : at + 60]
        fields, at = _fields(text, head.end())
        entries.append(Entry(head[1], head[2], fields))
    return entries


def _fields(text: str, at: int) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    name = re.compile(r"\s*([a-z]+)\s*=\s*\{")
    while found := name.match(text, at):
        end = _closing(text, found.end() - 1)
        assert found[1] not in fields, f"{found[1]} comes twice"
        fields[found[1]] = text[found.end() : end]
        assert text[end + 1] == ","
        at = end + 2
    closing = re.compile(r"\s*\}").match(text, at)
    assert closing, text[at : at + 60]
    return fields, closing.end()


def _closing(text: str, at: int) -> int:
    depth = 0
    for position in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return position
    raise AssertionError("a brace is not closed")


_COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}


def typeset(value: str) -> str:
    """Return what LaTeX prints for a field; anything that it would run is a mistake."""
    inner = value[1:-1] if value.startswith("{") and value.endswith("}") and not value.endswith("{}") else value
    parts = re.findall(r"\\text[a-z]+\{\}|\\[$&#%_]|[^\\]|\\.", inner, re.DOTALL)
    printed = [_COMMANDS.get(part) or (part[1:] if part[0] == "\\" and part[1:] in "$&#%_" else part) for part in parts]
    for part, shown in zip(parts, printed, strict=True):
        assert part in _COMMANDS or len(shown) == 1, part
        assert part not in set("{}$&#%_~^"), f"{part} would be a command"
    return "".join(printed)


# HTML

_VOID = {"meta", "br"}
_ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "nav", "section", "article", "aside", "h1",
    "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "div", "a", "em", "strong", "code", "pre", "blockquote",
    "small", "sup", "span", "cite",
}  # fmt: skip


@dataclass
class Page(HTMLParser):
    """A page taken apart, having made sure that every element is one that a harmless page has, and is closed."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    language: str = ""

    @classmethod
    def of(cls, data: bytes) -> "Page":
        page = cls()
        HTMLParser.__init__(page, convert_charrefs=True)
        text = data.decode("utf-8")
        assert text.startswith("<!DOCTYPE html>\n")
        page.feed(text)
        page.close()
        assert page.open == [], page.open
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in ("src", "srcset", "style", "background", "action"), name
            assert name != "href" or tag == "a"
            assert value is not None
        found = dict(attrs)
        self.language = self.language or (found.get("lang") or "" if tag == "html" else "")
        if identifier := found.get("id"):
            self.ids.append(identifier)
        if "href" in found:
            self.links.append(found["href"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.styles.append(data)
            return
        self.texts.append(data)
        if any(re.fullmatch("h[1-6]", tag) for tag in self.open):
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


# iCalendar


def content_lines(data: bytes) -> list[str]:
    """Return the content lines of a calendar, having made sure that it is folded as RFC 5545 asks, in octets."""
    assert data.endswith(b"\r\n")
    unfolded: list[list[str]] = []
    for octets in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert b"\r" not in octets
        assert b"\n" not in octets
        assert len(octets) <= 75
        text = octets.decode("utf-8")  # which fails where a character was cut in two
        if text.startswith(" "):
            unfolded[-1].append(text[1:])
        else:
            unfolded.append([text])
    lines = ["".join(pieces) for pieces in unfolded]
    for line in lines:
        assert re.match(r"[A-Z-]+(?:;[A-Z-]+=[A-Za-z0-9-]+)*:", line), line
    return lines
