"""Opening what is to be imported: a file, plain or gzipped, the members of a zip archive, or standard input.

Nothing is unpacked to the disk, so a name inside an archive is only ever shown. An archive that unpacks to far more
than data does is not read.
"""

import gzip
import io
import os
import shutil
import stat
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final

from store.errors import ImportRefused, StoreNotFound, StoreNotReadable, StoreNotWritable
from store.importers.source import Source, Stream
from store.text import one_line

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STANDARD_INPUT: Final = "-"

FREE_BYTES: Final = 64 << 20
"""What anything may unpack to, whatever its ratio."""
MOST_RATIO: Final = 200
"""Event data is packed to a tenth or a twentieth of its size; a zip bomb to a thousandth."""
MOST_MEMBERS: Final = 1000

_DATA: Final = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".geojson", ".ics")
"""Members of an archive that are read; others (a codebook in PDF) are passed over."""
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BUFFER_BYTES: Final = 1 << 18
_BROKEN: Final = (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile)
_OTHER_PACKING: Final = (NotImplementedError, RuntimeError)
"""What `zipfile` raises for a method of packing that Python has not, and for a password."""

_Opener = Callable[[], BinaryIO]


def sources(path: str, encoding: str = "") -> list[Source]:
    """Return what a path stands for: one source, or each member of an archive that may hold data.

    Args:
        path: A file, or "-" for standard input.
        encoding: What the user says that its text is; empty: found out.

    Raises:
        StoreError: It cannot be read, or it is an archive that is not to be trusted.
    """
    label = "standard input" if path == STANDARD_INPUT else one_line(path)
    name = "" if path == STANDARD_INPUT else Path(path).name
    with _in_words(label):
        open_file = _spooled(sys.stdin.buffer) if path == STANDARD_INPUT else _file(path, label)
        with open_file() as file:
            magic, size = file.read(4), os.fstat(file.fileno()).st_size
        if magic in _ZIP:
            return _members(open_file, label, encoding)
        open_ = partial(_open_gzip if magic[:2] == _GZIP else _open_plain, open_file, label)
        source = Source(name, label, size, open_, encoding)
        if path != STANDARD_INPUT and magic[:2] != _GZIP:
            source.path = Path(path)
        return [source]


def _file(path: str, label: str) -> _Opener:
    """Return how to open a file; a pipe is read at once, for it can be read but once."""
    mode = os.stat(path).st_mode  # noqa: PTH116 - a Path would not take a name with a zero byte any better
    if stat.S_ISDIR(mode):
        raise ImportRefused(f"{label} is a directory. Name the files in it.")
    if not stat.S_ISREG(mode):
        with open(path, "rb") as pipe:  # noqa: PTH123
            return _spooled(pipe)

    def again() -> BinaryIO:
        return open(path, "rb")  # noqa: PTH123

    return again


def _spooled(stream: IO[bytes]) -> _Opener:
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - it is gone with the process
    try:
        shutil.copyfileobj(stream, kept, _BUFFER_BYTES)
        kept.flush()
    except OSError as error:
        raise StoreNotWritable(f"The input does not fit into the temporary folder: {error.strerror}.") from error

    def again() -> BinaryIO:
        kept.seek(0)
        return os.fdopen(os.dup(kept.fileno()), "rb")

    return again


