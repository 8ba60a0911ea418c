"""One JSON value as bytes: what plain TinyDB reads, which is a little more than JSON, and what it is written as."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from store.errors import UnsoundRecord

_ENCODER: Final = msgspec.json.Encoder()
_RAW: Final = msgspec.json.Decoder(msgspec.Raw)

ONLY_PYTHON: Final = re.compile(rb"NaN|Infinity|\\u[dD][89a-fA-F]|\A\xef\xbb\xbf")
"""What Python's JSON reader takes, and so TinyDB, but msgspec does not."""


def is_json(raw: bytes) -> bool:
    """Return whether plain TinyDB could read `raw`."""
    try:
        _RAW.decode(raw)
        return raw.isascii() or bool(raw.decode())
    except RecursionError:
        return False
    except ValueError:  # Python takes a little more than JSON
        pass
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


def decoded(raw: msgspec.Raw | bytes) -> Any:
    """Return the value of JSON that `is_json` takes.

    Raises:
        ValueError: It is none.
    """
    try:
        return msgspec.json.decode(raw)
    except msgspec.MsgspecError:
        return json.loads(bytes(raw))


def on_one_line(raw: bytes) -> bytes:
    """Return JSON without the line breaks that stood between its parts."""
    if b"\n" not in raw and b"\r" not in raw:
        return raw
    try:
        return msgspec.json.format(raw, indent=-1)
    except msgspec.MsgspecError:
        return json.dumps(json.loads(raw)).encode()


def encode(document: Any) -> bytes:
    """Return a document as JSON on one line.

    Raises:
        ValueError: It holds a number that is not finite, which JSON cannot say.
        TypeError: It holds something that is no JSON value.
    """
    try:
        encoded = _ENCODER.encode(document)
    except (UnicodeEncodeError, TypeError):  # half a surrogate pair; a key that is true or null
        plain = msgspec.to_builtins(document) if isinstance(document, msgspec.Struct) else document
        return json.dumps(plain, allow_nan=False, separators=(",", ":")).encode()
    if b"null" in encoded:  # as which msgspec writes a number that is not finite
        json.dumps(msgspec.to_builtins(document), allow_nan=False)
    return encoded


def encoded(table: str, item: msgspec.Struct | Mapping[str, Any]) -> bytes:
    """Return a record as JSON.

    Raises:
        UnsoundRecord: JSON cannot say it.
    """
    try:
        return encode(item)
    except ValueError as error:
        record_id = getattr(item, "id", "") if isinstance(item, msgspec.Struct) else item.get("id", "")
        raise UnsoundRecord(table, str(record_id), f"cannot be stored: {error}") from error
