"""Drafts that an earlier review of the same article has put into the store."""

from collections.abc import Mapping
from typing import Final

from store.drafting.model import Draft, Reading
from store.drafting.records import event_id
from store.model import Article, Event
from store.passages import BEGINNING
from store.timeline import Timeline

_MOST: Final = 500
"""Numbers of drafts that are looked for; no article has as many."""


def already_there(timeline: Timeline, article: Article, reading: Reading) -> Mapping[str, str]:
    """Return the ids of events that are in the store, by the key of their draft.

    Where lines were restored since, a draft has another number: it is known by its sentence and its title.
    """
    if article.id not in timeline.articles:
        return {}
    events = [event for number in range(1, _MOST) if (event := _numbered(timeline, article, number)) is not None]
    found: dict[str, str] = {}
    left = {event.id: event for event in events}
    for draft in reading.drafts:
        beginning = _beginning(draft, reading.body)
        own = event_id(article, draft)
        alike = [
            event for event in left.values() if _begins(event) == beginning or (event.id == own and not event.passages)
        ]
        same = next((event for event in alike if event.id == own or event.title == draft.title), None)
        if same is not None:
            found[draft.key] = left.pop(same.id).id
    return found


def cites(event: Event, article: Article, draft: Draft) -> bool:
    """Tell whether an event rests on the sentence of a draft."""
    beginning = _beginning(draft, article.body)
    return any(each.article == article.id and each.begins == beginning for each in event.passages)


def _numbered(timeline: Timeline, article: Article, number: int) -> Event | None:
    ordinal = timeline.ordinal_of.get(f"{article.id}-d{number}")
    return None if ordinal is None else timeline.event(ordinal)


def _beginning(draft: Draft, body: str) -> str:
    span = next(iter(draft.evidence), None)
    return "" if span is None else body[span.start : min(span.end, span.start + BEGINNING)]


def _begins(event: Event) -> str:
    return next((passage.begins for passage in event.passages), "")
