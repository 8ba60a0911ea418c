"""UCDP GED's two sides: who they are, and how they take part."""

from collections.abc import Callable
from typing import Final, NamedTuple

from store.importers.ucdp_codes import DATASET, NAMES_WITH_COMMA
from store.importers.ucdp_places import slug
from store.model import Actor, EventType, Kind, Participant, Role
from store.model import Side as Letter

_LETTERS: Final[tuple[Letter, Letter]] = ("a", "b")


class GedSide(NamedTuple):
    """One side of an event."""

    actors: tuple[Actor, ...]
    name: str
    """In a title: an actor's short name; of a coalition the first, with the other or the number of the others."""
    who: str
    """In a claim: an actor's id, or the names of a coalition."""


def side_of(actors: list[Actor]) -> GedSide:
    """Return the side that these actors make."""
    names = [actor.short or actor.name for actor in actors]
    match len(names):
        case 1:
            return GedSide(tuple(actors), names[0], actors[0].id)
        case 2:
            name = f"{names[0]} and {names[1]}"
        case _:
            name = f"{names[0]} and {len(names) - 1} others"
    return GedSide(tuple(actors), name, ", ".join(actor.name for actor in actors))


def split_names(text: str, is_name: Callable[[str], bool]) -> list[str]:
    """Return the actors of a coalition, trying the longest name that is known first.

    Args:
        text: The cell.
        is_name: Tells whether a name that holds the separator is an actor's; the dataset's own are known here.
    """
    parts = text.split(", ")
    names: list[str] = []
    at = 0
    while at < len(parts):
        ends = range(len(parts), at + 1, -1)
        tried = ((end, ", ".join(parts[at:end])) for end in ends)
        end = next((end for end, name in tried if name in NAMES_WITH_COMMA or is_name(name)), at + 1)
        names.append(", ".join(parts[at:end]))
        at = end
    return names


def new_actor(name: str) -> Actor:
    """Return a record for an actor of the dataset that the store does not have."""
    kind: Kind = "armed-group"
    if name.startswith("Government of "):
        kind = "state"
    elif name == "Civilians":
        kind = "civilians"
    elif name.endswith(("Operations Room", "insurgents")):
        kind = "coalition"
    return Actor(id=f"{DATASET}-{slug(name)}", name=name, kind=kind)


def participants(kind: EventType, sides: tuple[GedSide, GedSide]) -> list[Participant]:
    """Say who took part; only one-sided violence tells an attacker from a victim."""
    roles: tuple[Role, Role] = ("attacker", "victim") if kind == "one-sided" else ("participant", "participant")
    return [
        Participant(id=actor.id, role=role, side=letter)
        for side, role, letter in zip(sides, roles, _LETTERS, strict=True)
        for actor in side.actors
    ]
