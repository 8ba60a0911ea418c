"""The gate that every record passes when it is read or written: whether it fits the model, and if not, why.

The messages of msgspec, which does the work, are put into words that a reader of the store knows.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, Final, get_args, get_origin, get_type_hints

import msgspec

from store.errors import UnsoundRecord
from store.model import TABLES, Meta, Record
from store.text import one_line

_TYPES: Final[dict[str, type[msgspec.Struct]]] = {"meta": Meta, **TABLES}
_DECODERS: Final = {name: msgspec.json.Decoder(model) for name, model in TABLES.items()}


def validate(table: str, raw: bytes | dict[str, Any]) -> Record:
    """Return the record that a table's JSON object stands for.

    Args:
        table: One of `model.TABLES`.
        raw: The object, as JSON or decoded.

    Raises:
        UnsoundRecord: It does not fit the model.
    """
    data = raw if isinstance(raw, bytes) else _as_json(table, raw)
    try:
        record = _DECODERS[table].decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise unsound(table, data, error) from error
    if not record.id:
        raise UnsoundRecord(table, "", "field id must not be empty", field="id")
    return record


def _as_json(table: str, raw: dict[str, Any]) -> bytes:
    try:
        return json.dumps(raw).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UnsoundRecord(table, str(raw.get("id", "")), f"cannot be said in JSON: {error}") from error


_WORDS: Final = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_FOUND: Final = {**_WORDS, "int": "a number", "bool": "true or false"}

_EXPECTED: Final = re.compile(r"Expected `(.+?)`, got `(.+?)`")
_MISSING: Final = re.compile(r"Object missing required field `(.+?)`")
_NOT_ONE_OF: Final = re.compile(r"Invalid enum value (.*?)(?: - at `\$|$)", re.DOTALL)
_PATH: Final = re.compile(r" - at `\$\.?(.*?)`$")


def unsound(table: str, data: bytes, error: Exception) -> UnsoundRecord:
    """Return the error that says in plain words why a record's JSON was not decoded.

    Args:
        table: The table that the record is in, or `meta`.
        data: The record, as JSON.
        error: What decoding it raised.
    """
    field, reason = "", ""
    if isinstance(error, msgspec.ValidationError):
        field, reason = _in_words(table, str(error))
    elif isinstance(error, UnicodeDecodeError):
        reason = "holds bytes that are not UTF-8 text"
    elif isinstance(error, RecursionError):
        reason = "is nested too deeply"
    else:
        field, reason = _only_python_reads(data) or ("", f"is not JSON: {error}")
    field = one_line(field)[:200]
    return UnsoundRecord(table, id_in(data), f"field {field} {reason}" if field else reason, field=field)


def _in_words(table: str, message: str) -> tuple[str, str]:
    """Return the field that msgspec complains of and its complaint as a reader would put it."""
    at = _PATH.search(message)
    field = at[1] if at else ""
    if missing := _MISSING.match(message):
        return f"{field}.{missing[1]}".lstrip("."), "is missing"
    if expected := _EXPECTED.match(message):
        wanted = " or ".join(_WORDS.get(word, word) for word in expected[1].split(" | ") if word != "null")
        return field, f"must be {wanted}, found {_FOUND.get(expected[2], expected[2])}"
    if wrong := _NOT_ONE_OF.match(message):
        allowed = ", ".join(value or "empty" for value in _allowed(_TYPES[table], field))
        return field, f"must be one of: {allowed}; found {one_line(wrong[1])[:60]}"
    return field, one_line(message.partition(" - at `")[0])


def _allowed(model: Any, field: str) -> tuple[str, ...]:
    """Return the values that a field of choices may have; `field` is a path such as `actors[0].role`."""
    for name in field.split("."):
        hint = get_type_hints(model)[name.partition("[")[0]]
        model = get_args(hint)[0] if get_origin(hint) is list else hint
    return get_args(model)


def _only_python_reads(data: bytes) -> tuple[str, str] | None:
    """Say what Python's JSON reader lets pass in `data` and JSON itself does not."""
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        return None
    for field, leaf in leaves(fields):
        if isinstance(leaf, float) and not math.isfinite(leaf):
            return field, f"must be a number, found {leaf}"
        if isinstance(leaf, str) and not leaf.isascii() and any("\ud800" <= c <= "\udfff" for c in leaf):
            return field, "holds half of a surrogate pair, which is no character"
    return None


_DOCUMENT_NUMBER: Final = re.compile(r"0|-?[1-9][0-9]*", re.ASCII)


def is_document_number(text: str) -> bool:
    """Return whether TinyDB reads `text` as a document's number, and would write that number so."""
    return _DOCUMENT_NUMBER.fullmatch(text) is not None


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every text, number and null within decoded JSON, with its path: `claims[2].low`."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]")
    else:
        yield path, value


class _Identified(msgspec.Struct):
    id: Any = ""


_IDENTIFIED: Final = msgspec.json.Decoder(_Identified)
_TOKEN: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"|([{\[])|([}\]])', re.DOTALL)


def id_in(data: bytes) -> str:
    """Return the id in a record's JSON, broken or not; empty when there is none that is text."""
    try:
        found = _IDENTIFIED.decode(data).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _id_in_broken(data)
    return found if isinstance(found, str) else ""


def _id_in_broken(data: bytes) -> str:
    depth, is_next = 0, False
    for token in _TOKEN.finditer(data):
        if is_next and token[1] is not None:
            return token[1].decode(errors="replace")
        depth += (token[2] is not None) - (token[3] is not None)
        is_next = depth == 1 and token[1] == b"id"
    return ""
