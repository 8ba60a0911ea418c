"""Where a reader has been: back and forward, as in a web browser."""

from collections import deque
from typing import Final, Generic, TypeVar

from msgspec import Struct

from store.filter import Filter
from tui.drawing.scale import Window

STOPS_KEPT: Final = 200

_StopT = TypeVar("_StopT")


class Stop(Struct, frozen=True):
    """What was on the screen."""

    event_id: str
    """Empty: no event passed the filter."""
    filter: Filter
    window: Window


class History(Generic[_StopT]):
    """Stops before and after the present one, which the reader holds: it changes while one moves about."""

    def __init__(self, kept: int = STOPS_KEPT) -> None:
        self._past: deque[_StopT] = deque(maxlen=kept)
        self._future: deque[_StopT] = deque(maxlen=kept)

    @property
    def past(self) -> list[_StopT]:
        """Stops to go back to, the nearest last."""
        return list(self._past)

    @property
    def future(self) -> list[_StopT]:
        """Stops to go forward to, the nearest last."""
        return list(self._future)

    def leave(self, here: _StopT) -> None:
        """Note a stop that is about to be left for a new one; what one went back from is given up."""
        self._future.clear()
        if not self._past or self._past[-1] != here:
            self._past.append(here)

    def back(self, here: _StopT) -> _StopT | None:
        """Go from `here` to the stop before; None when there is none, and then nothing changes."""
        return self._go(here, self._past, self._future)

    def forward(self, here: _StopT) -> _StopT | None:
        """Go from `here` to the stop that one went back from; None when there is none."""
        return self._go(here, self._future, self._past)

    def _go(self, here: _StopT, there: deque[_StopT], behind: deque[_StopT]) -> _StopT | None:
        while there:
            stop = there.pop()
            if stop != here:  # else the reader has come there on foot
                behind.append(here)
                return stop
        return None
