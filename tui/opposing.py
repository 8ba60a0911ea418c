"""The state of the matrix of who was against whom: parties, a cursor on a pair of them, what is counted."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.dyads import Dyads, Kind
from store.evidence import Evidence
from store.timeline import Timeline
from tui.drawing.matrix import Axis, Frame, Matrix, draw, frame
from tui.drawing.spans import Line

COUNTED: Final = ("events", "killed, best figures", "killed, lowest figures", "killed, highest figures")
"""What the cells can count, in the words of the strip."""


class Said(Struct, frozen=True):
    """What is told of a pair of parties."""

    one: str
    other: str
    """Their full names."""
    events: int
    with_figure: int
    low: int
    best: int
    high: int
    loose: int
    """Of `best`, what is in events that are dated to more than a month."""


class Opposing:
    """Where a reader is in the matrix of a view."""

    def __init__(self, timeline: Timeline, events: BitMap) -> None:
        self.timeline = timeline
        self._view = events
        self.counted = 0
        """Number of what is counted, in `COUNTED`."""
        self._known: dict[Kind, Dyads] = {}
        self.switch("actor")

    def switch(self, kind: Kind) -> None:
        """Look at actors, or at blocs; the cursor goes to the pair with the most events."""
        if kind not in self._known:
            self._known[kind] = Dyads(self.timeline, self._view, kind)
        self.dyads = self._known[kind]
        self.names: Sequence[str] = [self.dyads.name(party) for party in self.dyads.parties]
        self.rows = self.columns = Axis(0, 1)
        self.cursor = (0, 0)
        if self.dyads.pairs:
            most = self.dyads.pairs[0]
            number = self.dyads.parties.index
            self.cursor = (number(most.one), number(most.other))

    def move(self, down: int, right: int) -> None:
        """Move the cursor by some rows and columns, as far as there are any."""
        last = max(0, len(self.dyads.parties) - 1)
        row, column = self.cursor
        self.cursor = (max(0, min(last, row + down)), max(0, min(last, column + right)))

    def point(self, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        self.cursor = (row, column)
        self.move(0, 0)

    def drawn(self, width: int, height: int) -> list[Line]:
        """Draw as much of it as fits, with the cursor in it."""
        layout = frame(self.names, width, height)
        size = len(self.names)
        self.rows = Axis(self.rows.first, layout.rows).following(self.cursor[0], size)
        self.columns = Axis(self.columns.first, layout.columns).following(self.cursor[1], size)
        blocs = [self.timeline.bloc_of(p) if self.dyads.kind == "actor" else p for p in self.dyads.parties]
        looks = [f"bloc:{bloc}" for bloc in blocs]
        return draw(Matrix(self.names, looks, self._count, self.rows, self.columns, self.cursor, self._most()), layout)

    def _events(self, row: int, column: int) -> BitMap:
        return self.dyads.events(self.dyads.parties[row], self.dyads.parties[column])

    def _count(self, row: int, column: int) -> int:
        return self._measured(self._events(row, column))

    def _measured(self, events: BitMap) -> int:
        if not self.counted or not events:
            return len(events)
        evidence: Evidence = self.timeline.evidence
        return (evidence.best, evidence.low, evidence.high)[self.counted - 1].total(events)

    def _most(self) -> int:
        """Return the highest count; of the dead it is looked for among the pairs with the most events."""
        if not self.counted:
            return self.dyads.most
        largest = self.dyads.pairs[: 4 * len(self.names)]
        return max((self._measured(self.dyads.events(pair.one, pair.other)) for pair in largest), default=0)

    def said(self) -> Said | None:
        """Return what is to be told of the pair under the cursor; None when there are no parties."""
        if not self.dyads.parties:
            return None
        events, evidence = self._events(*self.cursor), self.timeline.evidence
        one, other = (self.dyads.full_name(self.dyads.parties[number]) for number in self.cursor)
        with_figure = len(events & evidence.best.known)
        low, best, high = (weights.total(events) for weights in (evidence.low, evidence.best, evidence.high))
        loose = evidence.best.total(events & (self.timeline.by_dating["longer"] | self.timeline.by_dating["open"]))
        return Said(one, other, len(events), with_figure, low, best, high, loose)

    def term(self) -> str:
        """Return the term of a query for the pair under the cursor; empty when nothing stands there."""
        if not self.dyads.parties or not self._events(*self.cursor):
            return ""
        one, other = (self.dyads.parties[number] for number in self.cursor)
        return self.dyads.term(one, other)

    @property
    def layout(self) -> Frame:
        """The room that the last drawing had."""
        return Frame(0, 0, self.rows.shown, self.columns.shown)