@contextmanager
def _in_words(label: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreNotFound(f"There is no file {label}. Check the name.") from error
    except _BROKEN as error:
        raise ImportRefused(f"{label} is broken: {_said(error)}. Get it once more.") from error
    except PermissionError as error:
        raise StoreNotReadable(f"{label} cannot be read: you have no permission. Ask its owner for it.") from error
    except OSError as error:
        raise StoreNotReadable(
            f"{label} cannot be read: {error.strerror or _said(error)}. Try a copy of it."
        ) from error
    except ValueError as error:  # a name with a zero byte
        raise StoreNotFound(f"There can be no file {label}: {_said(error)}.") from error
    except _OTHER_PACKING as error:
        raise ImportRefused(f"{label} cannot be unpacked: {_said(error)}. Unpack it yourself.") from error


def _said(error: Exception) -> str:
    return one_line(str(error)).rstrip(".") or type(error).__name__


class _Watched(io.RawIOBase):
    """Bytes as they are unpacked, with an eye on how many they become."""

    def __init__(
        self, file: IO[bytes] | gzip.GzipFile, under: tuple[Any, ...], label: str, packed: Callable[[], int] | None
    ) -> None:
        self._file = file
        self._under = under
        self._label = label
        self._packed = packed
        self.count = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read into `buffer`.

        Raises:
            StoreError: The bytes are broken, or too many for what they came from.
        """
        with _in_words(self._label):
            data = self._file.read(len(memoryview(buffer)))
        memoryview(buffer)[: len(data)] = data
        self.count += len(data)
        if self._packed is not None and self.count > FREE_BYTES and self.count > MOST_RATIO * self._packed():
            raise _bomb(self._label)
        return len(data)

    def close(self) -> None:
        """Close the file and what it was unpacked from."""
        if not self.closed:
            for file in (self._file, *self._under):
                file.close()
        super().close()


def _bomb(label: str) -> ImportRefused:
    return ImportRefused(
        f"{label} unpacks to more than {MOST_RATIO} times its size, as no event data does. If you trust it, unpack it "
        "yourself."
    )


def _open_plain(open_file: _Opener, label: str) -> Stream:
    with _in_words(label):
        watched = _Watched(open_file(), (), label, None)
    return Stream(io.BufferedReader(watched, _BUFFER_BYTES), lambda: watched.count)


def _open_gzip(open_file: _Opener, label: str) -> Stream:
    with _in_words(label):
        packed = open_file()
    unpacked = gzip.GzipFile(fileobj=packed)
    return Stream(
        io.BufferedReader(_Watched(unpacked, (packed,), label, packed.tell), _BUFFER_BYTES),
        lambda: 0 if packed.closed else packed.tell(),
    )


def _members(open_file: _Opener, label: str, encoding: str) -> list[Source]:
    with open_file() as file, zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
        size = file.seek(0, os.SEEK_END)
    if outside := next((info.filename for info in infos if _is_outside(info.filename)), None):
        raise ImportRefused(
            f"{label} is not to be trusted and was not read: it holds a file that wants to lie outside of it, "
            f"{one_line(outside)[:80]}."
        )
    if len(infos) > MOST_MEMBERS:
        raise ImportRefused(f"{label} holds {len(infos):,} files, more than {MOST_MEMBERS:,}. Unpack it yourself.")
    found = [info for info in infos if _is_data(info)]
    if not found:
        raise ImportRefused(f"{label} holds no file that can be imported ({', '.join(_DATA)}).")
    unpacked = sum(info.file_size for info in found)
    if unpacked > FREE_BYTES and unpacked > MOST_RATIO * size:
        raise _bomb(label)
    return [_member(open_file, info, label, encoding) for info in found]


def _member(open_file: _Opener, info: zipfile.ZipInfo, label: str, encoding: str) -> Source:
    name = PurePosixPath(info.filename).name
    label = f"{label}: {one_line(info.filename)}"
    open_ = partial(_open_member, open_file, info, label)
    return Source(name, label, info.file_size, open_, encoding, is_member=True)


def _open_member(open_file: _Opener, info: zipfile.ZipInfo, label: str) -> Stream:
    with _in_words(label):
        file = open_file()
        archive = zipfile.ZipFile(file)
        watched = _Watched(archive.open(info), (archive, file), label, lambda: info.compress_size)
    return Stream(io.BufferedReader(watched, _BUFFER_BYTES), lambda: watched.count)


def _is_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or bool(PureWindowsPath(name).drive)


def _is_data(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    is_hidden = path.name.startswith(".") or path.parts[:1] == ("__MACOSX",)
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    return not info.is_dir() and not is_hidden and not is_link and path.suffix.lower() in _DATA
