"""Puts accepted drafts into a store: the article with its text, and the events that cite it, all at once."""

from collections.abc import Sequence
from pathlib import Path

from store.database import open_store
from store.drafting.model import Draft
from store.drafting.records import Accepted, article_of, events_of
from store.model import Article
from store.pages.page import Page


def accept(store: Path, page: Page, drafts: Sequence[Draft], *, is_reviewed: bool) -> Accepted:
    """Write the article of a page and the events of its drafts to a store.

    Read again, the same article gives the same ids: events that are there already stay as they are.

    Args:
        store: The store.
        page: The page.
        drafts: Those of its drafts that are accepted.
        is_reviewed: Whether a person has looked at them; else the events are tagged `unreviewed`.

    Raises:
        StoreError: The store cannot be read or written; it is then as it was.
    """
    with open_store(store, writing=True) as database:
        articles = [record for record in database.records("articles") if isinstance(record, Article)]
        taken = {record.id for record in database.records("events")}
        article = article_of(page, articles)
        events = events_of(page, article, drafts, taken=taken, is_reviewed=is_reviewed)
        with database.change() as change:
            if all(each.id != article.id for each in articles):
                change.put("articles", article)
            if events:
                change.put("events", *events)
    return Accepted(article, events, len(drafts) - len(events))
