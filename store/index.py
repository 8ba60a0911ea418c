"""The first half of a timeline: events as they come from the file, noted by position under each facet value."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

from store.dates import parse_span
from store.errors import DateError
from store.model import Claim, Event

Positions: TypeAlias = "defaultdict[str, array[int]]"

CURATED: Final = "curated"
"""The dataset of events that a person wrote; imported ones have their origin's."""

_SIDE_OF_ROLE: Final = {"attacker": "a", "defender": "b", "victim": "b"}


def _positions() -> array[int]:
    return array("I")


class IndexBuilder:
    """Takes in events in the order of the file; `store.timeline` makes bitmaps of what it noted."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.spans: list[tuple[int, int, bool]] = []
        self.source_positions = array("I")
        """Position in the file's table, by event taken in: unsound records leave gaps."""
        self.participants: defaultdict[tuple[str, str, str], array[int]] = defaultdict(_positions)
        """Under (actor id, role, stated side)."""
        self.offensives: Positions = defaultdict(_positions)
        self.places: Positions = defaultdict(_positions)
        self.types: Positions = defaultdict(_positions)
        self.sources: Positions = defaultdict(_positions)
        self.datasets: Positions = defaultdict(_positions)
        self.tags: Positions = defaultdict(_positions)
        self.confidences: Positions = defaultdict(_positions)
        self.deaths: defaultdict[int, array[int]] = defaultdict(_positions)
        self.having: Positions = defaultdict(_positions)
        self.same_as: list[tuple[str, str]] = []
        """Pairs of ids of events that record the same occurrence, as one of the two says in `extra.same_as`."""

    def add(self, event: Event, source_position: int) -> None:
        """Take in one event.

        Raises:
            DateError: Its date cannot be read; nothing of it is kept.
        """
        for _number, _id, error in self.add_all((event,), source_position):
            raise error

    def add_all(  # noqa: C901 - a call for each facet would double the time of this loop
        self, events: Iterable[Event], source_position: int
    ) -> list[tuple[int, str, DateError]]:
        """Take in events that stand one after the other in the file.

        This loop is most of what reading a big store takes: what it calls is looked up once, before it.

        Args:
            events: Sound events.
            source_position: Position in the file's table of the first.

        Returns:
            (number among `events`, id, error) of those whose date cannot be read; nothing of them is kept.
        """
        left_out: list[tuple[int, str, DateError]] = []
        participants, places, types, sources = self.participants, self.places, self.types, self.sources
        datasets, confidences, offensives, tags = self.datasets, self.confidences, self.offensives, self.tags
        having, deaths_of = self.having, self.deaths
        note_id, note_span, note_position = self.ids.append, self.spans.append, self.source_positions.append
        at = len(self.ids)
        for number, event in enumerate(events):
            try:
                note_span(parse_span(event.date))
            except DateError as error:
                left_out.append((number, event.id, error))
                continue
            note_id(event.id)
            note_position(source_position + number)
            for who in event.actors:
                participants[who.id, who.role, who.side].append(at)
            places[event.place].append(at)
            types[event.type].append(at)
            confidences[event.confidence].append(at)
            datasets[event.origin.partition(":")[0] or CURATED].append(at)
            for source in event.sources:
                sources[source.publisher].append(at)
            claims = event.claims
            if claims:
                having["claims"].append(at)
                attribution = ""
                for claim in claims:
                    if claim.attribution != attribution:
                        attribution = claim.attribution
                        sources[attribution].append(at)
                killed = deaths(claims)
                if killed is not None:
                    deaths_of[killed].append(at)
            for offensive in event.offensives:
                offensives[offensive].append(at)
            for tag in event.tags:
                tags[tag].append(at)
            if event.articles:
                having["article"].append(at)
            if event.notes:
                having["notes"].append(at)
            if event.extra and "same_as" in event.extra:
                self._note_twins(event)
            at += 1
        return left_out

    def _note_twins(self, event: Event) -> None:
        others = event.extra["same_as"]
        if isinstance(others, list):
            self.same_as += [(event.id, other) for other in others if isinstance(other, str)]


def side_of(role: str, side: str) -> str:
    """Return the side that a participant was on: the one stated, else the one that its role implies."""
    return side or _SIDE_OF_ROLE.get(role, "")


def deaths(claims: Iterable[Claim]) -> int | None:
    """Return the highest number of people killed that a claim gives, or None when no claim gives any.

    Each claim counts with its best figure, else its lowest, else its highest. Claims that count everybody
    (`who` empty) go before those that count one party; figures of different claims are never added.
    """
    overall: int | None = None
    partial: int | None = None
    for claim in claims:
        if claim.counted != "killed":
            continue
        figure = claim.best if claim.best is not None else claim.low if claim.low is not None else claim.high
        if figure is None:
            continue
        if not claim.who:
            overall = figure if overall is None else max(overall, figure)
        else:
            partial = figure if partial is None else max(partial, figure)
    return partial if overall is None else overall
