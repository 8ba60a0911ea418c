"""The end of a journal: its changes are written into the store's file, and the journal goes.

Whoever writes the store first notes in the journal what the file is going to be. A reader that finds the file so, and
the journal still there, knows that the changes before the note are in the file; before that, that they are not.

What is written is prepared while others go on writing in the journal: what they add waits on there.
"""

import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from store.editing.appending import append, remove
from store.editing.backups import drop, keep, prune
from store.editing.history import remember
from store.editing.journal import Journal, content_of, damaged, foreign, journal_path, read_journal
from store.editing.lines import Became, Entry, Folded, frame, items_in
from store.errors import StoreChanged
from store.files import Fingerprint, shown, version_of
from store.locking import WriterLock


class Folding:
    """One writing of a store that takes in what waits in its journal. The writer's lock is held meanwhile."""

    def __init__(self, store: Path, journal: Journal, *, keeping: bool, became: Became | None = None) -> None:
        """Begin.

        Args:
            store: Its file.
            journal: What waited in its journal when the new content was made.
            keeping: Whether what is replaced is kept as a backup.
            became: What is written, where that is the steps alone; more may wait by now, and waits on.
        """
        self._store = store
        self._journal = journal
        self._keeping = keeping
        self._became = became
        self._kept: Path | None = None
        self._end = journal.end
        self._has_more = False

    def __enter__(self) -> Self:
        """Make sure that the journal is what the new content was made with.

        Raises:
            StoreChanged: Another program has written it in, or added to it where that may not be.
        """
        data = content_of(journal_path(self._store))
        known, rest = data[: self._journal.end], data[self._journal.end :]
        more, length, bad = items_in(rest, is_start=not known)
        if bad:
            raise damaged(self._store, read_journal(self._store))
        if zlib.crc32(known) != self._journal.checksum or (more and self._became is None):
            raise StoreChanged(
                f"{shown(self._store)} was changed by another program since it was read, so nothing was written. "
                "Open it again and repeat the change."
            )
        self._end += length
        self._has_more = any(isinstance(item, Entry) for item in more)
        return self

    def announce(self, content: Fingerprint) -> None:
        """Note what the file is going to be, and what was done to it in the history."""
        if self._keeping:
            self._kept = keep(self._store)
        steps = self._journal.steps
        if self._journal.base is None:
            return
        path = journal_path(self._store)
        append(path, frame(Folded(content.length, content.checksum, len(steps))), self._end, self._store)
        became = None if self._became is None else self._became.into(content)
        remember(self._store, steps, became)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the journal, if the file has been written and all of it is in there."""
        if error is not None:
            drop(self._kept, self._store)
            return
        if self._journal.base is not None and not self._has_more:
            remove(journal_path(self._store))
        if self._kept is not None:
            prune(self._store)


@contextmanager
def prepared(store: Path, cancelled: Callable[[], bool] | None = None) -> Iterator[Callable[[WriterLock], None]]:
    """Write the file that a store is to become, beside it, and give what puts it in its place; needs the lock then.

    Others may write in the journal until the lock is held.

    Args:
        store: The file.
        cancelled: Asked after each megabyte whether to stop.

    Raises:
        StoreError: It cannot be written; the changes wait on.
    """
    from store.editing.streaming import streamed, whole
    from store.entries import OtherLayout
    from store.writing import replacement

    store = Path(os.path.realpath(store))
    journal = read_journal(store)
    if journal.damaged_line:
        raise damaged(store, journal)
    if journal.base is None:
        yield lambda _lock: None
        return
    version = version_of(store)
    pending = journal.pending(version.content)
    if pending is None:
        raise foreign(store)
    became = Became.of(version.content, pending)
    with ExitStack() as stack:
        try:
            put = stack.enter_context(replacement(store, streamed(store, pending, cancelled), version))
        except OtherLayout:
            put = stack.enter_context(replacement(store, whole(store, pending), version))

        def finish(lock: WriterLock) -> None:
            with Folding(store, journal, keeping=True, became=became) as folding:
                put(lock, folding.announce)

        yield finish
