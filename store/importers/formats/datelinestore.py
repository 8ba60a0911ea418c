"""Dateline's own: another store, or its export as JSON Lines, merged into a store with every table.

Events, offensives and articles keep their ids. Actors and places are those of the store that goes by the same id, name
or alias; where that has another id, what names them is rewritten, the queries of offensives too.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final, cast

from store.importers.protocol import Confidence, Converted, Frame, Item, Names, Options, Rejected
from store.importers.source import Head, Source
from store.importers.stores.lines import Stored, is_ours, read_contents
from store.importers.stores.merge import Merge
from store.model import Article, Event, Offensive
from store.text import one_line


class DatelineStore:
    """The reader of stores."""

    name = "dateline"
    title = "Dateline store or JSON Lines"
    extensions = (".json", ".jsonl", ".ndjson")
    dataset = ""
    frame: Frame | None = None
    """Rejected records are written as our JSON Lines."""

    def sniff(self, head: Head) -> Confidence:
        """Tell by the format that a store names, or by the schema of the first line."""
        return Confidence.CERTAIN if is_ours(head) else Confidence.NO

    def read(self, source: Source, options: Options, names: Names) -> Iterator[Item]:
        """Yield every record."""
        contents = read_contents(source)
        source.attribution = _owed(contents.meta)
        merge = Merge((piece.record for piece in contents.named if isinstance(piece, Stored)), names)
        for piece in chain(contents.named, contents.others):
            yield piece if isinstance(piece, Rejected) else _item(piece, merge)


def _item(stored: Stored, merge: Merge) -> Item:
    record = merge.merged(stored.record)
    if isinstance(record, Event):
        return Converted(event=record, line=stored.line, raw=stored.piece)
    others = cast("tuple[Offensive | Article, ...]", (record,))  # actors and places come in the same way
    return Converted(others=others, line=stored.line, raw=stored.piece)


def _owed(meta: Mapping[str, Any]) -> str:
    """Return the line with which a store's data are to be shown."""
    lines = meta.get("attribution")
    found = [one_line(line) for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
    licence = meta.get("licence")
    return "; ".join(filter(None, (*found, one_line(licence) if isinstance(licence, str) else "")))


IMPORTER: Final = DatelineStore()
