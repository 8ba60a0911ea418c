"""Measures what writing in a store takes: python -m tests.bench.editing STORE.

The store is copied first; the copy is what is written in.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyroaring import BitMap

from store.editing import steps
from store.editing.changes import Step
from store.editing.editor import Editor
from store.loader import load_timeline
from store.model import Event
from store.sample import BUNDLED
from store.storage import copy_file
from tests.builders import an_event

RUNS = 21
MANY = 100_000


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds some work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def show(what: str, times: list[float]) -> None:
    """Print a row: the median and the slowest."""
    print(f"{what:<56} {statistics.median(times):>9.1f} ms {max(times):>9.1f} ms", flush=True)


def measure(path: Path) -> None:
    """Print the table for one store, which is written in."""
    timeline = load_timeline(path)
    print(f"{timeline.size:,} events, {path.stat().st_size / 1e6:,.0f} MB{'':<24} median    slowest")
    show("ready to write: read the file once more", [timed(lambda: Editor(path))])
    editor = Editor(path)
    kinds: dict[str, Callable[[int], Step]] = {
        "a title, durable": lambda at: steps.patch(timeline, "events", timeline.ids[at], {"title": f"Title {at}"}),
        "a date, durable": lambda at: steps.patch(
            timeline, "events", timeline.ids[at], {"date": f"201{at % 10}-03-04"}
        ),
        "a new event, durable": lambda at: steps.add(timeline, "events", a_new_event(at)),
        "a deleted event, durable": lambda at: steps.delete(timeline, "events", timeline.ids[at]),
    }
    for what, make in kinds.items():
        durable, seen = [], []
        for run in range(RUNS):
            at = (run * 7919 + len(what)) % timeline.size
            started = time.perf_counter()
            editor.apply(make(at))
            durable.append((time.perf_counter() - started) * 1000)
            changes = editor.fresh()
            started = time.perf_counter()
            timeline = timeline.with_changes(changes)
            seen.append((time.perf_counter() - started) * 1000)
        show(what, durable)
        show("   and in the timeline", seen)
    many = timeline.everything[: min(MANY, timeline.size)]
    started = time.perf_counter()
    step = steps.tag(timeline, BitMap(many), "measured")
    show(f"a tag on {len(many):,} events: the step", [(time.perf_counter() - started) * 1000])
    show("   durable", [timed(lambda: editor.apply(step))])
    changes = editor.fresh()
    started = time.perf_counter()
    timeline = timeline.with_changes(changes)
    show("   and in the timeline", [(time.perf_counter() - started) * 1000])
    started = time.perf_counter()
    editor.undo()
    timeline = timeline.with_changes(editor.fresh())
    show("   undone, durable and in the timeline", [(time.perf_counter() - started) * 1000])
    show("the store opened with all that in the journal", [timed(lambda: load_timeline(path))])
    show("folded into the file", [timed(editor.fold)])
    show("the store opened then", [timed(lambda: load_timeline(path))])


def a_new_event(number: int) -> Event:
    """Return an event that names nothing."""
    fields: dict[str, object] = {"actors": [], "place": "", "offensives": [], "date": f"201{number % 10}-05-06"}
    return an_event(id=f"new-{number}-{os.urandom(4).hex()}", **fields)


if __name__ == "__main__":
    for name in sys.argv[1:] or [str(BUNDLED)]:
        with tempfile.TemporaryDirectory(
            dir=Path(name).parent if os.access(Path(name).parent, os.W_OK) else None
        ) as folder:
            copy = Path(folder) / "x.json"
            copy_file(Path(name), copy)
            measure(copy)
