"""What a reader is told of an offensive."""

from collections.abc import Iterator

from pyroaring import BitMap

from store.model import Offensive, Waypoint
from store.reading.event import person
from store.reading.values import Link, OffensiveReading, Person, WaypointLine
from store.reading.words import (
    claim_lines,
    date_words,
    how_exact,
    name_of,
    offensive_link,
    paragraphs,
    short_name,
    source_lines,
)
from store.text import clean, one_line
from store.timeline import Timeline


def read_offensive(timeline: Timeline, id_: str) -> OffensiveReading:
    """Return what is to be told about the offensive with this id, which the store must have."""
    offensive = timeline.offensives[id_]
    return OffensiveReading(
        id=id_,
        headline=one_line(offensive.name),
        short=short_name(offensive),
        aliases=tuple(map(one_line, offensive.aliases)),
        when=date_words(offensive.date),
        how_exact=how_exact(offensive.date),
        date_note=one_line(offensive.date_note),
        parent=offensive_link(offensive.parent, timeline.offensives) if offensive.parent else None,
        parts=tuple(
            offensive_link(part.id, timeline.offensives)
            for part in timeline.offensives.values()
            if part.parent == id_ and part.id != id_
        ),
        objective=one_line(offensive.objective),
        target=Link(offensive.target, name_of(offensive.target, timeline.places)) if offensive.target else None,
        outcome=one_line(offensive.outcome),
        paragraphs=paragraphs(offensive.summary),
        people=tuple(_people(offensive, timeline)),
        waypoints=tuple(
            WaypointLine(way.place, name_of(way.place, timeline.places), fate(way)) for way in offensive.waypoints
        ),
        claims=claim_lines(offensive.claims, len(offensive.sources), timeline.actors),
        query=one_line(offensive.query),
        sources=source_lines(offensive.sources),
        tags=tuple(map(one_line, offensive.tags)),
        notes=clean(offensive.notes).strip(),
        events=len(timeline.by_offensive.get(id_, BitMap())),
        listed=len(timeline.listed_in.get(id_, BitMap())),
    )


def _people(offensive: Offensive, timeline: Timeline) -> Iterator[Person]:
    sides = (("attacker", offensive.attackers), ("supporter", offensive.supporters), ("defender", offensive.defenders))
    for role, ids in sides:
        for id_ in ids:
            yield person(role, id_, timeline)


def fate(way: Waypoint) -> str:
    """Return in words what became of a waypoint, in the order in which it must have happened."""
    steps = (("contested", way.contested), ("reached", way.reached), ("lost", way.lost))
    return "; ".join(f"{what} {date_words(when)}" for what, when in steps if when) or "not reached"
