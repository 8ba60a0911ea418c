"""What tests have another process do."""

import os
import time
from pathlib import Path
from typing import Final

from store.elsewhere import Tick


def echo(*arguments: object) -> object:
    """Return what it is called with."""
    return arguments[:-1]


def count(ticks: int, tick: Tick) -> int:
    for _number in range(ticks):
        tick()
    return ticks


def go_on(note: str, tick: Tick) -> None:
    """Go on for a minute; write a file when that is ended before."""
    try:
        for _time in range(6000):
            tick()
            time.sleep(0.01)
    except OSError:
        Path(note).touch()


def fail(_tick: Tick) -> None:
    raise LookupError


def be_killed(tick: Tick) -> None:
    tick()
    os.abort()


class Newer:
    """What only a later version of the program has."""


NEWER: Final = Newer


def of_another_version(_tick: Tick) -> object:
    return NEWER()
