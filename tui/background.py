"""Work that takes longer than a key press: in threads, which post messages and do nothing else."""

import time
from contextlib import suppress
from typing import Final

from textual.widget import Widget
from textual.worker import get_current_worker

from store.errors import StoreError
from store.loading import Loading
from store.query.lookup import prepare
from store.timeline import Timeline
from tui import warming
from tui.messages import Loaded, LoadFailed, LoadProgress

SECONDS_BETWEEN_REPORTS: Final = 0.1
SECONDS_BEFORE_GETTING_READY: Final = 0.5
"""After the store is shown: by then it is painted."""
SECONDS_AFTER_A_CHANGE: Final = 3.0
"""Somebody who writes makes several changes in a row; what is worked out after each but the last is of no use."""
SECONDS_BETWEEN_PARTS: Final = 0.005
"""In which keys that wait for their turn get it."""


def follow(target: Widget, loading: Loading) -> None:
    """Tell `target` how a reading goes: `LoadProgress`, then `Loaded` or `LoadFailed`. Runs in a thread worker."""
    worker = get_current_worker()
    while not loading.wait(SECONDS_BETWEEN_REPORTS):
        if worker.is_cancelled:
            loading.cancel()
            return
        target.post_message(LoadProgress(*loading.progress))
    if loading.timeline is not None:
        target.post_message(Loaded(loading.timeline))
    elif loading.failure:
        target.post_message(LoadFailed(loading.failure))


def get_ready(timeline: Timeline) -> None:
    """Do what makes later keys quick, in the order in which they are likely to come. Runs in a thread worker.

    Names for the search bar, what other screens need, and last what plain text search scans: one after the other,
    because two threads at once would make the first key that needs either wait for both.
    """
    prepare(timeline)
    _warm_up(timeline)
    _read_texts(timeline)


def _warm_up(timeline: Timeline) -> None:
    worker = get_current_worker()
    for part in warming.parts(timeline):
        if worker.is_cancelled:
            return
        part()
        time.sleep(SECONDS_BETWEEN_PARTS)


def _read_texts(timeline: Timeline) -> None:
    worker = get_current_worker()

    def progress(_done: int, _size: int) -> bool:
        time.sleep(0.002)  # this is for later: the keys go first
        return not worker.is_cancelled

    with suppress(StoreError):  # the search itself will say so
        timeline.read_texts(progress)
