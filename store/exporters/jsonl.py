r"""JSON Lines: the records themselves, a line each. Nothing is lost, and it reads as it was written.

The lines, in this order, are UTF-8 objects whose first field says what they are:

    {"schema":"dateline.meta/1","title":"The race for Raqqa","licence":"CC BY 4.0",...}
    {"schema":"dateline.offensive/1","id":"manbij-offensive-2016","name":"Manbij offensive",...}
    {"schema":"dateline.actor/1","id":"sdf","name":"Syrian Democratic Forces",...}
    {"schema":"dateline.place/1","id":"manbij","name":"Manbij","lat":36.5282,...}
    {"schema":"dateline.article/1","id":"independent-2016-06-04","headline":...}
    {"schema":"dateline.event/1","id":"ucdp:216348","date":"2016-06-04","title":...}

- A schema is `dateline.` and a table of the store in the singular, or `meta`, then `/` and the version of the store's
  format (`store.model.VERSION`). Lines with other schemas are for other readers.
- The other fields are the record as it stands in the store (`store.model`), those included that Dateline does not
  know. A field that is itself called `schema`, or that with underscores behind it, has one more underscore here.
- `meta` comes once, first. Its `extra.export` says what was exported: the store's title, the query, how many events of
  how many. Then come the records that the events need (`store.exporters.needed`), then the events in the order of time.
- An article comes without its `body` unless that was asked for.
- Characters that could drive a terminal stand as `\uXXXX`, which is the same value.
"""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

import msgspec
from pyroaring import BitMap

from store.exporters import Options
from store.exporters.about import about, meta_of
from store.exporters.needed import needed, raw_records
from store.exporters.safe_json import encoded, fields, object_of, on_one_line
from store.model import VERSION
from store.timeline import Timeline

_OURS: Final = re.compile("schema_*")
_MAY_BE_OURS: Final = re.compile(rb'"schema|\\u')


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write events, and the records that they need, as JSON Lines."""
    meta = msgspec.to_builtins(meta_of(timeline, events, about(timeline, events, options)))
    out.write(line("meta", encoded({name: meta[name] for name in meta if name not in ("format", "version")})))
    left_out = 0
    for table, records in raw_records(timeline, needed(timeline, events), events).items():
        for raw in records.values():
            kept = raw if table != "articles" or options.with_articles else without_body(raw)
            left_out += kept is not raw
            out.write(line(table.removesuffix("s"), kept))
    for raw in raw_events(timeline, events, options):
        out.write(line("event", raw))
    return texts_left_out(left_out)


def line(kind: str, raw: bytes) -> bytes:
    """Return the line for a record."""
    raw = on_one_line(raw)
    if _MAY_BE_OURS.search(raw):
        parts = fields(raw)
        if any(map(_OURS.fullmatch, parts)):
            raw = object_of({f"{name}_" if _OURS.fullmatch(name) else name: parts[name] for name in parts})
    return b'{"schema":"dateline.%s/%d",%s\n' % (kind.encode(), VERSION, raw[1:].lstrip())


def raw_events(timeline: Timeline, events: BitMap, options: Options) -> Iterator[bytes]:
    """Yield the records of events as they stand in the store, and report how far that is."""
    for number, ordinal in enumerate(events):
        if options.progress is not None and not number % 1000:
            options.progress(number, len(events))
        yield timeline.raw(ordinal)


def without_body(raw: bytes) -> bytes:
    """Return an article without its full text; the very same when it has none."""
    parts = fields(raw)
    if "body" not in parts:
        return raw
    return object_of({name: part for name, part in parts.items() if name != "body"})


def texts_left_out(count: int) -> Sequence[str]:
    """Say how many articles came without their text."""
    texts = "text of one article is" if count == 1 else f"texts of {count:,} articles are"
    return (f"The full {texts} left out; --with-articles puts it in.",) if count else ()
