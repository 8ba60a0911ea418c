"""The state of the race: which offensives run to which place, by which events, and which of their points is current.

It stands on the browser's one view, one window and one cursor, and knows nothing of widgets.
"""

from bisect import bisect_left
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.query import evaluate, parse
from store.race import (
    ROLES,
    Frame,
    Point,
    Race,
    RaceLine,
    Role,
    Style,
    Target,
    dashes,
    on_show,
    place_target,
    race,
    suggested_targets,
)
from store.rails import LETTERS, letters_of
from tui.browsing import Browsing

MOST: Final = len(LETTERS)
"""Offensives in one race: each needs a letter."""


class Wanted(Struct):
    """What the reader chose, which outlives the screen."""

    target: Target | None = None
    """None: the place at which most of the offensives aim."""
    role: Role = "ground"
    by_day_zero: bool = False
    query: str = ""
    """Only events that match it."""
    hidden: frozenset[str] = frozenset()
    """Offensives that are not drawn."""


class Racing:
    """A race over the browser's view."""

    def __init__(self, browsing: Browsing, wanted: Wanted) -> None:
        self.browsing = browsing
        self.wanted = wanted
        timeline, window = browsing.timeline, browsing.window
        self.offensives = on_show(timeline, browsing.view.events, window.first, window.last)[:MOST]
        self.suggested = suggested_targets(timeline, self.offensives)
        self._events: tuple[str, BitMap] = ("", browsing.view.events)
        self.race: Race | None = None
        self.current = ""
        """The offensive on whose line the cursor is."""
        self.at: int | None = None
        """Which of its points is current."""
        self.measure()

    # what runs

    @property
    def target(self) -> Target | None:
        """Where they run to; None when nobody says."""
        if self.wanted.target is not None or not self.suggested:
            return self.wanted.target
        return place_target(self.browsing.timeline, self.suggested[0])

    def ask(self, query: str) -> None:
        """Take only events that match a query.

        Raises:
            QueryError: It cannot be read.
            StoreError: The texts that it searches cannot be.
        """
        self._events = self._matching(query)
        self.wanted.query = query
        self.measure()

    def _matching(self, query: str) -> tuple[str, BitMap]:
        events = self.browsing.view.events
        if query.strip():
            events = events & evaluate(parse(query), self.browsing.timeline)
        return query, events

    def measure(self) -> None:
        """Measure again, after the target, the role or the query changed; the cursor stays on its day."""
        if self._events[0] != self.wanted.query:
            self._events = self._matching(self.wanted.query)
        target, day = self.target, self._day()
        if target is None:
            self.race = None
            return
        self.race = race(self.browsing.timeline, self._events[1], self.offensives, target, self.wanted.role)
        self._settle(day)

    def _day(self) -> int | None:
        point = self.point
        return point.day if point is not None else self.browsing.day

    @property
    def lines(self) -> tuple[RaceLine, ...]:
        """Every line, drawn or not."""
        return self.race.lines if self.race is not None else ()

    @property
    def drawn(self) -> list[RaceLine]:
        """The lines that have points and are not hidden."""
        return [line for line in self.lines if line.nearest and line.offensive not in self.wanted.hidden]

    @property
    def line(self) -> RaceLine | None:
        """The line with the cursor."""
        return next((line for line in self.drawn if line.offensive == self.current), None)

    @property
    def point(self) -> Point | None:
        """The point with the cursor."""
        line = self.line
        return line.nearest[self.at] if line is not None and self.at is not None else None

    # the cursor

    def _settle(self, day: int | None) -> None:
        """Find a line and a point for the cursor: the timeline's event, else the nearest in date on its offensive."""
        if self.line is None:
            self.current = self._line_of_cursor()
        line = self.line
        if line is None:
            self.at = None
            return
        ordinals = [point.ordinal for point in line.nearest]
        if self.browsing.cursor in ordinals:
            self.at = ordinals.index(self.browsing.cursor)
        else:
            self.at = _nearest(line, day if day is not None else line.days[0])

    def _line_of_cursor(self) -> str:
        cursor, drawn = self.browsing.cursor, self.drawn
        by_offensive = self.browsing.timeline.by_offensive
        own = [line.offensive for line in drawn if cursor is not None and cursor in by_offensive[line.offensive]]
        return next(iter([*own, *(line.offensive for line in drawn)]), "")

    def step(self, step: int) -> bool:
        """Go along the line; return whether there was anywhere to go."""
        line = self.line
        if line is None or self.at is None or not 0 <= self.at + step < len(line.nearest):
            return False
        self._go_to(self.at + step)
        return True

    def step_line(self, step: int) -> bool:
        """Go to the next line drawn, or the one before, on the nearest day; return whether there is another."""
        lines = self.drawn
        names = [line.offensive for line in lines]
        if len(lines) < 2 or self.current not in names:
            return False
        day = self._day()
        self.current = names[(names.index(self.current) + step) % len(names)]
        line = self.line
        if line is not None:
            self._go_to(_nearest(line, day if day is not None else line.days[0]))
        return True

    def go_to_end(self, step: int) -> None:
        """Go to the first (`step` -1) or last (1) point of the line."""
        line = self.line
        if line is not None:
            self._go_to(0 if step < 0 else len(line.nearest) - 1)

    def point_at(self, ordinal: int) -> None:
        """Go to the point of an event, if it is one."""
        for line in self.drawn:
            for number, point in enumerate(line.nearest):
                if point.ordinal == ordinal:
                    self.current = line.offensive
                    self._go_to(number)
                    return

    def _go_to(self, at: int) -> None:
        self.at = at
        self.put_cursor()

    def put_cursor(self) -> None:
        """Put the browser's cursor on the current event."""
        if self.point is not None:
            self.browsing.highlight(self.point.ordinal)

    # choosing

    def toggle(self, offensive: str) -> None:
        """Draw a line, or do not."""
        day = self._day()
        self.wanted.hidden = self.wanted.hidden ^ {offensive}
        self._settle(day)

    def next_role(self) -> Role:
        """Take other events for positions, and return which."""
        self.wanted.role = ROLES[(ROLES.index(self.wanted.role) + 1) % len(ROLES)]
        self.measure()
        return self.wanted.role

    # drawing

    def frame(self) -> Frame:
        """Return how the lines that are not hidden are drawn."""
        styles = {id_: style for id_, style in self.styles().items() if id_ not in self.wanted.hidden}
        window = (self.browsing.window.first, self.browsing.window.last)
        return Frame(styles, self.wanted.by_day_zero, self.current, self.at, window)

    def styles(self) -> dict[str, Style]:
        """Return how each line is drawn: with the letter of its rail, unless another line has it."""
        timeline, browsing = self.browsing.timeline, self.browsing
        letters = letters_of(timeline, browsing.rails, browsing.view.events, self.offensives)
        attackers = [timeline.offensives[id_].attackers for id_ in self.offensives]
        looks = [f"bloc:{timeline.bloc_of(first[0])}" if first else "" for first in attackers]
        drawn = zip(self.offensives, looks, dashes(looks), strict=True)
        return {id_: Style(letters[id_], look, pattern) for id_, look, pattern in drawn}


def _nearest(line: RaceLine, day: int) -> int:
    """Return which point of a line is nearest in date."""
    after = bisect_left(line.days, day)
    around = [at for at in (after, after - 1) if 0 <= at < len(line.days)]
    return min(around, key=lambda at: abs(line.days[at] - day))
