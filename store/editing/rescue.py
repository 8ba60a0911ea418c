"""A store saved elsewhere, when its own file can no longer be written, or is no longer there."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from store.editing.journal import journal_path
from store.errors import StoreExists
from store.files import shown
from store.model import TABLES
from store.storage import copy_file, write_store
from store.watching import marks_of_store

if TYPE_CHECKING:
    from store.timeline import Timeline
    from store.watching import Marks


def save_elsewhere(timeline: "Timeline", source: Path, marks: "Marks", dest: Path) -> None:
    """Save a store as it is on the screen to a new file.

    While its file is what was read, it is copied to the letter. Else the records that were read are written; those
    that are not sound, and tables that this program does not know, were in the file alone.

    Args:
        timeline: The store as it is seen.
        source: Its file.
        marks: What the file was when it was read.
        dest: The new file.

    Raises:
        StoreError: There is such a file already, or it cannot be written.
    """
    if os.path.lexists(journal_path(dest)):
        raise StoreExists(f"The journal of another store stands beside {shown(dest)}. Choose another name.")
    if marks[0] and marks_of_store(source) == marks and not marks[1]:
        copy_file(source, dest)
    else:
        write_store(dest, timeline.meta, {table: _records(timeline, table) for table in TABLES})


def _records(timeline: "Timeline", table: str) -> Iterator[bytes]:
    ids = timeline.ids if table == "events" else list(getattr(timeline, table))
    return (timeline.stored(table, record_id) for record_id in ids)
