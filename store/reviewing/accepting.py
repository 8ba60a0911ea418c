"""All drafts of a page accepted unseen: the review that a person makes on the screen, by the same rules."""

from pathlib import Path

import msgspec

from store.editing.changes import Step
from store.editing.editor import Editor
from store.loader import load_timeline
from store.model import Article
from store.pages.page import Page
from store.reviewing.review import Review
from store.reviewing.writing import finish
from store.timeline import Timeline


class Accepted(msgspec.Struct, frozen=True):
    """What accepting all drafts puts into a store."""

    article: Article
    events: int
    """How many are new."""
    known: int
    """Drafts whose events were there already."""


def accept_step(timeline: Timeline, page: Page) -> tuple[Accepted, Step]:
    """Return what accepting all drafts of a page changes, for an `Editor` to apply, and what it adds.

    An article that the store has, be it under another id, is that one; events that are there stay as they are.

    Args:
        timeline: The store as it is seen.
        page: The page.

    Raises:
        UnsoundRecord: A draft would not be a sound event.
    """
    review = Review(page, timeline)
    known = review.reviewed
    for number in range(review.size):
        if not review.verdict(number):
            review.decide(number, "accepted")
    finished = finish(review, is_reviewed=False)
    return Accepted(review.article, finished.events, known), finished.step


def accept(store: Path, page: Page) -> Accepted:
    """Write the article of a page and the events of all its drafts to a store, tagged as not reviewed.

    Raises:
        StoreError: The store cannot be read or written; it is then as it was.
    """
    with Editor(store) as editor:
        accepted, step = accept_step(load_timeline(store), page)
        if step.changes:
            editor.apply(step)
    return accepted
