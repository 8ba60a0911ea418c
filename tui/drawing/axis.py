"""The time axis over the bars: its labels, and a mark over the day of the current event."""

from tui.drawing.scale import Scale, ticks
from tui.drawing.spans import Line, Span


def axis(scale: Scale, cursor: int | None) -> Line:
    """Draw the labels of the time axis, with a mark over the day of the current event.

    A label that the mark would stand on moves aside for it, or is left out where the others leave it no room.
    """
    at = scale.column(cursor) if cursor is not None and cursor in scale.window else None
    cells = [" "] * scale.width
    labels = ticks(scale)
    stops = [column - 1 for column, _text in labels[1:]] + [scale.width]
    free = 0
    for (column, text), stop in zip(labels, stops, strict=False):
        start: int | None = column
        if at is not None and column <= at < column + len(text):
            start = _aside(at, column, len(text), free, stop)
        if start is not None:
            cells[start : start + len(text)] = text
            free = start + len(text) + 1
    if at is None:
        return [Span("".join(cells), "muted")]
    return [Span("".join(cells[:at]), "muted"), Span("▼", "accent"), Span("".join(cells[at + 1 :]), "muted")]


def _aside(at: int, column: int, size: int, free: int, stop: int) -> int | None:
    """Return where a label of `size` cells goes that a mark stands on: beside it, from `free` on and up to `stop`."""
    after, before = at + 1, at - size
    places = (after, before) if at - column <= size // 2 else (before, after)
    return next((start for start in places if free <= start and start + size <= stop), None)
