"""Measure what a query costs on a store of any size: each kind of term, live counts of the facets, saved views.

Times are those of the processor, in milliseconds: another program on the machine does not count. "first" reads names
or works a term out, "again" is what each later key press pays.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from store.filter import FACETS, Filter, facet
from store.loader import load_timeline
from store.sample import BUNDLED
from store.timeline import Timeline

QUERIES: Final = (
    "actor:IS",
    "attacker:IS",
    "against:SDF,IS",
    "type:one-sided",
    "place:Aleppo",
    "near:Manbij~60km",
    "country:Syria",
    "admin1:Aleppo",
    "source:Airwars -source:SOHR",
    "dataset:ucdp",
    "deaths:>=10",
    "low:>=10 high:<=99",
    "sources:1",
    "origins:1",
    "has:disagreement",
    "date:2016-06",
    "certain:2016-06",
    "(type:one-sided OR deaths:>50) after:2017",
)
WORDS: Final = ("road", "hospital", "killed in", "nowhere to be found")


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.queries", description=__doc__)
    parser.add_argument("store", type=Path, nargs="?", default=BUNDLED, help="the bundled store, if left out")
    timeline = load_timeline(parser.parse_args().store)
    print(f"{timeline.size:,} events\n{'':42}{'events':>9}{'first ms':>10}{'again ms':>10}")
    for query in QUERIES:
        _print(query, partial(_found, timeline, query))
    _print_facets(timeline)
    _print_text(timeline)
    _print_views(timeline)
    return 0


def _found(timeline: Timeline, query: str) -> int:
    return len(Filter(query).events(timeline))


def _ms(call: Callable[[], int]) -> tuple[int, float]:
    started = time.process_time()
    found = call()
    return found, 1000 * (time.process_time() - started)


def _print(what: str, call: Callable[[], int]) -> None:
    try:
        found, first = _ms(call)
    except ValueError as error:  # a name that this store does not have
        print(f"{what:42}  {error}")
        return
    again = min(_ms(call)[1] for _ in range(5))
    print(f"{what:42}{found:9,}{first:10.2f}{again:10.2f}", flush=True)


def _print_facets(timeline: Timeline) -> None:
    def count(text: str) -> int:
        asked = Filter(text).on(timeline)
        return sum(len(asked.live_counts(name)) for name in FACETS)

    for text in ("", "deaths:>=10", "type:one-sided"):
        _print(f"live counts of all facets, {text or 'no filter'}", partial(count, text))
    most = max(FACETS, key=lambda name: len(facet(timeline, name)))
    _print(f"live counts of {most} alone", lambda: len(Filter("deaths:>=10").on(timeline).live_counts(most)))


def _print_text(timeline: Timeline) -> None:
    started = time.process_time()
    timeline.read_texts()
    print(f"{'reading the texts, in a worker':51}{1000 * (time.process_time() - started):10.0f}")
    for word in WORDS:
        _print(f'free text "{word}"', partial(_searched, timeline, word))


def _searched(timeline: Timeline, word: str) -> int:
    return len(timeline.search(word))


def _print_views(timeline: Timeline) -> None:
    from store.views import listed

    _print("saved views, counted", lambda: len(listed(timeline)))


if __name__ == "__main__":
    sys.exit(main())
