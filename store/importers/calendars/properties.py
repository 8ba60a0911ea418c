"""The properties of a component, by name: parameters, and values as they stand or unescaped."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from store.importers.cells import LONGEST_CELL
from store.importers.jsondocument import shown
from store.importers.protocol import CellError
from store.text import clean, one_line

_LINE: Final = re.compile(
    r"(?P<name>[A-Za-z0-9-]+)\s*(?P<parameters>;(?:[^\":]++|\"[^\"]*+\")*+)?:(?P<value>.*)", re.DOTALL
)
_ESCAPED: Final = re.compile(r"\\([\\;,:\"nN])")
_COMMA: Final = re.compile(r"(?:[^\\,]++|\\.?)++", re.DOTALL)


@lru_cache(maxsize=1024)  # a calendar has few time zones, and names one in every event
def _parameters(text: str) -> Mapping[str, str]:
    from icalendar import Parameters

    try:
        found = Parameters.from_ical(text)  # type: ignore[no-untyped-call] # the library has no types here
    except ValueError:
        return {}
    return {
        name.upper(): one_line(", ".join(value) if isinstance(value, list) else str(value))
        for name, value in found.items()
    }


class Property(NamedTuple):
    """One property."""

    name: str
    raw: str
    """Its value as it stands there."""
    parameters: str
    """What stands between its name and its value."""

    @property
    def text(self) -> str:
        """The value as text, with its lines."""
        return clean(unescaped(self.raw))

    @property
    def line(self) -> str:
        """The value as text on one line."""
        return one_line(unescaped(self.raw))

    @property
    def items(self) -> list[str]:
        """The values of a list, each on one line."""
        return [item for part in _COMMA.findall(self.raw) if (item := one_line(unescaped(part)))]

    def parameter(self, name: str) -> str:
        """Return a parameter; empty when there is none, or they cannot be read."""
        return _parameters(self.parameters).get(name, "") if self.parameters else ""


class Properties:
    """All properties of a component."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.unread = 0
        """Lines that are no properties."""
        self._found: defaultdict[str, list[Property]] = defaultdict(list)
        for line in lines:
            self._add(line)

    def _add(self, line: str) -> None:
        found = _LINE.fullmatch(line)
        if not found:
            self.unread += bool(line.strip())
            return
        name = found["name"].upper()
        if len(line) > LONGEST_CELL:
            reason = f"it has {len(line):,} characters, more than {LONGEST_CELL:,}"
            raise CellError(name, shown(found["value"]), reason)
        parameters = (found["parameters"] or "").strip("; \t")
        self._found[name].append(Property(name, found["value"], parameters))

    def get(self, name: str) -> Property | None:
        """Return the first property of that name that says something."""
        return next((each for each in self._found.get(name, ()) if each.raw.strip()), None)

    def line(self, name: str) -> str:
        """Return a property's text on one line; empty without it."""
        found = self.get(name)
        return found.line if found else ""

    def all(self, name: str) -> list[Property]:
        """Return all properties of that name."""
        return self._found.get(name, [])

    @property
    def names(self) -> Iterable[str]:
        """The names of all, in their order."""
        return self._found


def unescaped(raw: str) -> str:
    """Return a text without its escapes; commas and semicolons that should have some, but have none, stay."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], raw)
