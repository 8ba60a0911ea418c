"""How far an import is, in words for those who wait."""

from typing import Final

from store.importing.request import Progress

_SETTLED_S: Final = 2.0
"""Before that the time left is a guess that would jump."""


def share_of(progress: Progress) -> float | None:
    """Return how much is read, from 0 to 1; None where the size is not known."""
    return min(progress.done / progress.size, 1.0) if progress.size else None


def words(progress: Progress, seconds: float) -> str:
    """Return how much is read and how fast: "154,000 rows, 21,000 rows/s, 11 s left"."""
    speed = f"{progress.rows:,} rows, {progress.rows / max(seconds, 0.001):,.0f} rows/s"
    share = share_of(progress)
    return f"{speed}, {_time(seconds * (1 - share) / share)} left" if share and seconds >= _SETTLED_S else speed


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
