"""What the screens that one may open next need, worked out while the reader reads: modules, the base map, indexes.

Each part is what the screen itself would do when it is opened; one that is opened earlier finds what there is so far.
"""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Final

from store.timeline import Timeline

SCREENS: Final = (
    "tui.screens.map",
    "tui.screens.race",
    "tui.screens.matrix",
    "tui.screens.numbers",
    "tui.screens.help",
)
"""Modules of the screens, in the order in which they are likely to be opened."""


def parts(timeline: Timeline) -> Iterator[Callable[[], object]]:
    """Yield what there is to do for a timeline, in parts of some milliseconds."""
    for name in SCREENS:
        yield partial(import_module, name)
    yield from _of_the_map(timeline)
    yield from _of_the_race(timeline)
    yield from _of_the_numbers(timeline)


def _of_the_map(timeline: Timeline) -> Iterator[Callable[[], object]]:
    from tui.basemap import LEVELS, basemap
    from tui.mapcounting import ground_of

    yield basemap
    for level in reversed(range(len(LEVELS))):
        yield partial(basemap().level, level)
    yield lambda: ground_of(timeline)
    yield lambda: ground_of(timeline).counted(timeline.everything)


def _of_the_race(timeline: Timeline) -> Iterator[Callable[[], object]]:
    from store.race.groundwork import groundwork_of

    yield lambda: groundwork_of(timeline)


def _of_the_numbers(timeline: Timeline) -> Iterator[Callable[[], object]]:
    yield lambda: timeline.evidence
    yield lambda: timeline.evidence.sources
    yield lambda: timeline.evidence.origins
    yield lambda: timeline.by_dating
    yield lambda: timeline.by_exactness
