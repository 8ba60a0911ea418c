"""The journal of a store: `x.json.journal`, where a change is on the disk long before the store is written again.

Its first line says to which content of the store it belongs, each further line is one step; every line begins with
its checksum and length. A line that is not whole at the end is a step that nobody was told is kept: it is dropped.
"""

import os
import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from store.editing.changes import Change, Step
from store.errors import StoreChanged, StoreNotFound
from store.files import Fingerprint, open_to_read, reading, shown

VERSION: Final = 1


class Header(msgspec.Struct, frozen=True, tag="dateline-journal", tag_field="kind"):
    """The first line."""

    version: int
    length: int
    checksum: int
    """Length and checksum of the store's file that the steps build on."""


class Folded(msgspec.Struct, frozen=True, tag="fold", tag_field="kind"):
    """The first `steps` steps are about to be written into the store, whose content will then be this."""

    length: int
    checksum: int
    steps: int


class Entry(msgspec.Struct, frozen=True, tag="step", tag_field="kind", omit_defaults=True):
    """A step. Records that change in the same way share one entry of `changes`: (table, ids, before, after)."""

    id: str
    name: str
    when: str
    who: str
    changes: list[tuple[str, list[str], dict[str, Any] | None, dict[str, Any] | None]]
    undoes: str = ""


class Became(msgspec.Struct, frozen=True, tag="became", tag_field="kind"):
    """In the history: what the file was became what it then was by these steps alone."""

    before: Fingerprint
    after: Fingerprint
    steps: list[str]
    """Ids of the steps."""

    @classmethod
    def of(cls, content: Fingerprint, steps: Iterable[Step]) -> "Became":
        """Return what steps make of some content, which nobody knows yet."""
        return cls(content, Fingerprint(), [step.id for step in steps])

    def into(self, content: Fingerprint) -> "Became":
        """Return the same with the content that came of it."""
        return Became(self.before, content, self.steps)


Item = Header | Folded | Entry | Became

_LINE: Final = msgspec.json.Decoder(Item)
_ENCODER: Final = msgspec.json.Encoder()
_FRAME: Final = re.compile(rb"([0-9a-f]{8}) ([0-9]{1,12}) ")
_BEGINNING: Final = re.compile(rb"[0-9a-f]{8} |[0-9a-f]{0,8}(\0|\Z)")
"""How a journal begins, or what came to the disk of its beginning before the power failed."""


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


def frame(item: Item) -> bytes:
    """Return a line of the journal."""
    text = _ENCODER.encode(item)
    return b"%08x %d %b\n" % (zlib.crc32(text), len(text), text)


def entry_of(step: Step) -> Entry:
    """Return a step as the journal and the history have it."""
    groups: dict[tuple[str, bytes], tuple[str, list[str], dict[str, Any] | None, dict[str, Any] | None]] = {}
    for change in step.changes:
        key = change.table, _ENCODER.encode((change.before, change.after))
        if key not in groups:
            groups[key] = change.table, [], change.before, change.after
        groups[key][1].append(change.id)
    return Entry(step.id, step.name, step.when, step.who, list(groups.values()), step.undoes)


def step_of(entry: Entry) -> Step:
    """Return the step that an entry stands for."""
    changes = tuple(
        Change(table, record_id, before, after) for table, ids, before, after in entry.changes for record_id in ids
    )
    return Step(entry.name, changes, entry.when, entry.who, entry.id, entry.undoes)


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
    notes = _newer(path) if bad and _is_newer(data) else _notes(path, bad, is_torn=is_torn)
    return Journal(base, tuple(steps), tuple(folds), end, checksum, notes, bad)


def _is_newer(data: bytes) -> bool:
    """Tell whether a journal was written by a newer program, whose lines may say what this one does not know."""
    first = item_on(data.partition(b"\n")[0])
    return isinstance(first, Header) and first.version > VERSION


def items_in(data: bytes, *, is_start: bool = True) -> tuple[list[Item], int, int]:
    """Read the lines of a journal.

    Args:
        data: Its bytes, from the start of a line.
        is_start: Whether that is the first line.

    Returns:
        What stands on the lines up to the first one that is not what was written; how many bytes these are; and the
        number of that line, from 1, if others follow it. Without others it is 0: power failed while the last line was
        written, before anybody was told that it is kept. It is 1 too for a file that is no journal, or one of a newer
        version.
    """
    if is_start and not _BEGINNING.match(data):
        return [], 0, 1
    lines = data.split(b"\n")
    lines.pop()  # what has no end yet, if anything
    items: list[Item] = []
    end = 0
    for number, line in enumerate(lines, 1):
        item = item_on(line)
        if item is None or isinstance(item, Header) != (is_start and number == 1):
            return items, end, number if end + len(line) + 1 < len(data) else 0
        if isinstance(item, Header) and item.version > VERSION:
            return items, end, number
        items.append(item)
        end += len(line) + 1
    return items, end, 0


def item_on(line: bytes) -> Item | None:
    """Return what stands on a line; None when it is not what was written."""
    text = _text_on(line)
    if text is None:
        return None
    try:
        item: Item = _LINE.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return item


def is_whole(line: bytes) -> bool:
    """Tell whether a line is what was written."""
    return _text_on(line) is not None


def _text_on(line: bytes) -> bytes | None:
    match = _FRAME.match(line)
    if match is None:
        return None
    text = line[match.end() :]
    return text if int(match[2]) == len(text) and int(match[1], 16) == zlib.crc32(text) else None


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
