"""Where imported data comes from: one stream that can be read from its beginning more than once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, NamedTuple

from store.errors import ImportRefused
from store.importers.decoding import Decoding, decoding_of

HEAD_BYTES: Final = 1 << 16
"""As much of a source as its format is recognised by."""

MOST_WHOLE_BYTES: Final = 512 << 20
"""A format that has to be decoded whole (JSON, iCalendar) is read up to this size; in memory it takes tenfold."""

LONGEST_LINE: Final = 16 << 20
"""A longer line is no row; the rest of it is passed over without ever being in memory."""

PACKED: Final = (".gz", ".gzip")


class Stream(NamedTuple):
    """An open source."""

    file: BinaryIO
    """Its bytes, unpacked."""
    position: Callable[[], int]
    """How many bytes on the disk were read for them."""


class Head:
    """The beginning of a source, for `Importer.sniff`."""

    def __init__(self, name: str, data: bytes, decoding: Decoding) -> None:
        self.name = name
        """The file's name, of a member of an archive the member's; without folders."""
        self.data = data
        """At most `HEAD_BYTES`."""
        self.text = decoding.loosely(data)
        """The same as text; a character may be cut off at its end."""

    @property
    def suffix(self) -> str:
        """The end of the name in lower case, without `.gz`: ".csv"; empty if it has none."""
        return suffix_of(self.name)

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The cells of the first row as a table would have them, stripped and in lower case; empty for no table."""
        from store.importers.table import header_of

        return header_of(self.text)

    @cached_property
    def first_row(self) -> tuple[str, ...]:
        """The cells of the first row as they stand there, for a table that may have no header; empty for no table."""
        from store.importers.cells import first_row

        return first_row(self.text)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The names in the first row, in lower case."""
        return frozenset(self.header)


def suffix_of(name: str) -> str:
    """Return the end of a file's name in lower case, without that of its packing."""
    path = PurePosixPath(name.lower())
    return (path.with_suffix("") if path.suffix in PACKED else path).suffix


class Source:
    """One stream of data. Made by `store.importers.opening.sources`."""

    def __init__(
        self,
        name: str,
        label: str,
        size: int,
        opener: Callable[[], Stream],
        encoding: str = "",
        *,
        is_member: bool = False,
    ) -> None:
        self.name = name
        """The file's name without folders, of a member of an archive the member's."""
        self.label = label
        """What messages call it: the path as it was given, and the member behind it."""
        self.size = size
        """Bytes that it takes on the disk, packed or not: `position` grows up to it. 0 if that is not known."""
        self.is_member = is_member
        """Whether it is one of several in an archive, some of which may not be for us."""
        self.path: Path | None = None
        """The file, where it is one that is not packed."""
        self.notes: list[str] = []
        """What the report should say of the reading."""
        self.is_partial = False
        """Whether it is a file of rejects: what it does not hold is not gone."""
        self.attribution = ""
        """The line that the store has to show for its data; a reader sets it when the data ask for one."""
        self.header: tuple[str, ...] = ()
        """The cells of its header row as they stand in it, once a table has been read."""
        self.delimiter = ","
        """What stands between its cells, once a table has been read."""
        self._opener = opener
        self._encoding = encoding
        self._stream: Stream | None = None

    @property
    def position(self) -> int:
        """How many of the bytes on the disk are read."""
        return self._stream.position() if self._stream else 0

    @cached_property
    def decoding(self) -> Decoding:
        """How its bytes are text."""
        return decoding_of(self._head_bytes, self._encoding, self.label)

    @cached_property
    def head(self) -> Head:
        """Its beginning."""
        return Head(self.name, self._head_bytes, self.decoding)

    @cached_property
    def _head_bytes(self) -> bytes:
        with self.opened() as file:
            return file.read(HEAD_BYTES)

    def note(self, sentence: str) -> None:
        """Have the report say something of this source, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open the unpacked bytes; reading them raises `StoreError` when they are broken or unpack to too much."""
        self._stream = self._opener()
        try:
            with self._stream.file as file:
                yield file
        finally:
            self._stream = None

    def whole(self) -> bytes:
        """Return all bytes.

        Raises:
            StoreError: They cannot be read, or there are too many for a format that has to be read whole.
        """
        with self.opened() as file:
            data = file.read(MOST_WHOLE_BYTES + 1)
        if len(data) > MOST_WHOLE_BYTES:
            raise ImportRefused(
                f"{self.label} holds more than {MOST_WHOLE_BYTES >> 20} MB, which is too much for a format that has "
                "to be read whole. Split it, or save it as CSV or JSON Lines."
            )
        return data

    def text(self) -> str:
        """Return all text, without a byte order mark.

        Raises:
            StoreError: It cannot be read, or there is too much for a format that has to be read whole.
        """
        return self.decoding.whole(self.whole(), self.note)

    def lines(self) -> Iterator[str]:
        """Yield each line with its line feed; one that is too long is cut off at `LONGEST_LINE` characters.

        Raises:
            StoreError: The source cannot be read.
        """
        decoding = self.decoding
        with self.opened() as file:
            yield from decoding.lines(file, LONGEST_LINE, self.note)
