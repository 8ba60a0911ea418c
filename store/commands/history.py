"""`dateline history`: who changed what, and when."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.commands.output import say
from store.commands.parsing import CallError
from store.commands.stores import exists, refuse_missing, store_path
from store.text import one_line

if TYPE_CHECKING:
    from store.editing.changes import Change, Step

NAME: Final = "history"
HELP: Final = "who changed what in a store and when; of one record with its id"
EXAMPLES: Final = ("dateline history war.json", "dateline history war.json raid-on-tabqa")
_MOST_SHOWN: Final = 120


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("store", metavar="STORE", help="a store file")
    parser.add_argument("id", metavar="ID", nargs="?", default="", help="only what was done to this record")


def run(args: argparse.Namespace) -> int:
    """Tell what was done, the oldest first."""
    from store.editing.history import read_history

    path = store_path(args.store)
    if args.id and not exists(path) and exists(Path(args.id)):
        raise CallError(f"The store comes first, then the id: dateline history {args.id} {args.store}")
    refuse_missing(path)
    steps = read_history(path)
    lines = list(of_record(steps, args.id) if args.id else map(_line, steps))
    say(lines or ["Nothing was changed in it so far." if not args.id else f"{args.id} was not changed so far."])
    return 0


def _line(step: Step) -> str:
    return one_line(f"{step.when[:19].replace('T', ' ')} UTC, {step.who}: {step.name}")


def of_record(steps: list[Step], record_id: str) -> Iterator[str]:
    """Yield the lines that tell what was done to a record, by its id or by `TABLE/ID`."""
    for step in steps:
        for change in step.changes:
            if change.id == record_id or f"{change.table}/{change.id}" == record_id:
                yield _line(step)
                yield from (f"    {one_line(each)}" for each in _differences(change))


def _differences(change: Change) -> Iterator[str]:
    if change.before is None or change.after is None:
        return
    for name in (*change.before, *(name for name in change.after if name not in change.before)):
        before, after = (_without_originals(fields.get(name)) for fields in (change.before, change.after))
        if before != after:
            yield f"{name}: {_shown(name, before, after)} -> {_shown(name, after, before)}"


def _without_originals(value: object) -> object:
    """Return a value without what the source said of corrected fields, which are told themselves."""
    from store.importing.corrections import ORIGINAL

    return {key: item for key, item in value.items() if key != ORIGINAL} if isinstance(value, dict) else value


def _shown(name: str, value: object, other: object) -> str:
    from store.reading.brief import in_brief

    return in_brief(name, value, beside=other, longest=_MOST_SHOWN) or "(nothing)"
