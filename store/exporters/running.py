"""One export: events from a timeline into a file, and what its reader should know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from store.errors import StoreExists
from store.exporters import Format, Options
from store.exporters.to_file import write_file
from store.text import one_line

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.timeline import Timeline


class ExportStopped(Exception):
    """Raised by whoever follows an export to stop it; no file is then made."""


def run_export(
    timeline: Timeline, events: BitMap, format_: Format, path: Path, options: Options, *, force: bool = False
) -> list[str]:
    """Write events to a file, whole or not at all.

    Args:
        timeline: Where the events are.
        events: Their ordinals.
        format_: What to write.
        path: The file to make.
        options: What to put in.
        force: Whether a file that is there may be replaced.

    Returns:
        Sentences: what was written, and what the format could not carry.

    Raises:
        StoreError: The file exists, cannot be written, or is the store itself; it is then as it was.
    """
    refuse_own_store(path, timeline.path)

    def write(out: BinaryIO) -> Sequence[str]:
        return format_.write(timeline, events, out, options)

    remarks = write_file(path, write, force=force)
    noun = "event" if len(events) == 1 else "events"
    said = f"{path} has {len(events):,} {noun} as {format_.title}."
    return [said, *map(one_line, remarks), *not_in_it(format_, timeline, with_articles=options.with_articles)]


def refuse_own_store(path: Path, store: Path | None) -> None:
    """Keep a store from being replaced by a part of itself.

    Raises:
        StoreExists: The file is the store.
    """
    try:
        is_same = store is not None and path.samefile(store)
    except (OSError, ValueError):
        return
    if is_same:
        raise StoreExists(f"{one_line(str(path))} is the store itself. Give the export another name.")


def not_in_it(format_: Format, timeline: Timeline, *, with_articles: bool) -> Iterator[str]:
    """Say what has to go with an export by other ways."""
    if with_articles and not format_.holds_articles:
        yield f"{format_.title} has no place for the text of articles; it is not in it."
    if not format_.holds_attribution:
        meta = timeline.meta
        owed = [f"Licence: {meta.licence}"] if meta.licence else []
        owed += [f"Attribution: {line}" for line in meta.attribution]
        if owed:
            yield f"{format_.title} has no place for this; pass it on with the file:"
            yield from map(one_line, owed)
