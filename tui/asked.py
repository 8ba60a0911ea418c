"""The queries that the reader has entered, to be asked again."""

from typing import Final

QUERIES_KEPT: Final = 200


class QueryHistory:
    """Queries, the oldest first, and where among them the reader is while a new one is written."""

    def __init__(self) -> None:
        self.entered: list[str] = []
        self._at = 0
        """The one that is shown; `len(entered)`: the one that is being written."""
        self._draft = ""

    def enter(self, query: str) -> None:
        """Note a query as the newest one."""
        query = query.strip()
        if query:
            self.entered = [*(other for other in self.entered if other != query), query][-QUERIES_KEPT:]
        self.begin()

    def begin(self) -> None:
        """Write a new query."""
        self._at, self._draft = len(self.entered), ""

    def step(self, step: int, written: str) -> str | None:
        """Return the query before (`step` -1) or after (1) the one that is shown; None when there is no other.

        Args:
            step: Which way.
            written: What stands in the bar; while it is a new one, it is kept as the last of them.
        """
        if self._at == len(self.entered):
            self._draft = written
        at = self._at + step
        while 0 <= at < len(self.entered) and self.entered[at] == written.strip():
            at += step
        if not 0 <= at <= len(self.entered):
            return None
        self._at = at
        return self.entered[at] if at < len(self.entered) else self._draft
