"""Disturbs a writer in every way that we know of: python -m tests.faults [KILLS].

Prints how many faults were tried, and how many acknowledged changes were lost.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults import trials
from tests.faults.work import WORKS


class Tally:
    """What was tried and what came of it."""

    def __init__(self) -> None:
        self.tried = 0
        self.lost: list[str] = []

    @property
    def so_far(self) -> str:
        """How it stands."""
        return f"{self.tried:,} faults, {len(self.lost):,} lost"

    def attempt(self, what: str, trial: Callable[[], int | None]) -> None:
        """Count a trial."""
        try:
            self.tried += trial() or 1
        except AssertionError as error:
            self.tried += 1
            self.lost.append(f"{what}: {error}")


def main(kills: int) -> int:
    """Try all faults; the status is 1 when anything was lost."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "disturbed"
        for job in WORKS:
            steps = range(1, trials.operations(folder, job) + 1)
            for number in steps:
                for error in trials.ERRORS:
                    tally.attempt(
                        f"{job.__name__}, error at {number}", partial(trials.fail_once, folder, job, number, error)
                    )
                tally.attempt(f"{job.__name__}, cut at {number}", partial(trials.cut, folder, job, number))
            print(f"{job.__name__}, at each of {len(steps)} operations: {tally.so_far}", flush=True)
        for room in [*trials.rooms(folder)]:
            tally.attempt(f"full disk at {room}", partial(trials.full_disk, folder, room))
        for number in range(10):
            tally.attempt(f"two writers {number}", lambda: trials.two_writers(folder))
        print(f"with full disks and two writers: {tally.so_far}", flush=True)
        chance = random.Random(2016)
        for number in range(kills):
            trial = trials.kill if number % 3 else trials.kill_one_of_two
            tally.attempt(f"kill {number}", partial(trial, folder, chance))
    print(*tally.lost, sep="\n", end="\n" if tally.lost else "")
    print(f"faults tried {tally.tried}, changes lost {len(tally.lost)}")
    return 1 if tally.lost else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
