"""Names of files as one types them: what is in a folder, and what a few letters may stand for."""

import os
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Final

from msgspec import Struct

from store.text import fold

MOST_ENTRIES: Final = 20_000
"""Names that are read of one folder; nobody looks through more."""


class Entry(Struct, frozen=True):
    """A file or a folder."""

    name: str
    is_folder: bool = False
    size: int = 0
    """Bytes."""
    day: str = ""
    """When it was changed last: "2016-06-04"."""

    @property
    def typed(self) -> str:
        """The name as one goes on typing behind it."""
        return f"{self.name}/" if self.is_folder else self.name


def parts(text: str) -> tuple[str, str]:
    """Split what was typed into the folder, with its slash, and the letters of a name in it."""
    at = text.rfind("/") + 1
    return ("~/", "") if text == "~" else (text[:at], text[at:])


def path_of(text: str) -> Path:
    """Return the path that was typed; `~` is the home folder."""
    path = Path(text.strip() if text.strip() else ".")
    try:
        return path.expanduser()
    except RuntimeError:  # no such user
        return path


def is_missing(path: Path) -> bool:
    """Tell whether there is nothing of that name; what cannot be looked at may be there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def is_possible(text: str) -> bool:
    """Tell whether a file could have that name at all."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


def entries_of(folder: Path) -> list[Entry] | None:
    """Return what is in a folder, folders first; None when there is none, or it cannot be read."""
    found: list[Entry] = []
    try:
        with os.scandir(folder) as scanned:
            for item in scanned:
                entry = _entry(item)
                if entry is not None:
                    found.append(entry)
                if len(found) >= MOST_ENTRIES:
                    break
    except (OSError, ValueError):
        return None
    return sorted(found, key=lambda entry: (not entry.is_folder, fold(entry.name), entry.name))


def _entry(item: os.DirEntry[str]) -> Entry | None:
    """Return one entry; None for what one can neither open nor enter, or whose name a terminal cannot type."""
    if not item.name.isprintable():
        return None
    try:
        if item.is_dir():
            return Entry(item.name, is_folder=True)
        status = item.stat()
    except OSError:
        return None
    return Entry(item.name, size=status.st_size, day=_day(status.st_mtime)) if item.is_file() else None


def _day(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds).astimezone().date().isoformat()
    except (OverflowError, ValueError, OSError):  # a file may say any time
        return ""


def fitting(entries: Sequence[Entry], letters: str) -> list[Entry]:
    """Return the entries that some letters may stand for: names that begin with them, then names that hold them.

    What begins with a full stop is hidden until one types it.
    """
    folded = fold(letters)
    shown = [entry for entry in entries if letters.startswith(".") or not entry.name.startswith(".")]
    begins = [entry for entry in shown if fold(entry.name).startswith(folded)]
    holds = [entry for entry in shown if entry not in begins and folded in fold(entry.name)] if folded else []
    return [*begins, *holds]


def why_none(entries: Sequence[Entry] | None, letters: str) -> str:
    """Return why no entry fits some letters, and what one can do about it."""
    if entries is None:
        return "There is no such folder, or it cannot be read."
    if letters:
        return "Nothing here by that name."
    return "Nothing here but hidden files: type a full stop to see them." if entries else "This folder is empty."


def becomes(name: str, entries: Sequence[Entry] | None) -> str:
    """Return what will become of a name under which a file is to be made.

    Args:
        name: The name as it is typed, without its folder.
        entries: What is in the folder; None: it cannot be read.
    """
    if entries is None:
        return "There is no such folder, or it cannot be read."
    if not name.strip():
        return "Type a name for the file."
    there = next((entry for entry in entries if entry.name == name.strip()), None)
    if there is None:
        return "A new file."
    return f"{name.strip()} is a folder: enter opens it." if there.is_folder else f"{name.strip()} is there already."


def completed(text: str, entries: Sequence[Entry]) -> str:
    """Return what was typed, as far as it is sure how it goes on."""
    folder, letters = parts(text)
    fits = fitting(entries, letters)
    begins = [entry for entry in fits if fold(entry.name).startswith(fold(letters))] or fits[:2]
    if len(begins) == 1:
        return folder + begins[0].typed
    common = _common([entry.name for entry in begins])
    return folder + common if len(common) > len(letters) else folder + letters


def _common(names: Sequence[str]) -> str:
    """Return what all names begin with, in the letters of the first."""
    if not names:
        return ""
    same = takewhile(lambda letters: len({fold(letter) for letter in letters}) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in same)


def size_words(size: int) -> str:
    """Return a size in bytes as one reads it: "12.3 MB"."""
    amount = float(size)
    for unit in ("B", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" or amount >= 100 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder of that name, which may be any text."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def free_name(path: Path) -> str:
    """Return a name that no file has: raqqa.json, raqqa-2.json..."""
    number, free = 1, path
    while free.exists() or free.is_symlink():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return str(free)
