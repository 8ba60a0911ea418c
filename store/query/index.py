"""What an index must offer for a query to be answered from it."""

from collections.abc import Mapping
from typing import Protocol

from pyroaring import BitMap

from store.model import Actor, Offensive, Place


class QueryIndex(Protocol):
    """Sets of events under each value that a query can name; `store.timeline.Timeline` is one.

    An index never changes once it can be asked, is compared by identity and can be referred to weakly: what was
    worked out for it is remembered for as long as it lives.
    """

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Records of actors by id; so are the next two."""

    @property
    def places(self) -> Mapping[str, Place]: ...  # noqa: D102

    @property
    def offensives(self) -> Mapping[str, Offensive]: ...  # noqa: D102

    @property
    def everything(self) -> BitMap:
        """All events."""

    @property
    def ordinal_of(self) -> Mapping[str, int]:
        """An event's position in time order, by id."""

    @property
    def by_actor(self) -> Mapping[str, BitMap]:
        """Events under an actor's id, whatever its role in them."""

    @property
    def by_role(self) -> Mapping[tuple[str, str], BitMap]:
        """Events under an actor's id and its role in them."""

    @property
    def by_side(self) -> Mapping[tuple[str, str], BitMap]:
        """Events under an actor's id and the side, `a` or `b`, that it was on."""

    @property
    def by_bloc(self) -> Mapping[str, BitMap]:
        """Events under the side that an actor in them fights on."""

    @property
    def by_offensive(self) -> Mapping[str, BitMap]: ...  # noqa: D102

    @property
    def by_place(self) -> Mapping[str, BitMap]: ...  # noqa: D102

    @property
    def by_type(self) -> Mapping[str, BitMap]: ...  # noqa: D102

    @property
    def by_source(self) -> Mapping[str, BitMap]:
        """Events under the name of a publisher, or of one to whom a claim is attributed.

        A name has the events of longer names with its words too.
        """

    @property
    def by_dataset(self) -> Mapping[str, BitMap]: ...  # noqa: D102

    @property
    def by_tag(self) -> Mapping[str, BitMap]: ...  # noqa: D102

    @property
    def by_origin(self) -> Mapping[str, BitMap]:
        """Events under whose word they are, whoever passed it on."""

    @property
    def by_dating(self) -> Mapping[str, BitMap]:
        """Events by how exactly they are dated, under the names of `store.dating`."""

    @property
    def by_exactness(self) -> Mapping[str, BitMap]:
        """Events by how exactly their place is known, under a `Precision`."""

    @property
    def by_confidence(self) -> Mapping[str, BitMap]: ...  # noqa: D102

    @property
    def by_country(self) -> Mapping[str, BitMap]: ...  # noqa: D102

    @property
    def by_admin(self) -> Mapping[str, BitMap]:
        """Events under each province and district that they were in; the next two are those of one kind only."""

    @property
    def by_admin1(self) -> Mapping[str, BitMap]: ...  # noqa: D102

    @property
    def by_admin2(self) -> Mapping[str, BitMap]: ...  # noqa: D102

    @property
    def by_deaths(self) -> Mapping[int, BitMap]:
        """Events under the number of people killed, the best figure; events without a figure are in none."""

    @property
    def by_low(self) -> Mapping[int, BitMap]:
        """Events under the lowest number of people killed."""

    @property
    def by_high(self) -> Mapping[int, BitMap]:
        """Events under the highest number of people killed."""

    def counted(self, what: str, low: int, high: int | None) -> BitMap:
        """Return the events with `low` to `high` (None: any number of) `sources` or `origins`."""

    @property
    def having(self) -> Mapping[str, BitMap]:
        """Events that have something, under its name in the plural as `has:` takes it."""

    def possibly(self, first_day: int, last_day: int) -> BitMap:
        """Return the events that may have happened within these days."""

    def certainly(self, first_day: int, last_day: int) -> BitMap:
        """Return the events that did happen within these days."""

    def search(self, folded: str) -> BitMap:
        """Return the events whose text contains `folded`."""
