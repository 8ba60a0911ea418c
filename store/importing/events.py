"""The events of the store that is imported into, in the order of time."""

from collections.abc import Iterator
from typing import Final

import msgspec

from store.dates import parse_span
from store.errors import DateError
from store.importers.stamp import Stampable
from store.importing.comparing import Incoming
from store.importing.report import Outcome
from store.importing.tables import Table
from store.model import Event
from store.tables import StoredRecord

When = tuple[int, int, str]
"""Where an event stands in the order of time: first day, last day, id."""


class _Key(msgspec.Struct):
    """What is looked at of every event that is there already."""

    id: str
    date: str = ""
    origin: str = ""


_KEY: Final = msgspec.json.Decoder(_Key)


class Events(Table):
    """The events, which are found by their origin too, and stand in the order of time."""

    def _index(self) -> None:
        self._origins: dict[str, str] = {}
        self._whens: list[When | None] = []
        for number, stored in self._documents.items():
            try:
                key = _KEY.decode(stored.raw)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                self._numbers.setdefault(stored.id, number)
                self._whens.append(None)
                continue
            self._numbers.setdefault(key.id, number)
            if key.origin:
                self._origins.setdefault(key.origin, number)
            self._whens.append(_when(key.date, key.id))
        self._new_whens: dict[str, When] = {}
        self._moved: dict[str, When] = {}

    def _number_of(self, record: Stampable) -> str | None:
        assert isinstance(record, Event)
        return self._origins.get(record.origin) or self._numbers.get(record.id)

    def take_at(self, fresh: Incoming, span: tuple[int, int]) -> Outcome:
        """Put an event into the table as `take` does.

        Args:
            fresh: The event.
            span: Its first and last day.
        """
        outcome = self.take(fresh)
        if outcome == "new":
            self._new_whens[fresh.record.id] = (*span, fresh.record.id)
        elif outcome == "changed" and (number := self._number_of(fresh.record)):
            self._moved[number] = (*span, fresh.record.id)
        return outcome

    def origins(self, dataset: str) -> Iterator[tuple[str, str]]:
        """Yield origin and id of each event of a dataset that was there."""
        ids = {number: record_id for record_id, number in self._numbers.items()}
        for origin, number in self._origins.items():
            if origin.startswith(f"{dataset}:"):
                yield origin, ids.get(number, origin)

    def documents(self) -> dict[str, StoredRecord]:
        """Return all events by document number: those that were there in their order, new ones where their day is.

        Events whose date has changed are put at their new day too.
        """
        numbers = list(self._documents)
        stay = [
            (number, when)
            for number, when in zip(numbers, self._whens, strict=True)
            if number not in self._moved or self._moved[number] == when
        ]
        staying = {number for number, _when in stay}
        come = [
            (when, number, StoredRecord(self.replaced[number]))
            for number, when in self._moved.items()
            if number not in staying
        ]
        new = sorted((when, self.added[record_id]) for record_id, when in self._new_whens.items())
        come += [
            (when, number, StoredRecord(raw)) for (when, raw), number in zip(new, self._free_numbers(), strict=False)
        ]
        come.sort(key=lambda item: item[0])
        return dict(self._interleaved(stay, come))

    def _interleaved(
        self, stay: list[tuple[str, When | None]], come: list[tuple[When, str, StoredRecord]]
    ) -> Iterator[tuple[str, StoredRecord]]:
        """Yield events in the order of time, without changing that of those which stay."""
        at = 0
        latest: When | None = None
        for number, when in stay:
            if when is not None and (latest is None or when > latest):
                latest = when
                while at < len(come) and come[at][0] < latest:
                    yield come[at][1:]
                    at += 1
            raw = self.replaced.get(number)
            yield number, self._documents[number] if raw is None else StoredRecord(raw)
        for _when, number, stored in come[at:]:
            yield number, stored


def _when(date: str, record_id: str) -> When | None:
    try:
        earliest, latest, _start_known = parse_span(date)
    except DateError:
        return None
    return earliest, latest, record_id
