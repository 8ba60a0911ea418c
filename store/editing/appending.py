"""Lines at the end of a file beside the store, on the disk before anybody is told that they are kept."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from store.drafts import sync
from store.files import BINARY, not_writable
from store.writing import sync_folder

_CREATE: Final = os.O_RDWR | os.O_CREAT | BINARY


def append(path: Path, data: bytes, end: int, like: Path) -> int:
    """Put `data` behind the first `end` bytes of a file, and return where it ends when it is on the disk.

    What stands behind `end` was never acknowledged and goes. If the system refuses, the file is as it was.

    Args:
        path: The file; it is made, with the owner's rights of `like`, if it is not there.
        data: Whole lines.
        end: Bytes that count; 0 for a new file.
        like: The store that the file belongs to.

    Raises:
        StoreNotWritable: The system refuses.
    """
    is_new = not path.exists()
    try:
        descriptor = os.open(path, _CREATE, 0o600)
    except OSError as error:
        raise not_writable(path, error) from error
    try:
        try:
            if is_new:
                _share(descriptor, like)
            os.ftruncate(descriptor, end)
            os.lseek(descriptor, end, os.SEEK_SET)
            _write(descriptor, data)
            sync(descriptor)
        except OSError as error:
            _take_back(path, descriptor, end, is_new=is_new)
            raise not_writable(path, error) from error
    finally:
        with suppress(OSError):
            os.close(descriptor)
    if is_new:
        sync_folder(path)
    return end + len(data)


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _share(descriptor: int, like: Path) -> None:
    """Let those read a new file who may read the store."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.fchmod(descriptor, stat.S_IMODE(like.stat().st_mode) & 0o666)


def _take_back(path: Path, descriptor: int, end: int, *, is_new: bool) -> None:
    with suppress(OSError):
        os.ftruncate(descriptor, end)
    if is_new:
        with suppress(OSError):
            path.unlink()


def remove(path: Path) -> None:
    """Remove a file beside the store, for good.

    Raises:
        StoreNotWritable: The system refuses.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise not_writable(path, error) from error
    sync_folder(path)
