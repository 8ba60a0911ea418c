"""Which actor and which place of a store a source means, and new ones for those that the store has not.

Everything depends on the store as it was and on what the source says of this one actor or place, never on the rows
before: so the same data in another order, or once more, come out the same. Records that an earlier import of the same
dataset added, and nobody has changed since, are known by their ids alone, which are made of dataset, name and point.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from store.geo import on_globe
from store.importers.known import Known
from store.importers.stamp import is_as_imported
from store.model import Actor, Place
from store.text import fold, one_line

_NO_WORD: Final = re.compile(r"[\W_]+")
_LONGEST_SLUG: Final = 60
_SPOTS: Final = ("point", "town")

Named = TypeVar("Named", Actor, Place)


class Match(msgspec.Struct, frozen=True):
    """What a name of the source was taken for."""

    table: str
    named: str
    """As the source has it."""
    id: str
    name: str
    """The store's record."""


def slug(name: str) -> str:
    """Return a name as part of an id: in lower case, with its letters and digits and hyphens."""
    words = _NO_WORD.sub("-", fold(name)).strip("-")
    if 0 < len(words) <= _LONGEST_SLUG:
        return words
    digest = hashlib.blake2b(name.encode(errors="replace"), digest_size=4).hexdigest()
    return f"{words[:_LONGEST_SLUG].rstrip('-')}-{digest}".lstrip("-")


class _Added:
    """New records by id. Where rows differ on one, the same of them counts whatever their order."""

    def __init__(self) -> None:
        self.records: dict[str, Actor | Place] = {}
        self._encoded: dict[str, bytes] = {}

    def add(self, record: Actor | Place) -> None:
        """Take in what one row says of a record."""
        encoded = msgspec.json.encode(record)
        if record.id not in self.records or encoded < self._encoded[record.id]:
            self.records[record.id], self._encoded[record.id] = record, encoded


