"""A disk that fails: at its k-th operation with an error, or with the end of the process, or of the power."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

OPERATIONS: Final = ("write", "fsync", "ftruncate", "replace", "rename", "unlink", "link", "mkdir", "open")


class Cut(BaseException):
    """The process or the power ends here: nobody may catch it, and no operation works any more."""


class Disk:
    """Counts the operations that change files, lets one fail, and knows what a power cut would leave."""

    def __init__(self, folder: Path, fail_at: int, error: int | None) -> None:
        self.folder = folder
        self.fail_at = fail_at
        self.error = error
        """An errno for one failure; None: the end."""
        self.count = 0
        self.is_cut = False
        self._real = {name: getattr(os, name) for name in OPERATIONS}
        self._contents = {path.stat().st_ino: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        self._names = self._listed()

    def _listed(self) -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in self.folder.iterdir() if path.is_file()}

    def _operate(self, name: str, *args: Any, **options: Any) -> Any:
        if name == "open" and not args[1] & os.O_CREAT:
            return self._real["open"](*args, **options)
        if self.is_cut:
            raise Cut
        self.count += 1
        if self.count == self.fail_at:
            if self.error is not None:
                raise OSError(self.error, os.strerror(self.error))
            self.is_cut = True
            if name == "write":  # half of it may have come to the file
                self._real["write"](args[0], bytes(args[1])[: len(args[1]) // 2])
            raise Cut
        done = self._real[name](*args, **options)
        if name == "fsync":
            self._note(args[0])
        return done

    def _note(self, descriptor: int) -> None:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            self._names = self._listed()
        else:
            self._contents[status.st_ino] = os.pread(descriptor, status.st_size, 0)

    def after_power_loss(self, into: Path, *, names_are_kept: bool) -> None:
        """Make a folder of what a power cut leaves.

        Args:
            into: An empty folder.
            names_are_kept: Whether what was renamed and made has come to the disk though nobody waited for it.
        """
        for name, inode in (self._listed() if names_are_kept else self._names).items():
            (into / name).write_bytes(self._contents.get(inode, b""))

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let the system's operations be those of this disk."""

        def through(name: str) -> Callable[..., Any]:
            return lambda *args, **options: self._operate(name, *args, **options)

        for name in OPERATIONS:
            setattr(os, name, through(name))
        try:
            yield
        finally:
            for name, real in self._real.items():
                setattr(os, name, real)
