"""What the map says in words: its title, the event under the cursor, its legend, and what is not drawn."""

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from store.dates import OPEN_START, day_name
from store.errors import StoreError
from store.reading.words import PRECISION, when_words
from store.whereabouts import EXACTNESS
from tui.basemap import CREDIT
from tui.drawing.mappicture import ROOM_FOR_CREDIT
from tui.drawing.mapsigns import Mark, side_legend, sign_legend
from tui.drawing.spans import Line, Span, fit, label, spread, width_of
from tui.mapping import Mapping as MapState

LEFT_OUT: Final = {
    "province": ("known only to the province", "province only"),
    "country": ("known only to the country", "country only"),
    "waters": ("at sea or in the air", "at sea"),
    "unlocated": ("without a place", "no place"),
}
"""Why events are not drawn, in full and in short."""
IN_MOST: Final = " In most events:"
SIGN_RULE: Final = (
    "A sign is of the side that takes part in most of the events it stands for. Of two in as many, it is of the one "
    "that attacked in more, then of the one that is in fewer events of the whole store. Victims have it only where "
    "nobody else is known."
)
"""Whose sign it is, in full."""
GAP = Span("   ")
MORE_CELLS = 5
"""What it takes to say how many parts of a legend have no room."""


def iso(day: int) -> str:
    """Return a day as "2016-06-04"; nothing for one that no calendar has."""
    return dt.date.fromordinal(day).isoformat() if day > 0 else ""


def day_words(day: int) -> str:
    """Return a day as "Sat 4 June 2016"."""
    return "Begin not known" if day == OPEN_START else day_name(day)


def counted(count: int, what: str = "event") -> str:
    """Return "1 event", "2,181 events"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def title(mapping: MapState, is_playing: bool, width: int) -> Line:
    """Return the line over the map: which day or days, and how many events are drawn."""
    ages = mapping.ages()
    drawn = counted(mapping.drawn(ages[0]))
    left = [Span(" Map ", "accent")]
    if mapping.day is None:
        left.append(Span(f" {label(mapping.timeline.meta.title)}  ", "strong"))
        left.append(Span(mapping.browsing.view_words() or "no events", "muted"))
        right = [Span(f"{drawn} ", "muted")]
    else:
        left.append(Span(f" {'▶' if is_playing else '▮'} {day_words(mapping.day)} ", "chip"))
        before = sum(mapping.drawn(age) for age in ages[1:])
        right = [Span(f"{drawn}, {before:,} in the {mapping.trail_days} days before ", "muted")]
    return spread(left, right if width_of(right) < width // 2 else [Span(f"{drawn} ", "muted")], width)


def event_line(mapping: MapState, width: int) -> Line:
    """Return what the event under the cursor is, where it was, and why it is not on the map if it is not."""
    cursor = mapping.browsing.cursor
    if cursor is None:
        return [Span(" No event is in view; esc goes back.", "muted")]
    try:
        event = mapping.timeline.event(cursor)
    except StoreError as error:
        return fit([Span(f" {error}", "warning")], width)
    place = mapping.timeline.places.get(event.place)
    where = label(place.name) if place is not None else ""
    precision = event.precision or (place.precision if place is not None else "unlocated")
    if mapping.cursor_spot() is None:
        why = PRECISION[precision].split(";")[0] if EXACTNESS[precision] is None else "no coordinates"
        where = f"not drawn: {why}"
    right = [Span(f"{where} ", "muted")] if where else []
    left = [Span(" [ ] ", "accent"), Span(f"{when_words(event)}  ", "heading"), Span(label(event.title))]
    return spread(left, fit(right, width // 2), width)


def in_a_row(parts: Sequence[Line], width: int) -> Line:
    """Return as many parts of a legend, side by side, as there is room for."""
    line: Line = [Span(" ")]
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if width_of(line) + width_of(part) + (0 if is_last else MORE_CELLS) > width:
            line += [Span(f"+{len(parts) - number}", "muted"), GAP]
            break
        line += [*part, GAP]
    return line[:-1]


def sides_line(parts: Sequence[Line], width: int) -> Line:
    """Return whose signs they are, and where there is room for it, what a sign stands for."""
    lead = [Span(IN_MOST, "muted")]
    room = width - width_of(lead)
    whole = in_a_row(parts, width)
    return [*lead, *in_a_row(parts, room)] if parts and width_of(whole) <= room else whole


def legend_in_full(sides: list[str], marks: Sequence[Mark], *, has_trail: bool) -> list[Line]:
    """Return the names of all sides on the map, what else its signs mean, and whose a sign is."""
    parts = [*side_legend(sides, marks, sys.maxsize), *sign_legend(marks, has_trail=has_trail)]
    rows = [[Span(f"  {shape.text}  ", "key"), Span(name.text.strip())] for shape, name in parts]
    return [[Span("Signs on this map", "heading")], *rows, [Span(SIGN_RULE)]] if rows else []


def foot(mapping: MapState, width: int) -> Line:
    """Return what is counted and not drawn; in a narrow terminal, as much of it as fits."""
    shown = mapping.browsing.view.events if mapping.day is None else mapping.ages()[0]
    left_out = mapping.whereabouts.left_out(shown)
    credit = [Span(f"{CREDIT} ", "muted")] if width >= ROOM_FOR_CREDIT else []
    for said in _not_drawn(left_out) if left_out else ["Every event of the view is drawn." if shown else ""]:
        if len(said) + 1 + width_of(credit) < width:
            break
    return spread([Span(f" {said}", "muted")], credit, width)


def _not_drawn(left_out: Mapping[str, int]) -> list[str]:
    """Return sentences on how many events are not drawn and why, the longest first."""
    whole = ", ".join(f"{count:,} {LEFT_OUT[why][0]}" for why, count in left_out.items())
    short = ", ".join(f"{count:,} {LEFT_OUT[why][1]}" for why, count in left_out.items())
    total = sum(left_out.values())
    return [f"Not drawn: {whole}.", f"Not drawn: {short}.", f"{total:,} known too roughly to be drawn."]
