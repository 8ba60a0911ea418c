"""How far an import is, on one line of standard error, for those who wait at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from store.commands.output import is_terminal
from store.text import one_line

if TYPE_CHECKING:
    from store.importing.request import Follower, Progress, Request

_PATIENCE_S: Final = 0.5
"""A wait that is over sooner needs no progress."""
_BETWEEN_S: Final = 0.1
_BAR_CELLS: Final = 20


@contextmanager
def follower(request: Request) -> Iterator[Follower | None]:
    """Return who shows the progress of an import; None when nobody could see it."""
    if not is_terminal(sys.stderr):
        yield None
        return
    line = _Line(request.store.name)
    try:
        yield line.show
    finally:
        line.erase()


class _Line:
    """The line, drawn over itself."""

    def __init__(self, store: str) -> None:
        self._store = store
        self._started = time.monotonic()
        self._drawn_at = 0.0
        self._cells = 0

    def show(self, progress: Progress) -> None:
        """Draw, unless that was done a moment ago."""
        now = time.monotonic()
        if now - self._started < _PATIENCE_S or (now - self._drawn_at < _BETWEEN_S and not progress.is_writing):
            return
        self._drawn_at = now
        text = one_line(words(progress, now - self._started, self._store))
        sys.stderr.write(f"\r{text.ljust(self._cells)}")
        sys.stderr.flush()
        self._cells = max(self._cells, len(text))

    def erase(self) -> None:
        """Take the line away, so that messages and results begin on a clean one."""
        if self._cells:
            sys.stderr.write("\r" + " " * self._cells + "\r")
            sys.stderr.flush()


def words(progress: Progress, seconds: float, store: str) -> str:
    """Return how far an import is: "[####......] 40 %, 154,000 rows, 21,000 rows/s, 11 s left"."""
    from store.importing import speed

    if progress.is_writing:
        return f"Writing {store}, {progress.rows:,} rows read"
    said, share = speed.words(progress, seconds), speed.share_of(progress)
    if share is None:
        return f"Reading, {said}"
    filled = int(share * _BAR_CELLS)
    return f"[{'#' * filled}{'.' * (_BAR_CELLS - filled)}] {share * 100:.0f} %, {said}"
