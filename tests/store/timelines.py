"""Timelines for tests: loaded from files, as a reader's are."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import pytest
from pyroaring import BitMap

from store.loader import load_timeline
from store.model import Event
from store.records import FileRecords
from store.timeline import Timeline
from tests.builders import Records, a_store, an_event

UNLESS_CHANGED = "was changed by another program"


def a_timeline(folder: Path, *events: Event, **tables: Records) -> Timeline:
    """Return the timeline of a sound store with these events."""
    return load_timeline(a_store(folder / "store.json", events=events, **tables))  # type: ignore[arg-type]  # no meta


def dated(*dates: str) -> list[Event]:
    """Return an event for each date, with that as its title and "e0", "e1"... as ids."""
    return [an_event(id=f"e{number}", date=date, title=date) for number, date in enumerate(dates)]


def ids(timeline: Timeline, events: Iterable[int] | BitMap) -> list[str]:
    """Return the ids of events given by their ordinals, in order."""
    return [timeline.ids[ordinal] for ordinal in events]


def titles(timeline: Timeline) -> list[str]:
    """Return the titles of all events, read one by one."""
    return [timeline.event(ordinal).title for ordinal in range(timeline.size)]


def line(record: msgspec.Struct) -> str:
    """Return a record as it stands on its line."""
    return msgspec.json.encode(record).decode()


def laid_out(path: Path, indent: int | None) -> Path:
    """Put a store in the place of another as plain TinyDB writes it: on one line, or indented."""
    return replaced(path, json.dumps(json.loads(path.read_bytes()), indent=indent).encode())


def replaced(path: Path, data: bytes) -> Path:
    """Put a new file in the place of another, which whoever has it open may go on reading."""
    new = path.with_name("new")
    new.write_bytes(data)
    return new.replace(path)


def line_with(path: Path, text: str) -> int:
    """Return the number of the first line of a file that contains `text`, counted by plain reading."""
    return next(number for number, line in enumerate(path.read_bytes().split(b"\n"), 1) if text.encode() in line)


class Reads:
    """Counts how often a record of an event is read from the file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        read: Callable[[FileRecords, int], bytes] = FileRecords.raw

        def counted(records: FileRecords, position: int) -> bytes:
            self.count += 1
            return read(records, position)

        monkeypatch.setattr(FileRecords, "raw", counted)
