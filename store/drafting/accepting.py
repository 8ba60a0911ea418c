"""Puts accepted drafts into a store: the article with its text, and the events that cite it, as one step to undo."""

from collections.abc import Sequence
from pathlib import Path

from store.drafting.model import Draft
from store.drafting.records import Accepted, article_of, events_of
from store.editing import steps
from store.editing.changes import Step
from store.editing.editor import Editor
from store.loader import load_timeline
from store.pages.page import Page
from store.timeline import Timeline


def accept_step(timeline: Timeline, page: Page, drafts: Sequence[Draft], *, is_reviewed: bool) -> tuple[Accepted, Step]:
    """Return what accepting drafts changes, for an `Editor` to apply, and what it adds.

    Read again, the same article gives the same ids: events that are there already stay as they are.

    Args:
        timeline: The store as it is seen.
        page: The page.
        drafts: Those of its drafts that are accepted.
        is_reviewed: Whether a person has looked at them; else the events are tagged `unreviewed`.

    Raises:
        UnsoundRecord: A draft names an actor or place that the store has not.
    """
    article = article_of(page, timeline.articles.values())
    events = events_of(page, article, drafts, taken=timeline.ordinal_of, is_reviewed=is_reviewed)
    parts: list[Step] = []
    if article.id not in timeline.articles:
        parts.append(steps.add(timeline, "articles", article))
        timeline = timeline.with_changes(parts[0].changes)
    parts += [steps.add(timeline, "events", event) for event in events]
    name = f"accept {len(events)} draft{'' if len(events) == 1 else 's'}"
    return Accepted(article, events, len(drafts) - len(events)), steps.together(name, parts)


def accept(store: Path, page: Page, drafts: Sequence[Draft], *, is_reviewed: bool) -> Accepted:
    """Write the article of a page and the events of its drafts to a store; arguments as for `accept_step`.

    Raises:
        StoreError: The store cannot be read or written; it is then as it was.
    """
    with Editor(store) as editor:
        accepted, step = accept_step(load_timeline(store), page, drafts, is_reviewed=is_reviewed)
        if step.changes:
            editor.apply(step)
    return accepted
