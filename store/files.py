"""A file, opened and read so that nothing hangs, with every refusal of the system put into words.

Programs that know nothing of the writers' lock (an editor, plain TinyDB) are met by a second guard: a writer remembers
which `Version` of a store it read, and refuses when the file is no longer that.
"""

import errno
import os
import stat
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from store.errors import NotAStore, StoreNotFound, StoreNotReadable, StoreNotWritable
from store.text import one_line

_RACY_NS: Final = 2_000_000_000
"""A file changed this shortly before it was read may change again without its times showing it (FAT counts in 2 s)."""

CHUNK_BYTES: Final = 1 << 20
"""How much of a file is read or copied at a time."""

NONBLOCK: Final = getattr(os, "O_NONBLOCK", 0)
"""To open a pipe must not wait for somebody at its other end."""

BINARY: Final = getattr(os, "O_BINARY", 0)
"""Without it, Windows changes line ends."""

_REASONS: Final = {
    errno.ENOSPC: ("the disk is full", "Free some space and try again."),
    errno.EDQUOT: ("your disk quota is used up", "Free some space and try again."),
    errno.EROFS: ("it is on a file system that is read-only", "Work on a copy elsewhere."),
    errno.EACCES: ("you have no permission to write there", "Ask for it, or work on a copy elsewhere."),
    errno.EPERM: ("you have no permission to write there", "Ask for it, or work on a copy elsewhere."),
    errno.ENOENT: ("its folder does not exist", "Make the folder first."),
    errno.ENOTDIR: ("its folder is not a folder", "Choose another place."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter one."),
    errno.EISDIR: ("it is a directory", "Name a file in it."),
}


def shown(path: Path) -> str:
    """Return the name of a file for a message; names are hostile too."""
    return one_line(str(path))


def not_writable(path: Path, error: OSError) -> StoreNotWritable:
    """Return the sentence for a write that the system refused; whoever raises it has left the file as it was."""
    said, advice = _REASONS.get(error.errno or 0, (f"the system says {error.strerror or error!r}", "Try another disk."))
    return StoreNotWritable(f"{shown(path)} cannot be written, so nothing was changed: {said}. {advice}")


def open_to_read(path: Path) -> int:
    """Open a regular file and return its descriptor; nothing is created and no lock is taken.

    Raises:
        StoreNotFound: There is no such file.
        NotAStore: It is a directory, a pipe or a device.
        StoreNotReadable: The system refuses.
    """
    with reading(path):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise NotAStore(f"{shown(path)} is a directory. Name a store file in it.")
        if not stat.S_ISREG(mode):  # before opening: to open a device may do something
            raise NotAStore(f"{shown(path)} is a pipe or a device, not a file. Save its content to a file first.")
        return os.open(path, os.O_RDONLY | NONBLOCK | BINARY)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Put into words why a file cannot be read.

    Raises:
        StoreNotFound: There is no such file.
        StoreNotReadable: The system refuses.
    """
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing(path, "Check the name, or make a store with 'dateline new'.") from error
    except PermissionError as error:
        raise StoreNotReadable(
            f"{shown(path)} cannot be read: you have no permission. Ask its owner for it."
        ) from error
    except OSError as error:
        raise StoreNotReadable(
            f"{shown(path)} cannot be read: the system says {error.strerror or error!r}. Try a copy of it."
        ) from error


def missing(path: Path, advice: str) -> StoreNotFound:
    """Return the sentence for a store that is not there, with how to get one: back, where versions of it are kept."""
    from store.editing.backups import backups_of

    if backups_of(path):
        advice = f"Versions of it are kept: bring one back with 'dateline restore {shown(path)}'."
    return StoreNotFound(f"There is no file {shown(path)}. {advice}")


class Fingerprint(NamedTuple):
    """Length and checksum of a file's content: it guards against accidents, which a checksum of 32 bits does."""

    length: int = 0
    checksum: int = 0

    def add(self, data: bytes) -> "Fingerprint":
        """Return the fingerprint of the content so far followed by `data`."""
        return Fingerprint(self.length + len(data), zlib.crc32(data, self.checksum))


def fingerprint_of(descriptor: int) -> Fingerprint:
    """Return the fingerprint of all that can be read from a descriptor."""
    found = Fingerprint()
    while data := os.read(descriptor, CHUNK_BYTES):
        found = found.add(data)
    return found


def marks_of(status: os.stat_result) -> tuple[int, ...]:
    """Return what changes when a file is changed or replaced."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


class Version(NamedTuple):
    """What a file was when it was read or written."""

    content: Fingerprint
    marks: tuple[int, ...]
    """What the system said of the file (`marks_of`)."""
    settled: bool
    """Whether equal marks prove equal content: the file had been left alone for a while."""

    def is_at(self, path: Path) -> bool:
        """Return whether the file at `path` still has this content.

        Raises:
            OSError: It cannot be looked at.
        """
        status = path.stat()
        if self.settled and marks_of(status) == self.marks:
            return True
        if status.st_size != self.content.length:
            return False
        descriptor = os.open(path, os.O_RDONLY | NONBLOCK | BINARY)
        try:
            return fingerprint_of(descriptor) == self.content
        finally:
            os.close(descriptor)


def read_version(path: Path) -> tuple[bytes, Version]:
    """Return a file's content and its version, reading again when somebody wrote into it meanwhile.

    Raises:
        StoreError: As `open_to_read` does.
    """
    for _attempt in range(3):
        with reading(path), os.fdopen(open_to_read(path), "rb") as file:
            status = os.fstat(file.fileno())
            now = time.time_ns()
            data = file.read()
            undisturbed = marks_of(os.fstat(file.fileno())) == marks_of(status)
        if undisturbed:
            break
    settled = now - max(status.st_mtime_ns, status.st_ctime_ns) > _RACY_NS
    return data, Version(Fingerprint().add(data), marks_of(status), settled)


def version_of(path: Path) -> Version:
    """Return the version of a file that is too big to be held in memory.

    Raises:
        StoreError: As `open_to_read` does.
    """
    with reading(path):
        descriptor = open_to_read(path)
        try:
            status = os.fstat(descriptor)
            settled = time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _RACY_NS
            return Version(fingerprint_of(descriptor), marks_of(status), settled)
        finally:
            os.close(descriptor)
