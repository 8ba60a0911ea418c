"""The state of the map: which part of the Earth, which day, and what stands where.

It knows nothing of widgets. What is on the map are the events of the browser's view; what a key costs goes with the
places that there are, never with the events.
"""

from collections.abc import Iterable
from typing import Final, get_args

from pyroaring import BitMap

from store.facets import union
from store.view import View
from store.whereabouts import Exactness, Spot
from tui.basemap import City
from tui.browsing import Browsing
from tui.drawing.mapframe import MapFrame, centred, fitted
from tui.drawing.maplabels import Label
from tui.drawing.mapsigns import Mark
from tui.mapcounting import Counted, ground_of, side_in_most

TRAILS: Final = (3, 7, 14, 30, 90)
"""Days of the trail that one can choose."""
TRAIL_PARTS: Final = (0, 4, 2, 1)
"""The day itself, then how far back the parts of the trail go: a quarter of it, half, all."""
DOTS_OF_A_MARK: Final = 8
"""A square of so many dots has one sign: side by side they would run into one another, without room for names."""
EXACTNESSES: Final = get_args(Exactness)


class Mapping:
    """What the map shows."""

    def __init__(self, browsing: Browsing) -> None:
        self.browsing = browsing
        self.timeline = browsing.timeline
        self.ground = ground_of(self.timeline)
        self.whereabouts = self.ground.whereabouts
        self.sides = self.ground.sides.ranked
        self._looked_at: tuple[View, int | None, int] | None = None
        self._counted: list[Counted] = []
        """What is counted of each age."""
        self.frame = self._fitted = MapFrame(0.0, 0.0, 1.0, 0, 0)
        self.day: int | None = None
        """The day that is shown with its trail; None when all of the view is."""
        self.trail_days = TRAILS[2]
        self._projected: tuple[MapFrame | None, list[tuple[int, float, float]]] = (None, [])
        """The frame for which the spots in it were found, and these."""
        self._cursor_spot: tuple[int | None, Spot | None] = (None, None)
        self.is_led = True
        """Whether the frame goes where the cursor goes."""

    # what is in view

    def ages(self) -> list[BitMap]:
        """Return the events on the map by age: those of the day, then three parts of the trail. No event is in two."""
        self._look_at()
        return [counted.events for counted in self._counted]

    def _look_at(self) -> None:
        """Find what is on the map, unless nothing has changed since."""
        view = self.browsing.view
        looked_at = (view, self.day, self.trail_days)
        if looked_at == self._looked_at:
            return
        self._looked_at = looked_at
        if self.day is None:
            self._counted = [self.ground.counted(view.events)]
        else:
            self._counted = [Counted(self.ground, events) for events in self._trail(self.day, view.events)]

    def _trail(self, day: int, view: BitMap) -> list[BitMap]:
        found: list[BitMap] = []
        seen = BitMap()
        last = day
        for part in TRAIL_PARTS:
            events = (self.timeline.possibly(day - self.trail_days // part if part else day, last) & view) - seen
            found.append(events)
            seen |= events
            last = day - 1
        return found

    def fit(self) -> None:
        """Show everything of the view that can be drawn."""
        view = self.browsing.view.events
        spots = [spot for spot in self.whereabouts.spots if spot.events.intersect(view)]
        self.frame = fitted([(spot.lat, spot.lon) for spot in spots], self.frame.width, self.frame.height)
        self._fitted = self.frame

    def resize(self, width: int, height: int) -> None:
        """Take another size; a frame that was not moved since it was fitted is fitted again."""
        is_fitted = self.frame == self._fitted
        self.frame = self.frame.resized(width, height)
        if is_fitted:
            self.fit()

    def marks(self) -> list[Mark]:
        """Return what stands where in the frame, the oldest first, so that the newest is drawn over it."""
        self._look_at()
        found: list[Mark] = []
        for age in reversed(range(len(self._counted))):
            found += [self._mark(gathered, age) for gathered in self._gathered(age)]
        return found

    def _gathered(self, age: int) -> Iterable[list[tuple[int, float, float]]]:
        """Return the spots in the frame with events of an age: (number, x, y), those that share a sign together."""
        cells: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
        by_spot = self._counted[age].by_spot
        for number, x, y in self._in_frame():
            if by_spot[number]:
                at = (int(x) // DOTS_OF_A_MARK, int(y) // DOTS_OF_A_MARK)
                cells.setdefault(at, []).append((number, x, y))
        return cells.values()

    def _in_frame(self) -> list[tuple[int, float, float]]:
        """Return the spots in the frame, with events on the map or not: (number, x, y)."""
        if self._projected[0] != self.frame:
            project = self.frame.projector()
            dots = ((number, project(spot.lat, spot.lon)) for number, spot in enumerate(self.whereabouts.spots))
            self._projected = self.frame, [(number, *dot) for number, dot in dots if dot is not None]
        return self._projected[1]

    def _mark(self, gathered: list[tuple[int, float, float]], age: int) -> Mark:
        """Return the sign of some spots: it stands where the cursor is, else where most events are."""
        spots = tuple(self.whereabouts.spots[number] for number, _x, _y in gathered)
        counted, led = self._counted[age], self.cursor_spot()
        counts = counted.by_spot
        _number, x, y = max(
            gathered, key=lambda spot: (self.whereabouts.spots[spot[0]] is led, counts[spot[0]], -spot[0])
        )
        tallies = [counted.tally(self.ground, number) for number, _x, _y in gathered]
        count = sum(counts[number] for number, _x, _y in gathered)
        exactness = min((spot.exactness for spot in spots), key=EXACTNESSES.index)
        is_vague = self.day is not None and sum(tally.vague for tally in tallies) == count
        killed = sum(tally.killed for tally in tallies)
        return Mark(x, y, spots, side_in_most(self.ground.sides, tallies), count, killed, exactness, age, is_vague)

    def events_of(self, mark: Mark) -> BitMap:
        """Return the events that a sign stands for."""
        return union(spot.events for spot in mark.spots) & self.ages()[mark.age]

    def cursor_spot(self) -> Spot | None:
        """Return where the event under the cursor is, if it can be drawn."""
        cursor = self.browsing.cursor
        if self._cursor_spot[0] != cursor:
            self._cursor_spot = cursor, None if cursor is None else self.whereabouts.spot_of(cursor)
        return self._cursor_spot[1]

    # moving

    def go_to(self, ordinal: int) -> None:
        """Put the cursor on an event of the view; the day and the frame follow."""
        self.browsing.highlight(ordinal)
        if self.day is not None:
            self.day = self.timeline.earliest[ordinal]
        self.is_led = True
        self.follow()

    def next_day(self, step: int) -> int | None:
        """Return the first event of the next day with events (`step` 1), or of the one before (-1)."""
        cursor = self.browsing.cursor
        return None if cursor is None else self.browsing.view.next_day(cursor, step)

    def next_event(self, step: int) -> int | None:
        """Return the next event of the view, or the one before."""
        view, cursor = self.browsing.view, self.browsing.cursor
        position = view.position_of(cursor) + step if cursor is not None else -1
        return view.at(position) if 0 <= position < view.size else None

    def next_of(self, events: BitMap) -> int:
        """Return the next of some events after the cursor, beginning again after the last."""
        cursor = self.browsing.cursor
        later = events.rank(cursor) if cursor is not None else 0
        return events[later if later < len(events) else 0]

    def drawn(self, events: BitMap) -> int:
        """Return how many of some events can be drawn."""
        return events.intersection_cardinality(self.whereabouts.drawn)

    def pan(self, right: int, down: int) -> None:
        """Move the frame by parts of it."""
        self.frame = self.frame.panned(right, down)
        self.is_led = False

    def zoom(self, step: int) -> None:
        """Show less in more detail (`step` 1) or more (-1): around the cursor until the frame is moved elsewhere."""
        spot = self.cursor_spot() if self.is_led else None
        held = self.frame.dot(spot.lat, spot.lon) if spot is not None and self.frame.holds(spot.lat, spot.lon) else ()
        self.frame = self.frame.zoomed(step, *held)

    def follow(self) -> None:
        """Move the frame as far as it takes to have the event under the cursor on it."""
        spot = self.cursor_spot()
        if spot is not None and not self.frame.holds(spot.lat, spot.lon):
            self.frame = centred(self.frame, spot.lat, spot.lon)

    def step_day(self, step: int) -> bool:
        """Show the next day (`step` 1) or the one before, with its trail; the first time, the cursor's own day.

        A stretch without events longer than the trail is passed over. The cursor goes to the day's first event, if
        there is one.

        Returns:
            Whether there is such a day.
        """
        view, timeline = self.browsing.view, self.timeline
        if not view.size:
            return False
        first, last = max(1, timeline.earliest[view.at(0)]), self.last_day()
        if self.day is None:
            self.day = max(first, self.browsing.day or 0)
            return True
        day = self.day + step
        if not first <= day <= last:
            return False
        if not timeline.possibly(day - self.trail_days, day).intersect(view.events):
            day = self._next_with_events(day, step)
        self.show_day(day)
        return True

    def _next_with_events(self, day: int, step: int) -> int:
        view = self.browsing.view
        position = view.position_of(self.timeline.first_on_or_after(day))
        return self.timeline.earliest[view.at(position if step > 0 else position - 1)]

    def last_day(self) -> int:
        """Return the last day on which an event of the view begins."""
        return self.timeline.earliest[self.browsing.view.at(self.browsing.view.size - 1)]

    def show_day(self, day: int) -> None:
        """Show a day with its trail; the cursor goes to its first event."""
        self.day = day
        view = self.browsing.view
        position = view.position_of(self.timeline.first_on_or_after(day))
        if position < view.size and self.timeline.earliest[view.at(position)] == day:
            self.browsing.highlight(view.at(position))
            self.follow()

    def turn_trail(self, step: int) -> None:
        """Make the trail longer (`step` 1) or shorter (-1)."""
        at = TRAILS.index(self.trail_days) + step
        self.trail_days = TRAILS[max(0, min(len(TRAILS) - 1, at))]

    def names(self, cities: list[City]) -> list[Label]:
        """Return the names of what is in the frame, the most important first."""
        return self.ground.names.within(self.frame, self.cursor_spot(), cities)
