"""What a race consists of. Days are `datetime.date.toordinal`, distances kilometres."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Literal

from msgspec import Struct

State = Literal["", "contested", "reached", "lost"]
"""What a waypoint was to an offensive on a day; empty: nothing is known to have happened there yet."""


class Target(Struct, frozen=True):
    """Where the distances are measured from."""

    name: str
    lat: float
    lon: float
    id: str = ""
    """The place's id; empty for coordinates."""


class Point(Struct, frozen=True):
    """The closest event of a day."""

    day: int
    km: float
    ordinal: int
    is_exact: bool
    """Whether its day and its place are known as exactly as a record can say."""


class Mark(Struct, frozen=True):
    """A waypoint, by its distance."""

    place: str
    name: str
    km: float
    reached: tuple[int, int] | None = None
    """Earliest and latest day, as are the next two; None: it did not come to that, or it is not known."""
    contested: tuple[int, int] | None = None
    lost: tuple[int, int] | None = None
    words: str = "not reached"
    """What became of it, with the dates as uncertain as they are."""

    def state(self, day: int) -> State:
        """Return what it was on a day; where the dates leave open whether it had changed hands, it was contested."""
        if self.lost is not None and day >= self.lost[0]:
            return "lost" if day >= self.lost[1] else "contested"
        if self.contested is not None and self.contested[0] <= day <= self.contested[1]:
            return "contested"
        if self.reached is not None and day >= self.reached[0]:
            return "reached" if day >= self.reached[1] else "contested"
        return ""


class RaceLine(Struct):
    """One offensive in a race."""

    offensive: str
    name: str
    day_zero: int
    """The first day of the offensive."""
    nearest: tuple[Point, ...]
    """The closest event of each day that has any, by day."""
    events: int
    """How many events of the offensive the view has."""
    counted: int
    """How many of them are measured."""
    left_out: Mapping[str, int]
    """How many are not, by the reason; see `store.race.positions`."""
    marks: tuple[Mark, ...] = ()
    """Its waypoints that have coordinates."""
    days: tuple[int, ...] = ()
    """The days of `nearest`."""
    kms: tuple[float, ...] = ()
    """Their distances."""
    so_far: tuple[float, ...] = ()
    """The closest distance up to each of these days, that day included."""

    def __post_init__(self) -> None:
        """Put what is looked up by day beside the points, so that no search walks over them."""
        self.days = tuple([point.day for point in self.nearest])
        self.kms = tuple([point.km for point in self.nearest])
        self.so_far = tuple(accumulate(self.kms, min))

    @property
    def closest(self) -> Point | None:
        """The closest point of all, the first of equals; None when there is no point."""
        return self.nearest[self.kms.index(self.so_far[-1])] if self.nearest else None


class Race(Struct, frozen=True):
    """Offensives and their distances from one place."""

    target: Target
    lines: tuple[RaceLine, ...]
    role: str
    """Which events were taken for positions: one of `store.race.positions.ROLES`."""
