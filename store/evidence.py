"""What the numbers of a timeline rest on: figures, sources and origins of its events, ready to be summed and counted.

It is worked out from the timeline's bitmaps when it is first asked for; no event is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from pyroaring import BitMap

from store.index import CURATED
from store.origins import origins_of, parts_of
from store.text import fold
from store.weights import Weights

if TYPE_CHECKING:
    from store.facets import Facets


class Evidence:
    """Sums and counts behind a timeline's events. It holds bitmaps only, not the timeline."""

    def __init__(self, timeline: Facets) -> None:
        self.low, self.best, self.high = map(Weights.of, (timeline.by_low, timeline.by_deaths, timeline.by_high))
        self._everything = timeline.everything
        self._publishers = timeline.by_publisher
        self._claimants = timeline.by_claimant
        self._datasets = timeline.by_dataset

    @cached_property
    def by_publisher(self) -> Mapping[str, BitMap]:
        """Events by who published a text that they cite; a dataset's citation of itself does not count."""
        found = {name: events - self._catalogued(name, events) for name, events in self._publishers.items()}
        return {name: events for name, events in found.items() if events}

    def _catalogued(self, publisher: str, events: BitMap) -> BitMap:
        """Return the events of datasets that are this publisher's own: "Uppsala Conflict Data Program (UCDP)"."""
        own = [
            rows
            for dataset, rows in self._datasets.items()
            if dataset != CURATED and f"({dataset})" in fold(publisher) and rows.intersect(events)
        ]
        return BitMap.union(BitMap(), *own)

    @cached_property
    def by_origin(self) -> Mapping[str, BitMap]:
        """Events by whose word a claim about them is; where nothing is claimed, by who published a source."""
        claimed: dict[str, list[BitMap]] = {}
        spelt: dict[str, Counter[str]] = {}
        known = self._names
        for attribution, events in self._claimants.items():
            for name in dict.fromkeys(part for origin in origins_of(attribution) for part in parts_of(origin, known)):
                claimed.setdefault(fold(name), []).append(events)
                spelt.setdefault(fold(name), Counter())[name] += len(events)
        has_claims = BitMap.union(BitMap(), *self._claimants.values())
        for publisher, events in self.by_publisher.items():
            unclaimed = events - has_claims
            if unclaimed:
                claimed.setdefault(fold(publisher), []).append(unclaimed)
                spelt.setdefault(fold(publisher), Counter())[publisher] += len(unclaimed)
        return {spelt[key].most_common(1)[0][0]: BitMap.union(*parts) for key, parts in claimed.items()}

    @property
    def _names(self) -> frozenset[str]:
        """The folded names of who published a text, or whose word a claim is."""
        claimed = (name for attribution in self._claimants for name in origins_of(attribution))
        return frozenset(map(fold, chain(self._publishers, claimed)))

    @cached_property
    def sources(self) -> Weights:
        """How many publishers each event cites."""
        return Weights.counting(self.by_publisher.values(), self._everything)

    @cached_property
    def origins(self) -> Weights:
        """Of how many people's word each event is."""
        return Weights.counting(self.by_origin.values(), self._everything)
