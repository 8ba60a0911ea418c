"""`dateline undo`: the last step that was made in a store, taken back."""

from __future__ import annotations

import argparse
from typing import Final

from store.commands.output import say
from store.commands.writing import do, writing

NAME: Final = "undo"
HELP: Final = "take back the last step made in a store"
EXAMPLES: Final = ("dateline undo war.json",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("store", metavar="STORE", help="a store file")


def run(args: argparse.Namespace) -> int:
    """Take back a step."""
    from store.editing.history import last_undoable, read_history, require_fits

    with writing(args.store) as (timeline, editor):
        step = last_undoable(read_history(editor.path))
        if step is None:
            say("There is no step to take back.")
            return 0
        require_fits(timeline, step.inverse)
        do(editor, step.inverse)
    return 0
