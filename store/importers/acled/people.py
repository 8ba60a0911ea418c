"""Who was in an event of ACLED, and what may be said of it.

The order of the two actors says nothing ("The order of actors has no meaning in the ACLED dataset", codebook, "Event
aggregation"), so each is a participant on a side of its own. Two things the codes do say: in "Violence against
civilians" one side is unarmed, so the civilians are the victim and the others the attacker; and where
`civilian_targeting` is set, the civilians were "the main or only target". Associated actors took part or further
describe the one that they stand beside ("Women (Spain)"), which the data do not tell apart: they are participants too.

Civilians are one actor, as in other datasets, for their country is that of the place. The names of others are kept as
they are, "Military Forces of Syria (2000-2024)"; they are matched with the store's actors without the brackets and
without the letters before a colon ("QSD: Syrian Democratic Forces") as well.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from store.importers.acled.codes import Group, cell, group, listed
from store.importers.protocol import Names
from store.model import Actor, Kind, Participant, Role, Side

CIVILIANS: Final = "Civilians"
AGAINST_CIVILIANS: Final = "violence against civilians"

_OF_COUNTRY: Final = re.compile(r"civilians?(?: \([^()]*\))?", re.IGNORECASE)
_BRACKETS: Final = re.compile(r" ?\([^()]*\)")
_LETTERS: Final = re.compile(r"(?P<letters>[A-Z][\w/&.-]{1,15}): (?P<name>.+)")
_STATE: Final = ("Military Forces of ", "Police Forces of ", "Mutiny of ", "Government of ")
_KINDS: Final[Mapping[Group, Kind]] = {
    "state": "state",
    "rebel": "armed-group",
    "political": "armed-group",
    "identity": "armed-group",
    "civilians": "civilians",
}
_SIDES: Final[tuple[tuple[str, Side], tuple[str, Side]]] = (("1", "a"), ("2", "b"))


class Party(NamedTuple):
    """One side of an event."""

    main: Actor | None
    associates: tuple[Actor, ...]
    group: Group
    side: Side

    @property
    def is_civilian(self) -> bool:
        """Whether the side is that of civilians."""
        if self.group:
            return self.group == "civilians"
        return self.main is not None and self.main.kind == "civilians"


class People:
    """The actors of one reading; each is looked up once."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._found: dict[tuple[str, Group], Actor] = {}

    def parties(self, row: Mapping[str, str]) -> tuple[Party, Party]:
        """Return both sides of a row."""
        first, second = (self._party(row, number, side) for number, side in _SIDES)
        return first, second

    def _party(self, row: Mapping[str, str], number: str, side: Side) -> Party:
        said = group(cell(row, f"inter{number}"))
        main = cell(row, f"actor{number}")
        associates = tuple([self._actor(name, "") for name in listed(cell(row, f"assoc_actor_{number}"))])
        return Party(self._actor(main, said) if main else None, associates, said, side)

    def _actor(self, name: str, said: Group) -> Actor:
        found = self._found.get((name, said))
        if found is None:
            found = self._found[name, said] = self._find(name, said)
        return found

    def _find(self, name: str, said: Group) -> Actor:
        """Return the actor that ACLED calls so, of the store if it has it."""
        if _OF_COUNTRY.fullmatch(name):
            return self._names.actor(Actor(id="", name=CIVILIANS, kind="civilians"))
        kind: Kind = "state" if name.startswith(_STATE) else _KINDS.get(said, "unknown")
        draft = Actor(id="", name=name, kind=kind)
        if not self._names.is_actor(name):
            # only one that leads to an actor: as an alias, "Islamic State" would be that of several new ones
            draft.aliases = [other for other in _other_names(name) if self._names.is_actor(other)][:1]
        return self._names.actor(draft)


def _other_names(name: str) -> Iterator[str]:
    """Yield what the store may call an actor."""
    without = _BRACKETS.sub("", name).strip()
    if without and without != name:
        yield without
    if found := _LETTERS.fullmatch(without):
        yield found["name"]
        yield found["letters"]


def short_name(actor: Actor) -> str:
    """Return an actor's name as a title has it."""
    name = _BRACKETS.sub("", actor.name).strip()
    found = _LETTERS.fullmatch(name)
    return actor.short or (found["name"] if found else name) or actor.name


def participants(parties: tuple[Party, Party], event_type: str, targeting: str) -> list[Participant]:
    """Say who took part in an event.

    Args:
        parties: Its sides.
        event_type: As the codebook spells it, in lower case.
        targeting: The cell of `civilian_targeting`.
    """
    found: dict[tuple[str, Side], Participant] = {}
    is_against = event_type == AGAINST_CIVILIANS
    for party, other in (parties, parties[::-1]):
        role: Role = "participant"
        if party.is_civilian != other.is_civilian:
            if party.is_civilian and (is_against or targeting):
                role = "victim"
            elif is_against and other.is_civilian:
                role = "attacker"
        if party.main is not None:
            found[party.main.id, party.side] = Participant(id=party.main.id, role=role, side=party.side)
        for actor in party.associates:
            found.setdefault((actor.id, party.side), Participant(id=actor.id, side=party.side))
    return list(found.values())
