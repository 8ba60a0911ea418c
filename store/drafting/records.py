"""Accepted drafts as records of a store: the article, and events that cite it."""

import re
from collections.abc import Iterable
from typing import Final

from store.dates import parse
from store.drafting.model import Draft
from store.errors import DateError
from store.importers.resolve import slug
from store.model import Article, Claim, Event, Participant, Source
from store.pages.page import Page
from store.passages import passage_of

DATASET: Final = "article"
"""Of the events that were read in articles, so that a filter tells them from those written by hand."""
UNREVIEWED: Final = "unreviewed"
"""The tag of events that nobody has looked at."""
_UNNAMED: Final = "publisher not named"
_LONGEST_PART: Final = 40


def article_of(page: Page, taken: Iterable[Article] = ()) -> Article:
    """Return the record of a page's article, with its full text.

    Args:
        page: The page.
        taken: The store's articles: the same article keeps its id, another one gets a free one.
    """
    known = {article.id: article for article in taken}
    wanted = _article_id(page)
    id_, number = wanted, 1
    while id_ in known and not _is_same(known[id_], page):
        number += 1
        id_ = f"{wanted}-{number}"
    return Article(
        id=id_,
        headline=page.headline or _first_words(page),
        standfirst=page.standfirst,
        dateline=page.dateline,
        author=page.author,
        publisher=page.publisher,
        published=page.published,
        url=page.url,
        body=page.body,
        language=page.language,
    )


def event_id(article: Article, draft: Draft) -> str:
    """Return the id that the event of a draft has: the same one each time the same article is read."""
    return f"{article.id}-{draft.key}"


def event_of(page: Page, article: Article, draft: Draft, id_: str, *, is_reviewed: bool) -> Event:
    """Return the event of a draft that was accepted.

    Args:
        page: The page that the draft was read in.
        article: Its record.
        draft: The draft.
        id_: The event's id.
        is_reviewed: Whether a person has looked at it; else it is tagged `UNREVIEWED`.
    """
    return Event(
        id=id_,
        date=draft.date,
        title=draft.title,
        date_note="" if _is_plain_day(draft.date) else draft.date_reason,
        actors=[Participant(id=each.id, role=each.role, side=each.side) for each in draft.actors],
        place=draft.place,
        precision=draft.precision,
        claims=[_claim(draft, at, page) for at in range(len(draft.claims))],
        confidence="reported" if draft.is_hedged else "",
        sources=[_source(page)],
        articles=[article.id],
        passages=[passage_of(article.id, article.body, span.start, span.end) for span in draft.evidence],
        tags=[] if is_reviewed else [UNREVIEWED],
        origin=f"{DATASET}:{id_}",
    )


def _claim(draft: Draft, at: int, page: Page) -> Claim:
    claim = draft.claims[at]
    return Claim(
        attribution=claim.attribution or page.publisher or _UNNAMED,
        text=claim.text,
        counted=claim.counted,
        who=claim.who,
        low=claim.low,
        best=claim.best,
        high=claim.high,
        source=0,
    )


def _source(page: Page) -> Source:
    return Source(
        publisher=page.publisher or _UNNAMED,
        title=page.headline,
        author=page.author,
        url=page.url,
        date=_day(page.published),
    )


def _day(published: str) -> str:
    try:
        return parse(published[:10]).text
    except DateError:
        return ""


def _is_plain_day(date: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) is not None


def _article_id(page: Page) -> str:
    headline = slug(page.headline or _first_words(page))[:_LONGEST_PART].strip("-")
    parts = [slug(page.publisher)[:_LONGEST_PART] if page.publisher else "article", _day(page.published), headline]
    return "-".join(part for part in parts if part)


def _is_same(article: Article, page: Page) -> bool:
    return (article.headline, article.publisher, article.published) == (
        page.headline or _first_words(page),
        page.publisher,
        page.published,
    )


def _first_words(page: Page) -> str:
    words = page.body.split()[:10]
    return " ".join(words) if words else "Article without a headline"
