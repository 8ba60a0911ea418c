"""Every format that can be imported, and which of them a source is in."""

import importlib
import pkgutil
import re
from functools import cache
from typing import Final, cast

from store.errors import ImportRefused
from store.importers import formats
from store.importers.protocol import Confidence, Importer
from store.importers.source import Head, Source
from store.text import one_line

_WORDS_OF_AN_ARTICLE: Final = 30
_PAGE: Final = re.compile(r"<!doctype html|<html\b|<body\b|<head\b|<article\b|<p\b", re.IGNORECASE)


@cache
def importers() -> tuple[Importer, ...]:
    """Return the readers of all formats, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(formats.__path__))
    modules = (importlib.import_module(f"{formats.__name__}.{name}") for name in names)
    found = [cast(Importer, module.IMPORTER) for module in modules if hasattr(module, "IMPORTER")]
    return tuple(sorted(found, key=lambda importer: importer.name))


def importer_named(name: str) -> Importer:
    """Return the reader of a format by its name.

    Raises:
        ImportRefused: There is none.
    """
    for importer in importers():
        if importer.name == name.strip().lower():
            return importer
    raise ImportRefused(
        f"There is no format {one_line(name)[:40]!r}. Formats are: {', '.join(each.name for each in importers())}."
    )


def detect(source: Source) -> Importer:
    """Return the reader that is surest of a source; of two alike, the one that expects such a file name.

    Raises:
        ImportRefused: None knows it, or it cannot be read.
    """
    head = source.head
    if not head.text.strip("\ufeff \t\r\n\0"):
        if "\0" in head.text:
            raise ImportRefused(f"{source.label} begins with zero bytes, as damaged files do. Get it once more.")
        raise ImportRefused(f"{source.label} is empty. Nothing was imported.")
    found = max(importers(), key=lambda importer: (importer.sniff(head), head.suffix in importer.extensions))
    if found.sniff(head) is Confidence.NO:
        if _is_article(head):
            name = source.label
            raise ImportRefused(f"{name} looks like an article: press P (dateline read {name}) to read it.")
        raise ImportRefused(
            f"{source.label} is in no format that is known here. If it is one of "
            f"{', '.join(each.name for each in importers())}, say so with --format."
        )
    return found


def _is_article(head: Head) -> bool:
    """Return whether what no importer knows is a page, or sentences."""
    text = head.text.lstrip("\ufeff \t\r\n")
    if _PAGE.search(text[:4096]):
        return True
    is_data = text[:1] in ("{", "[", "<") or "\0" in text or "\ufffd" in text
    return not is_data and len(text.split()) >= _WORDS_OF_AN_ARTICLE
