"""Measure what a timeline does on a key press, on a store of any size.

Milliseconds belong to a machine. The last column does not: it compares with a plain loop over as many events that does
nothing, the least that anything done event by event would cost. What a key asks for stays far below 1.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final, TypeVar

import msgspec
from pyroaring import BitMap

from store.filter import FACETS, Filter, facet
from store.loader import load_timeline
from store.sample import BUNDLED
from store.text import fold
from store.timeline import Timeline
from store.view import View

PAGE: Final = 40
"""Rows of a tall terminal."""
BINS: Final = 193
SEARCHES: Final = ("road", "killed in", "hospital", "nowhere to be found", "e", " ")
"""What few events have, what many, what none; and what all of them have, as the first letters of a word do."""

_T = TypeVar("_T")


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.timeline", description=__doc__)
    parser.add_argument("store", type=Path, nargs="?", default=BUNDLED, help="the bundled store, if left out")
    path: Path = parser.parse_args().store
    timeline = _measure_load(path)
    if timeline.size:
        table = Table(timeline.size)
        _measure_filter(table, timeline)
        _measure_view(table, timeline)
        _measure_reading(table, timeline)
        _measure_search(table, timeline)
    return 0


def timed(call: Callable[[_T], object], values: Iterable[_T]) -> list[float]:
    """Call with each of some values and return the milliseconds that each call took."""
    times = []
    for value in values:
        started = time.perf_counter()
        call(value)
        times.append(1000 * (time.perf_counter() - started))
    return times


class Table:
    """Prints what was measured, a line at a time."""

    def __init__(self, events: int) -> None:
        self.loop_ms = median(timed(_loop, [events] * 5))
        print(f"{'':36}{'times':>7}{'median ms':>11}{'worst ms':>11}{'of a loop':>11}")
        print(f"{'a loop over all events':36}{5:7}{self.loop_ms:11.3f}")

    def measure(self, what: str, call: Callable[[_T], object], values: Iterable[_T]) -> None:
        """Time a call with each of some values, and print."""
        times = timed(call, values)
        middle = median(times)
        print(f"{what:36}{len(times):7}{middle:11.3f}{max(times):11.3f}{middle / self.loop_ms:11.4f}", flush=True)


def _loop(events: int) -> None:
    for _event in range(events):
        pass


def _measure_load(path: Path) -> Timeline:
    started = time.perf_counter()
    told = [started]
    timeline = load_timeline(path, progress=lambda _done, _size: told.append(time.perf_counter()))
    in_all = 1000 * (time.perf_counter() - started)
    after_reading = 1000 * (time.perf_counter() - told[-1])
    longest = max((1000 * (after - before) for before, after in pairwise(told)), default=0.0)
    data = path.read_bytes()
    gc.disable()  # as loading does, for a fair comparison
    decode = timed(msgspec.json.decode, [data])[0]
    gc.enable()
    events = max(timeline.size, 1)
    print(f"{path}: {timeline.size:,} events, {len(data) / 1e6:,.1f} MB")
    print(f"load: {in_all:,.0f} ms, {1000 * in_all / events:.2f} µs an event; the longest slice {longest:.0f} ms, ")
    print(f"      {after_reading:,.0f} ms of it after the last slice;")
    print(f"      {in_all / decode:.2f} of the time that decoding the file to plain dictionaries takes")
    return timeline


def _spread(size: int, how_many: int) -> list[int]:
    """Return some numbers from 0 to `size` - 1, evenly spread."""
    return sorted({number * (size - 1) // (how_many - 1) for number in range(how_many)})


def _measure_filter(table: Table, timeline: Timeline) -> None:
    most = sorted(timeline.by_actor, key=lambda actor: -len(timeline.by_actor[actor]))[:10]
    choices = [Filter().choose(timeline, "actor", actor, choice) for actor in most for choice in ("only", "never")]
    values = sum(len(facet(timeline, name)) for name in FACETS)

    def count(wanted: Filter) -> None:
        for name in FACETS:
            wanted.on(timeline).live_counts(name)

    table.measure("filter by an actor", lambda wanted: wanted.events(timeline), choices)
    table.measure(f"live counts of {values} values", count, choices)
    days = [timeline.earliest[at] for at in _spread(timeline.size, 50)]
    table.measure("possibly within 30 days", lambda day: timeline.possibly(day, day + 30), days)
    table.measure("certainly within 30 days", lambda day: timeline.certainly(day, day + 30), days)


def _measure_view(table: Table, timeline: Timeline) -> None:
    largest = max(timeline.by_actor.values(), key=len, default=timeline.everything)
    half = BitMap(timeline.everything[::2])
    table.measure("view", lambda events: View(timeline, events), [timeline.everything, largest, half] * 3)
    view = View(timeline, half)
    first, last = timeline.earliest[0], timeline.earliest[-1]
    edges = [first + number * (last - first) // BINS for number in range(BINS)] + [last + 1]

    def rows(top: int) -> None:
        for row in range(top, min(top + PAGE, view.rows)):
            view.row(row)

    table.measure(f"histogram of {BINS} bins", view.histogram, [edges] * 20)
    table.measure(f"page of {PAGE} rows", rows, _spread(view.rows, 100))
    somewhere = _spread(timeline.size, 500)
    table.measure("row of an event", view.row_of, somewhere)
    table.measure("next day", lambda at: view.next_day(at, 1), somewhere)
    table.measure("next event of a set", lambda at: view.next_in(largest, at, 1), somewhere)
    table.measure("nearest event", view.nearest, somewhere)


def _measure_reading(table: Table, timeline: Timeline) -> None:
    def page(top: int) -> None:
        for ordinal in range(top, min(top + PAGE, timeline.size)):
            timeline.uncached_event(ordinal)

    ordinals = _spread(timeline.size, 1000)
    table.measure("read an event", timeline.event, ordinals)
    table.measure("read it again", timeline.event, ordinals)
    table.measure(f"read {PAGE} events", page, _spread(timeline.size, 50))


def _measure_search(table: Table, timeline: Timeline) -> None:
    texts: Sequence[str] = [fold(text) for text in SEARCHES]
    table.measure("read the texts, once", lambda _nothing: timeline.read_texts(), [None])
    table.measure("search a text", timeline.search, texts)
    table.measure("search it again", timeline.search, texts)


if __name__ == "__main__":
    sys.exit(main())
