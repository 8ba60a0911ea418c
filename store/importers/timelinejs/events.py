"""From slides of TimelineJS to records.

- An event is an event; its group or tag is a tag, and what it shows a source: credited to whom, at which address.
- An era becomes an event that lasted, tagged `era`. It is not made an offensive, for an era may be a presidency.
- The title is no event. It becomes an article with the timeline's headline and introduction.
- A printed date that says more than the date is kept beside it.
"""

import re
from collections import Counter
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from store.dates import describe, parse
from store.dates.plain import read_date
from store.errors import DateError
from store.importers.htmltext import markdown, plain
from store.importers.protocol import CellError, content_id
from store.importers.timelinejs.dates import When, when_of
from store.importers.timelinejs.slide import Media, Slide
from store.model import Article, Event, Source
from store.text import fold, one_line, safe_url

ERA: Final = "era"
CURATED: Final = "curated"
"""What Dateline writes for the dataset of records that were written by hand."""

_ADDRESS: Final = re.compile(r"""(?:src|href|cite)\s*=\s*["']?((?:https?:)?//[^\s"'<>]{1,2000})""", re.IGNORECASE)
_QUOTE: Final = re.compile(r"<(?:blockquote|q)\b", re.IGNORECASE)
_WORDS: Final = re.compile(r"\w+")
_LONGEST_TITLE: Final = 120
"""Letters of a title that is made of the first words of the text."""
_LONGEST_ID: Final = 200


def event_of(slide: Slide) -> Event:
    """Return the event of a slide or an era, without an id.

    Raises:
        CellError: It has no date, or nothing to call it by.
    """
    when = _when(slide)
    source, rest = _source(slide.media)
    return Event(
        id="",
        date=when.edtf,
        title=_title(slide),
        date_note="" if slide.edtf else _date_note(slide, when),
        summary=_text(slide),
        sources=[source] if source else [],
        tags=list(dict.fromkeys([*map(plain, slide.tags), *([ERA] if slide.kind == ERA else [])])),
        extra=_joined(slide.extra, when.clocks, {"media": rest} if rest else {}),
    )


def _joined(*extras: Any) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for extra in extras:
        for key, value in extra.items():
            joined[key] = {**joined[key], **value} if isinstance(joined.get(key), dict) else value
    return joined


def article_of(slide: Slide, dataset: str) -> Article:
    """Return the article that a title becomes.

    Raises:
        CellError: It has no words.
    """
    source, rest = _source(slide.media)
    return Article(
        id=f"{dataset}:{_own_id(slide) or 'title'}",
        headline=_title(slide),
        publisher=source.publisher if source else "",
        url=source.url if source else "",
        body=_text(slide),
        note=source.title if source else "",
        extra=_joined(slide.extra, {"media": rest} if rest else {}),
    )


def _when(slide: Slide) -> When:
    if not slide.edtf:
        if slide.kind == ERA and not slide.end:
            raise CellError("", "", "an era needs two dates, its first and its last")
        return when_of(slide.start, slide.end, slide.date_column)
    try:
        return When(parse(slide.edtf).text, {})
    except DateError as error:
        raise CellError("edtf", one_line(slide.edtf)[:_LONGEST_ID], str(error)) from None


def _title(slide: Slide) -> str:
    """Return the headline, else the first words of the text or of what is shown."""
    if headline := plain(slide.headline):
        return headline
    words = next(filter(None, map(plain, (slide.text, slide.media.caption, slide.media.alt))), "")
    if not words:
        raise CellError(slide.title_column, "", "it must not be empty, for there is no text either")
    if len(words) <= _LONGEST_TITLE:
        return words
    return f"{words[:_LONGEST_TITLE].rpartition(' ')[0] or words[:_LONGEST_TITLE]} …"


def _text(slide: Slide) -> str:
    """Return the text, and the quotation that a slide may show in the place of a picture."""
    shown = markdown(slide.media.url) if _QUOTE.search(slide.media.url) else ""
    return "\n\n".join(filter(None, (markdown(slide.text), shown)))


def _date_note(slide: Slide, when: When) -> str:
    """Return the printed date, if it says more than the date or something else."""
    said = plain(slide.display_date)
    if not said or any(_same_words(said, describe(when.edtf, several=several)) for several in (False, True)):
        return ""
    try:
        read = read_date(said, today=1)
    except DateError:
        return said
    return "" if read == when.edtf else said


def _same_words(one: str, other: str) -> bool:
    return sorted(_WORDS.findall(fold(one))) == sorted(_WORDS.findall(fold(other)))


def _source(media: Media) -> tuple[Source | None, dict[str, str]]:
    """Return what is shown as a source, and what cannot be said of it so."""
    url = _address(media.url)
    publisher = plain(media.credit) or host_of(url)
    caption, alt = plain(media.caption), plain(media.alt)
    rest = {} if url or _QUOTE.search(media.url) else {"url": plain(media.url)}
    if not publisher:
        rest = {"caption": caption, "alt": alt, **rest}
        return None, {name: value for name, value in rest.items() if value}
    return (
        Source(publisher=publisher, title=caption or alt, url=url, note=alt if caption else ""),
        {name: value for name, value in rest.items() if value},
    )


def _address(text: str) -> str:
    """Return the address of what is shown, which may be given as HTML to embed it; empty when it must not be opened."""
    text = text.strip()
    if "<" in text:
        found = _ADDRESS.search(text)
        text = found[1].replace("&amp;", "&") if found else ""
    return safe_url(f"https:{text}" if text.startswith("//") else text)


def host_of(url: str) -> str:
    """Return whose site an address leads to; empty when it names none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _own_id(slide: Slide) -> str:
    own = one_line(slide.id)
    return own if len(own) <= _LONGEST_ID else content_id(own)


def identities(slides: list[tuple[Slide, Event]], dataset: str) -> list[tuple[str, str]]:
    """Return an id and an origin for each event of a timeline.

    A slide without an id of its own goes by its date and headline, so that it stays the same when its text is
    corrected. Where several share these, all of them go by their whole content instead.
    """
    names = Counter(_name(event) for slide, event in slides if not slide.id.strip())
    return [_identity(slide, event, dataset, names[_name(event)] > 1) for slide, event in slides]


def _name(event: Event) -> tuple[str, ...]:
    return event.date, event.title


def _identity(slide: Slide, event: Event, dataset: str, is_shared: bool) -> tuple[str, str]:
    own = _own_id(slide)
    if slide.dataset and slide.edtf and own:
        return own, _own_origin(own, one_line(slide.dataset))
    if not own:
        own = content_id(*_name(event), *([msgspec.json.encode(event).decode()] if is_shared else []))
    return f"{dataset}:{own}", f"{dataset}:{own}"


def _own_origin(own: str, dataset: str) -> str:
    """Return the origin of a record that Dateline wrote: its id has the dataset in front when it was imported."""
    if dataset == CURATED:
        return ""
    return own if own.startswith(f"{dataset}:") else f"{dataset}:{own}"
