"""`dateline export`: events in a format that other programs read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, BinaryIO, Final

from store.commands.output import say, tell, text_width
from store.commands.parsing import CallError, add_query, add_store, nearest
from store.commands.stores import asked, nothing_found, open_store, progress_for, select, store_path
from store.exporters import BY_NAME, FORMATS, Format, Options, formats_of
from store.exporters.running import not_in_it, refuse_own_store, run_export
from store.text import one_line

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.timeline import Timeline

NAME: Final = "export"
HELP: Final = "events as CSV, GeoJSON, a calendar, a page and more"
EXAMPLES: Final = (
    "dateline export -q 'offensive:manbij-offensive-2016 date:2016-06' -o manbij.html",
    "dateline export war.json -q 'deaths:>=10' --to geojson > deadly.geojson",
    "dateline export war.json -q 'source:SOHR' -o sohr.json --to store",
)
_STDOUT: Final = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_store(parser)
    add_query(parser)
    names = ", ".join(BY_NAME)
    parser.add_argument("--to", metavar="F", default="", help=f"the format: {names}; left out: by FILE's ending")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="left out: standard output")
    parser.add_argument("--title", metavar="T", default="", help="title of what is written; left out: the store's")
    parser.add_argument(
        "--with-articles", action="store_true", help="put the full text of articles in, where there is a place for it"
    )
    parser.add_argument(
        "--with-notes", action="store_true", help="put your own notes in; jsonl and store have them always"
    )
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
    parser.epilog = "\n".join(("formats:", *_format_lines(), "", parser.epilog or ""))


def run(args: argparse.Namespace) -> int:
    """Export events."""
    format_ = _format(args.to, args.output)
    if args.output not in ("", _STDOUT):
        refuse_own_store(Path(args.output), store_path(args.store))
    timeline = open_store(args.store)
    query = asked(timeline, args.query, args.view)
    events = select(timeline, query)
    if not events:
        tell(nothing_found(timeline, query))
    for remark in _write(format_, timeline, events, args):
        tell(one_line(remark))
    return 0


def _format(name: str, output: str) -> Format:
    """Return the format that a call asks for.

    Raises:
        CallError: It names none, or one that there is not.
    """
    if name:
        return _named(name)
    if output in ("", _STDOUT):
        raise CallError(f"Say which format, with --to: {', '.join(BY_NAME)}.")
    found = formats_of(Path(output).name)
    if len(found) == 1:
        return found[0]
    names = ", ".join(format_.name for format_ in found or FORMATS)
    if found:
        raise CallError(f"{output} could be of several formats; say which, with --to: {names}.")
    raise CallError(f"The name {output} does not tell the format; say it with --to: {names}.")


def _named(name: str) -> Format:
    folded = name.lower().lstrip(".")
    if folded in BY_NAME:
        return BY_NAME[folded]
    by_extension = [format_ for format_ in FORMATS if f".{folded}" in format_.extensions and folded != "json"]
    if by_extension:
        return by_extension[0]
    near = nearest(folded, BY_NAME)
    meant = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(BY_NAME)}."
    raise CallError(f'There is no format "{name}". {meant}')


def _write(format_: Format, timeline: Timeline, events: BitMap, args: argparse.Namespace) -> Sequence[str]:
    """Write, and return what to tell on standard error."""
    with progress_for(Path(args.output or format_.name), "Writing") as progress:
        options = Options(
            title=args.title,
            query=args.query,
            with_articles=args.with_articles,
            with_notes=args.with_notes,
            progress=progress,
        )
        if args.output in ("", _STDOUT):
            remarks = _to_standard_output(lambda out: format_.write(timeline, events, out, options))
            return [*remarks, *not_in_it(format_, timeline, with_articles=args.with_articles)]
        written, *remarks = run_export(timeline, events, format_, Path(args.output), options, force=args.force)
    say(written)
    return remarks


def _to_standard_output(write: Callable[[BinaryIO], Sequence[str]]) -> Sequence[str]:
    stream = sys.stdout
    if stream is None:  # closed by the caller (`>&-`)
        return ()
    stream.flush()
    binary: BinaryIO | None = getattr(stream, "buffer", None)
    if binary is not None:
        return write(binary)
    collected = BytesIO()  # somebody put a stream of text there
    remarks = write(collected)
    stream.write(collected.getvalue().decode())
    return remarks


def _format_lines() -> Iterator[str]:
    """Yield what each format is and what it has no place for, for the help."""
    for format_ in FORMATS:
        words = f"{format_.title} ({format_.extension}). {format_.loses or 'Nothing is lost.'}"
        yield from wrap(words, text_width(), initial_indent=f"  {format_.name:<12}", subsequent_indent=" " * 14)
