"""`dateline show`: one record as the article pane tells it, or every event that matches a query."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from store.commands.output import say, say_json, tell, text_width
from store.commands.parsing import CallError, add_query, add_store, nearest, whole_number
from store.commands.stores import asked, nothing_found, open_store, refuse_swapped, select
from store.text import fold, one_line

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.timeline import Timeline

NAME: Final = "show"
HELP: Final = "one record and its sources, or each event that matches a query"
EXAMPLES: Final = (
    "dateline show manbij-offensive-2016",
    "dateline show ucdp:223735 war.json",
    "dateline show places/raqqa --json",
    "dateline show war.json -q 'against:SDF,IS deaths:>=10' --limit 5",
    "dateline show raid-on-tabqa war.json --history",
)

_ORDER: Final = ("events", "offensives", "actors", "places", "articles")
"""Where an id is looked for first."""
_MOST_COMPARED: Final = 20_000
"""Ids that are compared letter by letter for a suggestion; more would take seconds."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "id", metavar="ID", nargs="?", help="the record's id, TABLE/ID where two tables have the same; none with -q"
    )
    add_store(parser)
    add_query(parser)
    parser.add_argument("--json", action="store_true", help="the record exactly as the store has it, a line each")
    parser.add_argument("--limit", metavar="N", type=whole_number, help="with -q at most the first N events")
    parser.add_argument("--history", action="store_true", help="also who changed what in it and when")


def run(args: argparse.Namespace) -> int:
    """Show a record, or events."""
    if args.history and (args.query or args.view or args.json):
        raise CallError("--history is told of one record, in words: dateline show ID STORE --history")
    if args.query or args.view:
        return _run_query(args)
    if args.limit is not None:
        raise CallError("--limit is for a query: dateline show -q QUERY --limit 5")
    if args.id is None:
        raise CallError("Name a record by its id, or ask for events: dateline show -q 'against:SDF,IS' --limit 5")
    if args.store is not None:
        refuse_swapped(NAME, args.id, args.store)
    timeline = open_store(args.store)
    table, id_ = _find(timeline, args.id)
    if args.json:
        from store.commands.stored import stored_record

        say_json([stored_record(timeline, table, id_)])
        return 0
    from store.commands.layout import lay_out

    say(lay_out(timeline, table, id_, text_width()))
    if args.history:
        say(_history(timeline, table, id_))
    return 0


def _run_query(args: argparse.Namespace) -> int:
    """Show every event that matches, one after the other."""
    if args.id is not None and args.store is not None:
        raise CallError(f"An id and a query cannot be asked for together. Leave out {args.id}, or the query.")
    timeline = open_store(args.id)
    query = asked(timeline, args.query, args.view)
    events = select(timeline, query)
    if not events:
        tell(nothing_found(timeline, query))
        return 0
    chosen = events if args.limit is None else events[: args.limit]
    if args.json:
        from store.commands.stored import on_one_line

        say_json(on_one_line(timeline.raw(ordinal)) for ordinal in chosen)
    else:
        say(_one_after_the_other(timeline, chosen))
        if len(chosen) < len(events):
            tell(f"The first {len(chosen):,} of {len(events):,} events.")
    return 0


def _one_after_the_other(timeline: Timeline, events: BitMap) -> Iterator[str]:
    from store.commands.layout import lay_out

    width = text_width()
    for number, ordinal in enumerate(events):
        if number:
            yield from ("", "─" * width, "")
        yield from lay_out(timeline, "events", timeline.ids[ordinal], width)


def _history(timeline: Timeline, table: str, id_: str) -> list[str]:
    from store.commands.history import of_record
    from store.editing.history import read_history

    steps = read_history(timeline.path) if timeline.path is not None else []
    return ["", *(list(of_record(steps, f"{table}/{id_}")) or ["Nobody has changed it here."])]


def _find(timeline: Timeline, text: str) -> tuple[str, str]:
    """Return the table and id that a call means.

    Raises:
        CallError: No record has that id.
    """
    ids = _ids(timeline)
    found = [table for table in _ORDER if text in ids[table]]
    if found:
        if len(found) > 1:
            others = ", ".join(f"{table}/{text}" for table in found[1:])
            tell(f"This is {found[0]}/{text}; the same id is also that of {others}.")
        return found[0], text
    table, slash, id_ = text.partition("/")
    if slash and id_ in ids.get(table, {}):
        return table, id_
    raise CallError(_not_found(timeline, text, ids))


def _ids(timeline: Timeline) -> dict[str, Mapping[str, object]]:
    return {
        "events": timeline.ordinal_of,
        "offensives": timeline.offensives,
        "actors": timeline.actors,
        "places": timeline.places,
        "articles": timeline.articles,
    }


def _not_found(timeline: Timeline, text: str, ids: dict[str, Mapping[str, object]]) -> str:
    unsound = next(
        (each for each in timeline.report.unsound if text in (each.record_id, f"{each.table}/{each.record_id}")), None
    )
    if unsound is not None:
        reason = one_line(unsound.reason).rstrip(".")
        return f"{text} stands in {unsound.table} and is not sound: {reason}. It is kept as it is in the file."
    word = text.partition("/")[2] if text.partition("/")[0] in ids else text
    near = _similar(word, [id_ for table in _ORDER[::-1] for id_ in ids[table]])
    advice = f" Did you mean {' or '.join(near)}?" if near else " dateline list --ids prints those of events."
    return f'No record has the id "{text}".{advice}'


def _similar(word: str, ids: list[str]) -> list[str]:
    """Return up to three ids that `word` may have been meant for."""
    folded = fold(word)
    holding = [id_ for id_ in ids if folded and folded in fold(id_)]
    if holding:
        return sorted(holding, key=len)[:3]
    alike = [id_ for id_ in ids if id_[:1] == word[:1]] if len(ids) > _MOST_COMPARED else ids
    return nearest(word, alike[:_MOST_COMPARED], 3)
