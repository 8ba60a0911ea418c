"""From the article of a page to drafts of dated events, each with a reason for every thing that was read.

`Names` holds what a store calls its actors and places, `read_article` makes a `Reading` of a `Page`, `likely_matches`
finds the store's events that a draft may be, and `records` makes records of the drafts that were accepted.
"""

from store.drafting.model import Draft, DraftActor, DraftClaim, Mention, Reading, Sentence, Span, Unknown
from store.drafting.names import Names
from store.drafting.reading import read_article

__all__ = [
    "Draft",
    "DraftActor",
    "DraftClaim",
    "Mention",
    "Names",
    "Reading",
    "Sentence",
    "Span",
    "Unknown",
    "read_article",
]
