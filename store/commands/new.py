"""`dateline new`: an empty store."""

import argparse
from pathlib import Path
from typing import Final

from store.commands.output import say
from store.commands.parsing import CallError
from store.commands.stores import refuse_to_overwrite
from store.text import one_line

NAME: Final = "new"
HELP: Final = "make an empty store"
EXAMPLES: Final = ('dateline new war.json --title "The war, day by day"',)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("store", metavar="STORE", help="the file to make")
    parser.add_argument("--title", metavar="TITLE", required=True, help="what the chronology is called")


def run(args: argparse.Namespace) -> int:
    """Make an empty store."""
    from store.database import new_store

    title = one_line(args.title)
    if not title:
        raise CallError("The title is empty; give it as --title 'The war, day by day'.")
    path = Path(args.store)
    refuse_to_overwrite(path)
    new_store(path, title)
    say(f'{path} is an empty store, "{title}". Open it with: dateline open {path}')
    return 0
