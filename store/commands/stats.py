"""`dateline stats`: how many events there are of what, who was against whom, and what the numbers rest on."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

from store.commands.output import say, say_json, tell, text_width
from store.commands.parsing import add_query, add_store, whole_number
from store.commands.stores import asked, nothing_found, open_store, select

if TYPE_CHECKING:
    from store.counting import Count, Counts
    from store.dyads import Dyads

NAME: Final = "stats"
HELP: Final = "counts by actor, offensive, month..., and who against whom"
EXAMPLES: Final = (
    "dateline stats",
    "dateline stats -q 'offensive:manbij-offensive-2016' --top 5",
    "dateline stats --json",
)

_TOP: Final = 12
_BAR_CELLS: Final = 24
_NAME_CELLS: Final = 36


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    add_query(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object, with every count")
    parser.add_argument(
        "--top", metavar="N", type=whole_number, default=_TOP, help=f"the N highest of each kind; 0: all ({_TOP})"
    )


def run(args: argparse.Namespace) -> int:
    """Count events."""
    from store.commands.basis import basis_as_json, told
    from store.counting import count
    from store.dyads import Dyads
    from store.resting import resting

    timeline = open_store(args.store)
    query = asked(timeline, args.query, args.view)
    events = select(timeline, query)
    if not events and not args.json:
        tell(nothing_found(timeline, query))
        return 0
    counts = count(timeline, events)
    dyads, basis = Dyads(timeline, events), resting(timeline, events, query)
    if args.json:
        more = {"dyads": _dyads_as_json(dyads), "rests_on": basis_as_json(basis)}
        say_json([json.dumps({**_as_json(counts), **more}, ensure_ascii=False)])
    else:
        width = text_width()
        say(chain(_lay_out(counts, args.top, width), _dyads(dyads, args.top, width), told(basis, args.top, width)))
    return 0


def _dyads_as_json(dyads: Dyads) -> list[dict[str, object]]:
    return [
        {
            "one": {"id": pair.one, "name": dyads.name(pair.one)},
            "other": {"id": pair.other, "name": dyads.name(pair.other)},
            "events": pair.events,
            "query": dyads.term(pair.one, pair.other),
        }
        for pair in dyads.pairs
    ]


def _dyads(dyads: Dyads, top: int, width: int) -> Iterator[str]:
    from store.counting import Count

    found = [Count("", f"{dyads.name(pair.one)} – {dyads.name(pair.other)}", pair.events) for pair in dyads.pairs]
    if found:
        yield ""
        yield from _facet("who against whom", found, top, width)


def _as_json(counts: Counts) -> dict[str, object]:
    deaths: list[dict[str, object]] = [
        {
            "dataset": each.dataset,
            "low": each.low if each.with_figure else None,
            "best": each.best if each.with_figure else None,
            "high": each.high if each.with_figure else None,
            "events_with_figure": each.with_figure,
            "events_without_figure": each.without_figure,
        }
        for each in counts.deaths
    ]
    facets = {
        name: [{"id": each.id, "name": each.name, "events": each.events} for each in found]
        for name, found in counts.facets.items()
    }
    return {"events": counts.events, "first": counts.first, "last": counts.last, **facets, "deaths": deaths}


def _lay_out(counts: Counts, top: int, width: int) -> Iterator[str]:
    many = "1 event" if counts.events == 1 else f"{counts.events:,} events"
    yield f"{many}, {counts.span}" if counts.span else many
    for name, found in counts.facets.items():
        if found:
            yield ""
            yield from _facet(name, found, top, width)


def _facet(name: str, found: list[Count], top: int, width: int) -> Iterator[str]:
    from store.plain import bar, cell_width, cut, pad

    is_ranking = name != "month"
    shown = found[:top] if is_ranking and top else found
    highest = max(each.events for each in shown)
    number_cells = len(f"{highest:,}")
    bar_cells = min(_BAR_CELLS, max(width - number_cells - 20, 1))
    room = min(_NAME_CELLS, width - number_cells - bar_cells - 4)
    name_cells = min(max(cell_width(each.name) for each in shown), room)
    yield f"By {name}" + (" of the first possible day" if not is_ranking else "")
    for each in shown:
        name = pad(cut(each.name, name_cells), name_cells)
        number = pad(f"{each.events:,}", number_cells, right=True)
        yield f"  {name}  {number} {bar(each.events, highest, bar_cells)}".rstrip()
    if len(shown) < len(found):
        yield f"  and {len(found) - len(shown):,} more"
