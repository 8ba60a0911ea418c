"""Whether somebody has written in a store since one looked last: what the system says of its file and its journal."""

import os
from pathlib import Path

Marks = tuple[tuple[int, ...], ...]
"""What the system says of the store's file and of its journal; an empty tuple for one that is not there."""


def marks_of_store(path: Path) -> Marks:
    """Return the marks of a store as they are now; they differ whenever somebody has written in it."""
    real = os.path.realpath(path)
    return _marks(real), _marks(f"{real}.journal")


def _marks(name: str) -> tuple[int, ...]:
    try:
        found = os.stat(name)  # noqa: PTH116 - a path object costs as much again, and this is on the way to the start
    except (OSError, ValueError):
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
