"""`dateline restore`: the versions of a store that are kept, and one of them brought back."""

from __future__ import annotations

import argparse
from typing import Final

from store.commands.output import say
from store.commands.parsing import whole_number
from store.commands.stores import exists, refuse_missing, store_path
from store.text import one_line

NAME: Final = "restore"
HELP: Final = "list the versions of a store that are kept, or bring one back"
EXAMPLES: Final = ("dateline restore war.json", "dateline restore war.json 1")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("store", metavar="STORE", help="a store file")
    kept = (
        "which; left out: list them. Kept are the last 5, and what each of the last "
        "24 hours and 21 days (UTC) in which it was written began with; 1 GiB at most"
    )
    parser.add_argument("number", metavar="N", nargs="?", type=whole_number, help=kept)


def run(args: argparse.Namespace) -> int:
    """List versions, or bring one back; what the store is now becomes a version in its turn."""
    from store.editing.backups import backup_numbered, backups_of
    from store.editing.restoring import restore

    path = store_path(args.store)
    refuse_missing(path)
    if args.number is None:
        kept = backups_of(path)
        say(
            [
                f"{number:>2}  {each.written:%Y-%m-%d %H:%M:%S} to {each.when:%Y-%m-%d %H:%M:%S} UTC  "
                f"{each.size:>13,} bytes"
                for number, each in enumerate(kept, 1)
            ]
            or [f"No version of {path.name} is kept yet: one is whenever it is written."]
        )
        return 0
    backup = backup_numbered(path, args.number)
    is_kept = exists(path)
    aside = restore(path, backup)
    until = f"{backup.when:%Y-%m-%d %H:%M:%S} UTC"
    before = "; what it was before is version 1 now" if is_kept else ""
    say(f"{path.name} is again what it was until {until}{before}.")
    if aside is not None:
        say(f"Changes that were waiting for the former file are kept in {one_line(str(aside))}.")
    return 0
