"""What an import did, or would do."""

from typing import Final, Literal

import msgspec

from store.importers.resolve import Match
from store.model import Event

Outcome = Literal["new", "changed", "unchanged", "kept", "repeated", "rejected"]
"""What becomes of a piece of a source.

`kept`: the store's own record stays, because a person has edited it since it was imported, or wrote it, or because a
format brings it that cannot hold what the store has of it. `repeated`: it stands in the source a second time, with
nothing different.
"""

OUTCOMES: Final[tuple[Outcome, ...]] = ("new", "changed", "unchanged", "kept", "repeated", "rejected")

MOST_LISTED: Final = 1000
"""Rejects and ids in a report; a file of rejects has all of them."""
MOST_SAMPLES: Final = 5


class Reject(msgspec.Struct, frozen=True):
    """One piece that could not be imported."""

    file: str
    line: int
    column: str
    value: str
    reason: str


class Read(msgspec.Struct):
    """One source that was read."""

    file: str
    format: str
    dataset: str
    rows: int = 0
    """Pieces that could have been events, good or bad."""


class Report(msgspec.Struct):
    """What went in, and what became of it: the counts of `OUTCOMES` add up to the rows of `files`."""

    store: str
    is_dry_run: bool = False
    files: list[Read] = []
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    repeated: int = 0
    rejected: int = 0
    gone: int = 0
    """Events that earlier imports of these datasets brought and the sources no longer have. They stay."""
    added: dict[str, int] = {}
    """New records by table that came with the events and were no pieces of their own: actors and places."""
    others: dict[Outcome, dict[str, int]] = {}
    """How many of these counts were other records than events, by table: a store has them as pieces of their own."""
    matches: list[Match] = []
    """Names in the sources, and which of the store's actors and places they were taken for."""
    kept_ids: list[str] = []
    gone_ids: list[str] = []
    rejects: list[Reject] = []
    rejects_files: list[str] = []
    """Where all rejects were written."""
    notes: list[str] = []
    samples: list[Event] = []
    """A few events as they were, or would be, added or changed."""
    seconds: float = 0.0

    @property
    def rows(self) -> int:
        """How many pieces were read."""
        return sum(read.rows for read in self.files)

    @property
    def written(self) -> int:
        """How many pieces the store gained or had changed."""
        return self.new + self.changed

    def count(self, outcome: Outcome) -> None:
        """Count what became of one piece."""
        setattr(self, outcome, getattr(self, outcome) + 1)

    def note_other(self, outcome: Outcome, table: str) -> None:
        """Note that a piece that is counted is no event."""
        tables = self.others.setdefault(outcome, {})
        tables[table] = tables.get(table, 0) + 1

    def by_table(self, outcome: Outcome) -> dict[str, int]:
        """Return one of the counts by table; empty where the sources have nothing but events."""
        count = getattr(self, outcome)
        if not self.others or not count or outcome == "rejected":
            return {}
        others = self.others.get(outcome, {})
        found = {"events": count - sum(others.values()), **others}
        return {table: found[table] for table in found if found[table]}

    def check(self) -> None:
        """Make sure that as many pieces came out as went in."""
        out = sum(getattr(self, outcome) for outcome in OUTCOMES)
        assert out == self.rows, f"{self.rows} rows were read, but {out} are accounted for"
