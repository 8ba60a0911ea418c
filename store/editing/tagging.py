"""Tags of any number of events in a timeline: only bitmaps of tags change, and no event is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from pyroaring import BitMap

from store.editing.changes import Change
from store.editing.patched import PatchedRecords
from store.editing.sharing import copy_of, keeps_offensives, share_names
from store.editing.texts import PatchedText
from store.model import STAR
from store.timeline import Timeline


def is_tagging(change: Change) -> bool:
    """Tell whether a change gives an event tags, or takes tags away, and does nothing else."""
    if change.table != "events" or not change.is_update or change.fields != {"tags"}:
        return False
    return all(_are_tags((fields or {}).get("tags", [])) for fields in (change.before, change.after))


def _are_tags(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def tagged(timeline: Timeline, changes: Collection[Change]) -> Timeline:
    """Return a timeline after changes of tags alone."""
    new = copy_of(timeline)
    new._records = PatchedRecords.over(timeline._records, changes, timeline)
    gained: defaultdict[str, list[int]] = defaultdict(list)
    lost: defaultdict[str, list[int]] = defaultdict(list)
    ordinal_of = timeline.ordinal_of
    for change in changes:
        ordinal = ordinal_of[change.id]
        before, after = (set((fields or {}).get("tags", ())) for fields in (change.before, change.after))
        for tag in after - before:
            gained[tag].append(ordinal)
        for tag in before - after:
            lost[tag].append(ordinal)
    by_tag = dict(timeline.by_tag)
    for tag in {*gained, *lost} - {""}:
        events = (by_tag.pop(tag, BitMap()) - BitMap(lost[tag])) | BitMap(gained[tag])
        if events:
            by_tag[tag] = events
    new.by_tag = by_tag
    new.having = {**timeline.having, "star": by_tag.get(STAR, BitMap())}
    new.text = PatchedText.over(timeline, new, ())
    share_names(timeline, new)
    if not keeps_offensives(timeline, changes):
        new.unread_queries = []
        new._join_offensives()
    return new
