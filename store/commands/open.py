"""`dateline open`, and `dateline` alone: the browser."""

import argparse
import sys
from pathlib import Path
from typing import Final

from store.commands.output import is_terminal
from store.commands.parsing import CallError, add_query, add_store
from store.commands.stores import exists, read_query, store_path
from store.files import missing, shown

NAME: Final = "open"
HELP: Final = "browse a store in the terminal; also: dateline [STORE]"
EXAMPLES: Final = (
    "dateline",
    "dateline war.json --at '4 June 2016'",
    "dateline open ./list.json --query 'actor:sdf -place:manbij'",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    add_query(parser)
    parser.add_argument("--at", metavar="DATE", default="", help='the day to begin on: 2016-06-04, "4 June 2016"')


def run(args: argparse.Namespace) -> int:
    """Open the browser, once it is sure that it can: a sentence is read better outside it."""
    path = store_path(args.store)
    require_file(path)
    if args.query.strip():
        read_query(args.query)
    at = _read_day(args.at) if args.at else ""
    if not is_terminal(sys.stdin) or not is_terminal(sys.stdout):
        store = f" {args.store}" if args.store is not None else ""
        raise CallError(f"The browser needs a terminal, and this is none. To print the events: dateline list{store}")
    from store.loading import Loading

    loading = Loading(path)  # before the import of the screen, which takes longer than reading most stores
    from tui.app import run_browser

    return run_browser(loading, query=args.query, at=at, view=args.view)


def require_file(path: Path) -> None:
    """Raise `StoreError` when there is nothing at `path`; the sentence says how to make a store."""
    if not exists(path):
        from store.commands import BY_NAME

        if str(path) in BY_NAME:
            raise CallError(f"There is no file {path}. If the command is meant, it comes first: dateline {path} ...")
        raise missing(path, f"To make an empty store: dateline new {shown(path)} --title TITLE")


def _read_day(text: str) -> str:
    """Return the EDTF of the date to begin on.

    Raises:
        DateError: It is none.
    """
    from store.dates.plain import read_date

    return read_date(text)
