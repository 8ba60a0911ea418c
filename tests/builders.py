"""Records and stores for tests, with defaults for all but what a test is about."""

from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from store.model import FORMAT, VERSION, Actor, Article, Event, Meta, Offensive, Participant, Place, Source
from store.storage import write_store

_numbers = count(1)


def an_event(**fields: Any) -> Event:
    """Return an event that happened at Manbij on 4 June 2016; its id is fresh unless given."""
    defaults: dict[str, Any] = {
        "id": f"event-{next(_numbers)}",
        "date": "2016-06-04",
        "title": "Villages taken",
        "actors": [Participant(id="sdf", role="attacker"), Participant(id="is", role="defender")],
        "place": "manbij",
        "offensives": ["manbij-offensive"],
        "sources": [Source(publisher="SOHR", url="https://example.org/sohr")],
    }
    return Event(**{**defaults, **fields})


def an_offensive(**fields: Any) -> Offensive:
    """Return the Manbij offensive."""
    defaults: dict[str, Any] = {
        "id": "manbij-offensive",
        "name": "Manbij offensive",
        "date": "2016-05-31/2016-08-12",
        "target": "manbij",
        "attackers": ["sdf"],
        "defenders": ["is"],
    }
    return Offensive(**{**defaults, **fields})


def an_actor(**fields: Any) -> Actor:
    """Return the Syrian Democratic Forces."""
    defaults: dict[str, Any] = {"id": "sdf", "name": "Syrian Democratic Forces", "short": "SDF", "kind": "coalition"}
    return Actor(**{**defaults, **fields})


def a_place(**fields: Any) -> Place:
    """Return Manbij."""
    defaults: dict[str, Any] = {"id": "manbij", "name": "Manbij", "lat": 36.528, "lon": 37.955}
    return Place(**{**defaults, **fields})


def an_article(**fields: Any) -> Article:
    """Return an article that nothing cites; its id is fresh unless given."""
    defaults: dict[str, Any] = {"id": f"article-{next(_numbers)}", "headline": "Army crosses into Raqqa province"}
    return Article(**{**defaults, **fields})


def a_meta(**fields: Any) -> Meta:
    """Return what a store says of itself."""
    defaults: dict[str, Any] = {"format": FORMAT, "version": VERSION, "title": "A race"}
    return Meta(**{**defaults, **fields})


Records = Iterable[msgspec.Struct | Mapping[str, Any] | bytes]


def a_store(path: Path, *, meta: Meta | None = None, **tables: Records) -> Path:
    """Write a sound store and return its path; a table that is given takes the place of the default one.

    By default it holds one event, its offensive, its place and the two actors in it.
    """
    defaults: dict[str, Records] = {
        "offensives": [an_offensive()],
        "events": [an_event(id="villages-taken")],
        "actors": [an_actor(), an_actor(id="is", name="Islamic State", short="IS", kind="armed-group")],
        "places": [a_place()],
        "articles": [],
    }
    write_store(path, meta or a_meta(), {**defaults, **tables}, replace=True)
    return path


def with_lines(path: Path, **tables: Iterable[str]) -> Path:
    """Write a store of lines as they are given, sound or not; tables that are left out are absent."""
    parts = ['"meta": {\n"1": {"format":"dateline","version":1,"title":"A race"}\n}']
    for name, lines in tables.items():
        numbered = ",\n".join(f'"{number}": {line}' for number, line in enumerate(lines, 1))
        parts.append(f'"{name}": {{\n{numbered}\n}}' if numbered else f'"{name}": {{\n}}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8", errors="surrogatepass")
    return path
