"""Plain text search: one folded text of all events, scanned as bytes.

The text has a line for each event, in order, made of what only that event says (title, summary, statements, titles
of sources). Names of actors, places and publishers stand in the timeline's facets and are looked up there.
"""

from __future__ import annotations

import weakref
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from threading import Lock
from typing import TYPE_CHECKING, Final

from pyroaring import BitMap

from store.foldedtexts import folded_texts
from store.text import fold

if TYPE_CHECKING:
    from store.timeline import Timeline

_REMEMBERED: Final = 64
_EVENTS_AT_A_TIME: Final = 8192
"""Events whose text is scanned in one go, some milliseconds: nothing else can run meanwhile, no key be answered."""


class _Stopped(Exception):
    """Whoever asked for the texts wants them no more."""


class FullText:
    """The folded text of a timeline, read when it is first asked for or ahead of that by a worker."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline: Timeline = weakref.proxy(timeline)  # which holds this: a circle would outlive its last use
        self._text: bytes | None = None
        self._starts = array("Q")
        """Where in the text each event's line begins, and where the last one ends."""
        self._lock = Lock()
        self._found: dict[str, BitMap] = {}

    @property
    def is_read(self) -> bool:
        """Whether a search needs no reading first."""
        return self._text is not None

    def read(self, progress: Callable[[int, int], bool] | None = None) -> None:
        """Read the text of every event.

        Args:
            progress: Told now and then how many events of how many are read; returns whether to go on.
        """
        with self._lock:
            if self._text is not None:
                return
            size = self._timeline.size

            def report(done: int) -> None:
                if progress is not None and not progress(done, size):
                    raise _Stopped

            try:
                lines = folded_texts(self._timeline, report)
            except _Stopped:
                return
            self._starts = array("Q", accumulate((len(line) + 1 for line in lines), initial=0))
            self._text = b"\n".join(lines)

    def search(self, folded: str) -> BitMap:
        """Return the events that contain `folded`; a line feed in it is a space, as it is in what is searched."""
        folded = folded.replace("\n", " ")
        if not folded:
            return self._timeline.everything
        if folded not in self._found:
            self.read()
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[folded] = self._scan(folded) | self._names(folded)
        return self._found[folded]

    def _scan(self, folded: str) -> BitMap:
        text, wanted = self._text or b"", folded.encode("utf-8", "replace")
        find, starts = text.find, self._starts
        found = array("I")
        size = len(starts) - 1
        for first in range(0, size, _EVENTS_AT_A_TIME):
            ordinal, last = first - 1, min(first + _EVENTS_AT_A_TIME, size)
            end = starts[last]
            hit = find(wanted, starts[first], end)
            while hit >= 0:  # once for each event that is found, however often the text stands in it
                ordinal += 1
                if hit >= starts[ordinal + 1]:  # it is not in the very next event
                    ordinal = bisect_right(starts, hit, ordinal + 1, last + 1) - 1
                found.append(ordinal)
                hit = find(wanted, starts[ordinal + 1] - 1, end)  # from the line feed on
        return BitMap(found)

    def _names(self, folded: str) -> BitMap:
        timeline = self._timeline
        found: list[BitMap] = []
        for actor_id, events in timeline.by_actor.items():
            actor = timeline.actors.get(actor_id)
            if any(folded in fold(name) for name in _actor_names(actor_id, actor)):
                found.append(events)
        for place_id, events in timeline.by_place.items():
            place = timeline.places.get(place_id)
            names = (place.name, *place.aliases, place.admin1, place.admin2, place.country) if place else (place_id,)
            if any(folded in fold(name) for name in names):
                found.append(events)
        for by_name in (timeline.by_publisher, timeline.by_claimant):
            found.extend(events for name, events in by_name.items() if folded in fold(name))
        return BitMap.union(*found) if found else BitMap()


def _actor_names(actor_id: str, actor: object) -> Iterable[str]:
    from store.model import Actor

    return (actor.name, actor.short, *actor.aliases) if isinstance(actor, Actor) else (actor_id,)
