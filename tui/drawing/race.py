"""The race as lines of spans: its picture, its legend, and the event that is current."""

from collections.abc import Iterable

from rich.cells import cell_len

from store.model import Event
from store.race import Piece, left_out_words
from store.race.picture import km_words
from store.race.values import Point, Race, RaceLine
from store.reading.words import name_of, when_words
from store.timeline import Timeline
from tui.drawing.spans import Line, Span, fit, label, shorten, width_of

ROLE_WORDS = {
    "ground": ("where its attackers fought its defenders on the ground", "fights on the ground"),
    "any": ("where its events were, whatever they are", "all events"),
}
"""Which events count, in full and in short."""
REST_IN_HELP = "  ? lists all"


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
    """Return at most so many rows, the current one among them; say how many more there are, and where to see them."""
    if len(rows) <= most:
        return rows
    start = max(0, min(current - (most - 2) // 2, len(rows) - most + 1))
    left = len(rows) - most + 1
    return [*rows[start : start + most - 1], [Span(f"   and {left:,} more", "muted"), Span(REST_IN_HELP, "key")]]


def heading(race: Race | None, role: str, query: str, *, by_day_zero: bool, width: int) -> Line:
    """Draw the title: where to, what counts, and what it is restricted to."""
    if race is None:
        return fit([Span(" The race ", "accent"), Span(" no place to run to", "muted")], width)
    line = [Span(f" The race to {label(race.target.name)} ", "accent")]
    if query.strip():
        line.append(Span(f" {label(query)} ", "chip"))
    full, short = ROLE_WORDS.get(role, (f"where its attackers were as {role}", f"attackers as {role}"))
    days = "days since each began" if by_day_zero else "by date"
    long, brief = f" each offensive's distance, {days}: {full}", f" distance, {days}: {short}"
    return fit([*line, Span(long if width_of(line) + len(long) <= width else brief, "muted")], width)


def event_line(timeline: Timeline, line: RaceLine, point: Point, event: Event, width: int) -> Line:
    """Draw the current event: when, where, how far, what."""
    where = name_of(event.place, timeline.places)
    return fit(
        [
            Span(f" {when_words(event)}", "strong"),
            Span("  "),
            Span(km_words(point.km), "accent"),
            Span(f"  {label(where)}{'' if point.is_exact else ' (not exact)'}  ", "muted"),
            Span(label(event.title)),
        ],
        width,
    )


def lines_in_full(rows: list[Line]) -> list[Line]:
    """Return the whole legend, for the help: what has no room under the picture is seen there."""
    return [[Span("The lines of this race", "heading")], *rows] if rows else []


def left_out_in_full(lines: Iterable[RaceLine]) -> list[Line]:
    """Return for each line what is not measured of it, and why, uncut."""
    rows = [[Span(f"  {label(line.name)}: ", "key"), Span(left_out_words(line))] for line in lines if line.left_out]
    return [[Span("Left out of this race", "heading")], *rows] if rows else []


def left_out_line(line: RaceLine, width: int) -> Line:
    """Draw how many events of the current line are not measured, and why."""
    count = line.events - line.counted
    if not count:
        words = f"all of its {line.events:,} events are" if line.events != 1 else "its only event is"
        return fit([Span(f" {label(line.name)}: {words} measured", "muted")], width)
    words = f" {label(line.name)}: left out {count:,} of {line.events:,} events: {left_out_words(line)}"
    if cell_len(words) <= width:
        return [Span(words, "muted")]
    return fit([Span(shorten(words, width - len(REST_IN_HELP)), "muted"), Span(REST_IN_HELP, "key")], width)
