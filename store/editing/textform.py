"""A record as a text that one edits in any editor: front matter in TOML, then its long text in Markdown.

The front matter has every field but the long ones; a person may take lines away, add fields that the model knows, and
write lists as TOML has them. A line `+++ notes` begins another long text. What the form does not show, such as
fields of other programs, is kept by whoever takes the fields back (`store.editing.steps.put_fields`).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

import msgspec

from store.errors import StoreError
from store.model import TABLES

FENCE: Final = "+++"
LONG: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("summary", "notes"),
    "offensives": ("summary", "notes"),
    "actors": ("note",),
    "places": ("note",),
    "articles": ("body", "note"),
}
"""Fields that stand under the front matter, by table; the first one needs no heading."""

_SHOWN_EMPTY: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("date", "title", "place", "confidence", "tags"),
    "offensives": ("name", "date", "short", "parent", "target", "query", "tags"),
    "actors": ("name", "short", "kind", "bloc"),
    "places": ("name", "lat", "lon", "country"),
    "articles": ("headline", "publisher", "published", "url"),
}
"""Fields that are shown though they are empty: one sees what there could be."""
_HEADING: Final = re.compile(r"\+\+\+ ([a-z_]+)")
_HIDDEN: Final = ("extra",)


class TextFormError(StoreError):
    """A text that is no record. Names the line, from 1, where that is known."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"Line {line}: {reason}" if line else reason)
        self.line = line


def to_text(table: str, fields: Mapping[str, Any]) -> str:
    """Return the text of a record.

    Args:
        table: Where it is.
        fields: Its fields, as JSON has them; those that the model does not know are left out.
    """
    return "\n".join(_lines(table, fields)) + "\n"


def _lines(table: str, fields: Mapping[str, Any]) -> Iterator[str]:
    long = LONG[table]
    shown = [field.name for field in msgspec.structs.fields(TABLES[table]) if field.name not in (*long, *_HIDDEN)]
    lists = {name: fields[name] for name in shown if _is_list_of_objects(fields.get(name))}
    yield FENCE
    for name in shown:
        if name in lists:
            continue
        if fields.get(name) is not None:
            yield f"{name} = {_toml(fields[name])}"
        elif name in _SHOWN_EMPTY[table]:
            yield f"# {name} ="
    for name, items in lists.items():
        for item in items:
            yield f"\n[[{name}]]"
            yield from (f"{_key(key)} = {_toml(value)}" for key, value in item.items() if value is not None)
    yield FENCE
    for number, name in enumerate(long):
        text = fields.get(name)
        if isinstance(text, str) and text:
            yield f"{FENCE} {name}\n{text}" if number else text


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml(key)


def _toml(value: Any) -> str:
    """Return a value as TOML writes it on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case list():
            return f"[{', '.join(_toml(item) for item in value if item is not None)}]"
        case dict():
            inner = ", ".join(f"{_key(key)} = {_toml(item)}" for key, item in value.items() if item is not None)
            return f"{{{inner}}}"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(character if _is_plain(character) else _escape(character) for character in escaped) + '"'


def _is_plain(character: str) -> bool:
    return character.isprintable() or character in "\u00a0\u3000"


def _escape(character: str) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(character) or f"\\U{ord(character):08x}"


def from_text(table: str, text: str) -> dict[str, Any]:
    """Return the fields of a record that a text holds; a long text that is not there is None.

    Raises:
        TextFormError: It is no record's text.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), -1)
    if first < 0:
        raise TextFormError("The text is empty.")
    if lines[first].strip() != FENCE:
        raise TextFormError(f"the text must begin with a line {FENCE}", first + 1)
    end = next((number for number in range(first + 1, len(lines)) if lines[number].strip() == FENCE), -1)
    if end < 0:
        raise TextFormError(f"the fields must end with a line {FENCE}", first + 1)
    fields = _front_matter(lines[first + 1 : end], first + 1)
    known = {field.name for field in msgspec.structs.fields(TABLES[table])}
    for name in fields:
        if name not in known or name in LONG[table]:
            raise TextFormError(f"there is no field {name[:80]!r} among those of {table}")
    return {**fields, **_long_texts(table, lines[end + 1 :], end + 2)}


def _front_matter(lines: list[str], before: int) -> dict[str, Any]:
    try:
        return {name: _plain(value) for name, value in tomllib.loads("\n".join(lines)).items()}
    except tomllib.TOMLDecodeError as error:
        match = re.search(r" \(at line (\d+), column \d+\)| \(at end of document\)", str(error))
        line = before + (int(match[1]) if match and match[1] else len(lines))
        reason = str(error).partition(" (at ")[0]
        raise TextFormError(f"{reason[:1].lower()}{reason[1:]}; texts stand in quotes", line) from error


def _plain(value: Any) -> Any:
    """Return a value of TOML as JSON has it: a date without quotes is meant as one with them."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case list():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(item) for key, item in value.items()}
    return value


def _long_texts(table: str, lines: list[str], number: int) -> dict[str, str | None]:
    found: dict[str, list[str]] = {name: [] for name in LONG[table]}
    into = LONG[table][0]
    for at, line in enumerate(lines):
        heading = _HEADING.fullmatch(line.rstrip())
        if heading is None:
            found[into].append(line)
        elif heading[1] in found:
            into = heading[1]
        else:
            names = " and ".join(f"{FENCE} {name}" for name in LONG[table][1:])
            raise TextFormError(f"there is no text {heading[1]!r}; there is {names}", number + at)
    return {name: "\n".join(text).strip("\n") or None for name, text in found.items()}
