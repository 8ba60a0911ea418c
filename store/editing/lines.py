"""The lines of a journal and of a history: what may stand on one, and whether it is what was written.

Every line begins with the checksum and the length of what follows.
"""

import re
import zlib
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from store.editing.changes import Change, Step
from store.files import Fingerprint

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


def is_newer(data: bytes) -> bool:
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
