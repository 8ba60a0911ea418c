"""The end of a journal: its changes are written into the store's file, and the journal goes.

Whoever writes the store first notes in the journal what the file is going to be. A reader that finds the file so, and
the journal still there, knows that the changes before the note are in the file; before that, that they are not.
"""

from pathlib import Path
from types import TracebackType
from typing import Self

from store.editing.appending import append, remove
from store.editing.backups import drop, keep, prune
from store.editing.history import remember
from store.editing.journal import Folded, Journal, damaged, frame, journal_path, read_journal
from store.errors import StoreChanged
from store.files import Fingerprint, shown


class Folding:
    """One writing of a store that takes in what waits in its journal. The writer's lock is held meanwhile."""

    def __init__(self, store: Path, journal: Journal, *, keeping: bool) -> None:
        self._store = store
        self._journal = journal
        self._keeping = keeping
        self._kept: Path | None = None

    def __enter__(self) -> Self:
        """Make sure that the journal is what the new content was made with.

        Raises:
            StoreChanged: Another program has added to it.
        """
        now = read_journal(self._store)
        if now.damaged_line:
            raise damaged(self._store, now)
        if (now.base, now.end) != (self._journal.base, self._journal.end):
            raise StoreChanged(
                f"{shown(self._store)} was changed by another program since it was read, so nothing was written. "
                "Open it again and repeat the change."
            )
        return self

    def announce(self, content: Fingerprint) -> None:
        """Note what the file is going to be, and what was done to it in the history."""
        if self._keeping:
            self._kept = keep(self._store)
        if self._journal.base is None:
            return
        path = journal_path(self._store)
        append(path, frame(Folded(content.length, content.checksum)), self._journal.end, self._store)
        remember(self._store, self._journal.steps)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the journal, if the file has been written."""
        if error is not None:
            if self._kept is not None and self._kept.samefile(self._store):
                drop(self._kept)
            return
        if self._journal.base is not None:
            remove(journal_path(self._store))
        if self._kept is not None:
            prune(self._store)


def fold(store: Path) -> None:
    """Write what waits in a store's journal into its file.

    Raises:
        StoreError: It cannot be written; the changes wait on.
    """
    from store.storage import DurableStorage

    if read_journal(store).base is None:
        return
    storage = DurableStorage(store, keeping=True)
    storage.lock()
    try:
        tables = storage.read()
        if tables is not None:
            storage.write(tables)
    finally:
        storage.close()
