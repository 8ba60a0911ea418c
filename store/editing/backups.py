"""The last versions of a store: `x.json.backups/`, from before each of the last times that it was written.

A version is a second name (a hard link) of the file that was replaced: it costs nothing to make. Where the file system
has no links there are no backups, and the history still tells what was done.
"""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from store.errors import RecordNotFound, StoreNotWritable
from store.files import shown
from store.writing import sync_folder

MOST_KEPT: Final = 5
MOST_BYTES: Final = 1 << 30
"""Older versions go when all together are greater; the last one stays whatever its size."""

_NAME: Final = re.compile(r"([0-9]{8}T[0-9]{6}\.[0-9]{6})Z(\..*)?")


class Backup(NamedTuple):
    """One version that is kept."""

    path: Path
    when: datetime
    """When it was replaced, UTC."""
    size: int


def backups_folder(store: Path) -> Path:
    """Return where the versions of a store are kept."""
    real = Path(os.path.realpath(store))
    return real.with_name(f"{real.name}.backups")


def backups_of(store: Path) -> list[Backup]:
    """Return the versions of a store that are kept, the newest first."""
    found: list[Backup] = []
    with suppress(OSError):
        for path in backups_folder(store).iterdir():
            match = _NAME.fullmatch(path.name)
            if match is not None and path.is_file():
                when = datetime.strptime(match[1], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
                found.append(Backup(path, when, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.when, reverse=True)


def way_back(store: Path) -> str:
    """Return what to do where the file of a store is broken, to end a sentence with."""
    kept = backups_of(store)
    return f"go back to a version that is kept with 'dateline restore {shown(store)}'" if kept else "go back to a copy"


def keep(store: Path) -> Path | None:
    """Give the file that is about to be replaced a second name among the backups; None where that cannot be done."""
    folder = backups_folder(store)
    name = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}Z{store.suffix}"
    try:
        folder.mkdir(exist_ok=True)
        name.hardlink_to(store)
    except OSError:  # to keep a backup is no reason not to write
        with suppress(OSError):
            folder.rmdir()
        return None
    with suppress(StoreNotWritable):  # it is there, and the write that follows will say what is wrong with the disk
        sync_folder(name)
    return name


def drop(kept: Path | None, store: Path) -> None:
    """Take back what `keep` did, where the file was not replaced after all."""
    with suppress(OSError):
        if kept is not None and kept.samefile(store):
            kept.unlink()
            kept.parent.rmdir()


def prune(store: Path) -> None:
    """Remove the oldest versions that are too many, or too much."""
    size = 0
    for number, backup in enumerate(backups_of(store)):
        size += backup.size
        if number and (number >= MOST_KEPT or size > MOST_BYTES):
            with suppress(OSError):
                backup.path.unlink()


def backup_numbered(store: Path, number: int) -> Backup:
    """Return a version by its number, 1 for the newest.

    Raises:
        RecordNotFound: There is none.
    """
    found = backups_of(store)
    if not 1 <= number <= len(found):
        kept = f"versions 1 to {len(found)} are kept" if found else "no version of it is kept"
        raise RecordNotFound(f"There is no version {number} of {shown(store)}: {kept}.")
    return found[number - 1]
