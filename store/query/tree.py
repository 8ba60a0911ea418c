"""What a query means, as a tree of plain values.

Two trees are equal when they ask the same in the same words; where in a text a term stood (`column`) does not count.
A tree is always in one form: an `And` never stands directly in an `And`, nor an `Or` in an `Or`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from msgspec import Struct


class _Placed(Struct, frozen=True, kw_only=True):
    """A term, and where in a text it stood."""

    column: int = 0

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self._asked() == other._asked()

    def __hash__(self) -> int:
        return hash(self._asked())

    def _asked(self) -> tuple[Any, ...]:
        """Return all but the columns, which are no match arguments because they are given by name only."""
        names: tuple[str, ...] = type(self).__match_args__
        return tuple(getattr(self, name) for name in names)


class _PlacedTwice(_Placed, frozen=True, kw_only=True):
    """A term of two values, and where each stood."""

    other_column: int = 0


class Everything(_Placed, frozen=True):
    """All events: what an empty query asks for, or `*`."""


class Text(_Placed, frozen=True):
    """A word or phrase to be found in an event's text or names."""

    text: str


class Match(_Placed, frozen=True):
    """A field whose value is one of a list: an actor, a place, a type..."""

    field: str
    value: str


class Against(_PlacedTwice, frozen=True):
    """Two actors on opposite sides."""

    one: str
    other: str


class Near(_Placed, frozen=True):
    """Within a distance of a named place, or of a point."""

    target: str | tuple[float, float]
    """A place's name, or latitude and longitude in degrees."""
    km: float


class When(_Placed, frozen=True):
    """Days that an event happened in: possibly, or with the field `certain` certainly."""

    field: str
    value: str
    """The dates as they were written."""
    first: int
    """Days as `date.toordinal` counts them; before or after all of them for an open end."""
    last: int


class Figure(_Placed, frozen=True):
    """A number of people killed, of sources or of origins, both ends included; what has no figure never matches."""

    field: str
    low: int
    high: int | None
    """None: any number from `low`."""


Term: TypeAlias = Everything | Text | Match | Against | Near | When | Figure
"""What has no query inside it."""


class Not(Struct, frozen=True):
    """What does not match."""

    query: "Query"


class And(Struct, frozen=True):
    """What matches all parts. Made by `all_of`."""

    parts: tuple["Query", ...]

    def __post_init__(self) -> None:
        _check(self.parts, And)


class Or(Struct, frozen=True):
    """What matches at least one part. Made by `any_of`."""

    parts: tuple["Query", ...]

    def __post_init__(self) -> None:
        _check(self.parts, Or)


Query: TypeAlias = Term | Not | And | Or


def _check(parts: tuple[Query, ...], kind: type[And] | type[Or]) -> None:
    if len(parts) < 2 or any(isinstance(part, kind) for part in parts):
        raise ValueError(f"{kind.__name__} needs two parts or more, none of them {kind.__name__}")


def all_of(parts: Sequence[Query]) -> Query:
    """Return what matches every part; of no parts, everything."""
    flat = tuple(_flat(parts, And))
    return And(flat) if len(flat) > 1 else flat[0] if flat else Everything()


def any_of(parts: Sequence[Query]) -> Query:
    """Return what matches at least one of the parts, of which there is one or more."""
    flat = tuple(_flat(parts, Or))
    return Or(flat) if len(flat) > 1 else flat[0]


def _flat(parts: Iterable[Query], kind: type[And] | type[Or]) -> Iterator[Query]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def terms_in(tree: Query) -> Iterator[Term]:
    """Yield every term of a tree, from left to right, whatever is negated."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Not):
            waiting.append(node.query)
        elif isinstance(node, And | Or):
            waiting.extend(reversed(node.parts))
        else:
            yield node
