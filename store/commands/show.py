"""`dateline show`: one record, as the article pane tells it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from store.commands.output import say, say_json, tell, text_width
from store.commands.parsing import CallError, add_store, nearest
from store.commands.stores import exists, open_store
from store.text import fold, one_line

if TYPE_CHECKING:
    from store.timeline import Timeline

NAME: Final = "show"
HELP: Final = "one event, offensive, actor, place or article, and its sources"
EXAMPLES: Final = (
    "dateline show manbij-offensive-2016",
    "dateline show ucdp:223735 war.json",
    "dateline show places/raqqa --json",
)

_ORDER: Final = ("events", "offensives", "actors", "places", "articles")
"""Where an id is looked for first."""
_MOST_COMPARED: Final = 20_000
"""Ids that are compared letter by letter for a suggestion; more would take seconds."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="the record's id; TABLE/ID where two tables have the same")
    add_store(parser)
    parser.add_argument("--json", action="store_true", help="the record exactly as the store has it")


def run(args: argparse.Namespace) -> int:
    """Show a record."""
    _refuse_swapped(args.id, args.store)
    timeline = open_store(args.store)
    table, id_ = _find(timeline, args.id)
    if args.json:
        from store.commands.stored import stored_record

        say_json([stored_record(timeline, table, id_)])
        return 0
    from store.commands.layout import lay_out

    say(lay_out(timeline, table, id_, text_width()))
    return 0


def _refuse_swapped(id_: str, store: str | None) -> None:
    from pathlib import Path

    if store is not None and not exists(Path(store)) and exists(Path(id_)):
        raise CallError(f"The id comes first, then the store: dateline show {store} {id_}")


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
