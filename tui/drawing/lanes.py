"""Bars packed onto lines: campaigns over their offensives, and what does not fit collapsed into one line."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from store.dates import parse
from tui.drawing.bar import Bar, Drawn, draw
from tui.drawing.scale import Scale, Window
from tui.drawing.spans import Line, Span, fit

GAP: Final = 2
"""Cells between two bars on one line."""
TRIES: Final = 40
"""Bars in a row that may find no room before the rest, which matter less, are not tried."""
RUNNING: Final = " ─═≡"
"""In the collapsed line: no, one, two, and more offensives at that time."""


class _Node(Struct, frozen=True):
    """A bar in its place in the tree of campaigns."""

    bar: Bar
    parent: str
    """Id of the campaign above it; empty: none is drawn."""


class _Laid(Struct, frozen=True):
    line: int
    drawn: Drawn


def bars(candidates: Sequence[Bar], scale: Scale, height: int, *, hint: str = "") -> list[Line]:
    """Draw bars on at most `height` lines; the last line stands for all that find no room.

    Args:
        candidates: The offensives; those outside the window are left out.
        scale: Of the time axis.
        height: Lines there are.
        hint: What to press to see those that find no room.
    """
    inside = [bar for bar in candidates if _overlaps(bar, scale.window)]
    if height <= 0 or not inside:
        return []
    laid = _lay_out(inside, scale)
    if _height(laid) <= height:
        return _painted(laid, scale.width)
    kept = _choose(inside, scale, height - 1)
    chosen = {bar.offensive.id for bar in kept}
    left_out = [bar for bar in inside if bar.offensive.id not in chosen]
    return [*_painted(_lay_out(kept, scale), scale.width), _collapsed(left_out, scale, hint)]


def lines_needed(candidates: Sequence[Bar], scale: Scale) -> int:
    """Return on how many lines all bars of the window would fit."""
    return _height(_lay_out([bar for bar in candidates if _overlaps(bar, scale.window)], scale))


def _overlaps(bar: Bar, window: Window) -> bool:
    date = parse(bar.offensive.date)
    return date.earliest <= window.last and date.latest >= window.first


def _choose(inside: Sequence[Bar], scale: Scale, height: int) -> list[Bar]:
    """Return the bars that fit: those of the current event first, then the heavier ones."""
    kept: list[Bar] = []
    failed = 0
    for bar in sorted(inside, key=lambda bar: (not bar.current, -bar.weight)):
        if _height(_lay_out([*kept, bar], scale)) <= height:
            kept.append(bar)
        else:
            failed += 1
            if failed > TRIES:
                break
    return kept


def _lay_out(chosen: Sequence[Bar], scale: Scale) -> list[_Laid]:
    """Give each bar the first line with room for it, under its campaign's."""
    taken: list[list[Drawn]] = []
    line_of: dict[str, int] = {}
    found: list[_Laid] = []
    for node in _in_order(chosen, scale):
        drawn = draw(node.bar, scale, is_nested=bool(node.parent))
        line = line_of[node.parent] + 1 if node.parent else 0
        while line < len(taken) and not _is_free(taken[line], drawn):
            line += 1
        if line >= len(taken):
            taken.append([])
            line = len(taken) - 1
        taken[line].append(drawn)
        line_of[node.bar.offensive.id] = line
        found.append(_Laid(line, drawn))
    return found


def _is_free(line: Iterable[Drawn], drawn: Drawn) -> bool:
    return all(other.end + GAP <= drawn.start or drawn.end + GAP <= other.start for other in line)


def _in_order(chosen: Sequence[Bar], scale: Scale) -> list[_Node]:
    """Return bars by their beginning, each campaign before its parts; a circle of campaigns ends where it closes."""
    by_id = {bar.offensive.id: bar for bar in chosen}
    ordered = sorted(by_id.values(), key=lambda bar: _when(bar))
    parts: dict[str, list[Bar]] = {}
    for bar in ordered:
        parts.setdefault(bar.offensive.parent if bar.offensive.parent in by_id else "", []).append(bar)
    found: list[_Node] = []
    seen: set[str] = set()
    waiting = [_Node(bar, "") for bar in reversed(ordered)]  # what hangs on no root, as in a circle, comes last
    waiting += [_Node(bar, "") for bar in reversed(parts.get("", []))]
    while waiting:
        node = waiting.pop()
        id_ = node.bar.offensive.id
        if id_ not in seen:
            seen.add(id_)
            found.append(node)
            waiting += [_Node(part, id_) for part in reversed(parts.get(id_, []))]
    return found


def _when(bar: Bar) -> tuple[int, int, str]:
    date = parse(bar.offensive.date)
    return date.earliest, -date.latest, bar.offensive.id


def _height(laid: Iterable[_Laid]) -> int:
    return max((each.line + 1 for each in laid), default=0)


def _painted(laid: Sequence[_Laid], width: int) -> list[Line]:
    lines: list[Line] = []
    for number in range(_height(laid)):
        line: Line = []
        at = 0
        for drawn in sorted((each.drawn for each in laid if each.line == number), key=lambda drawn: drawn.start):
            line += [Span(" " * (drawn.start - at)), *drawn.spans]
            at = drawn.end
        lines.append(fit([span for span in line if span.text], width))
    return lines


def _collapsed(left_out: Sequence[Bar], scale: Scale, hint: str) -> Line:
    """Draw the line of those that found no room: when they ran, and how many they are."""
    counts = [0] * scale.width
    for bar in left_out:
        date = parse(bar.offensive.date)
        first, last = max(date.earliest, scale.window.first), min(date.latest, scale.window.last)
        for column in range(scale.column(first), scale.column(last) + 1):
            counts[column] += 1
    note = f" +{len(left_out)} more"
    if hint and len(note) + len(hint) + 2 <= scale.width // 2:
        note += f", {hint}"
    graph = "".join(RUNNING[min(count, len(RUNNING) - 1)] for count in counts)
    free = max(0, scale.width - len(note))
    return fit([Span(graph[:free], "faint", "lanes:"), Span(note, "muted", "lanes:")], scale.width)
