"""What a format's reader is given and what it gives back.

A new format is one module in `store/importers/formats` with a constant `IMPORTER` that has what `Importer` asks for:

    class Leaflets:
        name = "leaflets"
        title = "leaflets as CSV"
        extensions = (".csv",)
        dataset = "leaflets"
        frame = None  # rejected rows are written as CSV

        def sniff(self, head: Head) -> Confidence:
            return Confidence.CERTAIN if {"dropped_on", "leaflet"} <= head.columns else Confidence.NO

        def read(self, source: Source, options: Options, names: Names) -> Iterator[Item]:
            for row in read_table(source):  # store.importers.table
                if isinstance(row, Rejected):
                    yield row
                    continue
                try:
                    yield Converted(event=leaflet(row.cells, names), line=row.line, raw=row.raw)
                except CellError as error:
                    yield reject(row, error)

    IMPORTER = Leaflets()

A reader yields one item for everything in the source that could have been an event, so that what went in is what came
out. It converts and invents nothing, and it does not compare with the store: `store.importing` finds what is new.

What a reader may rely on, and has to keep to:

- Actors and places go through `names`, which returns the store's own record or a new one. What `names` is asked for
  in a row that is then rejected leaves no trace.
- What is read from one row depends on that row and `names` alone, never on the rows before it: the same rows in
  another order give the same store.
- `event.origin` is `DATASET:ID` with an id that stays the same in the next release of the same data; `event.id` is the
  same text. Without an id of its own a row gets one from its content (`content_id`).
- Records whose ids are references (`Participant.id`, `Event.place`, `Actor.parent`) get them from what `names` returns.
- `source.note` puts a sentence into the report, `source.attribution` a line into the store's attribution.
- Text is cleaned as it is read (`store.text.clean`, `one_line`); a row may hold anything.
- Only `StoreError` may be raised, for a source that cannot be read at all.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec

from store.model import Actor, Article, Event, Offensive, Place

if TYPE_CHECKING:
    from store.importers.source import Head, Source

REASON: Final = "reject_reason"
"""Column or key that a file of rejects has besides its own; readers leave it out (`read_table` does so by itself)."""


class Confidence(IntEnum):
    """How sure a reader is that a source is of its format; the surest one reads it."""

    NO = 0
    POSSIBLE = 1
    """It can be read if need be: any CSV with a date."""
    LIKELY = 2
    CERTAIN = 3
    """It has names that no other format has."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the user said of the sources."""

    dataset: str
    """The name before the colon of an origin: as the user says, else the importer's, else the file's name."""
    mapping: Mapping[str, str] = {}
    """Column by field ("date": "when"), as given with `--map`; column names compare without case."""
    encoding: str = ""
    """Empty: found out."""


Raw = Sequence[str] | Mapping[str, Any] | str
"""A rejected piece as it stood in its source: the cells of a row, a JSON object, or text such as a VEVENT."""


class Converted(msgspec.Struct, frozen=True, kw_only=True):
    """What one row or piece of a source gave."""

    event: Event | None = None
    others: tuple[Offensive | Article, ...] = ()
    """Further records, that the event refers to or that stand for themselves; their ids carry the dataset's name."""
    line: int
    """Where it began in the source, from 1; the number of the piece where lines tell nothing."""
    raw: Raw = ""
    """As in `Rejected`: what is told of a row that turns out to be there twice."""


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """A row or piece that cannot be an event, and why."""

    line: int
    column: str = ""
    """Column, key or property that is at fault; empty: the piece as a whole."""
    value: str = ""
    """What stands there."""
    reason: str
    """Why that does not do, to be read behind column and value: "expected a date such as 2016-06-04"."""
    raw: Raw = ""


Item = Converted | Rejected


class Frame(msgspec.Struct, frozen=True):
    """How rejected pieces of a format that is no table are put into a file that the format's reader reads again.

    Each piece is an object, which gets the key `REASON`, or text that has its reason in it already.
    """

    before: str = ""
    between: str = "\n"
    after: str = "\n"


JSON_LINES: Final = Frame()


class Names(Protocol):
    """The actors and places of the store that is imported into, and those that the import adds."""

    def actor(self, draft: Actor) -> Actor:
        """Return the store's actor that goes by the draft's name or one of its aliases, else a new one.

        Args:
            draft: What the source says of it. Its id may be empty: a new actor gets one from dataset and name.
        """

    def actors(self, text: str, separator: str = ", ", draft: Actor | None = None) -> list[Actor]:
        """Return the actors of a list in one cell; names that hold the separator themselves are tried first.

        Args:
            text: The cell.
            separator: What stands between names.
            draft: What is known of each but its name.
        """

    def is_actor(self, name: str) -> bool:
        """Tell whether the store has an actor that goes by that name."""

    def place(self, draft: Place, known_as: str = "") -> Place:
        """Return the store's place of that name near that point, or a town or point at the very spot, else a new one.

        Without coordinates it is the only place of that name, in the draft's country if one is given.

        Args:
            draft: What the source says of it; its id may be empty.
            known_as: What the source calls it, to be tried before the draft's name and aliases.
        """


class Importer(Protocol):
    """A reader of one format."""

    @property
    def name(self) -> str:
        """What one types after `--format`."""

    @property
    def title(self) -> str:
        """What people call it: "UCDP GED"."""

    @property
    def extensions(self) -> tuple[str, ...]:
        """Ends of file names that it may have, in lower case and without `.gz`: (".csv",)."""

    @property
    def dataset(self) -> str:
        """What its origins begin with when the user names no dataset; empty: the source's file name."""

    @property
    def frame(self) -> Frame | None:
        """How its rejected pieces are written; None: as the CSV that they were."""

    def sniff(self, head: "Head") -> Confidence:
        """Say from a source's name and beginning whether it is of this format."""

    def read(self, source: "Source", options: Options, names: Names) -> Iterator[Item]:
        """Yield what the source holds, piece by piece.

        Raises:
            StoreError: It cannot be read at all; the message says what to do.
        """


class CellError(ValueError):
    """A cell that its event cannot do without, and why it does not do."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column} is {value!r}: {reason}")
        self.column = column
        self.value = value
        self.reason = reason


def content_id(*parts: str) -> str:
    """Return an id for a piece that has none of its own: the same text gives the same id."""
    text = "\x1f".join(parts).encode(errors="replace")
    return hashlib.blake2b(text, digest_size=6).hexdigest()
