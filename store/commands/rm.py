"""`dateline rm`: records taken out of a store."""

from __future__ import annotations

import argparse
from typing import Final

from store.commands.output import tell
from store.commands.stores import refuse_swapped
from store.commands.writing import do, table_of, writing

NAME: Final = "rm"
HELP: Final = "take records out of a store; dateline undo brings them back"
EXAMPLES: Final = ("dateline rm raid-on-tabqa war.json", "dateline rm places/raqqa war.json --force")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("ids", metavar="ID", nargs="+", help="ids of records; TABLE/ID where two tables have the same")
    parser.add_argument("store", metavar="STORE", help="a store file")
    parser.add_argument("--force", action="store_true", help="also what other records name, which then lead nowhere")


def run(args: argparse.Namespace) -> int:
    """Delete records, all of them or none."""
    from store.editing import steps
    from store.editing.referring import count_of_references, require_unnamed

    refuse_swapped(NAME, args.ids[0], args.store)
    with writing(args.store) as (timeline, editor):
        found: dict[str, list[str]] = {}
        for text in dict.fromkeys(args.ids):
            table, record_id = table_of(timeline, text)
            found.setdefault(table, []).append(record_id)
        named = sum(count_of_references(timeline, table, each) for table, ids in found.items() for each in ids)
        if not args.force:
            require_unnamed(timeline, found)
        made = [steps.delete(timeline, table, *ids) for table, ids in found.items()]
        do(editor, made[0] if len(made) == 1 else steps.together(f"delete {len(args.ids):,} records", made))
    if named:
        tell(f"{named:,} references lead nowhere now; dateline check {args.store} names them.")
    return 0
