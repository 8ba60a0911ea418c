"""Drafts: what was typed in a form and not saved, on the disk, so that neither esc nor a crash loses it.

Each draft is a file of its own in the user's state folder, named for the store and the record; a folder is made when
the first draft is kept.
"""

import json
import os
from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, Final

VERSION: Final = 1
MOST_BYTES: Final = 10_000_000


def draft_path(store: Path, table: str, record_id: str) -> Path:
    """Return where the draft of a record is kept; it need not be there.

    Args:
        store: The store's file.
        table: The record's table.
        record_id: Its id; empty: a new one.
    """
    from platformdirs import user_state_path

    key = "\0".join((os.path.realpath(store), table, record_id))
    return (
        user_state_path("dateline") / "drafts" / f"{sha256(key.encode(errors='surrogatepass')).hexdigest()[:32]}.json"
    )


class Keeper:
    """Keeps one draft, in whatever threads: what was typed later is never written over by what was typed before."""

    def __init__(self, path: Path, store: Path) -> None:
        """Prepare; nothing is written yet.

        Args:
            path: Where the draft is kept.
            store: What it is a draft of.
        """
        self._path, self._store = path, store
        self._guard = Lock()
        self._numbers = count(1)
        self._last = 0

    def number(self) -> int:
        """Return the number of what is typed now, for `keep`."""
        return next(self._numbers)

    def keep(self, number: int, kept: dict[str, Any] | None) -> str:
        """Keep a draft, or forget it when there is nothing to keep; return a sentence when the system refuses."""
        with self._guard:
            if number < self._last:
                return ""
            self._last = number
            if kept is None:
                forget(self._path)
                return ""
            return _write(self._path, {"version": VERSION, "store": str(self._store), **kept})


def _write(path: Path, kept: dict[str, Any]) -> str:
    """Write a draft, wholly or not at all; return a sentence when the system refuses."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError):
            beside.unlink()
        return f"What you type cannot be kept in {path.parent}: {getattr(error, 'strerror', None) or error}. Save soon."
    return ""


def kept_at(path: Path) -> dict[str, Any] | None:
    """Return a draft; None when there is none that can be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("version") == VERSION else None


def forget(path: Path) -> None:
    """Remove a draft, if there is one."""
    with suppress(OSError):
        path.unlink()
