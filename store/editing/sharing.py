"""What a timeline after changes has in common with the one before them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from store.editing.changes import Change
from store.errors import QueryError
from store.query import Match, Text, parse, terms_in
from store.query.lookup import lookup_of
from store.timeline import Timeline

_FACETS_OF: Final = {
    "actor": ("actors", "by_actor"),
    "bloc": ("actors", "by_bloc"),
    "offensive": ("offensives",),
    "place": ("places", "by_place"),
    "point": ("places",),
    "admin": ("places",),
    "country": ("places",),
    "source": ("by_source",),
    "dataset": ("by_dataset",),
    "tag": ("by_tag",),
}
"""What the names of each kind are made from."""

_TEXTUAL: Final = frozenset(("title", "summary", "date_note", "notes", "tags"))
"""Fields of an event that no term of a query looks at but free words, `tag:` and `has:`."""
_LOOK_AT_TEXTS: Final = frozenset(("tag", "has"))


def copy_of(timeline: Timeline) -> Timeline:
    """Return a timeline with everything that another has, to be changed; what that worked out late is left out."""
    new = object.__new__(Timeline)
    new.__dict__.update(
        (name, value)
        for name, value in vars(timeline).items()
        if not isinstance(getattr(Timeline, name, None), cached_property)
    )
    new.remember_events()
    return new


def share_names(old: Timeline, new: Timeline) -> None:
    """Let the names that queries look up stand where nothing that they are made from has changed."""
    before, now = lookup_of(old), lookup_of(new)
    for kind, needed in _FACETS_OF.items():
        if all(_same(getattr(old, name), getattr(new, name), name) for name in needed):
            now.take_names(kind, before)
    if old.places is new.places:
        now.take_located(before)


def _same(one: object, other: object, name: str) -> bool:
    if one is other:
        return True
    return name.startswith("by_") and isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys()


def keeps_offensives(timeline: Timeline, changes: Iterable[Change]) -> bool:
    """Tell whether every event stays in the offensives that it is in, whatever the changes do to texts and tags."""
    if not all(change.is_update and change.fields <= _TEXTUAL for change in changes):
        return False
    return not any(_looks_at_texts(each.query) for each in timeline.offensives.values() if each.query)


def _looks_at_texts(query: str) -> bool:
    try:
        terms = terms_in(parse(query))
    except QueryError:
        return False
    return any(isinstance(term, Text) or (isinstance(term, Match) and term.field in _LOOK_AT_TEXTS) for term in terms)
