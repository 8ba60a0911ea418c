"""The state of the browser: one timeline, one filter, one view, one cursor, one window of time.

It knows nothing of widgets: the screen changes it and shows it, the panes are told what to draw.
"""

import datetime as dt
from typing import Final, Literal

from msgspec import Struct
from pyroaring import BitMap

from store.dates import MONTHS, describe
from store.filter import Filter
from store.opening import OPENING_DAYS, opening_days, opening_event
from store.query import Text, any_of, evaluate, searched
from store.query import parse as parse_query
from store.rails import Rails
from store.text import fold, one_line
from store.timeline import Timeline
from store.view import View
from tui.choices import FIGURES, Facets
from tui.drawing.scale import Window, fitted, zoomed
from tui.history import History, Stop

PAN_SHARE: Final = 4


class Asked(Struct, frozen=True):
    """A filter with the events that pass it."""

    filter: Filter
    events: BitMap
    holding: BitMap
    """Those of them that hold a word or phrase of the query; all of them when it has none."""


class Browsing:
    """Where a reader is in a timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.filter = Filter()
        self.view = View(timeline, timeline.everything)
        self.facets = Facets(timeline)
        self.rails = Rails(timeline, self.view.events)
        self.passing = self.view.events
        """Events that pass the filter, lifted or not."""
        self.holding = self.view.events
        """Events that hold what is searched for."""
        self.hits: tuple[str, ...] = ()
        self.is_lifted = False
        """Whether the filter is lifted for the time being: all events are in the view, those that pass stand out."""
        self.cursor = opening_event(self.view)
        self.anchor = self.cursor
        """The event that the reader went to last: a filter that hides it for a while does not lose it."""
        self.whole = _span(timeline)
        self.window = self._window_around(self.cursor)
        self.history: History[Stop] = History()
        self.marked = BitMap()
        """Events that the reader has marked, to do something with all of them."""
        self._matched: int | None = None
        """The event to which the last step from match to match led."""

    def carried_to(self, timeline: Timeline, wanted: Filter, there: "Browsing | None" = None) -> "Browsing":
        """Return the same place in the store as it is now, under a filter.

        Args:
            timeline: The store.
            wanted: The filter.
            there: The state of somebody who has just opened it, where that was made ready; it is gone on with.

        Raises:
            QueryError: The filter's query names what the store no longer has.
        """
        there = there if there is not None else Browsing(timeline)
        asked = there.ask(wanted)
        there.anchor = there.cursor = self._at(self.anchor, timeline)
        if self.timeline.size:
            there.window = fitted(self.window.first, self.window.days, there.whole)
        elif there.cursor is not None:
            there.window = there._window_around(there.cursor)
        there.history = self.history
        there.marked = same_events(self.timeline, self.marked, timeline)
        there.apply(asked)
        if self.is_lifted:
            there.lift()
        return there

    def _at(self, ordinal: int | None, timeline: Timeline) -> int | None:
        """Return where an event of this timeline is in another; where it is gone, the first of its day or later."""
        if not timeline.size:
            return None
        if ordinal is None:
            return 0
        there = timeline.ordinal_of.get(self.timeline.ids[ordinal])
        if there is not None:
            return there
        return min(timeline.first_on_or_after(self.timeline.earliest[ordinal]), timeline.size - 1)

    def _window_around(self, cursor: int | None) -> Window:
        day = self.timeline.earliest[cursor] if cursor is not None else self.whole.first
        return fitted(opening_days(day)[0], OPENING_DAYS, self.whole)

    # the cursor

    @property
    def day(self) -> int | None:
        """The earliest day of the event under the cursor."""
        return None if self.cursor is None else self.timeline.earliest[self.cursor]

    def highlight(self, ordinal: int) -> None:
        """Put the cursor on an event of the view; the window follows."""
        self.anchor = ordinal
        self._put_cursor(ordinal)

    def _put_cursor(self, ordinal: int) -> None:
        self.cursor = ordinal
        day = self.timeline.earliest[ordinal]
        if day not in self.window:
            self.window = fitted(day - self.window.days // 2, self.window.days, self.whole)

    def jump(self, ordinal: int) -> None:
        """Go to an event far away, from which one can come back."""
        if self.cursor != ordinal:
            self.leave()
        self.highlight(ordinal)

    def next_match(self, step: int) -> int | None:
        """Go to the next (`step` 1) or previous (-1) event that holds what is searched for, and return it.

        Steps one after the other are one jump: going back leads to where they began.
        """
        found = self.view.next_in(self.holding, self.cursor, step) if self.cursor is not None else None
        if found is not None:
            if self.cursor != self._matched:
                self.leave()
            self.highlight(found)
            self._matched = found
        return found

    # where the reader has been

    def here(self) -> Stop:
        """Return what is on the screen, to come back to it."""
        event_id = self.timeline.ids[self.cursor] if self.cursor is not None else ""
        return Stop(event_id, self.filter, self.window)

    def leave(self) -> None:
        """Note where the reader is, who is about to go elsewhere."""
        self.history.leave(self.here())

    def back(self) -> bool:
        """Go back to where the reader was before the last jump; return whether there is such a place.

        Raises:
            QueryError: The query of then cannot be asked any more.
        """
        return self._return_to(self.history.back(self.here()))

    def forward(self) -> bool:
        """Go forward again to where the reader went back from, as `back` does."""
        return self._return_to(self.history.forward(self.here()))

    def _return_to(self, stop: Stop | None) -> bool:
        if stop is None:
            return False
        if stop.filter != self.filter or self.is_lifted:
            self.apply(self.ask(stop.filter))
        ordinal = self.timeline.ordinal_of.get(stop.event_id)
        if ordinal is not None and ordinal in self.view.events:
            self.highlight(ordinal)
        self.window = stop.window
        return True

    def next_offensive(self, step: int) -> int | None:
        """Return the first event in the view of the offensive that begins next (`step` 1) or before (-1)."""
        firsts = sorted({(self.view.events & events).min() for _id, events in self._offensives()})
        if step > 0:
            return next((first for first in firsts if self.cursor is None or first > self.cursor), None)
        return next((first for first in reversed(firsts) if self.cursor is None or first < self.cursor), None)

    def first_of(self, offensive: str) -> int | None:
        """Return the first event in the view of an offensive, those that a person listed before others."""
        for facet in (self.timeline.listed_in, self.timeline.by_offensive):
            events = facet.get(offensive, BitMap()) & self.view.events
            if events:
                return int(events.min())
        return None

    def _offensives(self) -> list[tuple[str, BitMap]]:
        found = self.timeline.by_offensive.items()
        return [(id_, events) for id_, events in found if self.view.events.intersect(events)]

    # the filter

    def ask(self, wanted: Filter) -> Asked:
        """Find what passes a filter, without showing it yet.

        Raises:
            QueryError: Its query cannot be read.
        """
        found = wanted.events(self.timeline)
        words = searched(parse_query(wanted.text))
        holding = evaluate(any_of([Text(word) for word in words]), self.timeline) if words else found
        return Asked(wanted, found, holding)

    def apply(self, asked: Asked) -> None:
        """Show what passes a filter; the cursor stays with the reader's event or goes to the nearest in date."""
        self.filter = asked.filter
        self.passing, self.holding = asked.events, asked.holding
        self.hits = _words(asked.filter.text)
        is_same = asked.events == self.view.events
        self._show(self.view if is_same else View(self.timeline, asked.events), is_lifted=False)

    def _show(self, view: View, *, is_lifted: bool) -> None:
        self.view, self.is_lifted = view, is_lifted
        self.rails = Rails(self.timeline, view.events)
        self.cursor = view.nearest(self.anchor) if self.anchor is not None else None
        if self.cursor is not None:
            self._put_cursor(self.cursor)

    def lift(self) -> None:
        """Show the events around the cursor whether they pass the filter or not."""
        self.anchor = self.cursor if self.cursor is not None else self.anchor
        self._show(View(self.timeline, self.timeline.everything), is_lifted=True)

    def put_back(self) -> None:
        """Show again what passes the filter and nothing else."""
        self._show(View(self.timeline, self.passing), is_lifted=False)

    def chips(self) -> list[tuple[str, str]]:
        """Return (text, action that drops it) of each term of the query."""
        return [(one_line(text), f"drop:{number}") for number, text in enumerate(self.filter.terms())]

    def position(self) -> str:
        """Return where the cursor is: "3 of 28, from 16,566"."""
        size = self.timeline.size
        if self.is_lifted and self.cursor is not None:
            return f"{self.cursor + 1:,} of {size:,}, {len(self.passing):,} pass"
        if self.cursor is None or not self.view.size:
            return f"0 of {size:,}" if size else "no events"
        position = f"{self.view.position_of(self.cursor) + 1:,} of {self.view.size:,}"
        return position if self.view.size == size else f"{position}, from {size:,}"

    def ways_out(self) -> list[tuple[str, int]]:
        """Return each term of the query with the number of events that would pass without it."""
        return [
            (text, len(self.dropped(number).events(self.timeline))) for number, (text, _drop) in enumerate(self.chips())
        ]

    def dropped(self, number: int) -> Filter:
        """Return the filter without one of its terms, as an action of `chips` names it."""
        return self.filter.without_term(number)

    def figures(self) -> dict[str, str]:
        """Return what the query asks for of each field of people killed, as it is written there."""
        found = (text.partition(":") for text in self.filter.terms())
        return {field: value for field, _colon, value in found if field in FIGURES}

    def with_figure(self, field: str, value: str) -> Filter:
        """Return the filter with another figure of a field; none for an empty value.

        Raises:
            QueryError: The value cannot be read.
        """
        kept = [text for text in self.filter.terms() if text.partition(":")[0] != field]
        return Filter(" ".join([*kept, f"{field}:{value}"] if value else kept))

    # the window

    def zoom(self, step: int) -> None:
        """Show less time in more detail (`step` 1), more time in less (-1), or all of it (0)."""
        day = self.day if self.day is not None else (self.window.first + self.window.last) // 2
        self.window = zoomed(self.window, day, step, self.whole) if step else self.whole

    def panned(self, step: int, unit: Literal["part", "whole"]) -> Window:
        """Return the window moved by a quarter of its length, or by all of it."""
        days = self.window.days if unit == "whole" else max(1, self.window.days // PAN_SHARE)
        return fitted(self.window.first + step * days, self.window.days, self.whole)

    def view_words(self) -> str:
        """Return the days of the view's events in words; nothing without events."""
        if not self.view.size:
            return ""
        first = max(1, self.timeline.earliest[self.view.at(0)])
        last = max(first, self.timeline.earliest[self.view.at(self.view.size - 1)])
        return _days_words(first, last)

    def window_words(self) -> str:
        """Return the window's days in words: "May to August 2016"; nothing without events."""
        if not self.timeline.size:
            return ""
        return _days_words(self.window.first, self.window.last)

    def look_at(self, window: Window) -> int | None:
        """Show another window.

        Returns:
            The event to go to when the cursor is no longer inside it; None when it is, or there is none.
        """
        self.window = fitted(window.first, window.days, self.whole)
        if self.day is None or self.day in self.window:
            return None
        view, first_from = self.view, self.timeline.first_on_or_after
        if self.day < self.window.first:
            position = view.position_of(first_from(self.window.first))
        else:
            position = view.position_of(first_from(self.window.last + 1)) - 1
        found = view.at(position) if 0 <= position < view.size else None
        return found if found is not None and self.timeline.earliest[found] in self.window else None


def _span(timeline: Timeline) -> Window:
    """Return the days from the first event or offensive to the last; open ends do not count."""
    if not timeline.size:
        return Window(1, 1)
    first = max(1, timeline.earliest[0])
    if timeline.earliest[0] < 1 and timeline.size > 1:
        first = max(1, timeline.earliest[min(timeline.size - 1, timeline.first_on_or_after(1))])
    last = max(first, timeline.last_day)
    return Window(first, last)


def _days_words(first_day: int, last_day: int) -> str:
    first, last = (dt.date.fromordinal(day) for day in (first_day, last_day))
    if last_day - first_day < 44:
        return describe(f"{first.isoformat()}/{last.isoformat()}" if first != last else first.isoformat())
    if first.year != last.year:
        return f"{first.year} to {last.year}"
    names = (MONTHS[first.month - 1], MONTHS[last.month - 1])
    return f"{names[0]} to {names[1]} {last.year}" if names[0] != names[1] else f"{names[0]} {last.year}"


def _words(query: str) -> tuple[str, ...]:
    """Return the folded words of a query that are to be marked where they stand."""
    return tuple(fold(word) for word in searched(parse_query(query))) if query.strip() else ()


def opened(timeline: Timeline) -> Browsing:
    """Return the state of somebody who has just opened a store, with what the panes will ask for; for threads."""
    browsing = Browsing(timeline)
    browsing.facets.rows()
    return browsing


def same_events(before: Timeline, events: BitMap, now: Timeline) -> BitMap:
    """Return some events of a timeline as they stand in a later one, without those that are gone."""
    if now.ids is before.ids:
        return events
    found = (now.ordinal_of.get(before.ids[ordinal]) for ordinal in events)
    return BitMap(ordinal for ordinal in found if ordinal is not None)
