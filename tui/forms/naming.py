"""Records by what people call them: how a name is shown in a form, found again, and how it may go on."""

from typing import Final

from store.query.lookup import lookup_of
from store.query.names import Names
from store.text import fold, one_line
from store.timeline import Timeline

_KINDS: Final = {"actors": "actor", "offensives": "offensive", "places": "point"}
_ONE: Final = {"actors": "actor", "offensives": "offensive", "places": "place", "articles": "article"}
MOST_OFFERS: Final = 5
_MOST_LOOKED_AT: Final = 100
"""Records among which those are sought whose very name begins with the letters."""


class Naming:
    """The names of a store's records."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    def shown(self, table: str, record_id: str) -> str:
        """Return the name that finds a record again: its own, or its id where others have that name too."""
        record = getattr(self._timeline, table).get(record_id)
        name = one_line(getattr(record, "headline" if table == "articles" else "name", "")) if record else ""
        return name if name and ";" not in name and self._exactly(table, name) == [record_id] else record_id

    def find(self, table: str, text: str) -> tuple[str, str]:
        """Return the id that a name stands for, and what is wrong with the name; one of the two is empty."""
        records = getattr(self._timeline, table)
        found = [text] if text in records else [id_ for id_ in self._exactly(table, text) if id_ in records]
        if len(found) == 1:
            return found[0], ""
        shown = one_line(text)[:60]
        if found:
            return "", f"{shown} may be {' or '.join(map(one_line, found[:3]))}: write which."
        offers = self.offers(table, text)
        near = f" Perhaps {offers[0]}?" if offers else f" Add the {_ONE[table]} first (ctrl+p)."
        return "", f"No {_ONE[table]} is called {shown}.{near}"

    def offers(self, table: str, letters: str) -> list[str]:
        """Return names of records in which a word begins with some letters."""
        if not letters.strip():
            return []
        records = getattr(self._timeline, table)
        if table == "articles":
            found = [id_ for id_, article in records.items() if fold(letters) in fold(article.headline)]
        else:
            found = [id_ for id_ in self._of(table).beginning(letters) if id_ in records]
        names = [self.shown(table, record_id) for record_id in found[:_MOST_LOOKED_AT]]
        folded = fold(letters)
        return sorted(names, key=lambda name: not fold(name).startswith(folded))[:MOST_OFFERS]

    def _exactly(self, table: str, name: str) -> list[str]:
        if table == "articles":
            articles = self._timeline.articles.items()
            return [id_ for id_, article in articles if one_line(article.headline) == one_line(name)]
        return self._of(table).exactly(name)

    def _of(self, table: str) -> Names:
        kind = _KINDS[table]
        return lookup_of(self._timeline).names(kind, self._timeline)

    def warm(self) -> None:
        """Make the indexes of names: a big store takes a moment for it. Belongs in a thread."""
        for table in _KINDS:
            self._of(table)
