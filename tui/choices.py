"""What one can choose in the actor filters: the values of the facets, with their live counts."""

from typing import Final

from msgspec import Struct

from store.filter import Choice, Faceted, Filter
from store.query.fields import ROLES
from store.text import one_line
from store.timeline import Timeline, names_of
from tui.drawing.event_row import dataset_name

OTHER_FACETS: Final = (("dataset", "Dataset"), ("type", "Type of violence"), ("confidence", "Confidence"))
"""Facets under the actors, with their headings."""


class Value(Struct, frozen=True):
    """A value that one can choose."""

    facet: str
    value: str
    """Empty for a heading that is none itself."""
    name: str
    bloc: str = ""
    """Whose colour it has; empty: none."""
    count: int = 0
    """Events one would see with it under the other filters."""
    choice: Choice = "any"
    names: tuple[str, ...] = ()
    """Every name by which typing finds it."""
    is_heading: bool = False


def choices(timeline: Timeline, wanted: Filter) -> list[Value]:
    """Return every value, actors under their blocs first; the order does not depend on the filter."""
    asked = wanted.on(timeline)
    blocs = asked.live_counts("bloc")
    actors = asked.live_counts("actor")
    members: dict[str, list[str]] = {}
    for actor in sorted(timeline.by_actor, key=lambda id_: (-len(timeline.by_actor[id_]), id_)):
        members.setdefault(timeline.bloc_of(actor), []).append(actor)
    found: list[Value] = []
    for bloc in sorted(members, key=lambda bloc: (-len(timeline.by_bloc[bloc]), bloc)):
        choice = asked.choice("bloc", bloc)
        found.append(Value("bloc", bloc, bloc, bloc, blocs[bloc], choice, (), is_heading=True))
        found += [_actor(timeline, asked, actor, bloc, actors[actor]) for actor in members[bloc]]
    for facet, title in OTHER_FACETS:
        counts = asked.live_counts(facet)
        if counts:
            found.append(Value(facet, "", title, is_heading=True))
        for value in sorted(counts):
            name = value_name(timeline, facet, value)
            found.append(Value(facet, value, name, "", counts[value], asked.choice(facet, value), (name,)))
    return found


def _actor(timeline: Timeline, asked: Faceted, actor_id: str, bloc: str, count: int) -> Value:
    actor = timeline.actors.get(actor_id)
    names = tuple(names_of(actor)) if actor is not None else (actor_id,)
    name = value_name(timeline, "actor", actor_id)
    return Value("actor", actor_id, name, bloc, count, asked.choice("actor", actor_id), names)


def value_name(timeline: Timeline, facet: str, value: str) -> str:
    """Return a facet value as one would print it."""
    if (facet == "actor" or facet in ROLES) and value in timeline.actors:
        actor = timeline.actors[value]
        return one_line(actor.short or actor.name)
    if facet == "offensive" and value in timeline.offensives:
        offensive = timeline.offensives[value]
        return one_line(offensive.short or offensive.name)
    if facet == "place" and value in timeline.places:
        return one_line(timeline.places[value].name)
    return dataset_name(value) if facet == "dataset" else one_line(value)
