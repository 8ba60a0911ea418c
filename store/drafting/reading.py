"""All that is read in the article of a page: mentions, drafts of events, names to learn, and what could not be read."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from store.drafting.drafts import Drafter
from store.drafting.learning import unknown_names
from store.drafting.model import Reading, Sentence
from store.drafting.names import Names
from store.drafting.sentences import sentences_of
from store.pages.languages import NAMES
from store.pages.page import Page

MOST_SENTENCES: Final = 2_000
"""Sentences of an article that are read for events; a long one has 200."""
LONGEST_SENTENCE: Final = 1_500
"""Characters; what is longer is no sentence."""


def read_article(page: Page, names: Names, today: date | None = None) -> Reading:
    """Read the article of a page.

    Args:
        page: The page.
        names: The actors and places that are known.
        today: The day it is read on; None: as the clock shows. What has no date happened before it.
    """
    body = page.body
    sentences = sentences_of(body)
    if page.language not in ("", "en"):
        language = NAMES.get(page.language, page.language)
        note = f"It is in {language}, which is not read for events yet; names and figures are not marked either."
        return Reading(body=body, sentences=sentences, notes=(*page.missing, note))
    today = today or datetime.now(UTC).date()
    drafter = Drafter(body, names, _published(page, today), today, page.headline, page.publisher)
    for number, sentence in enumerate(sentences[:MOST_SENTENCES]):
        if len(sentence.text) <= LONGEST_SENTENCE:
            drafter.read(number, sentence)
    return Reading(
        body=body,
        sentences=sentences,
        mentions=tuple(sorted(drafter.mentions, key=lambda each: (each.start, each.end))),
        drafts=tuple(drafter.drafts),
        unknown=unknown_names(sentences, drafter.mentions, names, drafter.places_missing),
        notes=(*page.missing, *_left_out(sentences)),
    )


def _left_out(sentences: Sequence[Sentence]) -> Iterator[str]:
    if len(sentences) > MOST_SENTENCES:
        yield f"Only its first {MOST_SENTENCES:,} sentences were read for events."
    if any(len(sentence.text) > LONGEST_SENTENCE for sentence in sentences):
        yield f"Sentences of more than {LONGEST_SENTENCE:,} characters were not read for events."


def _published(page: Page, today: date) -> date | None:
    """Return the day of publication, from which other days are counted: not one that is yet to come."""
    try:
        published = date.fromisoformat(page.published[:10])
    except ValueError:
        return None
    return None if published > today + timedelta(days=1) else published