class Resolver:
    """The `Names` of an import."""

    def __init__(
        self, dataset: str, actors: Iterable[Actor], places: Iterable[Place], taken: Iterable[str] = ()
    ) -> None:
        """Take in what the store has.

        Args:
            dataset: What the ids of new records begin with.
            actors: The store's.
            places: The store's.
            taken: Ids that new records must not get, of records that are not sound.
        """
        self._dataset = slug(dataset)
        self._taken = frozenset(taken)
        self._actors = {actor.id: actor for actor in actors}
        self._places = {place.id: place for place in places}
        self._known = Known(
            (actor for actor in self._actors.values() if not self._is_own(actor)),
            # a town before the district that bears its name
            sorted(
                (place for place in self._places.values() if not self._is_own(place)),
                key=lambda place: place.precision not in _SPOTS,
            ),
        )
        self._named = _unique_names(self._known.places.values())
        self._answers: dict[bytes, Actor | Place] = {}
        self._added_actors, self._added_places = _Added(), _Added()
        self._matches: dict[tuple[str, str, str], Match] = {}

    def _is_own(self, record: Actor | Place) -> bool:
        return record.id.startswith(f"{self._dataset}-") and is_as_imported(record)

    def actor(self, draft: Actor) -> Actor:
        """Return the store's actor that goes by the draft's name or one of its aliases, else a new one."""
        key = b"a" + msgspec.json.encode(draft)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._find_actor(draft)
        assert isinstance(answer, Actor)
        return answer

    def _find_actor(self, draft: Actor) -> Actor:
        own_id = self._free(draft.id or f"{self._dataset}-{slug(draft.name)}")
        found = None
        if own_id not in self._actors or own_id in self._known.actors:
            found = self._known.actors.get(own_id)
            for name in (draft.name, *draft.aliases):
                found = found or self._named_actor(name)
        if found is not None:
            self._note("actors", draft.name, found)
            return found
        new = replace(draft, id=own_id)
        self._added_actors.add(new)
        return new

    def _named_actor(self, name: str) -> Actor | None:
        """Return the store's actor of that name, unless it says that the dataset has another name for it.

        `extra` says so: an actor with the alias "FSA" and the `ucdp_name` "Syrian insurgents" is not UCDP's "FSA".
        """
        found = self._known.actor(name)
        called = found.extra.get(f"{self._dataset}_name") if found is not None else None
        return None if isinstance(called, str) and called and fold(called) != fold(name) else found

    def is_actor(self, name: str) -> bool:
        """Tell whether the store has an actor that goes by that name."""
        return self._known.actor(name) is not None

    def actors(self, text: str, separator: str = ", ", draft: Actor | None = None) -> list[Actor]:
        """Return the actors of a list in one cell; names that hold the separator themselves are tried first."""
        draft = draft or Actor(id="", name="")
        parts = [one_line(part) for part in text.split(separator)]
        names: list[str] = []
        while parts:
            ends = range(len(parts), 1, -1)
            end = next((end for end in ends if self._known.actor(separator.join(parts[:end]))), 1)
            names.append(separator.join(parts[:end]))
            parts = parts[end:]
        return [self.actor(replace(draft, name=name)) for name in dict.fromkeys(names) if name]

    def place(self, draft: Place, known_as: str = "") -> Place:
        """Return the store's place of that name near that point, or a town or point at that spot, else a new one."""
        key = b"p" + known_as.encode(errors="replace") + msgspec.json.encode(draft)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._find_place(draft, known_as)
        assert isinstance(answer, Place)
        return answer

    def _find_place(self, draft: Place, known_as: str) -> Place:
        names = [name for name in (known_as, draft.name, *draft.aliases) if name]
        own_id = self._free(draft.id or self._place_id(draft, names[0] if names else ""))
        found = None
        if own_id not in self._places or own_id in self._known.places:
            found = self._known.places.get(own_id) or self._same_place(draft, names)
        if found is not None:
            self._note("places", names[0] if names else own_id, found)
            return found
        new = replace(draft, id=own_id)
        self._added_places.add(new)
        return new

    def _same_place(self, draft: Place, names: list[str]) -> Place | None:
        if draft.lat is not None and draft.lon is not None and on_globe(draft.lat, draft.lon):
            return self._known.place(names, draft.lat, draft.lon, or_at_spot=draft.precision in _SPOTS)
        for name in names:
            found = self._named.get(fold(name))
            if found and (not draft.country or not found.country or fold(found.country) == fold(draft.country)):
                return found
        return None

    def _place_id(self, draft: Place, name: str) -> str:
        parts = [self._dataset, slug(name or "place")]
        if draft.lat is not None and draft.lon is not None:
            parts.append(f"{_hundredths(draft.lat, 'ns')}-{_hundredths(draft.lon, 'ew')}")
        elif draft.country:
            parts.append(slug(draft.country))
        return "-".join(parts)

    def _free(self, record_id: str) -> str:
        while record_id in self._taken:
            record_id += "-2"
        return record_id

    def _note(self, table: str, named: str, found: Actor | Place) -> None:
        self._matches.setdefault((table, named, found.id), Match(table, named, found.id, found.name))

    def matches(self, used: Iterable[str]) -> list[Match]:
        """Return what names of the source were taken for, as far as the records are used."""
        wanted = set(used)
        return [match for match in self._matches.values() if match.id in wanted]

    def added(self, used_actors: Iterable[str], used_places: Iterable[str]) -> tuple[list[Actor], list[Place]]:
        """Return the new records that are used, and those that they name, by id."""
        actors = _with_named(used_actors, self._added_actors.records, "parent")
        places = _with_named(used_places, self._added_places.records, "near")
        return (
            [actor for actor in actors if isinstance(actor, Actor) and actor.id not in self._actors],
            [place for place in places if isinstance(place, Place) and place.id not in self._places],
        )


def _hundredths(degrees: float, letters: str) -> str:
    """Return degrees as part of an id, to about a kilometre: "3653n"."""
    return f"{abs(round(degrees * 100))}{letters[degrees < 0]}"


def _unique_names(places: Iterable[Place]) -> dict[str, Place | None]:
    """Return places by name; None for a name that several bear."""
    found: dict[str, Place | None] = {}
    for place in places:
        for name in {fold(name) for name in (place.id, place.name, *place.aliases)}:
            found[name] = None if name in found else place
    return found


def _with_named(used: Iterable[str], added: dict[str, Actor | Place], field: str) -> Iterator[Actor | Place]:
    left = {record_id for record_id in used if record_id in added}
    done: set[str] = set()
    while left:
        done |= left
        left = {getattr(added[record_id], field) for record_id in left} & added.keys() - done
    return (added[record_id] for record_id in sorted(done))
