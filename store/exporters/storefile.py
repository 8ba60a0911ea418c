"""A store of its own: the chosen events and every record that they need, in the format of `store.tables`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from pyroaring import BitMap

from store.exporters import Options
from store.exporters.about import about, meta_of
from store.exporters.jsonl import raw_events, texts_left_out, without_body
from store.exporters.needed import needed, raw_records
from store.exporters.safe_json import encoded, on_one_line
from store.model import TABLES
from store.timeline import Timeline


def write(timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
    """Write a store of these events."""
    from store.tables import lay_out

    meta = encoded(meta_of(timeline, events, about(timeline, events, options)))
    records = raw_records(timeline, needed(timeline, events), events)
    left_out = 0
    if not options.with_articles:
        short = {id_: without_body(raw) for id_, raw in records["articles"].items()}
        left_out = sum(short[id_] is not raw for id_, raw in records["articles"].items())
        records["articles"] = short
    tables = ((name, _numbered(_table(name, records, timeline, events, options))) for name in TABLES)
    for chunk in lay_out((("meta", _numbered([meta])), *tables)):
        out.write(chunk)
    return texts_left_out(left_out)


def _table(
    name: str, records: dict[str, dict[str, bytes]], timeline: Timeline, events: BitMap, options: Options
) -> Iterable[bytes]:
    return raw_events(timeline, events, options) if name == "events" else records[name].values()


def _numbered(raws: Iterable[bytes]) -> Iterator[bytes]:
    """Yield records on the lines of a store, each behind TinyDB's number for it."""
    return (b'"%d": %s' % (number, on_one_line(raw)) for number, raw in enumerate(raws, 1))
