"""A draft: the new file beside the one whose place it is to take (`.NAME.HEX.part`).

It is flushed to the disk, read back and compared before it is renamed. Whoever is killed meanwhile leaves it behind,
and the next write to that store removes it.
"""

import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path

from store.errors import StoreNotWritable
from store.files import BINARY, NONBLOCK, Fingerprint, Version, fingerprint_of, shown
from store.locking import LOCK_IS_ON_STORE, WriterLock, claim


class Draft:
    """A new file beside the one whose place it is to take."""

    def __init__(self, path: Path, like: os.stat_result | None) -> None:
        self.path = path
        self.like = like
        self.content = Fingerprint()
        self._name = path
        self._exists = False
        self._descriptor = -1

    def create(self) -> None:
        """Make the file, under a name that nobody has, and claim it."""
        mode = 0o666 if self.like is None else 0o600  # nobody else reads the draft of a private store
        while True:
            self._name = self.path.with_name(f"{_draft_prefix(self.path)}{os.urandom(8).hex()}.part")
            self._descriptor = os.open(self._name, os.O_RDWR | os.O_CREAT | os.O_EXCL | BINARY, mode)
            self._exists = True
            if claim(self._descriptor) and os.fstat(self._descriptor).st_nlink:
                return
            self.close()  # another writer took it for abandoned before it was claimed

    def write(self, data: bytes) -> None:
        """Append to it."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        self.content = self.content.add(data)

    def finish(self) -> None:
        """Give the file its owner and mode, have it on the disk, and see that it is there."""
        if self.like is not None and sys.platform != "win32":
            with suppress(PermissionError):  # a file system that knows no modes
                os.fchmod(self._descriptor, _give(self._descriptor, self.like))
        sync(self._descriptor)
        written = os.open(self._name, os.O_RDONLY | BINARY)
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
        """Remove it, unless it was placed."""
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


def sync(descriptor: int) -> None:
    """Have what was written on the disk."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # there, fsync leaves the data in the drive's memory
    else:
        os.fsync(descriptor)


def _draft_prefix(path: Path) -> str:
    return f".{path.name[:40]}."  # a name may be at most 255 bytes, and a letter takes up to 4


def sweep(path: Path) -> None:
    """Remove the drafts of writers that were killed: those that nobody has a lock on."""
    abandoned = re.compile(re.escape(_draft_prefix(path)) + r"[0-9a-f]{16}\.part")
    with suppress(OSError):  # to tidy up is no reason to fail
        for name in path.parent.iterdir():
            if abandoned.fullmatch(name.name):
                _remove_abandoned(name, path)


def _remove_abandoned(name: Path, path: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(name, os.O_RDWR | NONBLOCK | getattr(os, "O_NOFOLLOW", 0))
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
