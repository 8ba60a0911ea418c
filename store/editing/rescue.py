"""A store saved elsewhere, when its own file can no longer be written, or is no longer there."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from store.editing.journal import journal_path
from store.errors import StoreExists
from store.files import shown
from store.model import TABLES
from store.storage import write_store

if TYPE_CHECKING:
    from store.timeline import Timeline


def save_elsewhere(timeline: "Timeline", dest: Path) -> None:
    """Save a store as it is on the screen to a new file, whatever has become of its own.

    Records that are not sound, and tables that this program does not know, were in the file alone: where that is still
    what was read, `store.database.copy_store` has them too.

    Args:
        timeline: The store as it is seen.
        dest: The new file.

    Raises:
        StoreError: There is such a file already, or it cannot be written.
    """
    require_no_journal(dest)
    write_store(dest, timeline.meta, {table: _records(timeline, table) for table in TABLES})


def require_no_journal(dest: Path) -> None:
    """Raise `StoreExists` where changes of a former store stand beside what is to be a new one."""
    if os.path.lexists(journal_path(dest)):
        raise StoreExists(f"The journal of another store stands beside {shown(dest)}. Choose another name.")


def _records(timeline: "Timeline", table: str) -> Iterator[bytes]:
    ids = timeline.ids if table == "events" else list(getattr(timeline, table))
    return (timeline.stored(table, record_id) for record_id in ids)
