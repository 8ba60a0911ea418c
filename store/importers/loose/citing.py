"""The sources that a row names."""

import re
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

import msgspec

from store.dates.plain import read_date
from store.errors import DateError
from store.importers.loose.cells import BLANK, Cells
from store.importers.objects import text_of
from store.model import Source
from store.soundness import is_date
from store.text import fold, one_line, safe_url

_KEYS: Final = ("publisher", "title", "author", "url", "date", "note")
_TIMED: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)


def sources_of(cells: Cells) -> tuple[list[Source], tuple[str, ...]]:
    """Return a row's sources, and the columns of which something could not be put into them.

    As many links as sources belong to them in their order; so do titles and dates. What does not match in number gets
    sources of its own, named by the site.
    """
    found = list(_of_objects(cells))
    publishers = [] if found else cells.listed("source")
    links = [link for text in cells.listed("url") for link in text.split()]
    left = [cells.column("url")] if any(not safe_url(link) for link in links) else []
    named = [_named(text) for text in publishers]
    good = [link for link in links if safe_url(link)]
    if good and len(good) == len(named) == len(links):
        named = [_with(source, url=link) for source, link in zip(named, good, strict=True)]
    else:
        named += [Source(publisher=_site(link), url=link) for link in good]
    named, titles_left = _spread(named, cells, "source_title", "title")
    named, dates_left = _spread(named, cells, "source_date", "date")
    return [*found, *named], (*left, *titles_left, *dates_left)


def _spread(sources: list[Source], cells: Cells, field: str, key: str) -> tuple[list[Source], tuple[str, ...]]:
    """Give sources their titles or dates, when there are as many of them."""
    values = [_edtf(value) if key == "date" else value for value in cells.listed(field)]
    if not values:
        return sources, ()
    if len(values) != len(sources) or not all(values):
        return sources, cells.columns[field]
    return [_with(source, **{key: value}) for source, value in zip(sources, values, strict=True)], ()


def _edtf(text: str) -> str:
    """Return a date of publication as EDTF; empty for what is none, which is no reason to refuse an event."""
    if _TIMED.match(text) and is_date(text[:10]):
        return text[:10]
    with suppress(DateError):
        return read_date(text)
    return ""


def _with(source: Source, **changes: str) -> Source:
    values = {key: getattr(source, key) for key in _KEYS}
    return Source(**{**values, **changes})


def _named(text: str) -> Source:
    """Return the source that a text names: a publisher, or a link."""
    return Source(publisher=_site(text), url=text) if safe_url(text) else Source(publisher=text)


def _site(link: str) -> str:
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or link


def _of_objects(cells: Cells) -> list[Source]:
    """Return the sources of an array of objects: `{"publisher": "SOHR", "url": "https://..."}`."""
    found = []
    for column in cells.columns.get("source", ()):
        value = cells.values.get(column)
        for part in value if isinstance(value, list) else ():
            if isinstance(part, dict):
                texts = {key: one_line(text_of(part.get(key))) for key in _KEYS}
                texts["publisher"] = texts["publisher"] or one_line(text_of(part.get("name"))) or _site(texts["url"])
                texts["url"], texts["date"] = safe_url(texts["url"]), _edtf(texts["date"]) if texts["date"] else ""
                if fold(texts["publisher"]) not in BLANK:
                    found.append(msgspec.convert(texts, Source))
    return found
