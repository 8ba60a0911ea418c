"""Former versions of a store: `x.json.backups/`, from before it was written.

They thin out with age: the last few are kept, and from before them the one that each hour and each day began with, so
that no burst of small changes is all there is to go back to.

A version is a second name (a hard link) of the file that was replaced: it costs nothing to make. Where the file system
has no links there are no backups, and the history still tells what was done.
"""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from store.errors import RecordNotFound, StoreNotWritable
from store.files import shown
from store.writing import sync_folder

MOST_LAST: Final = 5
"""Versions from before the last times that it was written."""
MOST_HOURS: Final = 24
MOST_DAYS: Final = 21
"""Hours and days, UTC, in which it was written: of each the first version is kept, which is what it began with."""
MOST_BYTES: Final = 1 << 30
"""What all together may have; the last one stays whatever its size."""

_NAME: Final = re.compile(r"([0-9]{8}T[0-9]{6}\.[0-9]{6})Z(\..*)?")


class Backup(NamedTuple):
    """One version that is kept."""

    path: Path
    when: datetime
    """When it was replaced, UTC."""
    size: int
    written: datetime
    """When it was written, UTC, as far as the file system knows."""


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
                status = path.stat()
                written = datetime.fromtimestamp(status.st_mtime, UTC)
                found.append(Backup(path, when, status.st_size, written))
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
    """Remove the versions that need not be kept; only ever after a writing that went well."""
    found = backups_of(store)
    for backup in set(found).difference(worth_keeping(found)):
        with suppress(OSError):
            backup.path.unlink()


def worth_keeping(found: Sequence[Backup]) -> list[Backup]:
    """Return the versions to keep: the last ones, and what each of the last hours and days began with.

    Hours and days in which nothing was written do not count. Where there is no room for all, the last one, the last
    hour's and the last day's come first, then the last but one of each, and so on.

    Args:
        found: All that there are, the newest first.
    """
    hours = {(each.when.date(), each.when.hour): each for each in found}  # the oldest of each has the last word
    days = {each.when.date(): each for each in found}
    tiers = (found[:MOST_LAST], list(hours.values())[:MOST_HOURS], list(days.values())[:MOST_DAYS])
    wanted = [each for row in zip_longest(*tiers) for each in row if each is not None]
    kept: list[Backup] = []
    size = 0
    for backup in dict.fromkeys(wanted):
        if not kept or size + backup.size <= MOST_BYTES:
            kept.append(backup)
            size += backup.size
    return kept


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
