"""Measure the race on a store of any size: the processor's time for the key that opens it, and for each step then.

A store without offensives gets four, by its own most frequent pairs of actors, so that all their events run.
"""

import argparse
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Final

from store.loader import load_timeline
from store.model import Offensive
from store.sample import BUNDLED
from store.timeline import Timeline
from tui.browsing import Browsing
from tui.drawing.race import spans
from tui.racing import Racing, Wanted

PAIRS: Final = 4
ACTORS: Final = 12
SIZE: Final = (120, 34)
TIMES: Final = 21


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.race", description=__doc__)
    parser.add_argument("store", type=Path, nargs="?", default=BUNDLED, help="the bundled store, if left out")
    timeline = load_timeline(parser.parse_args().store)
    if not timeline.offensives:
        _add_offensives(timeline)
    browsing = Browsing(timeline)
    browsing.zoom(0)
    first = _processor_ms(_opened(browsing))
    racing = Racing(browsing, Wanted())
    events = sum(line.events for line in racing.lines)
    points = sum(len(line.nearest) for line in racing.lines)
    print(
        f"{timeline.size:,} events, {events:,} of {len(racing.lines)} offensives, {points:,} days with a closest event"
    )
    print(f"{'the key that opens it, the first time':40}{first:9.1f} ms")
    for what, step in (("opened again", _opened(browsing)), ("a step along the line", _stepped(racing))):
        times = sorted(_processor_ms(step) for _time in range(TIMES))
        print(f"{what:40}{times[TIMES // 2]:9.1f} ms, worst {times[-1]:.1f} ms")
    return 0


def _processor_ms(call: Callable[[], None]) -> float:
    """Return the milliseconds of the processor that a call takes, whatever else the machine does."""
    started = time.process_time()
    call()
    return 1000 * (time.process_time() - started)


def _add_offensives(timeline: Timeline) -> None:
    """Make an offensive of each of the pairs of actors that fought most."""
    sides = {side: events for side, events in timeline.by_side.items() if side[0] in timeline.actors}
    busiest = sorted({actor for actor, _side in sides}, key=lambda actor: -len(timeline.by_actor[actor]))[:ACTORS]
    pairs = {}
    for one, other in combinations(busiest, 2):
        for a, b in ((one, other), (other, one)):
            if (a, "a") in sides and (b, "b") in sides:
                pairs[a, b] = sides[a, "a"] & sides[b, "b"]
    target = max(timeline.by_place, key=lambda place: len(timeline.by_place[place]))
    for (a, b), events in sorted(pairs.items(), key=lambda pair: -len(pair[1]))[:PAIRS]:
        id_ = f"{a}-{b}"
        timeline.offensives[id_] = Offensive(
            id=id_, name=id_, date="0001-01-01/9999-12-31", target=target, attackers=[a], defenders=[b]
        )
        timeline.by_offensive[id_] = events


def _draw(racing: Racing) -> None:
    from store.race import draw, legend

    assert racing.race is not None
    frame = racing.frame()
    for row in (*draw(racing.race, *SIZE, frame), *legend(racing.race, SIZE[0], frame, {})):
        spans(row)


def _opened(browsing: Browsing) -> Callable[[], None]:
    return lambda: _draw(Racing(browsing, Wanted()))


def _stepped(racing: Racing) -> Callable[[], None]:
    def step() -> None:
        if not racing.step(1):
            racing.go_to_end(-1)
        _draw(racing)

    return step


if __name__ == "__main__":
    sys.exit(main())
