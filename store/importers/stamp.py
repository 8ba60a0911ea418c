"""The stamp of an imported record: a hash of what it was when it was imported.

It stands in the record's `extra` under `KEY`. What a later import finds tells by it whether a person has changed the
record since: then it is kept as it is. An unknown field, which another program may have added, does not count.
"""

import hashlib
from typing import Any, Final

import msgspec

from store.model import Actor, Article, Event, Offensive, Place

KEY: Final = "import_hash"
"""Key in `extra`: 16 hexadecimal digits, the first 64 bits of BLAKE2b over the record's JSON without this key."""

_DIGEST_BYTES: Final = 8
_ENCODER: Final = msgspec.json.Encoder()

Stampable = Event | Offensive | Actor | Place | Article


def digest(raw: bytes) -> str:
    """Return the hash of a record's JSON."""
    return hashlib.blake2b(raw, digest_size=_DIGEST_BYTES).hexdigest()


def stamped(raw: bytes, record: Stampable, found: str) -> bytes:
    """Return the JSON of a record with its hash, without encoding the whole a second time.

    Args:
        raw: The record as JSON, without a stamp. Its last fields are `extra`, if it has any, and `id`.
        record: The same.
        found: Its hash.
    """
    end = b',"id":%b}' % _ENCODER.encode(record.id)
    body = raw.removesuffix(end)
    assert len(body) < len(raw), "the model's order of fields has changed"
    stamp = b'"%b":"%b"}' % (KEY.encode(), found.encode())
    return b"%b,%b%b" % (body[:-1], stamp, end) if record.extra else b'%b,"extra":{%b%b' % (body, stamp, end)


def stamp_of(record: Stampable) -> str:
    """Return the hash that a record carries; empty when it was not imported."""
    found = record.extra.get(KEY)
    return found if isinstance(found, str) else ""


def without_stamp(record: Any) -> Any:
    """Return a record as it was hashed."""
    if KEY not in record.extra:
        return record
    return msgspec.structs.replace(record, extra={key: value for key, value in record.extra.items() if key != KEY})


def content_hash(record: Stampable) -> str:
    """Return the hash of a record as it is now."""
    return digest(_ENCODER.encode(without_stamp(record)))


def is_as_imported(record: Stampable) -> bool:
    """Return whether a record was imported, and nobody has changed it since."""
    return stamp_of(record) == content_hash(record)
