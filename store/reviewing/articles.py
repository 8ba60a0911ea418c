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
    return article if same is None else replace(same, body=article.body)


def _known_by(article: Article) -> tuple[str, str, str]:
    return fold(article.headline), fold(article.publisher), article.published[:10]


def fuller(stored: Article, article: Article) -> dict[str, Any]:
    """Return the fields of a stored article that change when it gets the text of a page; none when it has that text.

    What it had instead, as an abstract, goes to its note: nothing is lost.
    """
    if all(paragraph in stored.body for paragraph in article.body.split("\n\n")):
        return {}  # it has all of it, and perhaps lines that were put back
    before = stored.body.strip()
    if not before or before.split("\n\n")[0] in article.body:
        return {"body": article.body}
    return {"body": article.body, "note": "\n\n".join(part for part in (stored.note, before) if part)}
