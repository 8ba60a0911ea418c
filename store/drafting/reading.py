"""All that is read in the article of a page: mentions, drafts of events, names to learn, and what could not be read."""

from datetime import UTC, date, datetime

from store.drafting.drafts import Drafter
from store.drafting.learning import unknown_names
from store.drafting.model import Reading
from store.drafting.names import Names
from store.drafting.sentences import sentences_of
from store.pages.languages import NAMES
from store.pages.page import Page


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
    drafter = Drafter(body, names, _published(page), today or datetime.now(UTC).date(), page.headline)
    for number, sentence in enumerate(sentences):
        drafter.read(number, sentence)
    return Reading(
        body=body,
        sentences=sentences,
        mentions=tuple(sorted(drafter.mentions, key=lambda each: (each.start, each.end))),
        drafts=tuple(drafter.drafts),
        unknown=unknown_names(sentences, drafter.mentions, names),
        notes=page.missing,
    )


def _published(page: Page) -> date | None:
    try:
        return date.fromisoformat(page.published[:10])
    except ValueError:
        return None
