"""The race as lines of spans: its picture, its legend, and the event that is current."""

from collections.abc import Iterable

from store.dates import describe
from store.model import Event
from store.race import Piece, left_out_words
from store.race.picture import km_words
from store.race.values import Point, Race, RaceLine
from store.reading.words import name_of
from store.timeline import Timeline
from tui.drawing.spans import Line, Span, fit, label, width_of

ROLE_WORDS = {
    "ground": ("its attackers against its defenders, nothing from the air", "positions on the ground only"),
    "any": ("every event of an offensive", "every event"),
}
"""Which events count, in full and in short."""


def spans(pieces: Iterable[Piece]) -> Line:
    """Turn pieces of a picture into spans, those with one look and one action into one."""
    line: Line = []
    for piece in pieces:
        if line and line[-1][1:] == piece[1:]:
            line[-1] = line[-1]._replace(text=line[-1].text + piece.text)
        else:
            line.append(Span(*piece))
    return line


def around(rows: list[Line], current: int, most: int) -> list[Line]:
    """Return at most so many rows, the current one among them, and say how many more there are."""
    if len(rows) <= most:
        return rows
    start = max(0, min(current - (most - 2) // 2, len(rows) - most + 1))
    left = len(rows) - most + 1
    return [*rows[start : start + most - 1], [Span(f"   and {left:,} more; ↓ and ↑ go there", "muted")]]


def heading(race: Race | None, role: str, query: str, *, by_day_zero: bool, width: int) -> Line:
    """Draw the title: where to, what counts, and what it is restricted to."""
    if race is None:
        return fit([Span(" The race ", "accent"), Span(" no place to run to", "muted")], width)
    line = [Span(f" The race to {label(race.target.name)} ", "accent"), Span("km from it ", "muted")]
    line.append(Span(f" {'by days since each began' if by_day_zero else 'by calendar'} ", "muted"))
    if query.strip():
        line.append(Span(f" {label(query)} ", "chip"))
    full, short = ROLE_WORDS.get(role, (f"events with an attacker of it as {role}", f"attackers as {role}"))
    words = full if width_of(line) + len(full) < width else short
    return fit([*line, Span(f" {words}", "muted")], width)


def event_line(timeline: Timeline, line: RaceLine, point: Point, event: Event, width: int) -> Line:
    """Draw the current event: when, where, how far, what."""
    where = name_of(event.place, timeline.places)
    return fit(
        [
            Span(f" {describe(event.date)}", "strong"),
            Span("  "),
            Span(km_words(point.km), "accent"),
            Span(f"  {label(where)}{'' if point.is_exact else ' (not exact)'}  ", "muted"),
            Span(label(event.title)),
        ],
        width,
    )


def left_out_line(line: RaceLine, width: int) -> Line:
    """Draw how many events of the current line are not measured, and why."""
    count = line.events - line.counted
    if not count:
        words = f"all of its {line.events:,} events are" if line.events != 1 else "its only event is"
        return fit([Span(f" {label(line.name)}: {words} measured", "muted")], width)
    words = f" {label(line.name)}: left out {count:,} of {line.events:,} events: {left_out_words(line)}"
    return fit([Span(words, "muted")], width)
