"""What a reader gives for a file, without a store around it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from store.importers.opening import sources
from store.importers.protocol import Converted, Importer, Item, Names, Options, Rejected
from store.importers.registry import detect
from store.importers.resolve import Resolver
from store.importers.source import Source
from store.model import Actor, Event, Place

HOSTILE = "\x1b]0;owned\x07\x1b[31mred\x9b1m\u202eevil\u2066\x00\x08"
"""What must never reach a terminal."""
UNSAFE = ("\x1b", "\x9b", "\x07", "\x00", "\x08", "\u202e", "\u2066")


class Reading:
    """What came of reading one file."""

    def __init__(self, source: Source, format_: str, items: Iterable[Item], names: Resolver) -> None:
        self.source = source
        self.format = format_
        self.items = list(items)
        self._names = names

    @property
    def events(self) -> list[Event]:
        return [item.event for item in self.items if isinstance(item, Converted) and item.event]

    @property
    def event(self) -> Event:
        (event,) = self.events
        return event

    @property
    def others(self) -> list[Any]:
        return [other for item in self.items if isinstance(item, Converted) for other in item.others]

    @property
    def rejects(self) -> list[Rejected]:
        return [item for item in self.items if isinstance(item, Rejected)]

    @property
    def reject(self) -> Rejected:
        (reject,) = self.rejects
        return reject

    @property
    def places(self) -> dict[str, Place]:
        """The new places that the events have, by id."""
        return {place.id: place for place in self._names.added([], [event.place for event in self.events])[1]}

    @property
    def notes(self) -> str:
        return "\n".join(self.source.notes)


def read(path: Path, importer: Importer | None = None, names: Resolver | None = None, **options: Any) -> Reading:
    """Read a file with the reader that is surest of it, or a given one."""
    (source,) = sources(str(path), options.get("encoding", ""))
    reader = importer or detect(source)
    resolver = names or Resolver("d", [], [])
    found: Names = resolver
    items = reader.read(source, Options(**{"dataset": "d", **options}), found)
    return Reading(source, reader.name, items, resolver)


def known(actors: Iterable[Actor] = (), places: Iterable[Place] = ()) -> Resolver:
    """Return the names of a store."""
    return Resolver("d", actors, places)


def written(path: Path, data: bytes | str | Any) -> Path:
    """Write a file: bytes and text as they are, anything else as JSON."""
    text = data if isinstance(data, str | bytes) else json.dumps(data, ensure_ascii=False)
    path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    return path


def texts(value: Any) -> Iterable[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from (key, *texts(part))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)
