"""Messages that cross widgets: plain values, named for what happened or what is asked for."""

from dataclasses import dataclass

from textual.message import Message

from store.timeline import Timeline


@dataclass
class Asked(Message):
    """A click asked for something, as `VERB:VALUE`: `event:17`, `source:2`, `offensive:manbij-offensive-2016`."""

    what: str


@dataclass
class EventHighlighted(Message):
    """The cursor is on another event."""

    ordinal: int

    def can_replace(self, message: Message) -> bool:
        """Only the last of a burst matters."""
        return isinstance(message, EventHighlighted)


class ListScrolled(Message):
    """Other rows of the list are on the screen."""

    def can_replace(self, message: Message) -> bool:
        """Only the last of a burst matters."""
        return isinstance(message, ListScrolled)


@dataclass
class ReadArticle(Message):
    """The reader wants to be in the article pane."""


@dataclass
class ChoiceCycled(Message):
    """A facet value's choice is to move on."""

    facet: str
    value: str


@dataclass
class GroupTurned(Message):
    """A group of the filters is to be opened, or folded."""

    group: str


@dataclass
class FiltersNarrowed(Message):
    """The filters are to list what some letters fit; without letters, their groups."""

    typed: str


@dataclass
class FigureWanted(Message):
    """A figure of people killed is to be typed."""

    field: str


@dataclass
class WindowMoved(Message):
    """The overview is to show another span of days."""

    first: int
    last: int


@dataclass
class DayChosen(Message):
    """A day was pointed at."""

    day: int


@dataclass
class MapPointed(Message):
    """A cell of the map was clicked on."""

    column: int
    row: int


@dataclass
class MapDragged(Message):
    """The map is to move along with the mouse, by so many cells."""

    right: int
    down: int


@dataclass
class MapZoomed(Message):
    """The map is to be shown from nearer (`step` 1) or from farther away (-1), around a cell."""

    step: int
    column: int
    row: int


class MapResized(Message):
    """The map has another size."""

    def can_replace(self, message: Message) -> bool:
        """Only the last of a burst matters."""
        return isinstance(message, MapResized)


@dataclass
class LoadProgress(Message):
    """So many bytes of a store are read."""

    done: int
    size: int

    def can_replace(self, message: Message) -> bool:
        """Only the last of a burst matters."""
        return isinstance(message, LoadProgress)


@dataclass
class Loaded(Message):
    """The store is in memory."""

    timeline: Timeline


@dataclass
class LoadFailed(Message):
    """The store cannot be read; `reason` is a sentence for the reader."""

    reason: str


@dataclass
class KeyGivenBack(Message):
    """A key was meant for something else than what took it; it is to be answered before those typed after it."""

    key: str
    character: str | None
