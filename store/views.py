"""Saved views: what a store can be looked at by name, each with the events that it shows.

Whatever writes here makes a step for `store.editing.editor.Editor`, so that it can be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store.dates import OPEN_END, OPEN_START, parse
from store.errors import DateError, QueryError, RecordNotFound, StoreExists
from store.filter import Filter
from store.importers.resolve import slug
from store.model import SavedView
from store.query.nearest import did_you_mean, shown
from store.text import fold, one_line

if TYPE_CHECKING:
    from store.editing.changes import Step
    from store.timeline import Timeline


class Listed(Struct, frozen=True):
    """A saved view with what it shows now."""

    view: SavedView
    count: int = 0
    problem: str = ""
    """Why its query cannot be read here, if so."""


def listed(timeline: Timeline) -> list[Listed]:
    """Return every saved view in the order of the store, counted."""
    return [_listed(timeline, view) for view in timeline.views.values()]


def _listed(timeline: Timeline, view: SavedView) -> Listed:
    try:
        return Listed(view, len(Filter(view.query).events(timeline)))
    except QueryError as error:
        return Listed(view, problem=str(error))


def find(timeline: Timeline, name: str) -> SavedView:
    """Return the view with an id or a name; capitals and accents do not count.

    Raises:
        RecordNotFound: There is none.
    """
    views = timeline.views
    if name in views:
        return views[name]
    wanted = fold(one_line(name))
    for view in views.values():
        if fold(one_line(view.name)) == wanted:
            return view
    suggestion = did_you_mean(name, [view.name for view in views.values()])
    raise RecordNotFound(f'There is no saved view "{shown(name)}" in this store.{suggestion} See: dateline views')


def saved(timeline: Timeline, view: SavedView) -> Step:
    """Return the step that saves a view; one that has its name already is replaced.

    Raises:
        UnsoundRecord: It cannot be saved so.
    """
    from store.editing.steps import put

    wanted = fold(one_line(view.name))
    before = next((each for each in timeline.views.values() if fold(one_line(each.name)) == wanted), None)
    return put(timeline, "views", replace(view, id=before.id if before is not None else new_id(timeline, view.name)))


def renamed(timeline: Timeline, view_id: str, name: str) -> Step:
    """Return the step that gives a view another name.

    Raises:
        RecordNotFound: There is no such view.
        StoreExists: Another one has that name.
    """
    from store.editing.steps import patch

    wanted = fold(one_line(name))
    if any(fold(one_line(view.name)) == wanted and view.id != view_id for view in timeline.views.values()):
        raise StoreExists(f'There is another saved view "{shown(name)}". Choose another name, or delete that one.')
    return patch(timeline, "views", view_id, {"name": one_line(name)})


def deleted(timeline: Timeline, view_id: str) -> Step:
    """Return the step that deletes a view.

    Raises:
        RecordNotFound: There is no such view.
    """
    from store.editing.steps import delete

    return delete(timeline, "views", view_id)


def new_id(timeline: Timeline, name: str) -> str:
    """Return an id for a view of this name that no other has."""
    base = slug(name) or "view"
    number = 1
    while (found := base if number == 1 else f"{base}-{number}") in timeline.views:
        number += 1
    return found


def window_of(view: SavedView) -> tuple[int, int] | None:
    """Return the first and last day of a view's window of time; None when it names none that can be read."""
    try:
        first, last = parse(view.first).earliest, parse(view.last).latest
    except DateError:
        return None
    return (first, last) if OPEN_START < first <= last < OPEN_END else None
