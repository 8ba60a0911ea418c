"""The first half of a timeline: events as they come from the file, noted by position under each facet value."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

from store.dates import parse_span
from store.errors import DateError
from store.model import Claim, Event, Source

Positions: TypeAlias = "defaultdict[str, array[int]]"

Toll: TypeAlias = tuple[int, int, int]
"""Lowest, best and highest number of people killed."""

CURATED: Final = "curated"
"""The dataset of events that a person wrote; imported ones have their origin's."""

OTHERS: Final = "Others"
"""The bloc of actors of which the store says none."""

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
        self.killed: Positions = defaultdict(_positions)
        """Under whom a claim counts among the killed: an actor's id or plain words."""
        self.types: Positions = defaultdict(_positions)
        self.publishers: Positions = defaultdict(_positions)
        """Under the publisher of a source."""
        self.claimants: Positions = defaultdict(_positions)
        """Under the attribution of a claim."""
        self.precisions: Positions = defaultdict(_positions)
        """Under how exactly the event says its place is known; an event that leaves it to the place is in none."""
        self.datasets: Positions = defaultdict(_positions)
        self.tags: Positions = defaultdict(_positions)
        self.confidences: Positions = defaultdict(_positions)
        self.tolls: defaultdict[Toll, array[int]] = defaultdict(_positions)
        """Under the lowest, best and highest number of people killed, of those with a figure."""
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
        participants, places, types, publishers = self.participants, self.places, self.types, self.publishers
        claimants, precisions = self.claimants, self.precisions
        datasets, confidences, offensives, tags = self.datasets, self.confidences, self.offensives, self.tags
        having, tolls, killed_of = self.having, self.tolls, self.killed
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
            if event.precision:
                precisions[event.precision].append(at)
            types[event.type].append(at)
            confidences[event.confidence].append(at)
            datasets[event.origin.partition(":")[0] or CURATED].append(at)
            for source in event.sources:
                publishers[source.publisher].append(at)
                if source.tags or source.notes:
                    self._note_remarks(source, at)
            claims = event.claims
            if claims:
                having["claims"].append(at)
                attribution, voices = "", 0
                for claim in claims:
                    if claim.attribution != attribution:
                        attribution = claim.attribution
                        voices += 1
                        claimants[attribution].append(at)
                    if claim.tags or claim.notes:
                        self._note_remarks(claim, at)
                    if claim.who and claim.counted == "killed" and (claim.best or claim.low or claim.high):
                        killed_of[claim.who].append(at)
                killed = toll(claims)
                if killed is not None:
                    tolls[killed].append(at)
                if voices > 1 and disagree(claims):
                    having["disagreement"].append(at)
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

    def absorb(self, other: IndexBuilder, source_position: int) -> None:
        """Take in what another builder noted of events that stand after these.

        Args:
            other: It counted from 0.
            source_position: Position in the file's table of what was its first.
        """
        shift = len(self.ids).__add__
        for name, noted in vars(other).items():
            if isinstance(noted, defaultdict):
                mine = getattr(self, name)
                for value, positions in noted.items():
                    mine[value].extend(map(shift, positions))
        self.ids += other.ids
        self.spans += other.spans
        self.same_as += other.same_as
        self.source_positions.extend(map(source_position.__add__, other.source_positions))

    def _note_remarks(self, of: Claim | Source, at: int) -> None:
        """Note what a person said of one claim or source, as if it were said of the event."""
        for tag in of.tags:
            self.tags[tag].append(at)
        if of.notes:
            self.having["notes"].append(at)

    def _note_twins(self, event: Event) -> None:
        others = event.extra["same_as"]
        if isinstance(others, list):
            self.same_as += [(event.id, other) for other in others if isinstance(other, str)]


def side_of(role: str, side: str) -> str:
    """Return the side that a participant was on: the one stated, else the one that its role implies."""
    return side or _SIDE_OF_ROLE.get(role, "")


def toll(claims: Iterable[Claim]) -> Toll | None:
    """Return the lowest, best and highest number of people killed that an event counts with; None without a figure.

    The figures are those of one claim, the one with the highest best figure: figures of different claims are never
    added. Claims that count everybody (`who` empty) go before those that count one party. A claim without a best
    figure counts with its lowest, else its highest; a bound that it does not give is that figure.
    """
    overall: Toll | None = None
    partial: Toll | None = None
    for claim in claims:
        if claim.counted != "killed":
            continue
        low, high = claim.low, claim.high
        figure = claim.best if claim.best is not None else low if low is not None else high
        if figure is None:
            continue
        if not claim.who:
            if overall is None or figure > overall[1]:
                overall = figure if low is None else low, figure, figure if high is None else high
        elif partial is None or figure > partial[1]:
            partial = figure if low is None else low, figure, figure if high is None else high
    return partial if overall is None else overall


def disagree(claims: Iterable[Claim]) -> bool:
    """Tell whether claims of different people give different figures for the same thing; nobody's claim is none."""
    said: dict[tuple[str, str], tuple[str, tuple[int | None, ...]]] = {}
    for claim in claims:
        figures = claim.low, claim.best, claim.high
        if not claim.counted or not claim.attribution or figures == (None, None, None):
            continue
        who, before = said.setdefault((claim.counted, claim.who), (claim.attribution, figures))
        if who != claim.attribution and before != figures:
            return True
    return False
