"""One writer at a time.

The lock lies on the store file itself. A file beside it would stay behind when its owner is killed, and puzzle
whoever finds it; this lock is gone with the process. Because a write puts a new file in the place of the old one,
the lock moves to the new file before that becomes the store (`WriterLock.move_to`).
"""

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from store.errors import StoreLocked, StoreNotFound, StoreNotWritable
from store.files import NONBLOCK, not_writable, shown

PATIENCE_S: Final = 1.0
"""How long to wait for another writer: a command that changes one record is done in less."""


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
        return os.open(path, os.O_RDWR | NONBLOCK)  # for writing: NFS gives no exclusive lock to a reader

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
