"""`dateline list`: events as a table, as JSON Lines, as ids, or counted."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from store.commands.output import say, say_json, tell, terminal_width
from store.commands.parsing import add_query, add_store, whole_number
from store.commands.stored import on_one_line
from store.commands.stores import asked, nothing_found, open_store, read_query, select

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.plain import Column
    from store.timeline import Timeline

NAME: Final = "list"
HELP: Final = "events in the order of time, as a table"
EXAMPLES: Final = (
    "dateline list -q 'offensive:manbij-offensive-2016 date:2016-06'",
    "dateline list war.json -q 'actor:sdf deaths:>=10' --json",
    "dateline list --ids --limit 5",
    "dateline list --view 'Sources disagree'",
)

_PAGE: Final = 1000
"""Rows laid out at once: what is piped into `head` need not wait for the last event."""
_ROOM_FOR_PLACE: Final = 60
_ROOM_FOR_OFFENSIVE: Final = 116
"""Cells of a line from which a column is worth its room."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    add_query(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON Lines: the records exactly as the store has them")
    form.add_argument("--ids", action="store_true", help="only the ids, a line each")
    form.add_argument("--count", action="store_true", help="only how many events match, whatever the limit")
    parser.add_argument("--limit", metavar="N", type=whole_number, help="at most the first N events")


def run(args: argparse.Namespace) -> int:
    """List events."""
    timeline = open_store(args.store)
    query = asked(timeline, args.query, args.view)
    events = select(timeline, query)
    _tell_stand_ins(timeline, query, events)
    if args.count:
        say(str(len(events)))
        return 0
    if not events:
        tell(nothing_found(timeline, query))
        return 0
    chosen = events if args.limit is None else events[: args.limit]
    if args.json:
        say_json(_json_lines(timeline, chosen))
    elif args.ids:
        say(timeline.ids[ordinal] for ordinal in chosen)
    else:
        say(_table(timeline, chosen))
        if len(chosen) < len(events):
            tell(f"The first {len(chosen):,} of {len(events):,} events.")
    return 0


def _tell_stand_ins(timeline: Timeline, query: str, events: BitMap) -> None:
    """Say it when `near:` takes in events that were somewhere within a province or a country."""
    if "near" not in query.casefold():
        return
    from store.query.standins import LEAVE_OUT, stand_ins

    if found := stand_ins(read_query(query), events, timeline):
        known = "1 of them is" if len(found) == 1 else f"{len(found):,} of them are"
        where = "known to a province or a country only, and counted at the point that stands for it"
        tell(f"{known} {where}; to leave them out: {LEAVE_OUT}")


def _json_lines(timeline: Timeline, events: BitMap) -> Iterator[str]:
    return (on_one_line(timeline.raw(ordinal)) for ordinal in events)


def _table(timeline: Timeline, events: BitMap) -> Iterator[str]:
    from store.plain import Table

    width = terminal_width()
    columns = _columns(width)
    table = Table(list(columns.values()), width)
    ordinals = iter(events)
    is_first = True
    while page := list(islice(ordinals, _PAGE)):
        cells = (_cells(timeline, ordinal, is_full=width is None) for ordinal in page)
        lines = table.page([[row[name] for name in columns] for row in cells])
        if is_first and width is not None:
            yield table.header()
        yield from lines
        is_first = False


def _columns(width: int | None) -> dict[str, Column]:
    """Return the columns that there is room for; all of them in a pipe."""
    from store.plain import Column

    columns = {"date": Column("Date"), "title": Column("Title", stretches=True)}
    if width is None or width >= _ROOM_FOR_OFFENSIVE:
        columns["place"] = Column("Place", most=18)
        columns["offensive"] = Column("Offensive", most=22)
    if width is None or width >= _ROOM_FOR_PLACE:
        columns["id"] = Column("Id", most=30)
    return columns


def _cells(timeline: Timeline, ordinal: int, *, is_full: bool) -> dict[str, str]:
    from store.commands.compact import compact_date
    from store.reading.event import dataset_of, memberships
    from store.reading.words import name_of, when_words
    from store.text import one_line

    event = timeline.event(ordinal)
    members = (member.short for member in memberships(timeline, ordinal, event) if member.how != "part")
    return {
        "date": when_words(event) if is_full else compact_date(event.date),
        "title": one_line(event.title),
        "place": name_of(event.place, timeline.places) if event.place else "",
        "offensive": ", ".join(members) or dataset_of(event),
        "id": one_line(event.id),
    }
