"""A store of an older version, shown in today's format, and written so once its original is kept."""

from collections.abc import MutableMapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.errors import StoreExists
from store.files import read_version
from store.meta import Step, known_version, pending
from store.model import VERSION
from store.rawjson import encode
from store.tables import StoredRecord, Tables

if TYPE_CHECKING:
    from store.storage import DurableStorage


class Migrating:
    """TinyDB's storage for a store of any version: it shows today's format, and keeps the original when written."""

    def __init__(self, storage: "DurableStorage", steps: tuple[Step, ...]) -> None:
        self._storage = storage
        self._steps = steps
        self._found = VERSION

    def read(self) -> Tables | None:
        """Return all tables in today's format; None when there is nothing.

        Raises:
            StoreError: The file cannot be read, or is no store of a version that this program knows.
        """
        tables = self._storage.read()
        if tables is not None:
            meta: MutableMapping[str, Any] = next(iter(tables.get("meta", {}).values()), {})
            self._found = known_version(meta, self._storage.path, self._steps)
            for step in pending(self._found, self._steps) or ():
                step.apply(tables)
                meta["version"] = step.start + 1
            if self._found < VERSION:
                tables = {name: _as_stored(table) for name, table in tables.items()}
        return tables

    def write(self, data: Tables) -> None:
        """Put the tables in the place of what the file holds, of which a copy is kept if it was of an older version.

        Raises:
            StoreError: They cannot be written; the store is then as it was.
        """
        if self._found < VERSION and self._storage.writing:
            keep_original(self._storage.path, self._found)
        self._storage.write(data)
        self._found = VERSION

    def close(self) -> None:
        """Let other writers in."""
        self._storage.close()


def _as_stored(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table whose records are all as if read from a file, those too that a step made."""
    return {
        number: item if isinstance(item, StoredRecord) else StoredRecord(encode(item)) for number, item in table.items()
    }


def keep_original(path: Path, version: int) -> Path:
    """Copy a store of an older version to a file beside it, unless such a copy is there; return the copy's path.

    Raises:
        StoreNotWritable: The system refuses.
    """
    from store.storage import copy_file

    content = read_version(path)[1].content
    for again in count(1):
        number = f"-{again}" if again > 1 else ""
        kept = path.with_name(f"{path.stem}.version-{version}{number}{path.suffix}")
        try:
            copy_file(path, kept, like=path.stat())
        except StoreExists:
            if read_version(kept)[1].content != content:
                continue
        return kept
    raise AssertionError
