"""What one can choose in the filters: the values of every facet, in groups that fold.

Only what is shown is counted: a store may have tens of thousands of places.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from msgspec import Struct

from store.filter import Choice, facet, ranked
from store.query.fields import ROLES
from store.sourcing import written_out
from store.text import fold, one_line
from store.timeline import Timeline, names_of
from tui.drawing.event_row import dataset_name

GROUPS: Final[Mapping[str, str]] = {
    "dataset": "Dataset",
    "type": "Type of violence",
    "confidence": "Confidence",
    "offensive": "Offensive",
    "country": "Country",
    "admin1": "Province",
    "admin2": "District",
    "place": "Place",
    "source": "Source, or who claims it",
    "tag": "Tag",
    "has": "What it has",
}
"""Facets under the actors, with their headings."""
FIGURES: Final[Mapping[str, str]] = {"deaths": "best figure", "low": "lowest figure", "high": "highest figure"}
"""Fields of people killed."""
KILLED: Final = "killed"
"""The group of these."""
ALL_ACTORS: Final = "Actors"
"""Their heading where a store does not say who is on which side."""
OPEN_UP_TO: Final = 6
"""Values with which a group is open at first."""

NO_FIT: Final = 3


class Tally(Protocol):
    """A filter as the pane asks for it: what is chosen, and how many events one would see."""

    def choice(self, name: str, value: str) -> Choice:
        """Return what is chosen for a value of a facet."""

    def count(self, name: str, value: str) -> int:
        """Count the events one would see with a value under the other filters."""


class Row(Struct, frozen=True):
    """A line of the filters."""

    group: str
    """The group that it heads or belongs to."""
    facet: str
    value: str
    """Empty: there is nothing to choose, but a group to fold or a figure to type."""
    name: str
    bloc: str = ""
    """Whose colour it has; empty: none."""
    is_heading: bool = False
    is_open: bool = True
    size: int = 0
    """Values in the group that it heads."""
    indent: int = 0


class Facets:
    """The groups of a timeline, and which of them are open."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._turned: set[str] = set()
        """Groups that are open though they begin folded, or folded though they begin open."""
        self._members: dict[str, list[str]] = {}
        for actor in ranked(timeline, "actor"):
            self._members.setdefault(timeline.bloc_of(actor), []).append(actor)
        self._blocs = [bloc for bloc in ranked(timeline, "bloc") if bloc in self._members]
        self._names: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._sources: list[str] | None = None

    def turn(self, group: str) -> None:
        """Fold a group that is open, open one that is folded."""
        self._turned ^= {group}

    def is_open(self, group: str) -> bool:
        """Return whether the values of a group are listed."""
        return self._is_open_at_first(group) != (group in self._turned)

    def _is_open_at_first(self, group: str) -> bool:
        if group in GROUPS:
            return len(facet(self._timeline, group)) <= OPEN_UP_TO and group in ("dataset", "type", "confidence")
        return group != KILLED

    def rows(self, chosen_actors: Iterable[str] = ()) -> list[Row]:
        """Return every heading, and the values of the groups that are open; roles under the actors that are chosen."""
        chosen = set(chosen_actors)
        found: list[Row] = []
        for bloc in self._blocs:
            group = f"bloc:{bloc}"
            is_open = self.is_open(group)
            members = self._members[bloc]
            found.append(self._side(group, bloc, is_open=is_open, size=len(members)))
            for actor in members if is_open else ():
                found.append(self._row(group, "actor", actor))
                found += self._roles(group, actor) if actor in chosen else ()
        for name, title in GROUPS.items():
            values = self._listed(name)
            if values:
                found += self._group(name, title, values)
        return [*found, *self._figures()]

    def _side(self, group: str, bloc: str, *, is_open: bool = True, size: int = 0) -> Row:
        """Return the heading of a side; where the store knows none, of all actors, among which there is no choice."""
        if not self._timeline.knows_blocs:
            return Row(group, "bloc", "", ALL_ACTORS, is_heading=True, is_open=is_open, size=size)
        return Row(group, "bloc", bloc, bloc, bloc, is_heading=True, is_open=is_open, size=size)

    def _listed(self, name: str) -> Sequence[str]:
        """Return the values of a facet without the sources that stand there under their letters too."""
        values = ranked(self._timeline, name)
        if name != "source":
            return values
        if self._sources is None:
            doubles = written_out(values)
            self._sources = [value for value in values if value not in doubles]
        return self._sources

    def _group(self, name: str, title: str, values: Sequence[str]) -> list[Row]:
        is_open = self.is_open(name)
        heading = Row(name, name, "", title, is_heading=True, is_open=is_open, size=len(values))
        return [heading, *(self._row(name, name, value) for value in values if is_open)]

    def _figures(self) -> list[Row]:
        is_open = self.is_open(KILLED)
        heading = Row(KILLED, "", "", "People killed", is_heading=True, is_open=is_open, size=len(FIGURES))
        return [heading, *(Row(KILLED, field, "", name) for field, name in FIGURES.items() if is_open)]

    def _roles(self, group: str, actor: str) -> list[Row]:
        bloc = self._timeline.bloc_of(actor)
        return [
            Row(group, role, actor, f"as {role}", bloc, indent=2)
            for role in sorted(ROLES)
            if (actor, role) in self._timeline.by_role
        ]

    def _row(self, group: str, name: str, value: str) -> Row:
        bloc = self._timeline.bloc_of(value) if name == "actor" else ""
        return Row(group, name, value, value_name(self._timeline, name, value), bloc)

    # narrowing

    def fitting(self, typed: str) -> list[Row]:
        """Return the values of all groups that what was typed fits, under their headings; those that fit best first."""
        wanted = fold(typed)
        groups: list[tuple[int, list[Row]]] = []
        for bloc in self._blocs:
            heading = self._side(f"bloc:{bloc}", bloc)
            groups.append(self._fitting(heading, "actor", self._members[bloc], wanted))
        for name, title in GROUPS.items():
            heading = Row(name, name, "", title, is_heading=True)
            groups.append(self._fitting(heading, name, ranked(self._timeline, name), wanted))
        return [row for _fit, rows in sorted(groups, key=lambda group: group[0]) for row in rows]

    def _fitting(self, heading: Row, name: str, values: Sequence[str], wanted: str) -> tuple[int, list[Row]]:
        found = [(fit, value) for value, fit in self._fits(heading.group, name, values, wanted) if fit < NO_FIT]
        found.sort(key=lambda pair: pair[0])
        rows = [self._row(heading.group, name, value) for _fit, value in found]
        return (found[0][0], [heading, *rows]) if found else (NO_FIT, [])

    def _fits(self, group: str, name: str, values: Sequence[str], wanted: str) -> Iterator[tuple[str, int]]:
        if group not in self._names:
            self._names[group] = [(value, tuple(map(fold, self._every_name(name, value)))) for value in values]
        for value, names in self._names[group]:
            if any(wanted in each for each in names):
                yield value, 0 if wanted in names else 1 if any(each.startswith(wanted) for each in names) else 2

    def _every_name(self, name: str, value: str) -> Iterator[str]:
        yield value_name(self._timeline, name, value)
        if name == "actor" and value in self._timeline.actors:
            yield from names_of(self._timeline.actors[value])
        elif name == "offensive" and value in self._timeline.offensives:
            offensive = self._timeline.offensives[value]
            yield from (offensive.name, *offensive.aliases)
        elif name == "place" and value in self._timeline.places:
            yield from self._timeline.places[value].aliases


def value_name(timeline: Timeline, name: str, value: str) -> str:
    """Return a facet value as one would print it."""
    if name in ("actor", *ROLES) and value in timeline.actors:
        actor = timeline.actors[value]
        return one_line(actor.short or actor.name)
    if name == "offensive" and value in timeline.offensives:
        offensive = timeline.offensives[value]
        return one_line(offensive.short or offensive.name)
    if name == "place" and value in timeline.places:
        return one_line(timeline.places[value].name)
    return dataset_name(value) if name == "dataset" else one_line(value)
