"""Measure what looking at a store takes: the overview's strip, who against whom, what the numbers rest on.

As in `tests.bench.timeline`, the last column compares with an empty loop over all events.
"""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from store.dyads import Dyads
from store.loader import load_timeline
from store.resting import resting
from store.sample import BUNDLED
from store.timeline import Timeline
from tests.bench.timeline import Table
from tui.drawing.bar import Bar
from tui.drawing.lanes import bars
from tui.drawing.scale import Scale, Window, zoomed
from tui.measures import MEASURES
from tui.opposing import COUNTED, Opposing

COLUMNS: Final = 120
TIMES: Final = 20


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.seeing", description=__doc__)
    parser.add_argument("store", type=Path, nargs="?", default=BUNDLED, help="the bundled store, if left out")
    timeline = load_timeline(parser.parse_args().store)
    if timeline.size:
        table = Table(timeline.size)
        _measure_strip(table, timeline)
        _measure_bars(table, timeline)
        _measure_matrix(table, timeline)
        _measure_numbers(table, timeline)
    return 0


def _once_and_again(table: Table, what: str, call: Callable[[Any], object]) -> None:
    """Measure the first time, in which things are worked out that are kept, and others."""
    table.measure(f"{what}, first", call, [None])
    table.measure(what, call, [None] * TIMES)


def _measure_strip(table: Table, timeline: Timeline) -> None:
    whole = Window(max(1, timeline.earliest[0]), max(1, timeline.last_day))
    largest = max(timeline.by_actor.values(), key=len, default=timeline.everything)
    edges = Scale(whole, COLUMNS).edges()
    for measure in MEASURES:
        table.measure(f"strip of {measure.words}, first", partial(measure.histogram, timeline, largest), [edges])
        table.measure(f"strip of {measure.words}", partial(measure.histogram, timeline, largest), [edges] * TIMES)
    _once_and_again(table, "zoom", lambda _no: zoomed(whole, whole.first, 1, whole))


def _measure_bars(table: Table, timeline: Timeline) -> None:
    window = Window(max(1, timeline.earliest[0]), max(1, timeline.last_day))
    offensives = [Bar(each, "a", "", 1, current=False) for each in timeline.offensives.values()]
    _once_and_again(table, f"bars of {len(offensives)}", lambda _no: bars(offensives, Scale(window, COLUMNS), 7))


def _measure_matrix(table: Table, timeline: Timeline) -> None:
    def opened(_no: object) -> None:
        Opposing(timeline, timeline.everything).drawn(COLUMNS, 36)

    _once_and_again(table, "matrix, opened", opened)
    opposing = Opposing(timeline, timeline.everything)
    for number, words in enumerate(COUNTED):
        opposing.counted = number
        _once_and_again(table, f"matrix of {words}", lambda _no: opposing.drawn(COLUMNS, 36))
    table.measure("all pairs", lambda _no: Dyads(timeline, timeline.everything).pairs, [None] * TIMES)


def _measure_numbers(table: Table, timeline: Timeline) -> None:
    _once_and_again(table, "what numbers rest on", lambda _no: resting(timeline, timeline.everything))


if __name__ == "__main__":
    sys.exit(main())
