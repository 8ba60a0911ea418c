"""iCalendar (RFC 5545), read as calendars are written: by Google, Apple, Outlook, Thunderbird, and by hand.

What happens again is one event, on its first date; its rule is kept, and the report says so.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from store.errors import ImportRefused
from store.importers.calendars.events import RECURRING, event_of, is_file
from store.importers.calendars.lines import REASON_NAME, Component, components, is_calendar, read_lines
from store.importers.calendars.properties import Properties
from store.importers.protocol import CellError, Confidence, Converted, Frame, Item, Names, Options, Rejected
from store.importers.source import Head, Source

_KINDS: Final = {"VTODO": "To-dos", "VFREEBUSY": "Times at which somebody is busy"}


class ICalendar:
    """The reader of calendars."""

    name = "ics"
    title = "iCalendar"
    extensions = (".ics", ".ical", ".ifb", ".icalendar")
    dataset = ""
    frame = Frame(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dateline//Rejects//EN\r\n", "\r\n", "\r\nEND:VCALENDAR\r\n"
    )

    def sniff(self, head: Head) -> Confidence:
        """Tell by the first line."""
        return Confidence.CERTAIN if is_calendar(head) else Confidence.NO

    def read(self, source: Source, options: Options, names: Names) -> Iterator[Item]:
        """Yield an event for each VEVENT, and each VJOURNAL."""
        if not is_calendar(source.head):
            raise ImportRefused(
                f"{source.label} is no calendar: it does not begin with BEGIN:VCALENDAR. If it is something else, say "
                "so with --format."
            )
        reading = _Reading(source, options.dataset, names)
        passed_over: list[str] = []
        for component in components(read_lines(source), passed_over):
            yield reading.item(component)
        reading.tell(Counter(passed_over))


class _Reading:
    """One reading of one calendar."""

    def __init__(self, source: Source, dataset: str, names: Names) -> None:
        self._source = source
        self._dataset = dataset
        self._names = names
        self._counts: Counter[str] = Counter()

    def item(self, component: Component) -> Item:
        """Return what a component gives."""
        try:
            properties = self._properties(component)
            event = event_of(properties, self._dataset, self._names)
        except CellError as error:
            raw = component.raw(str(error) if error.column else error.reason)
            return Rejected(line=component.line, column=error.column, value=error.value, reason=error.reason, raw=raw)
        self._counts["recurring"] += any(properties.get(name) for name in RECURRING)
        self._counts["files"] += sum(map(is_file, properties.all("ATTACH")))
        self._counts["unread"] += properties.unread
        return Converted(event=event, line=component.line, raw=component.raw())

    def _properties(self, component: Component) -> Properties:
        if component.problem:
            raise CellError("", "", component.problem)
        properties = Properties(component.lines)
        self._source.is_partial = self._source.is_partial or bool(properties.get(REASON_NAME))
        return properties

    def tell(self, passed_over: Counter[str]) -> None:
        """Say what was left out."""
        counts, note = self._counts, self._source.note
        if counts["recurring"]:
            note(f"Events that recur were read once, on their first date, and keep their rule: {counts['recurring']:,}")
        if counts["files"]:
            note(f"Files within the calendar were left out: {counts['files']:,}")
        if counts["unread"]:
            note(f"Lines that are no properties of a calendar were left out: {counts['unread']:,}")
        for kind, count in passed_over.items():
            note(f"{_KINDS[kind]} ({kind}) are no events and were left out: {count:,}")


IMPORTER: Final = ICalendar()
