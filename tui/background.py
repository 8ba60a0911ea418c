"""Work that takes longer than a key press: in threads, which post messages and do nothing else."""

import time
from pathlib import Path

from textual.widget import Widget
from textual.worker import get_current_worker

from store.errors import StoreError
from store.loader import LoadCancelled, load_timeline
from store.timeline import Timeline
from tui.messages import Loaded, LoadFailed, LoadProgress

SECONDS_BETWEEN_REPORTS = 0.1


def load(target: Widget, path: Path) -> None:
    """Read a store; post `LoadProgress`, then `Loaded` or `LoadFailed`, to `target`. Runs in a thread worker."""
    worker = get_current_worker()
    told = time.monotonic()

    def progress(done: int, size: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= SECONDS_BETWEEN_REPORTS:
            told = now
            target.post_message(LoadProgress(done, size))

    try:
        timeline = load_timeline(path, progress=progress, cancelled=lambda: worker.is_cancelled)
    except LoadCancelled:
        return
    except StoreError as error:
        target.post_message(LoadFailed(str(error)))
        return
    target.post_message(Loaded(timeline))


def read_texts(timeline: Timeline) -> None:
    """Read what plain text search scans, ahead of the first search. Runs in a thread worker."""
    worker = get_current_worker()

    def progress(_done: int, _size: int) -> bool:
        time.sleep(0.002)  # this is for later: the keys go first
        return not worker.is_cancelled

    try:
        timeline.read_texts(progress)
    except StoreError:
        return  # the search itself will say so
