"""`dateline sample`: a copy of the bundled store, to change at will."""

import argparse
from pathlib import Path
from typing import Final

from store.commands.output import say
from store.commands.stores import refuse_to_overwrite

NAME: Final = "sample"
HELP: Final = "copy the bundled race for Raqqa to a file of your own"
EXAMPLES: Final = ("dateline sample raqqa.json",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dest", metavar="DEST", help="the file to make")


def run(args: argparse.Namespace) -> int:
    """Copy the bundled store."""
    from store.database import copy_store
    from store.sample import BUNDLED

    path = Path(args.dest)
    refuse_to_overwrite(path)
    copy_store(BUNDLED, path)
    say(f"{path} is your own copy of the race for Raqqa. Open it with: dateline open {path}")
    return 0
