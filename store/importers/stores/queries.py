"""The query of an offensive, when what it names is another record in the store that it comes to."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from store.errors import QueryError
from store.model import Actor, Place
from store.query import Against, And, Match, Near, Not, Or, Query, all_of, any_of, parse, to_text
from store.query.fields import ROLES
from store.text import fold

_ACTOR_FIELDS: Final = frozenset({"actor", *ROLES})
_PLACE_FIELD: Final = "place"


class Renaming:
    """What names in a query come to mean."""

    def __init__(self, moved: Mapping[str, str], actors: Iterable[Actor], places: Iterable[Place]) -> None:
        """Take in which records became others.

        Args:
            moved: New ids by those of the source.
            actors: The source's.
            places: The source's.
        """
        self._actors = {
            fold(name): moved[actor.id]
            for actor in actors
            if actor.id in moved
            for name in (actor.id, actor.name, actor.short, *actor.aliases)
            if name
        }
        self._places = {
            fold(name): moved[place.id]
            for place in places
            if place.id in moved
            for name in (place.id, place.name, *place.aliases)
        }

    def query(self, text: str) -> str:
        """Return a query that asks for the same records by their new ids; one that cannot be read stays as it is."""
        if not text or not (self._actors or self._places):
            return text
        try:
            tree = parse(text)
        except QueryError:
            return text
        renamed = self._renamed(tree)
        return text if renamed == tree else to_text(renamed)

    def _renamed(self, tree: Query) -> Query:
        match tree:
            case And(parts):
                return all_of([self._renamed(part) for part in parts])
            case Or(parts):
                return any_of([self._renamed(part) for part in parts])
            case Not(query):
                return Not(self._renamed(query))
            case Match(field, value) if field in _ACTOR_FIELDS:
                return replace(tree, value=self._actors.get(fold(value), value))
            case Match(field, value) if field == _PLACE_FIELD:
                return replace(tree, value=self._places.get(fold(value), value))
            case Against(one, other):
                return replace(tree, one=self._actors.get(fold(one), one), other=self._actors.get(fold(other), other))
            case Near(str(target)):
                return replace(tree, target=self._places.get(fold(target), target))
        return tree
