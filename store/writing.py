"""A file written wholly or not at all: made new, or put in the place of another.

A write makes a draft beside the file, has it flushed to the disk, reads it back, compares, and renames it over the
file. Whoever is killed meanwhile leaves the old file and the draft, which the next write removes.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from store.drafts import Draft, sweep
from store.errors import StoreChanged, StoreExists, StoreNotWritable
from store.files import Fingerprint, Version, not_writable, shown
from store.locking import WriterLock


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Put what the system refuses into words. Holds calls to the system only, never the caller's own code."""
    try:
        yield
    except FileExistsError as error:
        raise StoreExists(f"{shown(path)} exists already, and is not overwritten. Choose another name.") from error
    except OSError as error:
        raise not_writable(path, error) from error


@contextmanager
def _drafted(path: Path, chunks: Iterable[bytes], like: os.stat_result | None) -> Iterator[Draft]:
    """Write a draft of `path`; it is removed unless it was placed."""
    sweep(path)
    draft = Draft(path, like)
    try:
        with _refusals(path):
            draft.create()
        for chunk in chunks:  # whatever the caller's generator raises is the caller's
            with _refusals(path):
                draft.write(chunk)
        with _refusals(path):
            draft.finish()
        yield draft
    finally:
        draft.close()


def create_file(path: Path, chunks: Iterable[bytes], like: os.stat_result | None = None) -> Version:
    """Make a new file of `chunks`, at once and wholly; with the owner and mode of `like` if that is given.

    Raises:
        StoreExists: Something has that name.
        StoreNotWritable: The system refuses.
    """
    with _refusals(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if os.path.lexists(path):  # before the work; `place` sees to it that nothing is overwritten
            raise FileExistsError
    with _drafted(path, chunks, like) as draft:
        with _refusals(path):
            version = draft.place(None)
        sync_folder(path)
    return version


def replace_file(
    lock: WriterLock,
    chunks: Iterable[bytes],
    expected: Version | None = None,
    announce: Callable[[Fingerprint], None] | None = None,
) -> Version:
    """Put `chunks` in the place of the locked file's content, at once and wholly.

    Args:
        lock: Held; it goes over to the new file.
        chunks: The new content.
        expected: What the file must still be; None: whatever it is.
        announce: Told what the new content is when that is on the disk, just before it takes the place of the old.

    Raises:
        StoreChanged: It is another, or gone.
        StoreNotWritable: The system refuses.
    """
    with replacement(lock.path, chunks, expected) as put:
        return put(lock, announce)


Put = Callable[[WriterLock, Callable[[Fingerprint], None] | None], Version]
"""Puts what was prepared in the place of the file that the lock holds, as `replace_file` does."""


@contextmanager
def replacement(path: Path, chunks: Iterable[bytes], expected: Version | None) -> Iterator[Put]:
    """Prepare what is to take the place of a file, before others need to be kept out; unless put, it goes again.

    Args:
        path: The file.
        chunks: The new content.
        expected: What the file must be, now and when it is replaced; None: whatever it is.

    Raises:
        StoreChanged: It is another, or gone.
        StoreNotWritable: The system refuses.
    """
    like = _require(path, expected)
    with _drafted(path, chunks, like) as draft:

        def put(lock: WriterLock, announce: Callable[[Fingerprint], None] | None = None) -> Version:
            _require(path, expected)  # once more: an editor that knows no lock may have saved meanwhile
            if announce is not None:
                announce(draft.content)
            with _refusals(path):
                version = draft.place(lock)
            sync_folder(path)
            return version

        yield put


def _require(path: Path, expected: Version | None) -> os.stat_result:
    """Return what the system says of the file at `path`, which must be the expected one."""
    try:
        with _refusals(path):
            status = path.stat()
            if expected is None or expected.is_at(path):
                return status
    except StoreNotWritable as error:
        if not isinstance(error.__cause__, FileNotFoundError):
            raise
        raise StoreChanged(
            f"{shown(path)} was moved or deleted by another program, so nothing was written. Save to another file."
        ) from error
    raise StoreChanged(
        f"{shown(path)} was changed by another program since it was read, so nothing was written. "
        "Open it again and repeat the change."
    )


def sync_folder(path: Path) -> None:
    """Have a file's new name on the disk too, where the system lets folders be synced."""
    try:
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except PermissionError:  # Windows, or a folder that may be written and not listed
        return
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise StoreNotWritable(
                f"{shown(path)} was written, but the system cannot promise that it outlives a power failure "
                f"({error.strerror}). Save a copy on another disk."
            ) from error
