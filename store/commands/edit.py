"""`dateline edit`: one record changed, field by field, from standard input or in one's own editor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.commands.output import is_terminal, tell
from store.commands.parsing import CallError
from store.commands.stores import refuse_swapped
from store.commands.writing import SETTING, do, records_in, standard_input, table_of, writing
from store.errors import StoreError

if TYPE_CHECKING:
    from store.editing.changes import Step
    from store.timeline import Timeline

NAME: Final = "edit"
HELP: Final = "change a record: --set, JSON on standard input, or your editor"
EXAMPLES: Final = (
    "dateline edit raid-on-tabqa war.json --set date=2016-06-05~",
    "dateline edit raid-on-tabqa war.json --set 'tags=siege; airfield'",
    "dateline edit raid-on-tabqa war.json",
    'echo \'{"confidence":"disputed"}\' | dateline edit raid-on-tabqa war.json',
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="the record's id; TABLE/ID where two tables have the same")
    parser.add_argument("store", metavar="STORE", help="a store file")
    parser.add_argument(
        "--set",
        metavar="F=V",
        action="append",
        default=[],
        help=f"{SETTING}; an empty value takes the field away",
    )


def run(args: argparse.Namespace) -> int:
    """Change a record."""
    from store.commands.setting import settings
    from store.editing import steps

    refuse_swapped(NAME, args.id, args.store)
    text = "" if args.set else standard_input().strip()
    with writing(args.store) as (timeline, editor):
        table, record_id = table_of(timeline, args.id)
        if args.set:
            do(editor, steps.patch(timeline, table, record_id, settings(args.set, table)))
        elif text:
            given = records_in(text)
            if len(given) != 1:
                raise CallError("Standard input has more than one record; dateline edit changes one.")
            fields = given[0]
            if fields.get("id") == record_id:
                del fields["id"]
            do(editor, steps.patch(timeline, table, record_id, fields))
        elif is_terminal(sys.stdin) and is_terminal(sys.stdout):
            with in_editor(timeline, table, record_id, Path(args.store)) as step:
                do(editor, step)
        else:
            raise CallError("There is nothing to change. Give fields with --set, or JSON on standard input.")
    return 0


@contextmanager
def in_editor(timeline: Timeline, table: str, record_id: str, store: Path) -> Iterator[Step]:
    """Let a person change a record in their own editor; what they wrote is kept until what is done with it is done.

    Raises:
        StoreError: What they left cannot be taken; it is said where their text is kept.
        CallError: The editor cannot be started, or says that it failed.
    """
    from store.editing import steps
    from store.editing.outside import EditorFailed, left_in, run_editor, text_file
    from store.editing.textform import from_text, to_text

    path = text_file(to_text(table, steps.current(timeline, table, record_id) or {}))
    try:
        run_editor(path)
        text = left_in(path)
    except EditorFailed as error:
        raise CallError(str(error)) from error
    try:
        yield steps.put_form(timeline, table, record_id, from_text(table, text))
    except StoreError:
        tell(f"Your text is kept in {path}; {store} is as it was.")
        raise
    path.unlink(missing_ok=True)
