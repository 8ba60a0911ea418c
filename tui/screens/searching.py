"""The part of the browser that searches: a query is asked with each key, and the answers step aside for newer ones."""

from dataclasses import dataclass
from threading import Lock
from typing import Final

from msgspec import structs
from rich.cells import cell_len
from textual import on
from textual.message import Message

from store.errors import QueryError, StoreError
from store.filter import Filter
from store.query import parse
from tui.asked import QueryHistory
from tui.browsing import Asked
from tui.history import Stop
from tui.screens.suggesting import Suggesting
from tui.widgets.prompt import Prompt


@dataclass
class Found(Message):
    """A search is done."""

    generation: int
    asked: Asked


@dataclass
class NotFound(Message):
    """A query cannot be read."""

    generation: int
    text: str
    reason: str
    column: int


KEYS_OF_SEARCH: Final = "tab take  ↑↓ choose or recall  ? language  enter keep  esc undo"


def _nothing_more(_text: str) -> None:
    """Do nothing: what was entered is on the screen already."""


class Searching(Suggesting):
    """Searches while one types, and steps from match to match."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_before = QueryHistory()
        self._one_at_a_time = Lock()
        """Held by the search that is under way: several at once would keep the keys waiting, for stale answers."""

    _generation = 0
    """Number of the newest search: the answers of older ones are dropped."""
    _sought: Filter | None = None
    """What the newest search is for, until it is answered."""
    _sought_last = ""
    """The query of the newest search, answered or not."""
    _before: Stop | None = None
    """Where the reader was when the search began, to go back to when it is left with escape."""

    async def action_search(self) -> None:
        """Ask for a query; the view follows as one types."""
        if self.browsing is not None:
            self._before = structs.replace(self.browsing.here(), filter=self.wanted)
            begun = f"{self.wanted.text} " if self.wanted else ""  # what is typed next is a term of its own
            hint = 'words, "a phrase", actor:SDF, place:Manbij, date:2016-06'
            self.asked_before.begin()
            self._sought_last = self.wanted.text
            prompt = Prompt("search", "/", begun, hint, keys=KEYS_OF_SEARCH)
            await self.ask_line(
                prompt,
                entered=_nothing_more,
                changed=self._search_for,
                kept=self._keep_search,
                left=self._undo_search,
                check=self._check_search,
            )

    def _search_for(self, text: str, cursor: int) -> None:
        self.reply("")  # what stands there is about the text before
        self._search(self.wanted.with_text(text.rstrip()))
        self.suggest(text, cursor)

    def _check_search(self, text: str, cursor: int) -> None:
        """Say what is wrong with a text whose search is not answered yet; what only the search can tell comes later."""
        if text.rstrip() != self._sought_last:
            self._search_for(text, cursor)
        if self._sought is None:
            return
        try:
            parse(self._sought.text)
        except QueryError as error:
            sought = self._sought.text
            self.drop_search()
            self._point_at(sought, error.column, str(error))

    def _keep_search(self) -> None:
        if self.browsing is None or self._before is None:
            return
        if self.wanted != self._before.filter:
            self.browsing.history.leave(self._before)
            self.asked_before.enter(self.wanted.text)
        self._before = None

    def _undo_search(self) -> None:
        if self.browsing is None or self._before is None:
            return
        self.drop_search()
        if self._before.filter != self.browsing.filter:
            self.apply(self.browsing.ask(self._before.filter))
        self._before = None

    @property
    def wanted(self) -> Filter:
        """The filter that was asked for last, answered or not."""
        if self._sought is not None:
            return self._sought
        return self.browsing.filter if self.browsing is not None else Filter()

    def drop_search(self) -> None:
        """Have the answer to a search that is under way dropped."""
        self._generation += 1
        self._sought = None

    def _search(self, wanted: Filter) -> None:
        """Search in a thread: over a big store it takes longer than a key press may."""
        browsing = self.browsing
        self.drop_search()
        self._sought, self._sought_last = wanted, wanted.text
        generation = self._generation

        def search() -> None:
            with self._one_at_a_time:
                ask()

        def ask() -> None:
            if browsing is None or generation != self._generation:  # a newer one was begun while this waited
                return
            try:
                self.post_message(Found(generation, browsing.ask(wanted)))
            except QueryError as error:
                self.post_message(NotFound(generation, wanted.text, str(error), error.column))
            except StoreError as error:
                self.post_message(NotFound(generation, wanted.text, str(error), 0))

        self.run_worker(search, thread=True, group="search", exclusive=True)

    @on(Found)
    def _found(self, message: Found) -> None:
        if message.generation == self._generation:
            self._sought = None
            self.apply(message.asked)
            count = len(message.asked.events)
            self.reply("no event" if not count else "1 event" if count == 1 else f"{count:,} events")

    @on(NotFound)
    def _not_found(self, message: NotFound) -> None:
        if message.generation != self._generation:
            return
        self._sought = None
        if self.prompt is not None:
            self._point_at(message.text, message.column, message.reason)
        else:  # it was entered before it was read
            self.say(message.reason)

    def _point_at(self, text: str, column: int, reason: str) -> None:
        if self.prompt is not None:
            self.prompt.point_at(cell_len(text[:column]), reason)

    # matches

    def _step_match(self, step: int) -> None:
        if self.browsing is None or self.browsing.cursor is None:
            return
        if not self.browsing.filter:
            self.say("Nothing is searched for; press / to search.")
            return
        before = self.browsing.cursor
        if self.browsing.next_match(step) is None:
            self.say("That is the last match." if step > 0 else "That is the first match.")
        elif self.browsing.cursor != before:
            self.show_cursor()

    def action_next_match(self) -> None:
        """Go to the next event that matches."""
        self._step_match(1)

    def action_previous_match(self) -> None:
        """Go to the previous event that matches."""
        self._step_match(-1)
