"""An exported file, written whole or not at all."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from store.errors import StoreExists, StoreNotWritable
from store.files import not_writable, shown

_T = TypeVar("_T")

_BUFFER_BYTES: Final = 1 << 20


def write_file(path: Path, write: Callable[[BinaryIO], _T], *, force: bool = False) -> _T:
    """Have a file written, and put it in its place when it is complete; return what `write` returns.

    A device or a pipe is written to as it is.

    Args:
        path: The file to make.
        write: Writes its content.
        force: Whether a file that is there may be replaced.

    Raises:
        StoreExists: There is one, and it is not to be replaced.
        StoreNotWritable: The system refuses.
    """
    real = Path(os.path.realpath(path))  # a link keeps pointing at the file that it pointed at
    try:
        mode = _mode(real)
        if mode is not None and stat.S_ISDIR(mode):
            raise StoreNotWritable(f"{shown(path)} is a directory. Name a file in it.")
        if mode is not None and not stat.S_ISREG(mode):
            with real.open("wb", buffering=_BUFFER_BYTES) as out:
                return write(out)
        if mode is not None and not force:
            raise StoreExists(f"{shown(path)} exists and is left as it is. Give another name, or say --force.")
        return _written(real, write, mode)
    except FileExistsError as error:
        raise StoreExists(f"{shown(path)} was made by another program meanwhile and is left as it is.") from error
    except OSError as error:
        raise not_writable(path, error) from error


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _written(path: Path, write: Callable[[BinaryIO], _T], mode: int | None) -> _T:
    draft = path.with_name(f".{path.name[:40]}.{os.urandom(8).hex()}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), "wb",
                       buffering=_BUFFER_BYTES) as out:  # fmt: skip
            if mode is not None:
                with suppress(PermissionError):  # a file system that knows no modes
                    draft.chmod(stat.S_IMODE(mode))
            result = write(out)
            out.flush()
            os.fsync(out.fileno())
        if mode is None:
            _place_new(draft, path)
        else:
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return result


def _place_new(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)  # unlike a rename, it never takes the place of something
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        draft.replace(path)
