"""Why a file is no store: the sentence, and the place where it stops being one."""

import json
import re
from pathlib import Path

import msgspec

from store.editing.backups import backups_of, way_back
from store.entries import entries
from store.errors import NotAStore
from store.files import shown
from store.rawjson import is_json


def not_a_store(path: Path, data: bytes, error: Exception) -> NotAStore:
    """Return the sentence for a file that is not JSON, with the place where it stops being so."""
    if isinstance(error, msgspec.ValidationError):
        return NotAStore(
            f"{shown(path)} is JSON, but not a Dateline store (no tables of records). "
            f"If it holds events, bring them into a store with 'dateline import'{_or_back(path)}."
        )
    if isinstance(error, RecursionError):
        return NotAStore(f"{shown(path)} is not a Dateline store: its JSON is nested too deeply{_or_back(path)}.")
    line, column, reason = _broken_line(data) or _broken_place(data, error)
    return NotAStore(
        f"{shown(path)} is not a Dateline store, or a broken one: it is not JSON at line {line}, column {column} "
        f"({reason}). Mend that place, or {way_back(path)}."
    )


def _or_back(path: Path) -> str:
    """Return the way back for a file that was perhaps never a store: only where it was one before."""
    return f"; or {way_back(path)}" if backups_of(path) else ""


def _broken_line(data: bytes) -> tuple[int, int, str] | None:
    """Return the first broken line of a store in our layout: a reader of the whole may notice much later."""
    if not data.startswith(b'{\n"'):
        return None
    found: list[tuple[int, int, str]] = []
    for entry in entries(data.split(b"\n"), lambda line, reason: found.append((line, 1, reason))):
        if not found and not is_json(entry.raw):
            found.append((entry.line, 1, "the record is not JSON"))
        if found:
            return found[0]
    return found[0] if found else None


def _broken_place(data: bytes, error: Exception) -> tuple[int, int, str]:
    reason, offset = str(error), len(data)
    if isinstance(error, UnicodeDecodeError):
        reason, offset = "the text is not UTF-8", _first_bad_byte(data)
    elif isinstance(error, json.JSONDecodeError):
        reason, offset = error.msg, len(error.doc[: error.pos].encode(errors="replace"))
    elif match := re.fullmatch(r"(?:JSON is malformed: )?(.*?) \(byte (\d+)\)", reason):
        reason, offset = match[1], int(match[2])
    else:
        reason = "the file ends before the JSON does"
    line = data.count(b"\n", 0, offset) + 1
    column = len(data[data.rfind(b"\n", 0, offset) + 1 : offset].decode(errors="replace")) + 1
    return line, column, reason


def _first_bad_byte(data: bytes) -> int:
    offset = 0
    for line in data.split(b"\n"):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            return offset + error.start
        offset += len(line) + 1
    return offset
