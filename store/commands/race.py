"""`dateline race`: how far each offensive's events are from a place, day by day, as a picture or as numbers."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from store.commands.output import say, say_json, tell, terminal_width
from store.commands.parsing import CallError, add_query, add_store
from store.commands.stores import asked, nothing_found, open_store, select

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.race import Frame, Race, Target
    from store.timeline import Timeline

NAME: Final = "race"
HELP: Final = "each offensive's distance from a place, day by day"
EXAMPLES: Final = (
    "dateline race --to Raqqa",
    "dateline race --to Raqqa --offensive ithriyah-raqqa-offensive-june-2016 --json",
    "dateline race --to 35.95,39.01 -q 'date:2016-06' --by day-zero",
)

_ROLES: Final = ("ground", "attacker", "defender", "supporter", "victim", "participant", "any")
_LINES: Final = 24
"""Height of the picture: as much of a terminal as leaves room for the words under it."""
_WIDTH: Final = 100
"""Cells of a line in a pipe."""
_MOST: Final = 26
"""Lines that have a letter of the alphabet to be told by."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    parser.add_argument("--to", metavar="PLACE", help="a place's id or name, or LAT,LON; left out: where most aim at")
    parser.add_argument(
        "--offensive", metavar="ID", action="append", default=[], help="an offensive's id or name; may be repeated"
    )
    add_query(parser)
    parser.add_argument(
        "--role",
        choices=_ROLES,
        default="ground",
        help="which events are positions: `ground`, its attackers against its defenders and not from the air; a role "
        "of its attackers; `any` event of it (ground)",
    )
    parser.add_argument(
        "--by", choices=("calendar", "day-zero"), default="calendar", help="days, or days since each one's first day"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object: the numbers, and the method")


def run(args: argparse.Namespace) -> int:
    """Measure a race and show it."""
    from store.race import find_offensives, find_target, race

    timeline = open_store(args.store)
    query = asked(timeline, args.query, args.view)
    events = select(timeline, query)
    if not events:
        tell(nothing_found(timeline, query))
        if not args.json:
            return 0
    chosen = find_offensives(timeline, args.offensive) or _on_show(timeline, events, args.query)
    if not chosen and not args.json:
        tell("No offensive has any of these events: there is no race to draw.")
        return 0
    target = find_target(timeline, args.to) if args.to is not None else _suggested(timeline, chosen)
    found = race(timeline, events, chosen, target, args.role)
    if args.json:
        from store.race import as_json

        say_json([json.dumps({"by": args.by, "query": args.query, **as_json(timeline, found)}, ensure_ascii=False)])
    else:
        window = None if args.query or args.offensive else _opening(timeline)
        from store.rails import Rails, letters_of

        letters = letters_of(timeline, Rails(timeline, events), events, chosen)
        say(_lay_out(found, letters, window, by_day_zero=args.by == "day-zero"))
    return 0


def _opening(timeline: Timeline) -> tuple[int, int] | None:
    """Return the days with which the browser opens; None when there is no event."""
    from store.opening import opening_days, opening_event
    from store.view import View

    ordinal = opening_event(View(timeline, timeline.everything))
    return None if ordinal is None else opening_days(timeline.earliest[ordinal])


def _on_show(timeline: Timeline, events: BitMap, query: str) -> list[str]:
    """Return the offensives of the events asked for; without a query, those that the browser opens on."""
    from store.dates import OPEN_END, OPEN_START
    from store.race import on_show

    first, last = (OPEN_START, OPEN_END) if query else (_opening(timeline) or (OPEN_START, OPEN_END))
    found = on_show(timeline, events, first, last)
    if len(found) > _MOST:
        tell(f"The first {_MOST} of {len(found):,} offensives; --offensive or -q chooses others.")
    return found[:_MOST]


def _suggested(timeline: Timeline, chosen: list[str]) -> Target:
    """Return the place that most of the offensives aim at, and say which it is.

    Raises:
        CallError: They aim at none.
    """
    from store.race import place_target, suggested_targets

    targets = suggested_targets(timeline, chosen)
    if not targets:
        raise CallError("None of these offensives has a target with coordinates. Give a place: --to PLACE")
    target = place_target(timeline, targets[0])
    tell(f"To {target.name}, at which most of these offensives aim; --to names another place.")
    return target


def _lay_out(
    race: Race, letters: dict[str, str], window: tuple[int, int] | None, *, by_day_zero: bool
) -> Iterator[str]:
    from store.plain import wrap
    from store.race import draw, legend, method, title

    width = terminal_width() or _WIDTH
    frame = _frame(race, letters, window, by_day_zero=by_day_zero)
    drawn = draw(race, width, _LINES, frame)
    yield title(race)
    yield ""
    if drawn:
        yield from _texts(drawn)
    else:
        yield from wrap("Nothing can be drawn: no event says where one of these offensives was.", width)
    yield ""
    yield from _texts(legend(race, width, frame, {}))
    yield from _ways(race, frame.current, width)
    yield from _left_out(race, width)
    yield from wrap(
        "A letter is the closest event of a day, the line the closest so far. Distances are great circles "
        f"(haversine, R = {method(race.role)['earth_radius_km']:,} km).",
        width,
    )


def _texts(rows: list[Any]) -> Iterator[str]:
    return ("".join(piece.text for piece in row).rstrip() for row in rows)


def _frame(race: Race, letters: dict[str, str], window: tuple[int, int] | None, *, by_day_zero: bool) -> Frame:
    from store.race import Frame, Style, dashes, scale_top, visible

    patterns = dashes([""] * len(race.lines))
    drawn_as = zip(race.lines, patterns, strict=True)
    styles = {line.offensive: Style(letters[line.offensive], "", pattern) for line, pattern in drawn_as}
    drawn = visible(race, Frame(styles))
    top = scale_top(drawn, Frame(styles))
    told = [line for line in drawn if line.closest is not None and line.closest.km <= top]
    current = max(told, key=lambda line: sum(bool(mark.reached) for mark in line.marks), default=None)
    return Frame(styles, by_day_zero=by_day_zero, current=current.offensive if current else "", window=window)


def _ways(race: Race, current: str, width: int) -> Iterator[str]:
    from store.plain import wrap
    from store.race import km_words

    for line in race.lines:
        if line.offensive == current:
            if line.marks:
                yield ""
                yield f"The way of {line.name}"
            for mark in sorted(line.marks, key=lambda mark: -mark.km):
                yield from wrap(f"{mark.name}, {km_words(mark.km)}: {mark.words}", width, first="  ", rest="    ")


def _left_out(race: Race, width: int) -> Iterator[str]:
    from store.plain import wrap
    from store.race import left_out_words

    yield ""
    yield "Left out"
    lines = [line for line in race.lines if line.left_out]
    for line in lines:
        yield from wrap(f"{line.name}: {left_out_words(line)}", width, first="  ", rest="    ")
    if not lines:
        yield "  no event"
    yield ""
