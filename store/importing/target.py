"""The store that is imported into."""

from collections.abc import Mapping
from typing import Any

from store.importing.events import Events
from store.importing.tables import Table
from store.model import TABLES, Actor, Place
from store.tables import Tables


class Target:
    """All tables of the store."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._tables = {
            name: (Events if name == "events" else Table)(name, dict(tables.get(name, {}))) for name in TABLES
        }

    @property
    def events(self) -> Events:
        """The events."""
        found = self._tables["events"]
        assert isinstance(found, Events)
        return found

    def table(self, name: str) -> Table:
        """Return a table."""
        return self._tables[name]

    def actors(self) -> list[Actor]:
        """Return the sound actors that were there."""
        return [record for record in self._tables["actors"].sound() if isinstance(record, Actor)]

    def places(self) -> list[Place]:
        """Return the sound places that were there."""
        return [record for record in self._tables["places"].sound() if isinstance(record, Place)]

    def collisions(self) -> list[tuple[str, str]]:
        """Return id and field of what a person has corrected and a source now says otherwise again."""
        return [each for table in self._tables.values() for each in table.collisions]

    def put_into(self, tables: Tables) -> bool:
        """Put what is new or changed into the tables of a store; return whether there is any."""
        changed = [table for table in self._tables.values() if table.added or table.replaced]
        for table in changed:
            tables[table.name] = dict[str, Any](table.documents())
        return bool(changed)
