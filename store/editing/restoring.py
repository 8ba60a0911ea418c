"""A store made again what it was in a version that is kept, whatever has become of it and its journal since."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from store.editing.backups import Backup, backups_folder, drop, keep, prune
from store.editing.changes import Step
from store.editing.folding import prepared
from store.editing.history import remember
from store.editing.journal import journal_path, read_journal
from store.errors import StoreNotWritable
from store.files import not_writable, shown, version_of
from store.locking import WriterLock
from store.meta import read_meta
from store.storage import chunks_of
from store.writing import create_file, replace_file


def restore(store: Path, backup: Backup) -> Path | None:
    """Make a store again what it was in a version that is kept; what it is now is kept as a version in its turn.

    Returns:
        Where its journal is now, if that holds changes to what the file was before it was broken, replaced or deleted,
        or is damaged itself.

    Raises:
        StoreError: It cannot be written; it is then as it was.
    """
    read_meta(backup.path)
    store = Path(os.path.realpath(store))
    with chunks_of(backup.path) as chunks:  # first of all: it may have to make room for what is kept below
        if os.path.lexists(store):
            aside = _replace(store, chunks)
        else:
            create_file(store, chunks)
            aside = _put_aside(store)
    remember(store, (Step(f"restore the version of {backup.when:%Y-%m-%d %H:%M:%S} UTC", ()),))
    return aside


def _replace(store: Path, chunks: Iterator[bytes]) -> Path | None:
    lock = WriterLock(store)
    lock.acquire()  # to the end: what another program did between the two writings would be in neither file
    try:
        is_foreign = _has_foreign_journal(store)
        if not is_foreign:
            with prepared(store) as finish:  # what waits in the journal is a part of what is kept
                finish(lock)
        with _kept(store):
            replace_file(lock, chunks)
        return _put_aside(store) if is_foreign else None
    finally:
        lock.release()


def _has_foreign_journal(store: Path) -> bool:
    journal = read_journal(store)
    if journal.damaged_line:
        return True
    return journal.base is not None and journal.pending(version_of(store).content) is None


@contextmanager
def _kept(store: Path) -> Iterator[None]:
    """Keep the file that is replaced meanwhile; not so when it is not replaced.

    Raises:
        StoreNotWritable: It cannot be kept, and would be nowhere then.
    """
    kept = keep(store)
    if kept is None:
        raise StoreNotWritable(
            f"{shown(store)} is as it was: it cannot be kept in {shown(backups_folder(store))}, which the system lets "
            "nobody write in now. Move it to a safe place, and do this again."
        )
    try:
        yield
    except BaseException:
        drop(kept, store)
        raise
    prune(store)


def _put_aside(store: Path) -> Path | None:
    """Move a journal to the backups: its changes fit no file any more, and are nobody's to throw away."""
    journal = journal_path(store)
    aside = backups_folder(store) / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}Z-journal"
    try:
        journal.replace(aside)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise not_writable(journal, error) from error
    return aside
