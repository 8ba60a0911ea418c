"""Tables written and read with one reader, without a store."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from store.importers.opening import sources
from store.importers.protocol import Converted, Item, Options, Rejected
from store.importers.registry import detect, importer_named
from store.importers.resolve import Resolver
from store.importers.source import Source
from store.model import Actor, Event, Place
from store.soundness import problems

DATASET = "test"


class Reading(NamedTuple):
    """What a source gave."""

    items: list[Item]
    source: Source
    format: str
    names: Resolver

    @property
    def events(self) -> list[Event]:
        return [item.event for item in self.items if isinstance(item, Converted) and item.event is not None]

    @property
    def event(self) -> Event:
        """The only one."""
        assert len(self.items) == 1, self.items
        (event,) = self.events
        return event

    @property
    def rejects(self) -> list[Rejected]:
        return [item for item in self.items if isinstance(item, Rejected)]

    @property
    def reject(self) -> Rejected:
        """The only one."""
        (rejected,) = self.rejects
        return rejected

    @property
    def notes(self) -> str:
        return "\n".join(self.source.notes)

    def actors(self) -> dict[str, Actor]:
        """The new actors that the events name, by id."""
        used = {participant.id for event in self.events for participant in event.actors}
        return {actor.id: actor for actor in self.names.added(used, ())[0]}

    def places(self) -> dict[str, Place]:
        """The new places that the events name, by id."""
        return {place.id: place for place in self.names.added((), {event.place for event in self.events})[1]}


def read(
    path: Path,
    content: str | bytes,
    *,
    format_: str = "",
    mapping: Mapping[str, str] | None = None,
    actors: Iterable[Actor] = (),
    places: Iterable[Place] = (),
) -> Reading:
    """Write a file and read it, by the format that it is found to be in unless one is given."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (source,) = sources(str(path))
    reader = importer_named(format_) if format_ else detect(source)
    names = Resolver(DATASET, actors, places)
    options = Options(dataset=DATASET, mapping=mapping or {})
    reading = Reading(list(reader.read(source, options, names)), source, reader.name, names)
    _check(reading)
    return reading


def _check(reading: Reading) -> None:
    """Make sure of what holds for every reading: sound records, with a title, and an id that says where it is from."""
    for record in (*reading.events, *reading.actors().values(), *reading.places().values()):
        assert [problem for problem in problems(record) if problem.severity == "error"] == [], record
    for event in reading.events:
        assert event.title
        assert event.id == event.origin
        assert event.id.startswith(f"{DATASET}:")


def as_csv(rows: Iterable[Sequence[Any]], delimiter: str = ",") -> str:
    """Return rows as the text of a table."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def table(*rows: Mapping[str, Any], columns: Sequence[str] = ()) -> str:
    """Return rows by column as the text of a CSV file; the columns are those of all rows unless given."""
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    return as_csv([names, *([row.get(name, "") for name in names] for row in rows)])
