"""The text of a timeline after changes: that of the one it began from, without the events that changed, and theirs."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from pyroaring import BitMap

from store.editing.changes import Change
from store.foldedtexts import line_of
from store.fulltext import FullText

if TYPE_CHECKING:
    from store.timeline import Timeline

_TEXTS: Final = frozenset(("title", "summary", "date_note", "notes", "sources", "claims"))
"""Fields whose text is searched."""


def changes_text(change: Change) -> bool:
    """Tell whether a change of an event may change what a search finds in it."""
    return not change.is_update or not _TEXTS.isdisjoint(change.fields)


class PatchedText(FullText):
    """Searches the text that was read once, for the timeline that was loaded, and the few lines that differ."""

    def __init__(self, timeline: Timeline, root: Timeline, stale: set[str], lines: dict[str, bytes]) -> None:
        super().__init__(timeline)
        self._root = root
        """The timeline that was loaded."""
        self._stale = stale
        """Ids of its events that are gone or have another text."""
        self._lines = lines
        """Those texts, and the ones of new events, by id."""

    @classmethod
    def over(cls, old: Timeline, new: Timeline, changes: Iterable[Change]) -> PatchedText:
        """Return the text of `new`, which is `old` with changes."""
        text = old.text
        root = text._root if isinstance(text, PatchedText) else old
        stale = set(text._stale) if isinstance(text, PatchedText) else set()
        lines = dict(text._lines) if isinstance(text, PatchedText) else {}
        for change in changes:
            if change.id in root.ordinal_of:
                stale.add(change.id)
            lines.pop(change.id, None)
            if change.after is not None:
                lines[change.id] = line_of(new.uncached_event(new.ordinal_of[change.id]))
        return cls(new, root, stale, lines)

    @property
    def is_read(self) -> bool:
        """Whether a search needs no reading first."""
        return self._root.text.is_read

    def read(self, progress: Callable[[int, int], bool] | None = None) -> None:
        """Read the text of every event, as `FullText.read` does."""
        self._root.text.read(progress)

    def _scan(self, folded: str) -> BitMap:
        root, timeline = self._root, self._timeline
        found = root.text._scan(folded)
        if timeline.ids is not root.ids:
            ids, now = root.ids, timeline.ordinal_of
            stale = self._stale
            found = BitMap(array("I", (now[id_] for id_ in map(ids.__getitem__, found) if id_ not in stale)))
        elif self._stale:
            found = found - BitMap(root.ordinal_of[id_] for id_ in self._stale)
        wanted = folded.encode("utf-8", "replace")
        ordinal_of = timeline.ordinal_of
        return found | BitMap(ordinal_of[id_] for id_, line in self._lines.items() if wanted in line)
