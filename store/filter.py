"""What a reader has asked to see: one query, of which the choices in the facets are the other face.

Choosing a value writes its term into the query, and typing the term makes the choice. One filter drives every pane.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.query import conjoin, evaluate, parse, terms, to_text, without
from store.query.choosing import Choice, choice_of, choose, chosen, others, read_parts
from store.query.lookup import lookup_of
from store.query.resolve import FACETS, facet
from store.query.windows import Dated, as_certain, as_possible, dated, is_certain, windows
from store.timeline import Timeline
from store.view import any_of

__all__ = ["CYCLE", "FACETS", "Choice", "Faceted", "Filter", "facet", "ranked"]

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

    def with_certainty(self, *, certain: bool) -> "Filter":
        """Return this filter with its dates keeping what certainly happened then, or what possibly did."""
        tree = parse(self.text)
        return Filter(to_text(as_certain(tree) if certain else as_possible(tree)))

    def toggle_certainty(self) -> "Filter":
        """Return this filter with the other way to take its dates; itself when it has none that have to match."""
        tree = parse(self.text)
        return self.with_certainty(certain=not is_certain(tree)) if windows(tree) else self

    def events(self, timeline: Timeline) -> BitMap:
        """Return the events that pass."""
        return evaluate(parse(self.text), timeline)


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
        self._bases: dict[str, tuple[BitMap, BitMap, set[str]]] = {}

    @cached_property
    def events(self) -> BitMap:
        """The events that pass; asking for them raises `QueryError` when the timeline does not know a name."""
        return evaluate(self._tree, self._timeline)

    @cached_property
    def dated(self) -> Dated | None:
        """How many of its events are certainly within its dates, and how many possibly; None without such dates."""
        return dated(self._tree, self._timeline)

    def choice(self, name: str, value: str) -> Choice:
        """Return what is chosen for a value of a facet."""
        return choice_of(self._parts, name, value)

    def only(self, name: str) -> set[str]:
        """Return the values of a facet of which events need one."""
        return chosen(self._parts, name)[0]

    def count(self, name: str, value: str) -> int:
        """Count the events one would see with a value of a facet under the other filters."""
        rest, base, never = self._base(name)
        values = facet(self._timeline, name)
        if value in never:  # as if it alone were not left out
            base = rest - any_of(values, never - {value})
        return base.intersection_cardinality(values[value]) if value in values else 0

    def live_counts(self, name: str) -> dict[str, int]:
        """Count so for every value of a facet; of a facet with thousands, better count those that are shown."""
        _rest, base, never = self._base(name)
        count = base.intersection_cardinality
        values = facet(self._timeline, name)
        found = {value: count(events) for value, events in values.items()}
        found.update((value, self.count(name, value)) for value in never if value in values)
        return found

    def _base(self, name: str) -> tuple[BitMap, BitMap, set[str]]:
        """Return the events that pass without the facet's choices, those among them that are not left out, and what is.

        Worked out once for each facet.
        """
        if name not in self._bases:
            only, never = chosen(self._parts, name)
            rest = evaluate(others(self._parts, name), self._timeline) if only or never else self.events
            self._bases[name] = rest, rest - any_of(facet(self._timeline, name), never) if never else rest, never
        return self._bases[name]


def ranked(timeline: Timeline, name: str) -> Sequence[str]:
    """Return the values of a facet that events have, those of most events first; worked out once for a timeline."""
    return lookup_of(timeline).ranked(name, lambda: facet(timeline, name))
