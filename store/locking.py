"""Hold of a store file: opened so that nothing hangs, one writer at a time, replaced wholly or not at all.

A write makes a new file beside the store, has it flushed to the disk, reads it back, compares, and renames it over
the store. Whoever is killed meanwhile leaves the old store and a draft (`.NAME.HEX.part`), which the next write to
that store removes.

The lock lies on the store file itself. A file beside it would stay behind when its owner is killed, and puzzle
whoever finds it; this lock is gone with the process. Because a write puts a new file in the place of the old one,
the lock moves to the new file before that becomes the store (`WriterLock.move_to`).

Programs that know nothing of the lock (an editor, plain TinyDB) are met by the second guard: a writer remembers
which `Version` it read, and refuses when the file is no longer that.
"""

import errno
import os
import re
import stat
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from store.errors import (
    NotAStore,
    StoreChanged,
    StoreExists,
    StoreLocked,
    StoreNotFound,
    StoreNotReadable,
    StoreNotWritable,
)
from store.text import one_line

PATIENCE_S: Final = 1.0
"""How long to wait for another writer: a command that changes one record is done in less."""

_RACY_NS: Final = 2_000_000_000
"""A file changed this shortly before it was read may change again without its times showing it (FAT counts in 2 s)."""

CHUNK_BYTES: Final = 1 << 20
"""How much of a file is read or copied at a time."""

_NONBLOCK: Final = getattr(os, "O_NONBLOCK", 0)  # opening a pipe must not wait for somebody at its other end
_BINARY: Final = getattr(os, "O_BINARY", 0)

