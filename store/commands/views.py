"""`dateline views`: the saved views of a store, with how many events each shows."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from store.commands.output import say, say_json, tell, terminal_width
from store.commands.parsing import add_store
from store.commands.stores import open_store

if TYPE_CHECKING:
    from store.views import Listed

NAME: Final = "views"
HELP: Final = "the saved views of a store, each with its count"
EXAMPLES: Final = ("dateline views", "dateline views war.json --json", "dateline list --view 'Only one source'")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    parser.add_argument("--json", action="store_true", help="JSON Lines: each view with its count")


def run(args: argparse.Namespace) -> int:
    """List the saved views."""
    from store.views import listed

    timeline = open_store(args.store)
    views = listed(timeline)
    if args.json:
        say_json(map(_as_json, views))
    elif views:
        say(_table(views))
    else:
        tell("This store has no saved views yet.")
    return 0


def _as_json(listed: Listed) -> str:
    view = listed.view
    found = {"id": view.id, "name": view.name, "query": view.query, "first": view.first, "last": view.last}
    count = {"problem": listed.problem} if listed.problem else {"events": listed.count}
    return json.dumps({**found, "note": view.note, **count}, ensure_ascii=False)


def _table(views: Sequence[Listed]) -> Iterator[str]:
    from store.plain import Column, Table
    from store.text import one_line

    width = terminal_width()
    table = Table([Column("Events"), Column("Name", most=36), Column("Query", stretches=True)], width)
    rows = [
        [
            "?".rjust(6) if each.problem else f"{each.count:,}".rjust(6),
            one_line(each.view.name),
            one_line(each.problem or each.view.query),
        ]
        for each in views
    ]
    lines = table.page(rows)
    if width is not None:
        yield table.header()
    yield from lines
