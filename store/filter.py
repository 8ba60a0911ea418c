"""What a reader has asked to see: one query, of which the choices in the facets are the other face.

Choosing a value writes its term into the query, and typing the term makes the choice. One filter drives every pane.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.query import conjoin, evaluate, parse, terms, to_text, without
from store.query.choosing import Choice, choice_of, choose, chosen, others, read_parts
from store.query.resolve import FACETS, facet
from store.timeline import Timeline
from store.view import any_of

__all__ = ["CYCLE", "FACETS", "Choice", "Faceted", "Filter", "facet"]

CYCLE: Final[Mapping[Choice, Choice]] = {"any": "only", "only": "never", "never": "any"}


class Filter(Struct, frozen=True):
    """A query, and what can be done with it.

    Every method raises `QueryError` when the query cannot be read, or names what the timeline does not know.
    """

    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def on(self, timeline: Timeline) -> "Faceted":
        """Return this filter with its choices, to ask for several of them or for counts."""
        return Faceted(timeline, self.text)

    def choice(self, timeline: Timeline, name: str, value: str) -> Choice:
        """Return what is chosen for a value of a facet."""
        return self.on(timeline).choice(name, value)

    def choose(self, timeline: Timeline, name: str, value: str, choice: Choice) -> "Filter":
        """Return this filter with a value's choice replaced.

        Within a facet, events need one of the values chosen as `only` and none of those chosen as `never`.
        """
        if self.choice(timeline, name, value) == choice:
            return self  # as it was typed
        return Filter(to_text(choose(parse(self.text), timeline, name, value, choice)))

    def cycle(self, timeline: Timeline, name: str, value: str) -> "Filter":
        """Return this filter with a value's choice moved on: any, only, never, any."""
        return self.choose(timeline, name, value, CYCLE[self.choice(timeline, name, value)])

    def with_text(self, text: str) -> "Filter":
        """Return a filter with another query."""
        return Filter(text)

    def with_term(self, text: str) -> "Filter":
        """Return this filter asking for what `text` asks for too; a term that is there already is not repeated."""
        return Filter(to_text(conjoin(parse(self.text), text)))

    def terms(self) -> list[str]:
        """Return the parts that all have to match, as one would type each."""
        return [text for text, _term in terms(parse(self.text))]

    def without_term(self, number: int) -> "Filter":
        """Return this filter without one of its `terms`."""
        return Filter(to_text(without(parse(self.text), number)))

    def events(self, timeline: Timeline) -> BitMap:
        """Return the events that pass."""
        return evaluate(parse(self.text), timeline)

    def live_counts(self, timeline: Timeline, name: str) -> dict[str, int]:
        """Count, for each value of a facet, the events one would see with it under the other filters."""
        return self.on(timeline).live_counts(name)


class Faceted:
    """A filter read once against a timeline: what is chosen in each facet, and how many events each value has."""

    def __init__(self, timeline: Timeline, text: str) -> None:
        """Read a query.

        Raises:
            QueryError: It cannot be read.
        """
        self._timeline = timeline
        self._tree = parse(text)
        self._parts = read_parts(self._tree, timeline)

    @cached_property
    def events(self) -> BitMap:
        """The events that pass; asking for them raises `QueryError` when the timeline does not know a name."""
        return evaluate(self._tree, self._timeline)

    def choice(self, name: str, value: str) -> Choice:
        """Return what is chosen for a value of a facet."""
        return choice_of(self._parts, name, value)

    def live_counts(self, name: str) -> dict[str, int]:
        """Count, for each value of a facet, the events one would see with it under the other filters."""
        values = facet(self._timeline, name)
        only, never = chosen(self._parts, name)
        rest = evaluate(others(self._parts, name), self._timeline) if only or never else self.events
        base = rest - any_of(values, never) if never else rest
        count = base.intersection_cardinality
        return {
            value: _count_left_out(rest, values, never, value) if value in never else count(events)
            for value, events in values.items()
        }


def _count_left_out(rest: BitMap, values: Mapping[str, BitMap], never: set[str], value: str) -> int:
    """Count the events of a value that is left out, as if it alone were not."""
    return (rest - any_of(values, never - {value})).intersection_cardinality(values[value])
