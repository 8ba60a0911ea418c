"""Names that a person taught in a review: new actors and places, and further names of known ones."""

from collections.abc import Iterable, Mapping
from typing import Literal, TypeVar

import msgspec
from msgspec.structs import replace

from store.importers.resolve import slug
from store.model import Actor, Place
from store.timeline import Timeline

Named = TypeVar("Named", Actor, Place)


class Learnt(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a name was taken for."""

    name: str
    kind: Literal["actor", "place", "alias", "skipped"]
    of: str = ""
    """Whose alias it is: the id of an actor or, where no actor has it, of a place."""


def named(timeline: Timeline, learnt: Iterable[Learnt]) -> tuple[list[Actor], list[Place]]:
    """Return all actors and places of a store, with what was learnt."""
    changed = records_learnt(timeline, learnt)
    actors = {**timeline.actors, **{each.id: each for each in changed if isinstance(each, Actor)}}
    places = {**timeline.places, **{each.id: each for each in changed if isinstance(each, Place)}}
    return list(actors.values()), list(places.values())


def records_learnt(timeline: Timeline, learnt: Iterable[Learnt]) -> list[Actor | Place]:
    """Return the records that are new, or have another alias."""
    actors: dict[str, Actor] = {}
    places: dict[str, Place] = {}
    for each in learnt:
        if each.kind == "actor":
            id_ = _free_id(each.name, timeline.actors, actors)
            actors[id_] = Actor(id=id_, name=each.name)
        elif each.kind == "place":
            id_ = _free_id(each.name, timeline.places, places)
            places[id_] = Place(id=id_, name=each.name, precision="unlocated")
        elif each.kind == "alias":
            if each.of in timeline.actors or each.of in actors:
                _add_alias(each, {**timeline.actors, **actors}, actors)
            else:
                _add_alias(each, {**timeline.places, **places}, places)
    return [*actors.values(), *places.values()]


def _add_alias(learnt: Learnt, known: Mapping[str, Named], changed: dict[str, Named]) -> None:
    if learnt.of in known and learnt.name not in known[learnt.of].aliases:
        changed[learnt.of] = replace(known[learnt.of], aliases=[*known[learnt.of].aliases, learnt.name])


def _free_id(name: str, *taken: Mapping[str, object]) -> str:
    wanted = slug(name)
    number, id_ = 1, wanted
    while any(id_ in each for each in taken):
        number += 1
        id_ = f"{wanted}-{number}"
    return id_
