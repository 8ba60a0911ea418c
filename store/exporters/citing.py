"""Sources as they are cited: one citation for each text, however many events rest on it."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from msgspec import Struct, structs

from store.model import Article, Event, Source
from store.reading.words import date_words
from store.text import fold, one_line, safe_url
from store.timeline import Timeline

_RECORD_WORD: Final = re.compile(r"[\s,;:#]*\b(?:event|record|row|id|no\.?)[\s#]*$", re.IGNORECASE)


class Citation(Struct, frozen=True):
    """A text that events rest on; every part is clean, on one line, and empty when it is not known."""

    publisher: str
    title: str = ""
    author: str = ""
    url: str = ""
    """Safe to open."""
    date: str = ""
    """EDTF."""
    note: str = ""
    language: str = ""
    is_dataset: bool = False

    @property
    def digest(self) -> bytes:
        """What stands for it where many are remembered."""
        return blake2b("\x1f".join((*self._named, self.note)).encode(), digest_size=12).digest()

    @property
    def text_digest(self) -> str:
        """What stands for the text that is cited, whatever an event notes about it: letters and digits."""
        return blake2b("\x1f".join(self._named).encode(), digest_size=5).hexdigest()

    @property
    def _named(self) -> tuple[str, ...]:
        return self.publisher, self.title, self.author, self.url, self.date

    def words(self) -> str:
        """Return it as a reader knows it, without its address."""
        title = f"“{self.title}”" if self.title else ""
        parts = (self.author, title, self.publisher, date_words(self.date), self.note)
        return ", ".join(filter(None, parts)) or self.url or "a source that is not named"


def cite(source: Source) -> Citation:
    """Return the citation of a source."""
    return Citation(
        publisher=one_line(source.publisher),
        title=one_line(source.title),
        author=one_line(source.author),
        url=safe_url(source.url),
        date=one_line(source.date),
        note=one_line(source.note),
    )


def cite_article(article: Article) -> Citation:
    """Return the citation of an article; of the time at which it was published, the day is cited."""
    return Citation(
        publisher=one_line(article.publisher),
        title=one_line(article.headline),
        author=one_line(article.author),
        url=safe_url(article.url),
        date=_day(one_line(article.published)),
        note=one_line(article.note),
        language=one_line(article.language),
    )


def _day(moment: str) -> str:
    return moment.partition("T")[0]


def citations(event: Event, timeline: Timeline) -> list[Citation]:
    """Return what an event cites: its sources in their order, then the articles that are not among them."""
    dataset, _colon, record = event.origin.partition(":")
    found = [_of_dataset(cite(source), dataset, record) for source in event.sources]
    for id_ in event.articles:
        if (article := timeline.articles.get(id_)) is not None:
            cited = cite_article(article)
            if not any(_is_same(cited, other) for other in found):
                found.append(cited)
    return found


def _is_same(one: Citation, other: Citation) -> bool:
    if one.url and other.url:
        return one.url == other.url
    return (one.publisher, one.title) == (other.publisher, other.title)


def _of_dataset(citation: Citation, dataset: str, record: str) -> Citation:
    """Mark the citation of the dataset that an event is from.

    An importer names its record in the title ("UCDP GED, event 224088"). That number is the event's; the text
    that is cited is the dataset, once.
    """
    if not dataset or fold(dataset) not in fold(citation.publisher):
        return citation
    title = citation.title
    if record and title.endswith(record) and not title.removesuffix(record)[-1:].isalnum():
        title = _RECORD_WORD.sub("", title.removesuffix(record)).rstrip(" ,;:#") or title
    return structs.replace(citation, title=title, is_dataset=True)


def dataset_record(event: Event) -> str:
    """Return the number of an imported event in its dataset; empty for one that a person wrote."""
    return one_line(event.origin.partition(":")[2])


class Numbers:
    """The numbers of footnotes: a text gets the next one when it is first cited, and keeps it.

    Digests are remembered, not texts: the list of footnotes is made in a second pass, which meets them in this order.
    """

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, citation: Citation) -> int:
        """Return the number of a citation, from 1."""
        return self._numbers.setdefault(citation.digest, len(self._numbers) + 1)


class Seen:
    """Tells which texts were met before; a text counts once, whatever events note about it."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def fresh(self, found: list[Citation]) -> Iterator[Citation]:
        """Yield those that were not met before."""
        for citation in found:
            if citation.text_digest not in self._seen:
                self._seen.add(citation.text_digest)
                yield citation
