"""The sentences of articles that an event rests on, found again where the articles have their text."""

from collections.abc import Mapping
from typing import Final

from store.model import Article, Event, Passage

BEGINNING: Final = 40
"""Characters of a sentence that are kept to find it by."""


def passage_of(article_id: str, body: str, start: int, end: int) -> Passage:
    """Return what points at a sentence of an article's body."""
    return Passage(article=article_id, start=start, end=end, begins=body[start : min(end, start + BEGINNING)])


def span_in(article: Article, passage: Passage) -> tuple[int, int] | None:
    """Return where in an article's body the sentence stands now; None when it is not there, or there is no body.

    Where lines were restored or cut since, it stands elsewhere, and is known by its first words.
    """
    body, begins = article.body, passage.begins
    if 0 <= passage.start < passage.end <= len(body) and body.startswith(begins, passage.start):
        return passage.start, passage.end
    at = body.find(begins) if begins else -1
    length = passage.end - passage.start
    return (at, min(at + length, len(body))) if at >= 0 and length > 0 else None


def sentences_of(event: Event, articles: Mapping[str, Article]) -> list[tuple[str, str]]:
    """Return the sentences that an event rests on, each with the id of its article, as far as they are in the store."""
    found: list[tuple[str, str]] = []
    for passage in event.passages:
        article = articles.get(passage.article)
        span = span_in(article, passage) if article is not None else None
        if article is not None and span is not None:
            found.append((passage.article, article.body[span[0] : span[1]]))
    return found
