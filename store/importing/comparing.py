"""A record from a source beside the one that the store has: which of them counts, and what of the other is kept."""

from typing import Any, Final, NamedTuple

import msgspec

from store.errors import UnsoundRecord
from store.importers.stamp import Stampable, content_hash, digest, stamp_of, stamped, without_stamp
from store.importing.corrections import as_the_source_said, corrected_again, uncorrected
from store.importing.report import Outcome
from store.merging import merge_into
from store.rawjson import encode, encoded

_LASTING: Final = frozenset(("actors", "claims", "sources", "body"))
"""Fields that no new release of a dataset empties: a record without them came by a format that cannot hold them."""


class Incoming(NamedTuple):
    """A record on its way into the store."""

    record: Stampable
    raw: bytes
    """Its JSON, stamped."""
    hash: str


def incoming(table: str, record: Stampable) -> Incoming:
    """Return a record as it would be stored.

    Raises:
        UnsoundRecord: JSON cannot say it.
    """
    record = without_stamp(record)
    try:
        raw = encoded(table, record)
    except (OverflowError, RecursionError, TypeError) as error:
        raise UnsoundRecord(table, record.id, f"cannot be stored: {error}") from error
    found = digest(raw)
    return Incoming(record, stamped(raw, record, found), found)


def compared(stored: Stampable, fresh: Incoming) -> Outcome:
    """Return what to do about a record that is there already and is not the same, byte for byte.

    A person's corrections do not count: they lie over what the source said, and do so again over what it says now.
    """
    stored = uncorrected(stored)
    stamp, now = stamp_of(stored), content_hash(stored)
    if now == fresh.hash:
        return "unchanged"
    if not stamp or stamp == fresh.hash:
        return "kept"  # a person wrote it, or has changed it; the source says what it said
    if _LASTING.intersection(_additions(stored, fresh.record)):
        return "kept"  # a calendar or a table of what came from richer data: it would take away what it cannot say
    if now == stamp or content_hash(_without_additions(stored, fresh.record)) == stamp:
        return "changed"
    return "kept"


def _without_additions(stored: Stampable, fresh: Stampable) -> Stampable:
    """Return a stored record without what the source does not speak of, such as a person's notes."""
    empty = {name: getattr(fresh, name) for name in _additions(stored, fresh)}
    return msgspec.structs.replace(stored, **empty)


def _additions(stored: Stampable, fresh: Stampable) -> list[str]:
    """Return the fields that are empty in the source and not in the store."""
    fields = [field for field in msgspec.structs.fields(type(fresh)) if not field.required]
    return [
        field.name
        for field in fields
        if not getattr(fresh, field.name) and getattr(stored, field.name) and field.name != "extra"
    ]


def merged(raw: bytes, stored: Stampable, fresh: Incoming) -> bytes:
    """Return a stored record with what the source says now; what a person added and what we do not know stays."""
    return encode(corrected_again(msgspec.json.decode(raw), _merged(raw, stored, fresh))[0])


def collisions(raw: bytes, stored: Stampable, fresh: Incoming) -> list[str]:
    """Return the fields that a person has corrected and of which the source now says something else again."""
    return corrected_again(msgspec.json.decode(raw), _merged(raw, stored, fresh))[1]


def _merged(raw: bytes, stored: Stampable, fresh: Incoming) -> dict[str, Any]:
    """Return a stored record without its corrections, with what the source says now."""
    fields = as_the_source_said(msgspec.json.decode(raw))
    stored = uncorrected(stored)
    now: dict[str, Any] = msgspec.json.decode(fresh.raw)
    if content_hash(stored) != stamp_of(stored):
        now.update((name, fields[name]) for name in _additions(stored, fresh.record))
    merge_into(fields, now, type(stored))
    return fields
