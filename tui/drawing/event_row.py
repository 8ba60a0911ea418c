"""One row of the list of events: rails, title, place and how exact its date is."""

from collections.abc import Sequence

from rich.cells import cell_len

from store.dates import OPEN_START, day_name
from store.dates import label as date_label
from store.index import CURATED
from store.model import STAR, Event
from store.rails import Rails
from store.text import fold
from store.timeline import Timeline
from store.view import View
from tui.drawing.rails import gutter
from tui.drawing.spans import Line, Span, label, mark, shorten, spread, width_of

CURATED_NODE = "◆"
IMPORTED_NODE = "•"
OUTSIDE_NODE = "·"
"""Of an event that does not pass the filter, while that is lifted."""
STAR_MARK, NOTE_MARK, TAG_MARK = "★", "✎", "#"
"""Of what a person has added to an event."""
PLACE_CELLS = 20
"""A place's name gets so much."""
TAG_CELLS = 14
WIDE_CELLS = 70
"""With so much room a long title gives way to the place; with less the place does."""


def lanes_for(width: int, rails: Rails) -> int:
    """Return how many rails a list of `width` cells can show and still leave room for titles."""
    return min(len(rails), max(2, (width - 24) // 4), 12)


def event_line(
    timeline: Timeline, ordinal: int, rails: Rails, width: int, hits: Sequence[str] = (), *, stands_back: bool = False
) -> Line:
    """Draw the row of an event in `width` cells; one that stands back is dimmed, and has another node."""
    event = timeline.event(ordinal)
    own = [id_ for id_, events in timeline.by_offensive.items() if ordinal in events]
    node = OUTSIDE_NODE if stands_back else IMPORTED_NODE if event.origin else CURATED_NODE
    left = gutter(rails, lanes_for(width, rails), timeline.earliest[ordinal], own, node)
    title_look = "" if not event.origin else "muted"
    title = mark(Span(label(event.title), title_look), hits)
    room = width - sum(cell_len(span.text) for span in left)
    line = spread([*left, *title], _right(timeline, event, room), width)
    return [span._replace(look="aside") for span in line] if stands_back else line


def _right(timeline: Timeline, event: Event, room: int) -> Line:
    """Draw the exactness of the date, and the place unless the title names it, as far as there is room."""
    title = label(event.title)
    when = date_label(event.date)
    place = timeline.places.get(event.place)
    where = label(place.name) if place is not None else ""
    right = [Span(when, "warning")] if when else []
    right = [*_signs(event, room), *right]
    cells = room - cell_len(title) - width_of(right) - 4
    if room >= WIDE_CELLS:
        cells = max(cells, PLACE_CELLS)
    if where and fold(where) not in fold(title) and cells >= min(PLACE_CELLS // 2, cell_len(where)):
        where = shorten(where, min(cells, PLACE_CELLS))
        right = [Span(where + ("  " if right else ""), "muted"), *right]
    return right


def _signs(event: Event, room: int) -> Line:
    """Draw what a person has added to an event: a star, a note, the first of its tags as far as there is room."""
    signs = [Span(STAR_MARK, "accent")] if STAR in event.tags else []
    signs += [Span(NOTE_MARK, "key")] if event.notes.strip() else []
    tags = [label(tag) for tag in event.tags if tag != STAR]
    if tags and room >= WIDE_CELLS:
        more = f" +{len(tags) - 1}" if len(tags) > 1 else ""
        signs.append(Span(f"{TAG_MARK}{shorten(tags[0], TAG_CELLS)}{more}", "muted"))
    elif tags:
        signs.append(Span(TAG_MARK, "muted"))
    spaced: Line = []
    for sign in signs:
        spaced += [sign, Span(" ")]
    return spaced


def heading_line(view: View, group: int, rails: Rails, width: int) -> Line:
    """Draw the heading of a day, with how many events stand under it."""
    days = view.timeline.days
    day = days.days[group]
    left = gutter(rails, lanes_for(width, rails), day)
    if day == OPEN_START:
        name = "Begin not known"
    else:
        name = day_name(day) if days.known[group] else f"{day_name(day)}, day uncertain"
    left.append(Span(name + " ", "heading"))
    count = view.group_size(group)
    return spread(left, [Span(f" {count:,}", "muted")], width, Span("─", "faint"))


def dataset_name(dataset: str) -> str:
    """Return a dataset's name as one would print it."""
    return "Curated" if dataset == CURATED else dataset.upper() if len(dataset) <= 5 else dataset.capitalize()
