"""The signs on a map: a side's shape, its size for how many were killed, filled where the place is exactly known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from store.whereabouts import Exactness, Spot
from tui.drawing.spans import Line, Span, label, shorten

SHAPES: Final = (
    ("●", "○", "•", "◦"),
    ("■", "□", "▪", "▫"),
    ("▲", "△", "▴", "▵"),
    ("▼", "▽", "▾", "▿"),
    ("◆", "◇", "⋄", "⋄"),
    ("◀", "◁", "◂", "◃"),
    ("▶", "▷", "▸", "▹"),
    ("★", "☆", "⋆", "⋆"),
)
"""For each side in turn: large and filled, large and hollow, small and filled, small and hollow."""
OTHER_SHAPE: Final = ("✚", "✢", "+", "+")
"""For all the sides that are left."""
OLD: Final = "·"
"""What the end of the trail looks like."""
LEAST_SIZES: Final = (10, 100, 1000)
"""Killed from which a sign is large, stands on a disc, stands on a large disc; more where there are many more."""
DISCS: Final = (3.5, 6.0)
"""Radius in dots of the two discs."""
ROOM_FOR_DISCS: Final = 100
"""Cells of the map's width under which they are half as large."""
SIDE_CELLS: Final = 5
"""Of the legend, for each side beside its name."""
LEAST_SIDE_CELLS: Final = 14
"""A name that is cut shorter could be another's."""
DISTRICT_KM: Final = 15.0
"""Radius of the ring for an event that is known to the district only: districts here are about that large."""


class Mark(Struct, frozen=True):
    """The events of some spots that share a sign."""

    x: float
    y: float
    """Where it is: dots from the left and the top."""
    spots: tuple[Spot, ...]
    side: str
    """The side that takes part in most of them."""
    count: int
    killed: int
    exactness: Exactness
    """The most exact that any of them is."""
    age: int = 0
    """0 on the day; 1 to 3 further back on the trail."""
    is_vague: bool = False
    """Whether none of them is known to the day."""

    @property
    def column(self) -> int:
        """The cell's column."""
        return int(self.x) // 2

    @property
    def row(self) -> int:
        """The cell's row."""
        return int(self.y) // 4


class Sizes(Struct, frozen=True):
    """How many killed make a sign how large: powers of ten, so that they are easily told."""

    large: int = LEAST_SIZES[0]
    disc: int = LEAST_SIZES[1]
    large_disc: int = LEAST_SIZES[2]

    def radius(self, mark: Mark) -> float:
        """Return the radius in dots of the disc behind a mark; 0 for none."""
        if mark.age or mark.killed < self.disc:
            return 0.0
        return DISCS[mark.killed >= self.large_disc]


def sizes_for(marks: Iterable[Mark]) -> Sizes:
    """Return sizes with which the marks of the day can be told apart."""
    most = max((mark.killed for mark in marks if not mark.age), default=0)
    unit = max(LEAST_SIZES[2], 10 ** (len(str(most)) - 1))
    return Sizes(unit // 100, unit // 10, unit)


def shape_of(side: str, sides: list[str]) -> tuple[str, str, str, str]:
    """Return the shape of a side, which depends on its place among all."""
    at = sides.index(side) if side in sides else len(SHAPES)
    return SHAPES[at] if at < len(SHAPES) else OTHER_SHAPE


def sign(mark: Mark, sides: list[str], sizes: Sizes) -> tuple[str, str]:
    """Return the character of a mark and its look: older ones are smaller and fainter."""
    shape = shape_of(mark.side, sides)
    hollow = mark.exactness != "exact"
    if mark.age == 0:
        return shape[(0 if mark.killed >= sizes.large else 2) + hollow], f"bloc:{mark.side}+bold"
    if mark.age == 1:
        return shape[2 + hollow], f"bloc:{mark.side}"
    return (shape[2 + hollow], "muted") if mark.age == 2 else (OLD, "muted")


def side_legend(sides: list[str], marks: Sequence[Mark], width: int) -> list[Line]:
    """Return a part of the legend for each side that is on the map, the most frequent first.

    Sides that share the last shape are one part. Where `width` cells are too few for all names, the longest are cut,
    as little as it takes.
    """
    counts = Counter(mark.side for mark in marks if mark.side)
    sharing = [side for side in counts if shape_of(side, sides) == OTHER_SHAPE]
    ranked = sorted(counts, key=lambda side: (side in sharing, -counts[side], side))
    parts = [(shape_of(side, sides)[0], f"bloc:{side}+bold", label(side)) for side in ranked]
    if len(sharing) > 1:
        parts[-len(sharing) :] = [(OTHER_SHAPE[0], "strong", f"{len(sharing)} others")]
    most = _room_for_each([cell_len(name) for _shape, _look, name in parts], width)
    return [[Span(shape, look), Span(f" {shorten(name, most)}", "muted")] for shape, look, name in parts]


def _room_for_each(lengths: Sequence[int], width: int) -> int:
    """Return to how many cells names have to be cut to stand side by side; short ones leave their room to the rest."""
    for most in range(max(lengths, default=0), LEAST_SIDE_CELLS, -1):
        if sum(min(length, most) + SIDE_CELLS for length in lengths) <= width:
            return most
    return LEAST_SIDE_CELLS


def sign_legend(marks: Sequence[Mark], *, has_trail: bool) -> list[Line]:
    """Return what the rest of the signs mean, as far as they are on the map."""
    exactness, sizes = {mark.exactness for mark in marks}, sizes_for(marks)
    today = [mark for mark in marks if not mark.age]
    parts = []
    if any(mark.is_vague for mark in today):
        parts.append(("?", "warning", "day not certain"))
    if "near" in exactness:
        parts.append(("□", "", "within about 25 km"))
    if "district" in exactness:
        parts.append(("⢎□⡱", "", f"in that district (ring: {DISTRICT_KM:.0f} km)"))
    if any(mark.killed >= sizes.large for mark in today):
        parts.append(("■", "", f"{sizes.large:,} killed or more"))
    if any(map(sizes.radius, today)):
        parts.append(("⣿■⣿", "", f"{sizes.disc:,}, {sizes.large_disc:,}"))
    if has_trail:
        parts += [("▪", "muted", "days before"), (OLD, "muted", "earlier")]
    return [[Span(sample, look), Span(f" {words}", "muted")] for sample, look, words in parts]
