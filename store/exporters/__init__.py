"""Exporters: any set of events, written in a format that other programs read.

A new format is one module here with a function `write` (see `Exporter`) and one entry in `FORMATS`. The modules are
imported when they are used: to name the formats costs nothing.

What every exporter keeps to:

- Every event that is asked for is written, in the order of time, one after the other; there are no caps, and what is
  remembered on the way is a few bytes an event at most.
- No date becomes surer than the record has it, unknown figures stay unknown, and each claim keeps who says so.
- Texts are cleaned (`store.text`), or escaped where they must stay exactly as they are; only http(s) links are links.
- The store's licence and attribution are inside, and each event says from which dataset it is.
- The same events give the same bytes: there is no clock in here, nor an order that depends on a run.
- The full text of articles, which others may own, is left out unless it is asked for; so are the user's own notes, but
  for the two formats that lose nothing (`Format.is_exact`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol, cast

if TYPE_CHECKING:
    from pyroaring import BitMap

    from store.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever exports can choose."""

    title: str = ""
    """Title of what is written; empty: the store's."""
    query: str = ""
    """The query that chose the events, to be printed with them."""
    with_articles: bool = False
    """Whether the full text of articles goes in."""
    with_notes: bool = False
    """Whether the user's own notes go in."""
    progress: Callable[[int, int], None] | None = None
    """Told now and then how many events of how many are written; it may raise to stop."""


class Exporter(Protocol):
    """What a module of this package has."""

    def write(self, timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
        """Write events to a binary file, and return what its reader should know of this export, in sentences.

        Args:
            timeline: Where the events are.
            events: Their ordinals.
            out: Gets the bytes as they come; it is not closed.
            options: What to put in.

        Raises:
            StoreChanged: The store's file was changed by another program since it was read.
        """


@dataclass(frozen=True, slots=True)
class Format:
    """A format that events can be written in."""

    name: str
    """What one types."""
    title: str
    """What people call it."""
    extensions: tuple[str, ...]
    """Ends of file names that mean it, the usual one first."""
    module: str
    loses: str
    """What it has no place for, in a sentence; empty: nothing is lost."""
    is_exact: bool = False
    """Whether it holds the records themselves, so that they can be imported again as they were."""
    holds_articles: bool = False
    """Whether there is a place for the full text of articles."""
    holds_attribution: bool = True
    """Whether there is a place for the store's licence and attribution."""

    @property
    def extension(self) -> str:
        """The usual end of a file's name."""
        return self.extensions[0]

    def write(self, timeline: Timeline, events: BitMap, out: BinaryIO, options: Options) -> Sequence[str]:
        """Write events; see `Exporter.write`."""
        exporter = cast(Exporter, import_module(f"store.exporters.{self.module}"))
        return exporter.write(timeline, events, out, options)


FORMATS: Final[tuple[Format, ...]] = (
    Format("jsonl", "JSON Lines", (".jsonl", ".ndjson"), "jsonl", "", is_exact=True, holds_articles=True),
    Format(
        "csv",
        "CSV",
        (".csv",),
        "csvtable",
        "A table has no place for licence and attribution: pass them on with it. A cell that a spreadsheet would take "
        "for a formula has an apostrophe in front.",
        holds_attribution=False,
    ),
    Format(
        "geojson",
        "GeoJSON",
        (".geojson", ".geo.json"),
        "geojson",
        "Where only the province or country is known there is no point on the map; the point that stands for it is "
        "in the properties.",
    ),
    Format(
        "timelinejs",
        "TimelineJS JSON",
        (".timeline.json", ".timelinejs.json"),
        "timelinejs",
        "TimelineJS draws every span as if it lasted; the date that it prints says how much is known.",
    ),
    Format(
        "ics",
        "iCalendar",
        (".ics", ".ical"),
        "ics",
        "A calendar shows whole days: an uncertain date covers all its possible days, is marked tentative, and says "
        "so in its summary.",
    ),
    Format(
        "markdown",
        "Markdown",
        (".md", ".markdown"),
        "markdown",
        "It is written for reading: figures stand in sentences, coordinates are left out.",
        holds_articles=True,
    ),
    Format(
        "html",
        "HTML",
        (".html", ".htm"),
        "htmlpage",
        "It is written for reading: figures stand in sentences, coordinates are left out.",
        holds_articles=True,
    ),
    Format(
        "csl-json",
        "CSL-JSON",
        (".csl.json", ".csl"),
        "csljson",
        "Only the sources are in it, not the events that cite them.",
    ),
    Format(
        "bibtex",
        "BibTeX (biblatex)",
        (".bib",),
        "bibtex",
        "Only the sources are in it, not the events that cite them.",
    ),
    Format("store", "Dateline store", (".json",), "storefile", "", is_exact=True, holds_articles=True),
)
"""Every format; the command line, its help and the browser go through this."""

BY_NAME: Final = {format_.name: format_ for format_ in FORMATS}


def formats_of(name: str) -> list[Format]:
    """Return the formats that the end of a file's name may mean; several for one that says no more than JSON."""
    folded = name.lower()
    ends = {
        format_.name: max((len(end) for end in format_.extensions if folded.endswith(end)), default=0)
        for format_ in FORMATS
    }
    longest = max(ends.values())
    if longest == len(".json") and folded.endswith(".json"):
        return [format_ for format_ in FORMATS if any(end.endswith(".json") for end in format_.extensions)]
    return [format_ for format_ in FORMATS if longest and ends[format_.name] == longest]
