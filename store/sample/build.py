"""Builds the bundled store from a folder of facts, the texts beside this file, and a UCDP GED file.

    python -m store.sample.build FACTS_DIR UCDP_CSV_GZ [OUTPUT]

The same input gives the same bytes: nothing depends on the day or the machine.
"""

import csv
import gzip
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from store.dates import parse_span
from store.importers.known import Known
from store.importers.stamp import KEY, content_hash
from store.importers.ucdp import convert
from store.model import FORMAT, VERSION, Actor, Event, Meta, Offensive, Place, Record, SavedView
from store.sample import BUNDLED, curated
from store.storage import write_store

FIRST_DAY: Final = "2016-05-01"
LAST_DAY: Final = "2016-08-31"
"""UCDP events that overlap these months are bundled."""

COLOURS: Final = {
    "Islamic State": "grey",
    "SDF and US-led coalition": "yellow",
    "Syrian government and allies": "red",
    "Syrian opposition": "green",
    "Turkey and allied rebels": "teal",
    "Iraqi government and allies": "purple",
    "Iraqi Kurdistan and allies": "orange",
    "Civilians": "blue",
    "Monitors and media": "slate",
    "Aid organisations": "pink",
}
"""The colours in which maps of this war usually draw its sides."""

VIEWS: Final = (
    SavedView(
        id="one-source",
        name="Only one source",
        query="origins:1",
        note="All that is claimed of these is one party's word, whoever passed it on.",
    ),
    SavedView(
        id="sources-disagree",
        name="Sources disagree",
        query="has:disagreement OR confidence:disputed",
        note="Those who tell of these give different figures, or contradict each other.",
    ),
    SavedView(
        id="race-june",
        name="The race, June 2016",
        query="(offensive:ithriyah-raqqa-offensive-june-2016 OR offensive:manbij-offensive-2016) date:2016-06",
        first="2016-06-01",
        last="2016-06-30",
        note="The army from Ithriyah and the SDF around Manbij, side by side.",
    ),
    SavedView(
        id="sdf-against-is",
        name="SDF against Islamic State",
        query="against:SDF,IS",
    ),
    SavedView(
        id="written-up",
        name="Written up from named sources",
        query="dataset:curated",
    ),
    SavedView(
        id="deadliest",
        name="Fifty killed or more",
        query="deaths:>=50",
    ),
)
"""Ways to look at the bundled store that show what a saved view is good for."""

PROSE: Final = Path(__file__).with_name("prose")

Tables = Mapping[str, Sequence[Record]]


def main(arguments: Sequence[str]) -> int:
    """Build the store that the arguments ask for; return the exit status."""
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    facts, dataset, *rest = (Path(argument) for argument in arguments)
    meta, tables = build(facts, dataset)
    target = rest[0] if rest else BUNDLED
    write_store(target, meta, tables, replace=True)
    print(", ".join(f"{len(records):,} {name}" for name, records in tables.items()), "->", target)
    return 0


def build(facts: Path, dataset: Path) -> tuple[Meta, Tables]:
    """Return the records of the bundled store."""
    prose = curated.Prose(PROSE)
    actors = [curated.actor(fact, prose.actors.get(fact["id"], {})) for fact in curated.read_facts(facts, "actors")]
    places = [curated.place(fact, prose.places.get(fact["id"], {})) for fact in curated.read_facts(facts, "places")]
    blocs = {actor.id: actor.bloc for actor in actors}
    events = [
        curated.event(fact, prose.events.get(fact["id"], {}), blocs) for fact in curated.read_facts(facts, "events")
    ]
    imported, known = _import_rows(rows(dataset), actors, places, prose.actors)
    offensives = [
        curated.offensive(fact, prose.offensives.get(fact["id"], {}), prose.tolls)
        for fact in curated.read_facts(facts, "offensives")
    ]
    offensives.sort(key=_when)
    both = sorted([*events, *imported], key=_when)
    meta = Meta(format=FORMAT, version=VERSION, created_by="python -m store.sample.build", **prose.store)
    return meta, {
        "offensives": offensives,
        "events": both,
        "actors": [replace(actor, colour=COLOURS.get(actor.bloc, "")) for actor in known.actors.values()],
        "places": list(known.places.values()),
        "articles": [curated.article(name, text) for name, text in prose.articles.items()],
        "views": list(VIEWS),
    }


def _when(record: Event | Offensive) -> tuple[int, int, str]:
    earliest, latest, _ = parse_span(record.date)
    return earliest, latest, record.id


def rows(dataset: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a gzipped UCDP GED file that fall within the bundled months."""
    with gzip.open(dataset, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["country"] == "Syria" and row["date_start"] <= LAST_DAY and row["date_end"] >= FIRST_DAY:
                yield row


def _import_rows(
    found: Iterable[Mapping[str, str]],
    actors: Sequence[Actor],
    places: Sequence[Place],
    written: Mapping[str, curated.Json],
) -> tuple[list[Event], Known]:
    """Convert rows in the order of their ids, and collect the actors and places that they add to the curated ones."""
    known = Known(actors, sorted(places, key=lambda place: place.precision == "area"))
    known.places = {place.id: place for place in places}
    known.add(Actor(id=name, **text) for name, text in written.items() if name.startswith("ucdp-"))
    used: set[str] = set()
    events = []
    for row in sorted(found, key=lambda row: int(row["id"])):
        converted = convert(row, known)
        known.add(converted.actors, converted.places)
        used.update(participant.id for participant in converted.event.actors)
        events.append(_stamped(converted.event))
    unused = [name for name in known.actors if name.startswith("ucdp-") and name not in used]
    if unused:
        raise ValueError(f"written up, but in no row: {', '.join(unused)}")
    return events, known


def _stamped(event: Event) -> Event:
    """Return an event as an import leaves it, so that a later one knows it again and sees what a person changed."""
    return replace(event, extra={**event.extra, KEY: content_hash(event)})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
