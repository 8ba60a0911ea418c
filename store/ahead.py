"""The later parts of a big store, read by other processes while this one reads the first.

Decoding holds the interpreter, so threads gain nothing: each part is indexed by an interpreter of its own, which sends
back what it noted. When that fails, for whatever reason, the part is read here like any other, and what is wrong with
it is found here.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final, Self, TypeAlias

from msgspec import Struct

from store.layout import OtherLayout, Slice, Stretch, slices_of
from store.records import FileRecords, Lines
from store.taking import Taking

MOST_PARTS: Final = 4
TABLE: Final = "events"
"""The table that a part is taken to be of: no other grows so long."""
_LONGEST_LINE: Final = 16 << 20
_STILL_AT_IT: Final = b"."
_CALL: Final = """
import sys
sys.path[:] = {path!r}
from store.ahead import main
main({file!r}, {start}, {end}, {seen!r})
"""

Seen: TypeAlias = tuple[int, int, int, int]
"""Device, number, bytes and time of change of a file: what tells that it is still the same."""


class Noted(Struct):
    """What was noted of a part, counted from its beginning."""

    stretch: Stretch
    taking: Taking
    lines: Lines


class Part:
    """A part of a file that another process reads."""

    def __init__(self, path: Path, start: int, end: int, seen: Seen) -> None:
        """Begin to read from the line at byte `start` to the one at byte `end`.

        Raises:
            OSError: There can be no other process.
        """
        self.start = start
        call = _CALL.format(path=_module_path(), file=os.fspath(path), start=start, end=end, seen=seen)
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, told where to read
            (sys.executable, "-I", "-S", "-c", call),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def noted(self, on_wait: Callable[[], None]) -> Noted | None:
        """Wait for what was noted; return None when that is nothing to build on.

        Args:
            on_wait: Called now and then meanwhile; what it raises ends the wait.
        """
        assert self._process.stdout is not None
        answer = self._process.stdout
        while answer.read(1) == _STILL_AT_IT:
            on_wait()
        with suppress(EOFError, pickle.UnpicklingError):
            found = pickle.load(answer)  # noqa: S301 - our own process wrote it
            return found if isinstance(found, Noted) and found.stretch.lines else None
        return None

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


class Ahead:
    """The parts of a file that others read, as long as they are wanted."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        """Begin to read the later parts of a store.

        Args:
            path: Where the store is.
            file: The same, open at its beginning; it stands there afterwards.
        """
        self._parts: deque[Part] = deque()
        starts = _starts(file)
        seen = _seen(file)
        with suppress(OSError):  # there can be no other process: none is needed
            for start, end in pairwise([*starts, seen[2]]):
                self._parts.append(Part(path, start, end, seen))
        self.stops = [part.start for part in self._parts]
        """Bytes at which the parts begin."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for part in self._parts:
            part.stop()

    def take_in(self, part: Slice, taking: Taking, records: FileRecords, on_wait: Callable[[], None]) -> Stretch | None:
        """Take in what was noted of the lines that follow a slice.

        Args:
            part: The slice that was taken in before.
            taking: What takes them in; `records` as well.
            records: The records of the file.
            on_wait: Called now and then while they are still being read.

        Returns:
            Which lines those were; None when they are to be read here.
        """
        end, line = part.start + len(part.text) + 1, part.line + len(part.lines)
        read: Stretch | None = None
        while self._parts and self._parts[0].start <= end and (read is None or read.comma):
            other = self._parts.popleft()
            try:
                noted = other.noted(on_wait) if other.start == end and part.table == TABLE else None
            finally:
                other.stop()
            if noted is not None:
                taking.absorb(noted.taking, line)
                records.lines.absorb(noted.lines)
                end, line = noted.stretch.end, line + noted.stretch.lines
                read = Stretch(end, line - part.line - len(part.lines), noted.stretch.comma)
        return read


def _starts(file: BinaryIO) -> list[int]:
    """Return where the parts after the first begin: about as many bytes for each processor, whole lines."""
    count = min(_processors(), MOST_PARTS)
    if not sys.executable or getattr(sys, "frozen", False):  # which is no interpreter that others could run
        return []
    size = os.fstat(file.fileno()).st_size
    found = []
    for number in range(1, count):
        file.seek(size * number // count)
        if file.readline(_LONGEST_LINE).endswith(b"\n"):
            found.append(file.tell())
    file.seek(0)
    return sorted(set(found) - {size})


def main(path: str, start: int, end: int, seen: Seen) -> None:
    """Read a part and write what was noted of it to standard output, after a mark for each slice."""
    gc.disable()  # nothing of it is garbage
    out = sys.stdout.buffer

    def on_slice() -> None:
        out.write(_STILL_AT_IT)
        out.flush()

    with suppress(BrokenPipeError, KeyboardInterrupt):
        noted = note(Path(path), start, end, seen, on_slice)
        out.write(b"\n")
        pickle.dump(noted, out, protocol=pickle.HIGHEST_PROTOCOL)
        out.flush()
    os._exit(0)  # without taking down 100,000 objects one by one


def note(path: Path, start: int, end: int, seen: Seen, on_slice: Callable[[], None]) -> Noted | None:
    """Read the lines from byte `start` to byte `end`, or to the end of the table; return None if it cannot be done.

    Args:
        path: A store.
        start: Where a line of the table `TABLE` begins.
        end: Where another does.
        seen: What the file was when that was found.
        on_slice: Called after each slice.
    """
    taking = Taking()
    try:
        records = FileRecords(path, os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)))
        with os.fdopen(os.dup(records.descriptor), "rb") as file:
            if _seen(file) != seen:
                return None
            file.seek(start)
            reading = slices_of(TABLE, file, end)
            while True:
                taking.take_slice(next(reading), records)
                on_slice()
    except StopIteration as ended:
        return Noted(ended.value, taking, records.lines)
    except (OSError, OtherLayout):
        return None


def _seen(file: BinaryIO) -> Seen:
    status = os.fstat(file.fileno())
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _module_path() -> list[str]:
    """Return where modules are looked for, this program's own first, however it was found."""
    return [os.fspath(Path(__file__).parent.parent), *sys.path]
