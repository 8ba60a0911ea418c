"""Who was in a row's event: a list with roles in brackets, columns by role or side, or objects of JSON."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, get_args

from store.importers.loose.cells import BLANK, Cells
from store.importers.objects import text_of
from store.importers.protocol import Names
from store.model import Actor, Participant, Role, Side
from store.text import fold, one_line

ROLES: Final[tuple[Role, ...]] = get_args(Role)

_BRACKETS: Final = re.compile(r"(?P<name>.+?)\s*[(\[](?P<said>[^()\[\]]+)[)\]]")
_SIDE: Final = re.compile(r"side ([ab])")
_BY_ROLE: Final[tuple[Role, ...]] = ("attacker", "defender", "supporter", "victim", "reporter")
_BY_SIDE: Final[tuple[tuple[str, Side], ...]] = (("side_a", "a"), ("side_b", "b"))


class Person(NamedTuple):
    """An actor as a row names it."""

    name: str
    role: Role = "participant"
    side: Side = ""


class Taking(NamedTuple):
    """Who takes part in an event."""

    participants: list[Participant]
    names: list[str]
    """As a title has them."""


def people_of(cells: Cells, names: Names) -> Taking:
    """Return who takes part, each in each role once, in the order of the row."""
    participants: dict[tuple[str, Role, Side], Participant] = {}
    said: dict[str, str] = {}
    for person in _people(cells):
        actor = names.actor(Actor(id="", name=person.name))
        participants[actor.id, person.role, person.side] = Participant(id=actor.id, role=person.role, side=person.side)
        said[actor.id] = actor.short or actor.name
    return Taking(_without_plain(participants), list(said.values()))


def _without_plain(participants: dict[tuple[str, Role, Side], Participant]) -> list[Participant]:
    """Leave out "it took part" of whoever has a role besides: it stands in a list and in a column of its own."""
    told = {person.id for person in participants.values() if person.role != "participant" or person.side}
    return [
        person
        for person in participants.values()
        if person.id not in told or person.role != "participant" or person.side
    ]


def _people(cells: Cells) -> Iterator[Person]:
    for column in cells.columns.get("actors", ()):
        value = cells.values.get(column)
        if isinstance(value, list):
            yield from _of_objects(value)
    yield from map(_in_brackets, cells.listed("actors"))
    for role in _BY_ROLE:
        yield from (Person(name, role) for name in cells.listed(role))
    for field, side in _BY_SIDE:
        yield from (person._replace(side=side) for person in map(_in_brackets, cells.listed(field)))


def _of_objects(values: list[Any]) -> Iterator[Person]:
    """Yield the actors of an array of objects: `{"name": "SDF", "role": "attacker", "side": "a"}`."""
    for value in values:
        if isinstance(value, dict):
            name = one_line(text_of(value.get("name")) or text_of(value.get("id")))
            if fold(name) not in BLANK:
                role, side = text_of(value.get("role")), text_of(value.get("side"))
                yield _in_words(name, [role, f"side {side}"]) or Person(name)


def _in_brackets(item: str) -> Person:
    """Return an actor with the role that stands behind it in brackets; other brackets are part of the name."""
    found = _BRACKETS.fullmatch(item)
    return (_in_words(found["name"], found["said"].split(",")) if found else None) or Person(item)


def _in_words(name: str, words: list[str]) -> Person | None:
    """Return an actor with role and side, or None when the words are others."""
    person = Person(name)
    for word in (fold(one_line(word)) for word in words):
        if role := next((role for role in ROLES if word in (role, f"{role}s")), None):
            person = person._replace(role=role)
        elif found := _SIDE.fullmatch(word):
            person = person._replace(side="a" if found[1] == "a" else "b")
        elif word not in ("", "side", "side "):
            return None
    return person
