"""Measure what the map takes, without the terminal: opening it, moving it, stepping through the days.

What a key on the map asks for is to be there within 60 ms, the first picture within 200 ms. The places of a store
count, its events do not: a store of few places is drawn as fast with 385,918 events as with a thousand.
"""

import argparse
import sys
from pathlib import Path
from typing import Final

from store.loader import load_timeline
from store.sample import BUNDLED
from tests.bench.timeline import Table, timed
from tui.basemap import BUNDLED as BASEMAP
from tui.basemap import basemap, read
from tui.browsing import Browsing
from tui.drawing.mappicture import Picture, draw
from tui.mapping import Mapping

SIZES: Final = ((80, 18), (120, 34), (200, 54))
"""Cells of the map in terminals of 80x24, 120x40 and 200x60."""
TIMES: Final = range(10)


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.map", description=__doc__)
    parser.add_argument("store", type=Path, nargs="?", default=BUNDLED, help="the bundled store, if left out")
    timeline = load_timeline(parser.parse_args().store)
    if not timeline.size:
        return 0
    print(f"{timeline.size:,} events at {len(timeline.by_place):,} places")
    table = Table(timeline.size)
    table.measure("read the base map", lambda _n: read(BASEMAP), TIMES)
    browsing = Browsing(timeline)
    table.measure("index the places, once", lambda _n: Mapping(browsing), range(3))
    for size in SIZES:
        _measure(table, Mapping(browsing), size)
    return 0


def _measure(table: Table, mapping: Mapping, size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    base = basemap()
    mapping.resize(*size)

    def picture(_number: int) -> None:
        draw(Picture(mapping.frame, mapping.marks(), mapping.names(base.cities), mapping.sides), base)

    def moved(number: int) -> None:
        mapping.pan(number % 3 - 1, number // 3 % 3 - 1)
        picture(number)

    def zoomed(number: int) -> None:
        mapping.zoom(1 if number < len(TIMES) / 2 else -1)
        picture(number)

    def stepped(number: int) -> None:
        mapping.step_day(1)
        picture(number)

    first = timed(picture, [0])[0]
    print(f"{name + ': the first picture':36}{1:7}{first:11.3f}")
    table.measure(f"{name}: moved", moved, TIMES)
    table.measure(f"{name}: zoomed", zoomed, TIMES)
    table.measure(f"{name}: the next day", stepped, range(30))
    mapping.day = None


if __name__ == "__main__":
    sys.exit(main())
