"""Who was against whom: how many events of a view had two parties on opposite sides, from bitmaps alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct
from pyroaring import BitMap

from store.facets import union
from store.query import Against, to_text
from store.query.resolve import BLOC, term_for
from store.text import one_line
from store.timeline import Timeline

Kind = Literal["actor", "bloc"]
"""What a party is: an actor, or all actors of one side of the war."""


class Pair(Struct, frozen=True):
    """Two parties, and how many events of the view they were opposed in."""

    one: str
    other: str
    """Their ids, the one with more events first; of blocs their names."""
    events: int


class Dyads:
    """The parties of a view, the one with the most events first, and what each did against each."""

    def __init__(self, timeline: Timeline, events: BitMap, kind: Kind = "actor") -> None:
        """Rank the parties.

        Args:
            timeline: Where the events are.
            events: The view.
            kind: What the parties are.
        """
        self.timeline = timeline
        self.kind = kind
        self._view = events
        self._sides = _sides(timeline, kind)
        sizes = {party: self._size(party) for party in self._sides}
        self.parties = sorted((party for party in sizes if sizes[party]), key=lambda party: (-sizes[party], party))
        """Ids of those that were on either side in some event of the view."""
        self._found: dict[tuple[str, str], BitMap] = {}

    def _size(self, party: str) -> int:
        count = self._view.intersection_cardinality
        return sum(map(count, self._sides[party]))

    def events(self, one: str, other: str) -> BitMap:
        """Return the events of the view in which two parties were on opposite sides."""
        if (one, other) not in self._found:
            (one_a, one_b), (other_a, other_b) = self._sides[one], self._sides[other]
            found = ((one_a & other_b) | (one_b & other_a)) & self._view
            self._found[one, other] = self._found[other, one] = found
        return self._found[one, other]

    @cached_property
    def most(self) -> int:
        """The most events in which any two parties were opposed."""
        return next((pair.events for pair in self.pairs), 0)

    @cached_property
    def pairs(self) -> list[Pair]:
        """The pairs that were opposed in any event, the most events first."""
        found = []
        for at, one in enumerate(self.parties):
            one_a, one_b = self._sides[one]
            for other in self.parties[at:]:
                other_a, other_b = self._sides[other]
                if one_a.intersect(other_b) or one_b.intersect(other_a):  # most parties never met
                    count = len(self.events(one, other))
                    if count:
                        found.append(Pair(one, other, count))
        return sorted(found, key=lambda pair: (-pair.events, pair.one, pair.other))

    def name(self, party: str) -> str:
        """Return a party as one would print it on a line."""
        actor = self.timeline.actors.get(party) if self.kind == "actor" else None
        return one_line(actor.short or actor.name) if actor is not None else one_line(party)

    def full_name(self, party: str) -> str:
        """Return a party's whole name."""
        actor = self.timeline.actors.get(party) if self.kind == "actor" else None
        return one_line(actor.name if actor is not None else party)

    def term(self, one: str, other: str) -> str:
        """Return the term of a query that finds what `events` finds among all events."""
        return to_text(Against(self._value(one), self._value(other)))

    def _value(self, party: str) -> str:
        if self.kind == "bloc":
            return BLOC + term_for("bloc", party, self.timeline).value
        return term_for("actor", party, self.timeline).value


def _sides(timeline: Timeline, kind: Kind) -> Mapping[str, tuple[BitMap, BitMap]]:
    """Return, for each party, the events that it was on side a of, and on side b."""
    of: Callable[[str], str] = timeline.bloc_of if kind == "bloc" else str
    parts: dict[str, tuple[list[BitMap], list[BitMap]]] = {}
    for (actor, side), events in timeline.by_side.items():
        parts.setdefault(of(actor), ([], []))[side == "b"].append(events)
    return {party: (union(a), union(b)) for party, (a, b) in parts.items()}
