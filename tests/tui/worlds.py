"""Stores and timelines for tests of the screen."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from store.loader import load_timeline
from store.model import Actor, Event, Offensive, Participant
from store.timeline import Timeline
from tests.builders import a_place, a_store, an_actor, an_event, an_offensive
from tui.drawing.spans import Line

JUNE: Final = dt.date(2016, 6, 1).toordinal()


def a_timeline(**tables: Any) -> Timeline:
    """Write a store, read it, and forget the file: the timeline keeps it open."""
    with TemporaryDirectory() as folder:
        return load_timeline(a_store(Path(folder) / "war.json", **tables))


def iso(day: int) -> str:
    """Return a day as a date in EDTF."""
    return dt.date.fromordinal(day).isoformat()


def span(first: int, last: int) -> str:
    """Return an interval of days in EDTF."""
    return f"{iso(first)}/{iso(last)}"


def text_of(line: Line) -> str:
    """Return a line without its looks."""
    return "".join(span.text for span in line)


def texts_of(lines: Iterable[Line]) -> list[str]:
    """Return lines without their looks."""
    return [text_of(line) for line in lines]


# a small war: two fronts, three sides, ten days

FRONTS: Final = ("raqqa", "manbij")


def war_actors() -> list[Actor]:
    """Return three parties on three sides, and one that reports."""
    return [
        an_actor(bloc="US-backed", aliases=["QSD"]),
        an_actor(id="is", name="Islamic State", short="IS", kind="armed-group", bloc="Islamic State"),
        an_actor(id="army", name="Syrian Arab Army", short="Syrian army", kind="state", bloc="Damascus"),
        an_actor(id="sohr", name="Syrian Observatory", short="SOHR", kind="monitor", bloc="Monitors"),
    ]


def war_offensives() -> list[Offensive]:
    """Return two offensives against one defender."""
    return [
        an_offensive(id="raqqa", name="Raqqa offensive", short="Raqqa", date=span(JUNE, JUNE + 9), attackers=["army"]),
        an_offensive(id="manbij", name="Manbij offensive", short="Manbij", date=span(JUNE - 1, JUNE + 60)),
    ]


def war_events() -> list[Event]:
    """Return two events a day for ten days, by turns of either front, and one that is vague."""
    events: list[Event] = []
    for day in range(10):
        for front, actor in (("raqqa", "army"), ("manbij", "sdf")):
            events.append(
                an_event(
                    id=f"{front}-{day}",
                    date=iso(JUNE + day),
                    title=f"{front.capitalize()} front, day {day}",
                    actors=[Participant(id=actor, role="attacker"), Participant(id="is", role="defender")],
                    offensives=[front],
                    place="manbij" if front == "manbij" else "",
                )
            )
    return [*events, an_event(id="vague", date="2016-06", title="Leaflets", actors=[], offensives=[], place="")]


def war_tables() -> dict[str, Any]:
    """Return the tables of the small war."""
    return {
        "offensives": war_offensives(),
        "events": war_events(),
        "actors": war_actors(),
        "places": [a_place()],
    }


def a_war(path: Path, **tables: Any) -> Path:
    """Write the small war's store."""
    return a_store(path, **{**war_tables(), **tables})


def the_war(**tables: Any) -> Timeline:
    """Return the small war's timeline."""
    return a_timeline(**{**war_tables(), **tables})


# a long war

BIG_SIZE: Final = 50_000
OFFENSIVES: Final = 12


def a_big_store(path: Path) -> Path:
    """Write a store of 50,000 events over ten years, in twelve offensives; one in ten was written by hand."""
    days = 3650
    offensives = [
        an_offensive(id=f"o{n}", name=f"Offensive {n}", date=span(JUNE + 300 * n, JUNE + 300 * n + 500))
        for n in range(OFFENSIVES)
    ]
    events = [
        an_event(
            id=f"e{n:05}",
            date=iso(JUNE + n * days // BIG_SIZE),
            title=f"Clash {n} at the front",
            origin=f"ucdp:{n}" if n % 10 else "",
            offensives=[f"o{n * OFFENSIVES // BIG_SIZE}"],
        )
        for n in range(BIG_SIZE)
    ]
    return a_store(path, offensives=offensives, events=events)
