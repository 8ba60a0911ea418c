"""`dateline pairs`: events that are likely to record the same occurrence, for a person to link."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from store.commands.output import say, say_json, tell
from store.commands.parsing import add_query, add_store, whole_number
from store.commands.stores import asked, nothing_found, open_store, select
from store.text import one_line

if TYPE_CHECKING:
    from store.editing.pairs import Pair
    from store.timeline import Timeline

NAME: Final = "pairs"
HELP: Final = "events that may be the same: day, neighbourhood and actors"
EXAMPLES: Final = ("dateline pairs war.json", "dateline pairs war.json -q 'near:Manbij~20km' --json")
_MOST: Final = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    add_query(parser)
    parser.add_argument("--json", action="store_true", help="a line of JSON for each pair")
    parser.add_argument(
        "--limit", metavar="N", type=whole_number, default=_MOST, help=f"at most N pairs; 0: all ({_MOST})"
    )


def run(args: argparse.Namespace) -> int:
    """Tell pairs, in the order of time."""
    from store.editing.pairs import likely_pairs

    timeline = open_store(args.store)
    query = asked(timeline, args.query, args.view)
    events = select(timeline, query)
    if not events and not args.json:
        tell(nothing_found(timeline, query))
        return 0
    found = likely_pairs(timeline, events)
    shown = list(islice(found, args.limit) if args.limit else found)
    if args.json:
        say_json(json.dumps(_as_json(timeline, pair), ensure_ascii=False) for pair in shown)
    elif not shown:
        tell("No two of these events are on the same day, near each other, with an actor in common, and not linked.")
    else:
        say(line for pair in shown for line in _lines(timeline, pair))
        more = f" These are the first {len(shown):,}; --limit 0 shows all." if next(found, None) else ""
        tell(f"Look at them with dateline show, and link what is one with dateline link.{more}")
    return 0


def _as_json(timeline: Timeline, pair: Pair) -> dict[str, object]:
    one, other = (timeline.ids[ordinal] for ordinal in (pair.one, pair.other))
    return {"one": one, "other": other, "shared_actors": pair.shared_actors}


def _lines(timeline: Timeline, pair: Pair) -> Iterator[str]:
    for ordinal in (pair.one, pair.other):
        event = timeline.event(ordinal)
        yield one_line(f"{event.date} {event.title} ({event.id})")
    yield ""
