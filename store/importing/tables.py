"""One table of the store that is imported into: what it has, and what is put into it."""

from collections.abc import Iterable, Iterator

from store.errors import UnsoundRecord
from store.importers.stamp import Stampable
from store.importing.comparing import Incoming, collisions, compared, merged
from store.importing.report import Outcome
from store.model import Record
from store.tables import StoredRecord
from store.validation import is_document_number, validate


class Table:
    """One table of the store: its records by id, and those that are added to it or take the place of others."""

    def __init__(self, name: str, documents: dict[str, StoredRecord]) -> None:
        self.name = name
        self._documents = documents
        self._numbers: dict[str, str] = {}
        self.added: dict[str, bytes] = {}
        """New records by id."""
        self.replaced: dict[str, bytes] = {}
        """Changed ones by document number."""
        self.collisions: list[tuple[str, str]] = []
        """Id and field of what a person has corrected and the source now says otherwise again."""
        self._index()

    def _index(self) -> None:
        for number, stored in self._documents.items():
            self._numbers.setdefault(stored.id, number)

    @property
    def ids(self) -> Iterable[str]:
        """The ids of all records that were there, sound or not."""
        return self._numbers.keys()

    def sound(self) -> Iterator[Record]:
        """Yield the records that were there and are sound."""
        for stored in self._documents.values():
            try:
                yield validate(self.name, stored.raw)
            except UnsoundRecord:
                continue

    def _number_of(self, record: Stampable) -> str | None:
        return self._numbers.get(record.id)

    def take(self, fresh: Incoming) -> Outcome:
        """Put a record into the table unless it is there, and return what that makes it."""
        number = self._number_of(fresh.record)
        if number is None:
            self._add(fresh)
            return "new"
        raw = self._documents[number].raw
        if raw == fresh.raw:
            return "unchanged"
        try:
            stored = validate(self.name, raw)
        except UnsoundRecord:
            return "kept"
        assert isinstance(stored, Stampable)
        outcome = compared(stored, fresh)
        if outcome == "changed":
            self.collisions += [(stored.id, field) for field in collisions(raw, stored, fresh)]
            self._replace(number, merged(raw, stored, fresh))
        return outcome

    def _add(self, fresh: Incoming) -> None:
        self.added[fresh.record.id] = fresh.raw

    def _replace(self, number: str, raw: bytes) -> None:
        self.replaced[number] = raw

    def documents(self) -> dict[str, StoredRecord]:
        """Return all records by document number, the new ones at the end."""
        result = {
            number: StoredRecord(self.replaced[number]) if number in self.replaced else stored
            for number, stored in self._documents.items()
        }
        result.update(zip(self._free_numbers(), map(StoredRecord, self.added.values()), strict=False))
        return result

    def _free_numbers(self) -> Iterator[str]:
        number = max((int(number) for number in self._documents if is_document_number(number)), default=0)
        while True:
            number += 1
            yield str(number)
