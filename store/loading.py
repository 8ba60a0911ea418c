"""A store being read in a thread, begun as early as possible: while the screen's own modules are still imported."""

import threading
from pathlib import Path

from store.errors import StoreError
from store.loader import LoadCancelled, load_timeline
from store.timeline import Timeline
from store.watching import marks_of_store


class Loading:
    """One reading of a store. The thread ends with the reading, or soon after `cancel`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.timeline: Timeline | None = None
        """The store, once it is read."""
        self.failure = ""
        """A sentence, when it cannot be read."""
        self.marks = marks_of_store(path)
        """What the store was when the reading began."""
        self.progress = (0, 1)
        """Bytes read so far, and bytes in all."""
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._load, name="load", daemon=True)
        self._fault: BaseException | None = None
        self._thread.start()

    def _load(self) -> None:
        try:
            self.timeline = load_timeline(self.path, progress=self._note, cancelled=self._cancelled.is_set)
        except LoadCancelled:
            return
        except StoreError as error:
            self.failure = str(error)
        except BaseException as error:
            self._fault = error
            raise

    def _note(self, done: int, size: int) -> None:
        self.progress = (done, size)

    def wait(self, seconds: float) -> bool:
        """Wait until the reading is over, or so long; return whether it is.

        Raises:
            BaseException: What ended it, when that was a mistake of ours.
        """
        self._thread.join(seconds)
        if self._fault is not None:
            raise self._fault
        return not self._thread.is_alive()

    def cancel(self) -> None:
        """Stop reading."""
        self._cancelled.set()
