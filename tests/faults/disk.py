"""A disk that fails: at its k-th operation with an error, or with the end of the process, or of the power."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, combinations
from pathlib import Path
from typing import Any, Final

OPERATIONS: Final = ("write", "fsync", "ftruncate", "replace", "rename", "unlink", "link", "mkdir", "rmdir", "open")
_MOST_NAMES: Final = 5
"""Of so many names on their way to the disk, every choice is tried."""


class Cut(BaseException):
    """The process or the power ends here: nobody may catch it, and no operation works any more."""


class Disk:
    """Counts the operations that change files, lets one fail, and knows what a power cut would leave.

    What was written is on the disk when its file was synced, and a name when its folder was. Before that it may be
    there or not, each name for itself.
    """

    def __init__(self, folder: Path, fail_at: int, error: int | None) -> None:
        self.folder = folder
        self.fail_at = fail_at
        self.error = error
        """An errno for one failure; None: the end."""
        self.count = 0
        self.is_cut = False
        self._real = {name: getattr(os, name) for name in OPERATIONS}
        self._pins: list[int] = []
        """Descriptors that keep the system from giving the number of a file that is gone to another."""
        self._names = self._listed()
        self._contents = {inode: (folder / name).read_bytes() for name, inode in self._names.items()}
        for name in self._names:
            self._pin(folder / name)

    def _listed(self) -> dict[str, int]:
        return {
            path.relative_to(self.folder).as_posix(): path.stat().st_ino
            for path in self.folder.rglob("*")
            if path.is_file()
        }

    def _pin(self, path: Path) -> None:
        self._pins.append(self._real["open"](path, os.O_RDONLY))

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
        if name == "open":
            self._pin(Path(args[0]))
        if name == "fsync":
            self._note(args[0])
        return done

    def _note(self, descriptor: int) -> None:
        status = os.fstat(descriptor)
        if not stat.S_ISDIR(status.st_mode):
            self._contents[status.st_ino] = os.pread(descriptor, status.st_size, 0)
            return
        now = self._listed()
        for name in {*now, *self._names}:
            if os.path.samestat((self.folder / name).parent.stat(), status):
                _take(name, now, self._names)

    def after_power_loss(self) -> Iterator[Mapping[str, bytes]]:
        """Yield every state in which a power cut may leave the folder: content by name."""
        now = self._listed()
        on_their_way = sorted(name for name in {*now, *self._names} if now.get(name) != self._names.get(name))
        few = range(len(on_their_way) + 1) if len(on_their_way) <= _MOST_NAMES else (0, 1, len(on_their_way))
        for came in chain.from_iterable(combinations(on_their_way, count) for count in few):
            names = dict(self._names)
            for name in came:
                _take(name, now, names)
            yield {name: self._contents.get(inode, b"") for name, inode in names.items()}

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
            for descriptor in self._pins:
                os.close(descriptor)
            self._pins.clear()


def _take(name: str, now: Mapping[str, int], into: dict[str, int]) -> None:
    """Have a name lead where it leads now, or nowhere."""
    if name in now:
        into[name] = now[name]
    else:
        into.pop(name, None)


def put_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into an empty folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
