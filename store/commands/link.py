"""`dateline link`: two events said to record the same occurrence, or told apart again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from store.commands.writing import do, writing
from store.errors import RecordNotFound

if TYPE_CHECKING:
    from store.timeline import Timeline

NAME: Final = "link"
HELP: Final = "say that two events record the same occurrence; --undo"
EXAMPLES: Final = ("dateline link raid-on-tabqa ucdp:223735 war.json", "dateline pairs war.json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("one", metavar="ID", help="an event")
    parser.add_argument("other", metavar="ID", help="another; both stay, each with its claims")
    parser.add_argument("store", metavar="STORE", help="a store file")
    parser.add_argument("--undo", action="store_true", help="tell them apart again")


def run(args: argparse.Namespace) -> int:
    """Link two events, or take that back."""
    from store.editing import steps

    with writing(args.store) as (timeline, editor):
        one, other = (_event(timeline, text) for text in (args.one, args.other))
        do(editor, (steps.unlink if args.undo else steps.link)(timeline, one, other))
    return 0


def _event(timeline: Timeline, text: str) -> str:
    """Return the id of the event that a call means.

    Raises:
        RecordNotFound: No event has it.
    """
    for id_ in (text, text.removeprefix("events/")):
        if id_ in timeline.ordinal_of:
            return id_
    raise RecordNotFound(f'No event has the id "{text}". dateline list --ids prints those that there are.')
