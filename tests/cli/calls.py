"""Calls of the command line within the test's own process, and small stores to call it with."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from store.commands.calling import main

Json = dict[str, Any]

SDF: Json = {"id": "sdf", "name": "Syrian Democratic Forces", "kind": "armed-group", "bloc": "US-backed"}
IS: Json = {"id": "is", "name": "Islamic State", "kind": "armed-group", "bloc": "Islamic State"}
MANBIJ: Json = {
    "id": "manbij",
    "name": "Manbij",
    "lat": 36.5282,
    "lon": 37.9549,
    "precision": "town",
    "country": "Syria",
}
PUSH: Json = {"id": "manbij-push", "name": "Push on Manbij", "short": "Manbij", "date": "2016-05-31/2016-08-12"}


@dataclass(frozen=True)
class Outcome:
    """What a call did."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Caller:
    """Calls the command line and takes what it prints."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Outcome:
        status = main([str(argument) for argument in arguments])
        printed = self._capsys.readouterr()
        return Outcome(status, printed.out, printed.err)


def an_event(**fields: Any) -> Json:
    """Return an event's record with defaults for all but what the test is about."""
    return {"id": "e1", "date": "2016-06-04", "title": "Something happens", **fields}


def write_store(path: Path, events: Sequence[Json] = (), **tables: Sequence[Json]) -> Path:
    """Write a store in the layout of the program's own."""
    meta = {"format": "dateline", "version": 1, "title": "A test"}
    parts = {"meta": [meta], "offensives": (), "events": events, "actors": (), "places": (), "articles": (), **tables}
    path.write_text("{\n" + ",\n".join(_table(name, records) for name, records in parts.items()) + "\n}\n")
    return path


def _table(name: str, records: Sequence[Json]) -> str:
    lines = [f'"{number}": {json.dumps(record, ensure_ascii=False)}' for number, record in enumerate(records, 1)]
    return f'"{name}": {{\n' + ",\n".join(lines) + ("\n}" if lines else "}")
