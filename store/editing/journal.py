"""The journal of a store: `x.json.journal`, where a change is on the disk long before the store is written again.

Its first line says to which content of the store it belongs, each further line is one step; every line begins with
its checksum and length. A line that is not whole at the end is a step that nobody was told is kept: it is dropped.
"""

import os
import zlib
from pathlib import Path
from typing import Final

import msgspec

from store.editing.changes import Step
from store.editing.lines import Entry, Folded, Header, is_newer, items_in, step_of
from store.errors import NotAStore, StoreChanged, StoreNotFound, StoreNotReadable
from store.files import Fingerprint, open_to_read, reading, shown


class Journal(msgspec.Struct, frozen=True):
    """What a journal holds."""

    base: Fingerprint | None = None
    """The content of the store that it belongs to; None: there is no journal, or not even its first line is whole."""
    steps: tuple[Step, ...] = ()
    folds: tuple[tuple[int, Fingerprint], ...] = ()
    """How many of the steps a fold was to write, and the content that the store was to have then."""
    end: int = 0
    """Bytes of it that are whole; what stands behind them was never acknowledged."""
    checksum: int = 0
    """Of those bytes."""
    notes: tuple[str, ...] = ()
    """What is wrong with it, each a sentence."""
    damaged_line: int = 0
    """The first line, from 1, that is not what was written though others follow it; 0: none."""

    def pending(self, content: Fingerprint) -> tuple[Step, ...] | None:
        """Return the steps that a store with this content does not have yet; None: the journal is of another."""
        for count, folded in reversed(self.folds):
            if folded == content:
                return self.steps[count:]
        return self.steps if self.base == content else None


NO_JOURNAL: Final = Journal()


def journal_path(store: Path) -> Path:
    """Return where the journal of a store is."""
    real = Path(os.path.realpath(store))
    return real.with_name(f"{real.name}.journal")


def read_journal(store: Path) -> Journal:
    """Read the journal of a store; an empty one when there is none.

    Raises:
        StoreNotReadable: The system refuses.
    """
    path = journal_path(store)
    try:
        path.stat()
    except (OSError, ValueError):  # a name too long is the name of no journal either
        return NO_JOURNAL
    return parsed(content_of(path), path)


def content_of(path: Path) -> bytes:
    """Return what a file beside the store holds; nothing when there is none.

    Raises:
        StoreNotReadable: The system refuses.
    """
    try:
        with reading(path), os.fdopen(open_to_read(path), "rb") as file:
            return file.read()
    except StoreNotFound:
        return b""
    except NotAStore as error:
        raise StoreNotReadable(
            f"{shown(path)} is no file; Dateline keeps one of that name beside the store. Move it away."
        ) from error


def parsed(data: bytes, path: Path) -> Journal:
    """Return what the bytes of a journal hold."""
    items, end, bad = items_in(data)
    is_torn = end < len(data) and not bad
    base: Fingerprint | None = None
    steps: list[Step] = []
    folds: list[tuple[int, Fingerprint]] = []
    for item in items:
        match item:
            case Header():
                base = Fingerprint(item.length, item.checksum)
            case Folded():
                folds.append((item.steps, Fingerprint(item.length, item.checksum)))
            case Entry():
                steps.append(step_of(item))
    checksum = zlib.crc32(data[:end])
    notes = _newer(path) if bad and is_newer(data) else _notes(path, bad, is_torn=is_torn)
    return Journal(base, tuple(steps), tuple(folds), end, checksum, notes, bad)


def _newer(path: Path) -> tuple[str, ...]:
    return (
        f"{shown(path)} was written by a newer Dateline: what it holds is not shown, and nothing can be written until "
        "you update Dateline, or close the store in the newer one.",
    )


def _notes(path: Path, damaged: int, *, is_torn: bool) -> tuple[str, ...]:
    if damaged:
        return (
            f"{shown(path)} is damaged at line {damaged}: the changes from there on are not shown, and nothing can be "
            "written until it is dealt with. Keep a copy of it, and move it away to go on without those changes.",
        )
    if is_torn:
        return (f"The last change in {shown(path)} was cut off before it was kept, and is dropped.",)
    return ()


def foreign(store: Path) -> StoreChanged:
    """Return the sentence for a journal that does not belong to the store beside it."""
    return StoreChanged(
        f"{shown(store)} was replaced by another program, and {shown(journal_path(store))} holds changes to what it "
        "was before. Put the former file back, or move the journal away to go on without those changes."
    )


def damaged(store: Path, journal: Journal) -> StoreChanged:
    """Return the sentence for a journal that cannot be read to its end."""
    return StoreChanged(f"{shown(store)} is not written: {' '.join(journal.notes)}")
