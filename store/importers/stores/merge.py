"""Records of one store made to fit another: what they name is what the other store knows it as."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from msgspec.structs import replace

from store.importers.protocol import Names
from store.importers.stamp import Stampable
from store.importers.stores.queries import Renaming
from store.model import Actor, Article, Claim, Event, Offensive, Participant, Place, Source
from store.text import safe_url

_PARENT: Final = {Actor: "parent", Place: "near"}

Named = TypeVar("Named", Actor, Place)
Cited = TypeVar("Cited", Event, Offensive, Actor, Place)


class Merge:
    """The records of a source on their way into another store."""

    def __init__(self, named: Iterable[Stampable], names: Names) -> None:
        """Find out what the store knows the source's actors and places as.

        Args:
            named: All actors and places of the source.
            names: The store's.
        """
        records = list(named)
        self._names = names
        self._actors = {record.id: record for record in reversed(records) if isinstance(record, Actor)}
        self._places = {record.id: record for record in reversed(records) if isinstance(record, Place)}
        self._became: dict[tuple[type, str], Actor | Place] = {}
        """What the store knows each actor and place as."""
        for actor_id in self._actors:
            self._resolve(Actor, actor_id)
        for place_id in self._places:
            self._resolve(Place, place_id)
        moved = {record_id: record.id for (_, record_id), record in self._became.items() if record.id != record_id}
        self._renaming = Renaming(moved, self._actors.values(), self._places.values())

    def _resolve(self, kind: type[Actor] | type[Place], record_id: str) -> None:
        """Find out what an actor or place is in the store, and before that the one that it names."""
        above = self._actors if kind is Actor else self._places
        chain: dict[str, None] = {}
        while record_id in above and (kind, record_id) not in self._became and record_id not in chain:
            chain[record_id] = None
            record_id = getattr(above[record_id], _PARENT[kind])
        for each in reversed(list(chain)):
            draft = self._with_parent(above[each])
            found = self._names.actor(draft) if isinstance(draft, Actor) else self._names.place(draft)
            self._became[kind, each] = found

    def _with_parent(self, record: Actor | Place) -> Actor | Place:
        if isinstance(record, Actor):
            return replace(_with_safe_links(record), parent=self._actor(record.parent))
        return replace(_with_safe_links(record), near=self._place(record.near))

    def _actor(self, record_id: str) -> str:
        found = self._became.get((Actor, record_id))
        return found.id if found else record_id

    def _place(self, record_id: str) -> str:
        found = self._became.get((Place, record_id))
        return found.id if found else record_id

    def merged(self, record: Stampable) -> Stampable:
        """Return a record as it comes into the store; of an actor or place that it has by another id, the store's."""
        match record:
            case Event():
                return self._event(record)
            case Offensive():
                return self._offensive(record)
            case Actor() | Place():
                found = self._became[type(record), record.id]
                return self._with_parent(record) if found.id == record.id else found
            case Article():
                return record if safe_url(record.url) or not record.url else _with_noted_link(record)

    def _event(self, event: Event) -> Event:
        people = {(self._actor(who.id), who.role, who.side): None for who in event.actors}
        return replace(
            _with_safe_links(event),
            actors=[Participant(id=actor, role=role, side=side) for actor, role, side in people],
            place=self._place(event.place),
            claims=self._claims(event.claims),
        )

    def _offensive(self, offensive: Offensive) -> Offensive:
        return replace(
            _with_safe_links(offensive),
            target=self._place(offensive.target),
            attackers=self._listed(offensive.attackers),
            defenders=self._listed(offensive.defenders),
            supporters=self._listed(offensive.supporters),
            waypoints=[replace(point, place=self._place(point.place)) for point in offensive.waypoints],
            claims=self._claims(offensive.claims),
            query=self._renaming.query(offensive.query),
        )

    def _listed(self, ids: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(map(self._actor, ids)))

    def _claims(self, claims: Sequence[Claim]) -> list[Claim]:
        return [replace(claim, who=self._actor(claim.who)) for claim in claims]


def _with_safe_links(record: Cited) -> Cited:
    """Return a record whose sources have no links but those that may be opened; the others are kept as notes."""
    if all(safe_url(source.url) or not source.url for source in record.sources):
        return record
    return replace(record, sources=[_with_safe_link(source) for source in record.sources])


def _with_safe_link(source: Source) -> Source:
    if safe_url(source.url) or not source.url:
        return source
    return replace(source, url="", note=_noted(source.note, source.url))


def _with_noted_link(article: Article) -> Article:
    return replace(article, url="", note=_noted(article.note, article.url))


def _noted(note: str, url: str) -> str:
    return "; ".join(filter(None, (note, url)))
