"""CSL-JSON: the sources that events cite, each once, for Zotero, pandoc and other programs that write bibliographies.

- `id` is made of publisher, year, title and a checksum of the citation: the same text has the same key in every export.
- What is known of a text is what the store says, so authors are `literal`, and the type is as much as can be told: the
  dataset that events are from is a `dataset`, a text with an address a `webpage`, other texts `article-newspaper`.
- An EDTF date becomes `date-parts`, `season` or `circa`; one that CSL cannot say becomes `literal`. Unless it is plain,
  it stands in `note` too, as `EDTF: ...`.
- The first item is the store itself, with its licence and attribution.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO, Final

from pyroaring import BitMap

from store.dates import describe, parse
from store.dates.edtf import Choice, Interval
from store.dates.parts import Part
from store.errors import DateError
from store.exporters import Options
from store.exporters.about import About, about
from store.exporters.bibliography import entries, key_of, store_key
from store.exporters.citing import Citation
from store.exporters.safe_json import encoded
from store.timeline import Timeline

_PARTS: Final = {"day": 3, "month": 2}


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write the sources of events."""
    head = about(timeline, events, options)
    out.write(b"[\n" + encoded(_store_item(head)))
    for citation in entries(timeline, events, options):
        out.write(b",\n" + encoded(item(citation)))
    out.write(b"\n]\n")
    return ()


def _store_item(head: About) -> dict[str, Any]:
    return _filled(
        {
            "id": store_key(head),
            "type": "dataset",
            "title": head.title,
            "note": "\n".join(head.lines()),
        }
    )


def item(citation: Citation) -> dict[str, Any]:
    """Return the item for a citation."""
    kind = "dataset" if citation.is_dataset else "webpage" if citation.url else "article-newspaper"
    is_plain = citation.date == "" or citation.date.replace("-", "").isdecimal()
    edtf = "" if is_plain else f"EDTF: {citation.date}"
    named_by = "publisher" if citation.is_dataset else "container-title"
    return _filled(
        {
            "id": key_of(citation),
            "type": kind,
            "title": citation.title,
            "author": [{"literal": citation.author}] if citation.author else [],
            named_by: citation.publisher,
            "issued": issued(citation.date),
            "URL": citation.url,
            "language": citation.language,
            "note": "\n".join(filter(None, (citation.note, edtf))),
        }
    )


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def issued(edtf: str) -> dict[str, Any]:
    """Return a date as CSL has it; empty for none."""
    if not edtf:
        return {}
    try:
        when = parse(edtf)
    except DateError:
        return {"literal": edtf}
    circa = {"circa": True} if when.approximate or when.uncertain else {}
    match when.shape:
        case Part(unit="season") as part:
            return {"date-parts": [[part.begins.year]], "season": int(part.text[5:7]) - 20, **circa}
        case Part() | Interval() if (parts := list(_date_parts(when.shape))) and all(parts):
            return {"date-parts": parts, **circa}
        case Choice() | Part() | Interval():
            return {"literal": describe(edtf)}


def _date_parts(shape: Part | Interval) -> Iterator[list[int]]:
    """Yield the points that a date names; an empty one where CSL has no way to say it."""
    for part in (shape,) if isinstance(shape, Part) else (shape.start, shape.end):
        if part is None or part.unit in ("season", "years") or part.one_day:
            yield []
        else:
            day = date.fromordinal(part.first)
            yield [day.year, day.month, day.day][: _PARTS.get(part.unit, 1)]
