r"""BibTeX for biblatex: the sources that events cite, each once.

- Keys are those of `store.exporters.csljson`.
- The dataset that events are from is `@dataset`, a text with an address `@online`, any other `@misc`. Names of authors
  and publishers are in braces of their own: they stay as the store has them, and are not taken apart.
- `date` is EDTF, as biblatex 3.6 and later read it (level 1). A date of another kind is in `note`, in words.
- What LaTeX would take for a command is escaped; braces are `\textbraceleft{}`, so that they always pair. An address
  (`url`) is taken verbatim, the few characters that would end it are percent-encoded.
- The first entry is the store itself, with its licence and attribution, which stand in the comment at the top too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from pyroaring import BitMap

from store.exporters import Options
from store.exporters.about import About, about
from store.exporters.bibliography import entries, key_of, store_key
from store.exporters.citing import Citation
from store.reading.words import date_words
from store.text import one_line
from store.timeline import Timeline

_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "$&#%_"},
    }
)
_IN_URL: Final = str.maketrans({character: f"%{ord(character):02X}" for character in '{}\\"<>^`|'})
_POINT: Final = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?"
_BIBLATEX_DATE: Final = re.compile(
    rf"{_POINT}|(?:{_POINT}|\.\.)?/(?:{_POINT}|\.\.)?|[0-9]{{3}}X|[0-9]{{2}}XX|[0-9]{{4}}-(?:XX(?:-XX)?|[0-9]{{2}}-XX)"
)


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write the sources of events."""
    head = about(timeline, events, options)
    for line in (head.title, *head.lines()):
        out.write(f"% {one_line(line).replace('@', '(at)')}\n".encode())  # outside entries only "@" means something
    out.write(_entry("dataset", store_key(head), _store_fields(head)))
    for citation in entries(timeline, events, options):
        kind = "dataset" if citation.is_dataset else "online" if citation.url else "misc"
        out.write(_entry(kind, key_of(citation), _fields(citation)))
    return ()


def _entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> bytes:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"\n@{kind}{{{key},\n{lines}}}\n".encode()


def escaped(text: str) -> str:
    """Return a text on one line in which no character is LaTeX."""
    return one_line(text).translate(_ESCAPES)


def _store_fields(head: About) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{escaped(head.title)}}}"
    yield "note", escaped(" ".join(head.lines()))


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.author:
        yield "author", f"{{{escaped(citation.author)}}}"
    yield "title", f"{{{escaped(citation.title or citation.publisher)}}}"
    if citation.publisher:
        yield "publisher" if citation.is_dataset else "organization", f"{{{escaped(citation.publisher)}}}"
    is_date = _BIBLATEX_DATE.fullmatch(citation.date) is not None
    if is_date:
        yield "date", citation.date
    if citation.url:
        yield "url", citation.url.translate(_IN_URL)
    if citation.language:
        yield "language", escaped(citation.language)
    published = f"Published {date_words(citation.date)}" if citation.date and not is_date else ""
    if note := ". ".join(filter(None, (citation.note, published))):
        yield "note", escaped(note)
