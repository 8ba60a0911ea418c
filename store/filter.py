"""What a reader has asked to see: a query and a choice on each facet value. One filter drives every pane."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace
from pyroaring import BitMap

from store.query import evaluate, parse
from store.timeline import Timeline
from store.view import any_of

Choice = Literal["any", "only", "never"]
CYCLE: Final[Mapping[Choice, Choice]] = {"any": "only", "only": "never", "never": "any"}

FACETS: Final = ("actor", "bloc", "type", "dataset", "confidence", "offensive")
"""Facets on which one can choose; the names are also the query language's fields."""

Value = tuple[str, str]
"""A facet and one of its values."""


def facet(timeline: Timeline, name: str) -> Mapping[str, BitMap]:
    """Return the events by value of the facet called `name`."""
    match name:
        case "actor":
            return timeline.by_actor
        case "bloc":
            return timeline.by_bloc
        case "type":
            return timeline.by_type
        case "dataset":
            return timeline.by_dataset
        case "confidence":
            return timeline.by_confidence
        case "offensive":
            return timeline.by_offensive
    raise KeyError(name)


class Filter(Struct, frozen=True):
    """A query, and the facet values that were chosen.

    Within a facet, events need one of the values chosen as `only` and none of those chosen as `never`; facets and
    the query all have to hold.
    """

    text: str = ""
    choices: tuple[tuple[Value, Choice], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.choices)

    def choice(self, name: str, value: str) -> Choice:
        """Return what was chosen for a value."""
        return next((choice for chosen, choice in self.choices if chosen == (name, value)), "any")

    def choose(self, name: str, value: str, choice: Choice) -> "Filter":
        """Return this filter with a value's choice replaced."""
        others = tuple(pair for pair in self.choices if pair[0] != (name, value))
        return replace(self, choices=others if choice == "any" else (*others, ((name, value), choice)))

    def cycle(self, name: str, value: str) -> "Filter":
        """Return this filter with a value's choice moved on: any, only, never, any."""
        return self.choose(name, value, CYCLE[self.choice(name, value)])

    def with_text(self, text: str) -> "Filter":
        """Return this filter with another query."""
        return replace(self, text=text)

    def events(self, timeline: Timeline) -> BitMap:
        """Return the events that pass.

        Raises:
            QueryError: The query cannot be read.
        """
        return self._events(timeline, FACETS)

    def _events(self, timeline: Timeline, names: tuple[str, ...]) -> BitMap:
        found = evaluate(parse(self.text), timeline) if self.text.strip() else timeline.everything
        for name in names:
            values = facet(timeline, name)
            only = [value for (facet_name, value), choice in self.choices if facet_name == name and choice == "only"]
            never = [value for (facet_name, value), choice in self.choices if facet_name == name and choice == "never"]
            if only:
                found = found & any_of(values, only)
            if never:
                found = found - any_of(values, never)
        return found

    def live_counts(self, timeline: Timeline, name: str) -> dict[str, int]:
        """Count, for each value of a facet, the events one would see with it under the other filters."""
        others = self._events(timeline, tuple(other for other in FACETS if other != name))
        values = facet(timeline, name)
        never = {value for (facet_name, value), choice in self.choices if facet_name == name and choice == "never"}
        base = others - any_of(values, never) if never else others
        count = base.intersection_cardinality
        return {
            value: _count_left_out(others, values, never, value) if value in never else count(events)
            for value, events in values.items()
        }


def _count_left_out(others: BitMap, values: Mapping[str, BitMap], never: set[str], value: str) -> int:
    """Count the events of a value that is left out, as if it alone were not."""
    return (others - any_of(values, never - {value})).intersection_cardinality(values[value])
