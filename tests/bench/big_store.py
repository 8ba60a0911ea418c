"""Make a store of any number of events from a UCDP GED file, to measure with.

A file with fewer rows than wanted is repeated: each copy has new ids and lies 365 days before the last one, and after
70 of them they begin again. The shape of the texts, the actors and the places stays real, while dates and numbers do
not. The same file and the same number of rows give the same store, byte for byte.
"""

import argparse
import csv
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from store.importers.known import Known
from store.importers.ucdp import convert
from store.importers.ucdp_codes import RowError
from store.model import FORMAT, VERSION, Event, Meta
from store.storage import write_store

DAYS_BETWEEN_COPIES: Final = 365
MOST_YEARS_BACK: Final = 70
"""Earlier dates would look like mistakes, to the importer too."""
FIRST_COPIED_ID: Final = 10_000_000
"""Ids of the dataset have six digits."""
ROWS_BETWEEN_REPORTS: Final = 5000


def main() -> int:
    """Read the arguments, write the store and say how long it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.big_store", description=__doc__)
    parser.add_argument("csv", type=Path, help="a UCDP GED file, in the columns of any release")
    parser.add_argument("out", type=Path, help="the store; one that is there already is replaced")
    parser.add_argument("--rows", type=int, help="how many events to make; as many as the file has, if left out")
    args = parser.parse_args()
    started = time.perf_counter()
    conversion = Conversion(repeated(args.csv, args.rows))
    meta = Meta(format=FORMAT, version=VERSION, title=f"{args.csv.stem}, for measuring")
    known = conversion.known
    # the tables are written one after the other: actors and places are complete when their turn comes
    tables = {"events": conversion.events(), "actors": known.actors.values(), "places": known.places.values()}
    write_store(args.out, meta, tables, replace=True)
    size = args.out.stat().st_size / 1e6
    seconds = time.perf_counter() - started
    print(f"\r{conversion.made:,} events, {size:,.0f} MB in {seconds:.1f} s", file=sys.stderr)
    if conversion.refused:
        print(f"{conversion.refused:,} rows left out, the first because {conversion.first_refusal}", file=sys.stderr)
    return 0


def repeated(path: Path, count: int | None) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a file, over and over until there are `count` of them."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(islice(csv.DictReader(file), count))
    yield from rows
    for number in range(len(rows), count if rows and count else 0):
        copy, at = divmod(number, len(rows))
        yield {
            **rows[at],
            "id": str(FIRST_COPIED_ID + number),
            **_earlier(rows[at], copy % MOST_YEARS_BACK * DAYS_BETWEEN_COPIES),
        }


def _earlier(row: Mapping[str, str], days: int) -> dict[str, str]:
    first, last = (date.fromisoformat(row[name][:10]) - timedelta(days) for name in ("date_start", "date_end"))
    return {"date_start": str(first), "date_end": str(last), "year": str(first.year)}


class Conversion:
    """Rows on their way to events, with what became of them."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._rows = rows
        self.known = Known()
        self.made = 0
        self.refused = 0
        self.first_refusal = ""

    def events(self) -> Iterator[Event]:
        """Yield the event of each row that makes one."""
        for number, row in enumerate(self._rows, 1):
            if not number % ROWS_BETWEEN_REPORTS:
                print(f"\r{number:,} rows", end="", file=sys.stderr, flush=True)
            try:
                converted = convert(row, self.known)
            except RowError as error:
                self.first_refusal = self.first_refusal or f"in row {number} {error}"
                self.refused += 1
                continue
            self.known.add(converted.actors, converted.places)
            self.made += 1
            yield converted.event


if __name__ == "__main__":
    sys.exit(main())
