"""What a store says of itself, and whether this program knows its version: asked first at every start.

So nothing is imported here that only a closer look needs.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from store.errors import NewerStore, NotAStore
from store.files import open_to_read, read_version, reading, shown
from store.model import FORMAT, VERSION, Meta

if TYPE_CHECKING:
    from store.tables import Tables

_META_BYTES: Final = 1 << 20
"""A longer `meta` is read with the whole file."""


class Step(NamedTuple):
    """One change of the file format, from version `start` to the next."""

    name: str
    """What it does, as a person would say it."""
    start: int
    apply: Callable[["Tables"], None]
    """Changes the tables in place; the version in `meta` is raised for it."""


STEPS: Final[tuple[Step, ...]] = ()
"""Every change of the format there ever was. A step is never edited once a release has it."""


def pending(version: int, steps: tuple[Step, ...] = STEPS) -> list[Step] | None:
    """Return the steps that lead from `version` to the one that this program writes; None if none do."""
    by_start = {step.start: step for step in steps}
    needed = range(version, VERSION)
    return [by_start[start] for start in needed] if all(start in by_start for start in needed) else None


def read_meta(path: Path, steps: tuple[Step, ...] = STEPS) -> Meta:
    """Return what a store says of itself, from its first lines where its layout allows.

    A field that does not fit the model is left out; `check.check_store` names it.

    Raises:
        StoreError: The file cannot be read, or is no store of a version that this program knows.
    """
    fields = _first_meta(path) or _meta_of_whole(path)
    version = known_version(fields, path, steps)
    sound: dict[str, Any] = {"title": path.stem}
    for field in msgspec.structs.fields(Meta):
        if field.name in fields:
            with suppress(msgspec.ValidationError):
                sound[field.name] = msgspec.convert(fields[field.name], field.type)
    return Meta(**{**sound, "format": FORMAT, "version": version})


def _first_meta(path: Path) -> dict[str, Any] | None:
    """Return the record of `meta` from a store in our layout; None when a closer look is needed."""
    with reading(path), os.fdopen(open_to_read(path), "rb") as file:
        if file.readline(16) != b"{\n" or file.readline(16) != b'"meta": {\n':
            return None
        _number, _colon, raw = file.readline(_META_BYTES).partition(b": ")
        if file.readline(4) not in (b"}\n", b"},\n"):
            return None
    try:
        fields = msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def _meta_of_whole(path: Path) -> dict[str, Any]:
    from store.editing.backups import way_back
    from store.tables import read_tables

    data, _version = read_version(path)
    if not data or data.isspace():
        raise NotAStore(f"{shown(path)} is empty. Remove it and make a store with 'dateline new', or {way_back(path)}.")
    tables = read_tables(data, path)
    for stored in tables.get("meta", {}).values():
        with suppress(TypeError):  # not an object
            return dict(stored)
    raise NotAStore(
        f"{shown(path)} is a TinyDB file, but not a Dateline store: no table 'meta' says that it is one. "
        "Make a store with 'dateline new' and bring the events in with 'dateline import'."
    )


def known_version(fields: Mapping[str, Any], path: Path, steps: tuple[Step, ...]) -> int:
    """Return the version of the format that the record of `meta` names.

    Args:
        fields: That record.
        path: The store, for the message.
        steps: Every change of the format there ever was.

    Raises:
        NotAStore: It names none, or one that never was.
        NewerStore: It names one that this program does not know yet.
    """
    version = fields.get("version")
    if fields.get("format") != FORMAT or not isinstance(version, int) or isinstance(version, bool):
        raise NotAStore(
            f"{shown(path)} is not a Dateline store: its table 'meta' names no format '{FORMAT}' with a version. "
            "Open it with the program that wrote it."
        )
    if version > VERSION:
        raise NewerStore(path, version, VERSION)
    if pending(version, steps) is None:
        from store.editing.backups import way_back

        back = way_back(path)
        raise NotAStore(
            f"{shown(path)} has store format version {version}, which never was. {back[0].upper()}{back[1:]}."
        )
    return version
