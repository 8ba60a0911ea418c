"""What is counted of the places on a map: events, the killed, and which side was there.

What does not depend on the view is worked out once for a timeline, and what all of a view counts is kept until another
view is asked for: a reader comes back to both.
"""

from collections.abc import Iterable, Mapping
from itertools import repeat
from typing import Final
from weakref import WeakKeyDictionary

from msgspec import Struct
from pyroaring import BitMap

from store.facets import union
from store.index import OTHERS
from store.timeline import Timeline
from store.weights import Weights
from store.whereabouts import Whereabouts
from tui.drawing.spans import label
from tui.mapnames import MapNames

MOST_SIDES: Final = 8
"""Actors that are sides of their own where the store knows no blocs: those in most events."""


class Sides(Struct, frozen=True):
    """Whom the signs of a map tell apart: blocs, or where there are none the actors that are in most events."""

    taking_part: dict[str, BitMap]
    """By name, the events in which a side did something: any role but that of a victim."""
    attacks: dict[str, BitMap]
    """Those of them in which it attacked; the names are the same, in the same order."""
    suffering: dict[str, BitMap]
    """The events in which it was the victim."""
    colours: list[tuple[str, str]]
    """(name, colour that an actor of it states, or empty)."""

    @property
    def ranked(self) -> list[str]:
        """The sides, those that take part in most events first, and last those that are lumped together."""
        return sorted(self.taking_part, key=lambda side: (side == OTHERS, -len(self.taking_part[side]), side))


class Tally(Struct, frozen=True):
    """What is counted of the events of one spot and one age."""

    killed: int
    vague: int
    """Events that are not known to the day."""
    taking_part: list[int]
    """Events in which each side takes part."""
    attacked: list[int]
    """Those in which it attacked."""
    suffering: list[int]
    """Events in which each side was the victim; empty where one takes part."""


class MapGround:
    """What a map stands on, whatever the view. It holds bitmaps and places, not the timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self.whereabouts = Whereabouts(timeline)
        self.names = MapNames(timeline, self.whereabouts.spots)
        self.sides = sides_of(timeline)
        self.killed = Weights.of(timeline.by_deaths)
        self.vague = not_known_to_the_day(timeline)
        self._whole: Counted | None = None

    def counted(self, events: BitMap) -> "Counted":
        """Return what is counted of all the events of a view; the last answer is kept."""
        found = self._whole
        if found is None or found.events is not events:
            found = self._whole = Counted(self, events)
        return found


class Counted:
    """What is counted of some events, spot by spot."""

    def __init__(self, ground: MapGround, events: BitMap) -> None:
        self.events = events
        self.by_spot = [spot.events.intersection_cardinality(events) for spot in ground.whereabouts.spots]
        """How many of them are in each spot."""
        self._tallies: dict[int, Tally] = {}

    def tally(self, ground: MapGround, number: int) -> Tally:
        """Return what is counted of a spot. No event is in two spots, so that counts of several can be added."""
        found = self._tallies.get(number)
        if found is None:
            events, sides = ground.whereabouts.spots[number].events & self.events, ground.sides
            count = events.intersection_cardinality
            taking_part = [count(of_side) for of_side in sides.taking_part.values()]
            attacked = [
                count(of_side) if part else 0 for part, of_side in zip(taking_part, sides.attacks.values(), strict=True)
            ]
            suffering = [] if any(taking_part) else [count(of_side) for of_side in sides.suffering.values()]
            found = Tally(ground.killed.total(events), count(ground.vague), taking_part, attacked, suffering)
            self._tallies[number] = found
        return found


def side_in_most(sides: Sides, tallies: Iterable[Tally]) -> str:
    """Return the side that takes part in most events; where none does, the one that was the victim in most.

    The two sides of a fight are often in as many: the sign is then that of the one that attacked in more, and where
    nobody is known to have, of the one that is in fewer events of the whole store. It tells more of the place.
    """
    counted = list(tallies)
    parts = _added(sides.taking_part, [tally.taking_part for tally in counted])
    if any(parts.values()):
        attacked = _added(sides.attacks, [tally.attacked for tally in counted])
        return max(
            parts,
            key=lambda side: (parts[side], attacked[side], side != OTHERS, -len(sides.taking_part[side]), side),
        )
    suffered = _added(sides.suffering, [tally.suffering for tally in counted])
    return max(suffered, key=lambda side: (suffered[side], side)) if any(suffered.values()) else ""


def _added(names: Iterable[str], rows: Iterable[list[int]]) -> dict[str, int]:
    """Return the sums of counts by the side that they are of."""
    filled = list(filter(None, rows))
    sums = map(sum, zip(*filled, strict=True)) if filled else repeat(0)
    return dict(zip(names, sums, strict=False))


def sides_of(timeline: Timeline) -> Sides:
    """Return whom the signs of a timeline's map tell apart."""
    names = _names(timeline)
    parts: dict[str, dict[str, list[BitMap]]] = {"part": {}, "attacker": {}, "victim": {}}
    for (actor, role), events in timeline.by_role.items():
        side = names[actor]
        for of_side in parts.values():
            of_side.setdefault(side, [])
        parts["victim" if role == "victim" else "part"][side].append(events)
        if role == "attacker":
            parts["attacker"][side].append(events)
    stated = {actor.id: actor.colour for actor in timeline.actors.values()}
    colours = [(name, stated.get(actor, "")) for actor, name in names.items()]
    taking_part, attacks, suffering = map(_united, parts.values())
    return Sides(taking_part, attacks, suffering, colours)


def _names(timeline: Timeline) -> dict[str, str]:
    """Return the name of each actor's side."""
    if len(timeline.by_bloc) > 1:
        return {actor: timeline.bloc_of(actor) for actor in timeline.by_actor}
    by_actor = timeline.by_actor
    busiest = sorted(by_actor, key=lambda actor: (-len(by_actor[actor]), actor))
    found = dict.fromkeys(busiest, OTHERS)
    for id_ in busiest[:MOST_SIDES]:
        actor = timeline.actors.get(id_)
        found[id_] = label((actor.short or actor.name) if actor is not None else id_)
    return found


def _united(parts: Mapping[str, Iterable[BitMap]]) -> dict[str, BitMap]:
    return {name: union(events) for name, events in parts.items()}


def not_known_to_the_day(timeline: Timeline) -> BitMap:
    """Return the events whose first day is not known: they happened some time within their span, or about then."""
    days = timeline.days
    ends = [*days.starts, timeline.size][1:]
    return union(
        BitMap(range(start, end)) for start, end, known in zip(days.starts, ends, days.known, strict=True) if not known
    )


_KNOWN: Final[WeakKeyDictionary[Timeline, MapGround]] = WeakKeyDictionary()


def ground_of(timeline: Timeline) -> MapGround:
    """Return what a timeline's map stands on; it is worked out once, and kept for as long as the timeline lives."""
    found = _KNOWN.get(timeline)
    if found is None:
        found = _KNOWN[timeline] = MapGround(timeline)
    return found
