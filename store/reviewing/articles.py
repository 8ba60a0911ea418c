"""The article of a page in a store that may have it already: under another id, or without its whole text."""

from typing import Any

from msgspec.structs import replace

from store.model import Article
from store.text import fold
from store.timeline import Timeline


def as_known(article: Article, timeline: Timeline) -> Article:
    """Return an article under the id that the store has for the same headline, publisher and day."""
    if article.id in timeline.articles:
        return article
    wanted = _known_by(article)
    same = next((each for each in timeline.articles.values() if _known_by(each) == wanted), None)
    if same is None:
        return article
    return replace(same, body=article.body, **{name: getattr(article, name) for name in _missing(same, article)})


def _missing(stored: Article, article: Article) -> list[str]:
    """Return the fields that a page gives and a stored article has not."""
    names = ("standfirst", "dateline", "author", "url", "language")
    return [name for name in names if getattr(article, name) and not getattr(stored, name)]


def _known_by(article: Article) -> tuple[str, str, str]:
    return fold(article.headline), fold(article.publisher), article.published[:10]


def fuller(stored: Article, article: Article) -> dict[str, Any]:
    """Return the fields of a stored article that change when it gets the text of a page; none when it has that text.

    What it had instead, as an abstract, goes to its note: nothing is lost.
    """
    fields: dict[str, Any] = {name: getattr(article, name) for name in _missing(stored, article)}
    if all(paragraph in stored.body for paragraph in article.body.split("\n\n")):
        return fields  # it has all of it, and perhaps lines that were put back
    before = stored.body.strip()
    if before and before.split("\n\n")[0] not in article.body:
        fields["note"] = "\n\n".join(part for part in (stored.note, before) if part)
    return {**fields, "body": article.body}
