"""The sources of a set of events as a bibliography has them: each once, under a key that stays the same."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from pyroaring import BitMap

from store.exporters import Options
from store.exporters.about import About, walk
from store.exporters.citing import Citation, Seen, citations
from store.text import fold_long
from store.timeline import Timeline

_WORD: Final = re.compile(r"[a-z0-9]+")
_ARTICLES: Final = frozenset({"a", "an", "the", "al"})
_LONGEST_WORD: Final = 24


def entries(timeline: Timeline, events: BitMap, options: Options) -> Iterator[Citation]:
    """Yield every text that events cite, in the order in which it is first cited."""
    seen = Seen()
    for _ordinal, event in walk(timeline, events, options):
        yield from seen.fresh(citations(event, timeline))


def key_of(citation: Citation) -> str:
    """Return a citation's key: letters, digits and a hyphen."""
    year = citation.date[:4] if citation.date[:4].isdecimal() else ""
    words = (_first_word(citation.publisher) or "source", year, _first_word(citation.title))
    return f"{''.join(words)}-{citation.text_digest}"


def store_key(head: About) -> str:
    """Return the key of the store itself."""
    digest = blake2b(head.store.encode(), digest_size=5).hexdigest()
    return f"dateline{_first_word(head.store)}-{digest}"


def _first_word(text: str) -> str:
    words = _WORD.findall(fold_long(text[:200]))
    return next((word for word in words if word not in _ARTICLES), "")[:_LONGEST_WORD]
