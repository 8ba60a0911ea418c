"""What comes out of the sources on its way into the store: counted, compared, put or rejected."""

from typing import Final

from store.dates import parse_span
from store.errors import DateError, UnsoundRecord
from store.importers.protocol import Converted, Importer, Item, Options, Rejected
from store.importers.resolve import Resolver, slug
from store.importers.source import Source
from store.importers.stamp import Stampable
from store.importing.comparing import Incoming, incoming
from store.importing.rejects import RejectsFile
from store.importing.report import MOST_LISTED, MOST_SAMPLES, Outcome, Read, Reject, Report
from store.importing.request import Follower, Progress, Request
from store.importing.target import Target
from store.model import TABLES, Actor, Event, Place
from store.text import one_line

ROWS_BETWEEN_REPORTS: Final = 512
_MOST_OF_VALUE: Final = 200
"""Characters of a value in the report."""

_TABLE_OF: Final = {model: name for name, model in TABLES.items()}


class Intake:
    """One import under way."""

    def __init__(
        self, request: Request, target: Target, rejects: RejectsFile | None, follower: Follower | None, size: int
    ) -> None:
        self.target = target
        self.attributions: list[str] = []
        """Lines that the store has to show for what was read."""
        self._request = request
        self._rejects = rejects
        self._follower = follower
        self._size = size
        self._done = 0
        self._rows = 0
        self._report = Report(store=str(request.store), is_dry_run=request.is_dry_run)
        self._resolvers: dict[str, Resolver] = {}
        self._used_actors: set[str] = set()
        self._used_places: set[str] = set()
        self._seen: dict[str, tuple[str, int]] = {}
        self._partial: set[str] = set()

    def tell(self, position: int = 0, *, is_writing: bool = False) -> None:
        """Tell whoever waits how far the import is."""
        if self._follower is not None:
            self._follower(Progress(self._rows, self._done + position, self._size, is_writing))

    def read(self, source: Source, reader: Importer) -> None:
        """Read a source to its end.

        Raises:
            StoreError: It cannot be read.
        """
        request = self._request
        dataset = slug(request.dataset or reader.dataset or source.name.partition(".")[0] or reader.name)
        read = Read(file=source.label, format=reader.name, dataset=dataset)
        self._report.files.append(read)
        options = Options(dataset=dataset, mapping=request.mapping, encoding=request.encoding)
        for item in reader.read(source, options, self._names(dataset)):
            read.rows += 1
            self._rows += 1
            self._report.count(self._take(item, source, reader))
            if not self._rows % ROWS_BETWEEN_REPORTS:
                self.tell(source.position)
        self._done += source.size
        self._conclude(source, read)

    def _conclude(self, source: Source, read: Read) -> None:
        if not read.rows:
            source.note("It holds nothing that could be an event")
        self._report.notes += [f"{source.label}: {note}." for note in source.notes]
        if source.attribution and source.attribution not in self.attributions:
            self.attributions.append(source.attribution)
        if source.is_partial:
            self._partial.add(read.dataset)

    def _names(self, dataset: str) -> Resolver:
        """Return what resolves the names of a dataset; it knows what the sources before it have added."""
        if dataset not in self._resolvers:
            actors, places = self.target.actors(), self.target.places()
            for resolver in self._resolvers.values():
                more_actors, more_places = resolver.added(self._used_actors, self._used_places)
                actors += more_actors
                places += more_places
            ids = {*self.target.table("actors").ids, *self.target.table("places").ids}
            unsound = ids.difference([actor.id for actor in actors], [place.id for place in places])
            self._resolvers[dataset] = Resolver(dataset, actors, places, unsound)
        return self._resolvers[dataset]

    def _take(self, item: Item, source: Source, reader: Importer) -> Outcome:
        if isinstance(item, Converted):
            try:
                return self._put(item)
            except DateError as error:
                date = item.event.date if item.event else ""
                item = Rejected(line=item.line, column="date", value=date, reason=str(error), raw=item.raw)
            except UnsoundRecord as error:
                item = Rejected(line=item.line, reason=error.reason, raw=item.raw)
        self._reject(item, source, reader)
        return "rejected"

    def _reject(self, item: Rejected, source: Source, reader: Importer) -> None:
        if self._rejects is not None:
            self._rejects.add(item, source, reader.frame)
        if len(self._report.rejects) < MOST_LISTED:
            column, value = (one_line(text)[:_MOST_OF_VALUE] for text in (item.column, item.value))
            self._report.rejects.append(Reject(source.label, item.line, column, value, one_line(item.reason)))

    def _put(self, item: Converted) -> Outcome:
        """Put what one piece gave into the store.

        Raises:
            DateError: Its event's date is none.
            UnsoundRecord: It cannot be stored, or contradicts one before it.
        """
        first: Event | Stampable = item.event or item.others[0]
        fresh = incoming(_TABLE_OF[type(first)], first)
        others = [incoming(_TABLE_OF[type(record)], record) for record in item.others if record is not first]
        if isinstance(first, Event):
            earliest, latest, _start_known = parse_span(first.date)
        if self._is_repeated(fresh, item.line):
            if not isinstance(first, Event):
                self._report.note_other("repeated", _TABLE_OF[type(first)])
            return "repeated"
        if isinstance(first, Event):
            outcome = self.target.events.take_at(fresh, (earliest, latest))
            self._note(first, outcome)
        else:
            name = _TABLE_OF[type(first)]
            outcome = self.target.table(name).take(fresh)
            self._report.note_other(outcome, name)
        if outcome == "kept" and len(self._report.kept_ids) < MOST_LISTED:
            self._report.kept_ids.append(fresh.record.id)
        for other in others:
            self._add(other)
        return outcome

    def _is_repeated(self, fresh: Incoming, line: int) -> bool:
        key = (
            fresh.record.id if isinstance(fresh.record, Event) else f"{_TABLE_OF[type(fresh.record)]} {fresh.record.id}"
        )
        if not fresh.record.id:
            raise UnsoundRecord("events", "", "it has no id")
        before = self._seen.get(key)
        if before is None:
            self._seen[key] = (fresh.hash, line)
            return False
        if before[0] == fresh.hash:
            return True
        raise UnsoundRecord("events", key, f"{key} stands on line {before[1]:,} already, and says something else there")

    def _note(self, event: Event, outcome: Outcome) -> None:
        """Remember what the report says of an event."""
        if outcome == "kept":
            return
        self._used_actors.update([participant.id for participant in event.actors])
        self._used_places.add(event.place)
        if outcome != "unchanged" and len(self._report.samples) < MOST_SAMPLES:
            self._report.samples.append(event)

    def _add(self, fresh: Incoming) -> None:
        """Put a record that came with an event into the store."""
        name = _TABLE_OF[type(fresh.record)]
        table = self.target.table(name)
        is_known = fresh.record.id in table.added  # a piece of its own, or it came with another event
        if table.take(fresh) == "new" and not is_known:
            self._report.added[name] = self._report.added.get(name, 0) + 1

    def finish(self) -> Report:
        """Put the actors and places into the store that its new events name, and return the report."""
        report = self._report
        for dataset, resolver in self._resolvers.items():
            actors, places = resolver.added(self._used_actors, self._used_places)
            records: list[Actor | Place] = [*actors, *places]
            for record in records:
                self._add(incoming(_TABLE_OF[type(record)], record))
            report.matches += resolver.matches(self._used_actors | self._used_places)
            if dataset not in self._partial:
                self._find_gone(dataset)
        report.notes += [
            f"{one_line(record_id)[:80]}: the source now says something else of {one_line(field)[:80]}; your "
            "correction stays, and what the source says is kept beside it."
            for record_id, field in self.target.collisions()[:MOST_LISTED]
        ]
        report.check()
        return report

    def _find_gone(self, dataset: str) -> None:
        for origin, record_id in self.target.events.origins(dataset):
            if origin not in self._seen:
                self._report.gone += 1
                if len(self._report.gone_ids) < MOST_LISTED:
                    self._report.gone_ids.append(record_id)