_REASONS: Final = {
    errno.ENOSPC: ("the disk is full", "Free some space and try again."),
    errno.EDQUOT: ("your disk quota is used up", "Free some space and try again."),
    errno.EROFS: ("it is on a file system that is read-only", "Work on a copy elsewhere."),
    errno.EACCES: ("you have no permission to write there", "Ask for it, or work on a copy elsewhere."),
    errno.EPERM: ("you have no permission to write there", "Ask for it, or work on a copy elsewhere."),
    errno.ENOENT: ("its folder does not exist", "Make the folder first."),
    errno.ENOTDIR: ("its folder is not a folder", "Choose another place."),
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
        return os.open(path, os.O_RDONLY | _NONBLOCK | _BINARY)


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
        raise StoreNotFound(
            f"There is no file {shown(path)}. Check the name, or make a store with 'dateline new'."
        ) from error
    except PermissionError as error:
        raise StoreNotReadable(
            f"{shown(path)} cannot be read: you have no permission. Ask its owner for it."
        ) from error
    except OSError as error:
        raise StoreNotReadable(
            f"{shown(path)} cannot be read: the system says {error.strerror or error!r}. Try a copy of it."
        ) from error


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
        descriptor = os.open(path, os.O_RDONLY | _NONBLOCK | _BINARY)
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


class WriterLock:
    """The right to replace one store file. It ends with `release`, or with the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this writer is the one."""
        return self._descriptor is not None

    def acquire(self, patience_s: float = PATIENCE_S) -> None:
        """Become the writer, waiting a little for another to finish.

        Raises:
            StoreLocked: Another stays the writer.
            StoreNotFound: There is no file to lock.
            StoreNotWritable: The file is read-only.
        """
        deadline = time.monotonic() + patience_s
        try:
            while not (self.is_held or self._attempt()):
                if time.monotonic() >= deadline:
                    raise StoreLocked(
                        f"Another program is writing to {shown(self.path)}. Wait until it is done, then try again."
                    )
                time.sleep(0.02)
        except FileNotFoundError as error:
            raise StoreNotFound(f"There is no file {shown(self.path)} any more.") from error
        except OSError as error:
            raise not_writable(self.path, error) from error

    def _attempt(self) -> bool:
        mode = self.path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise StoreNotWritable(f"{shown(self.path)} is not a file. Choose another name.")
        if not mode & 0o222:  # the system lets root write all the same; its owner said no
            raise StoreNotWritable(
                f"{shown(self.path)} is marked read-only. Allow writing with 'chmod u+w', or work on a copy."
            )
        descriptor = _open_to_lock(self.path)
        try:
            if _try_lock(descriptor) and _is_where_it_was(descriptor, self.path):
                self._descriptor, descriptor = descriptor, -1
        finally:
            if descriptor != -1:
                os.close(descriptor)
        return self.is_held

    def move_to(self, descriptor: int) -> None:
        """Hold the lock of the file that has just taken the store's place, and let go of the old one.

        Args:
            descriptor: The new file, locked by `claim`; it now belongs to this lock.
        """
        if LOCK_IS_ON_STORE and self._descriptor is not None:
            self._descriptor, descriptor = descriptor, self._descriptor
        with suppress(OSError):  # the new file is in its place already: no reason to fail
            os.close(descriptor)

    def release(self) -> None:
        """Stop being the writer; doing so twice does no harm."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            with suppress(OSError):
                os.close(descriptor)
                if not LOCK_IS_ON_STORE:  # when another writer has opened it already, that one will remove it
                    _beside(self.path).unlink()


LOCK_IS_ON_STORE: Final = sys.platform != "win32"
"""Windows forbids to replace a file that is open, so there the lock needs a file beside the store, while it is held."""


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


if sys.platform == "win32":
    import msvcrt

    def _open_to_lock(path: Path) -> int:
        return os.open(_beside(path), os.O_RDWR | os.O_CREAT)

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _is_where_it_was(descriptor: int, path: Path) -> bool:
        return True

    def claim(descriptor: int) -> bool:
        """Mark a draft as somebody's; Windows does so by itself, since an open file cannot be deleted there."""
        return True

else:
    import fcntl

    def _open_to_lock(path: Path) -> int:
        return os.open(path, os.O_RDWR | _NONBLOCK)  # for writing: NFS gives no exclusive lock to a reader

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:  # a file system without locks: the version check is then the only guard
            if error.errno not in (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP):
                raise
        return True

    def _is_where_it_was(descriptor: int, path: Path) -> bool:
        """Return whether the locked file is still the store; another writer may have replaced it meanwhile."""
        return os.path.samestat(os.fstat(descriptor), path.stat())

    claim = _try_lock


class _Draft:
    """A new file beside the one whose place it is to take."""

    def __init__(self, path: Path, like: os.stat_result | None) -> None:
        self.path = path
        self.like = like
        self.content = Fingerprint()
        self._name = path
        self._exists = False
        self._descriptor = -1

    def create(self) -> None:
        mode = 0o666 if self.like is None else 0o600  # nobody else reads the draft of a private store
        while True:
            self._name = self.path.with_name(f"{_draft_prefix(self.path)}{os.urandom(8).hex()}.part")
            self._descriptor = os.open(self._name, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, mode)
            self._exists = True
            if claim(self._descriptor) and os.fstat(self._descriptor).st_nlink:
                return
            self.close()  # another writer took it for abandoned before it was claimed

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        self.content = self.content.add(data)

    def finish(self) -> None:
        """Give the file its owner and mode, have it on the disk, and see that it is there."""
        if self.like is not None and sys.platform != "win32":
            with suppress(PermissionError):  # a file system that knows no modes
                os.fchmod(self._descriptor, _give(self._descriptor, self.like))
        _sync(self._descriptor)
        written = os.open(self._name, os.O_RDONLY | _BINARY)
        try:
            found = fingerprint_of(written)
        finally:
            os.close(written)
        if found != self.content:
            raise StoreNotWritable(
                f"{shown(self.path)} was not written: what was read back differs from what was written. "
                "The disk may be failing; save to another one."
            )

    def place(self, lock: WriterLock | None) -> Version:
        """Become the store, at once and wholly: over the one that `lock` holds, or where there is none."""
        if not LOCK_IS_ON_STORE:
            os.close(self._descriptor)
            self._descriptor = -1
        if lock is None:
            _move_to_new(self._name, self.path)
        else:
            self._name.replace(self.path)
        self._exists = False
        if lock is not None and self._descriptor != -1:
            lock.move_to(self._descriptor)
            self._descriptor = -1
        return Version(self.content, (), settled=False)

    def close(self) -> None:
        with suppress(OSError):
            if self._descriptor != -1:
                os.close(self._descriptor)
        self._descriptor = -1
        with suppress(OSError):
            if self._exists:
                self._name.unlink()
        self._exists = False


def _give(descriptor: int, like: os.stat_result) -> int:
    """Give a file the owner and group of another, as far as is allowed, and return the mode that it may then have."""
    mode = stat.S_IMODE(like.st_mode)
    own = os.fstat(descriptor)
    if (own.st_uid, own.st_gid) == (like.st_uid, like.st_gid):
        return mode
    for owner in (like.st_uid, -1):  # only root gives files away; a member of the group may give it the group
        with suppress(PermissionError):
            os.fchown(descriptor, owner, like.st_gid)
            return mode
    return mode & ~0o070  # those rights were meant for another group


def _move_to_new(name: Path, path: Path) -> None:
    try:
        path.hardlink_to(name)  # unlike a rename, it never takes the place of something
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError from None
        name.replace(path)
    else:
        with suppress(OSError):  # the store is there; the next write removes its second name
            name.unlink()


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # there, fsync leaves the data in the drive's memory
    else:
        os.fsync(descriptor)


def _sync_folder(path: Path) -> None:
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


def _draft_prefix(path: Path) -> str:
    return f".{path.name[:40]}."  # a name may be at most 255 bytes, and a letter takes up to 4


def _sweep(path: Path) -> None:
    """Remove the drafts of writers that were killed: those that nobody has a lock on."""
    abandoned = re.compile(re.escape(_draft_prefix(path)) + r"[0-9a-f]{16}\.part")
    with suppress(OSError):  # to tidy up is no reason to fail
        for name in path.parent.iterdir():
            if abandoned.fullmatch(name.name):
                _remove_abandoned(name, path)


def _remove_abandoned(name: Path, path: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(name, os.O_RDWR | _NONBLOCK | getattr(os, "O_NOFOLLOW", 0))
        try:
            is_second_name = path.exists() and os.path.samestat(os.fstat(descriptor), path.stat())
            if is_second_name or claim(descriptor):
                if sys.platform == "win32":
                    os.close(descriptor)
                    descriptor = -1
                name.unlink()
        finally:
            if descriptor != -1:
                os.close(descriptor)


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
def _drafted(path: Path, chunks: Iterable[bytes], like: os.stat_result | None) -> Iterator[_Draft]:
    """Write a draft of `path`; it is removed unless it was placed."""
    _sweep(path)
    draft = _Draft(path, like)
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
        _sync_folder(path)
    return version


def replace_file(lock: WriterLock, chunks: Iterable[bytes], expected: Version | None = None) -> Version:
    """Put `chunks` in the place of the locked file's content, at once and wholly.

    Args:
        lock: Held; it goes over to the new file.
        chunks: The new content.
        expected: What the file must still be; None: whatever it is.

    Raises:
        StoreChanged: It is another, or gone.
        StoreNotWritable: The system refuses.
    """
    path = lock.path
    like = _require(path, expected)
    with _drafted(path, chunks, like) as draft:
        _require(path, expected)  # once more: an editor that knows no lock may have saved meanwhile
        with _refusals(path):
            version = draft.place(lock)
        _sync_folder(path)
    return version


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
