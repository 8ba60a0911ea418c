"""The part of the browser that asks for a line: a query or a date."""

import datetime as dt
from dataclasses import dataclass

from msgspec import structs
from rich.cells import cell_len
from textual import on
from textual.message import Message

from store.dates import describe, parse
from store.dates.plain import read_date
from store.errors import DateError, QueryError, StoreError
from store.filter import Filter
from tui.browsing import Asked
from tui.history import Stop
from tui.screens.showing import Showing
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


class Prompting(Showing):
    """Opens the prompt, answers each key in it, and carries out what was entered."""

    _generation = 0
    """Number of the newest search: the answers of older ones are dropped."""
    _sought: Filter | None = None
    """What the newest search is for, until it is answered."""
    _before: Stop | None = None
    """Where the reader was when the search began, to go back to when it is left with escape."""

    async def _open(self, prompt: Prompt) -> None:
        if self.browsing is None:
            return
        if self.prompt is not None:
            self.prompt.take_focus()
        else:
            await self.query(Prompt).remove()  # the one before may still be on its way out
            await self.mount(prompt)

    def _close(self) -> None:
        if self.prompt is not None:
            self.prompt.leave()
        self.set_focus(self.events)

    def take_prompt(self) -> None:
        """Close the prompt that is open, and keep what was typed."""
        if self.prompt is None:
            return
        if self.prompt.purpose == "search" and self.browsing is not None and self._before is not None:
            if self.wanted != self._before.filter:
                self.browsing.history.leave(self._before)
            self._before = None
        self.prompt.leave()

    def _reply(self, text: str, *, is_wrong: bool = False) -> None:
        if self.prompt is not None:
            self.prompt.reply(text, is_wrong=is_wrong)

    # search

    async def action_search(self) -> None:
        """Ask for a query; the view follows as one types."""
        if self.browsing is not None:
            self._before = structs.replace(self.browsing.here(), filter=self.wanted)
            begun = f"{self.wanted.text} " if self.wanted else ""  # what is typed next is a term of its own
            await self._open(Prompt("search", "/", begun, 'words, "a phrase", actor:SDF, place:Manbij, date:2016-06'))

    @on(Prompt.Changed)
    def _typed(self, message: Prompt.Changed) -> None:
        if self.browsing is None:
            return
        if message.purpose == "date":
            self._read_as(message.text)
        else:
            self._search(self.wanted.with_text(message.text.rstrip()))

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
        self._sought = wanted
        generation = self._generation

        def search() -> None:
            if browsing is None:
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
            self._reply("no event" if not count else "1 event" if count == 1 else f"{count:,} events")

    @on(NotFound)
    def _not_found(self, message: NotFound) -> None:
        if message.generation != self._generation:
            return
        self._sought = None
        if self.prompt is not None:
            self.prompt.point_at(cell_len(message.text[: message.column]), message.reason)
        else:  # it was entered before it was read
            self.say(message.reason)

    @on(Prompt.Submitted)
    def _submitted(self, message: Prompt.Submitted) -> None:
        if message.purpose == "date" and message.text.strip():
            self._read_as(message.text)  # the prompt may not have answered the last letter yet
        if self.prompt is not None and self.prompt.is_wrong:
            return
        self.take_prompt()
        self.set_focus(self.events)
        if message.purpose == "date" and message.text.strip():
            self.go_to_date(message.text)

    def leave_prompt(self) -> None:
        """Close the prompt that is open, with everything as it was before."""
        if self.prompt is not None:
            self.prompt.action_cancel()

    @on(Prompt.Cancelled)
    def _cancelled(self, message: Prompt.Cancelled) -> None:
        self._close()
        if message.purpose == "search" and self.browsing is not None and self._before is not None:
            self.drop_search()
            if self._before.filter != self.browsing.filter:
                self.apply(self.browsing.ask(self._before.filter))
            self._before = None

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

    # dates

    async def action_go_to_date(self) -> None:
        """Ask for a date."""
        await self._open(Prompt("date", "go to date", "", "4 June 2016, june 2016, 2016-06-04, +3d, -2w"))

    def _date(self, text: str) -> str:
        """Read a date as EDTF, relative to the event under the cursor."""
        current = self.browsing.day if self.browsing is not None else None
        today = dt.datetime.now().astimezone().date().toordinal()
        return read_date(text, today=today, current=current)

    def _read_as(self, text: str) -> None:
        if not text.strip() or self.browsing is None:
            self._reply("")
            return
        try:
            edtf = self._date(text)
        except DateError as error:
            self._reply(str(error), is_wrong=True)
            return
        date = parse(edtf)
        events = self.browsing.timeline.possibly(date.earliest, date.latest)
        count = self.browsing.view.count(events)
        self._reply(f"{describe(edtf, weekday=True)}: {count:,} {'event' if count == 1 else 'events'}")

    def go_to_date(self, text: str) -> None:
        """Go to the first event of a date, or to the nearest one."""
        if self.browsing is None:
            return
        try:
            edtf = self._date(text)
        except DateError as error:
            self.say(str(error))
            return
        date = parse(edtf)
        found = self.browsing.view.nearest_to_day(date.earliest)
        self.jump(found, "No events to go to.")
        if found is not None and not date.earliest <= self.browsing.timeline.earliest[found] <= date.latest:
            self.say(f"Nothing on {describe(edtf)}; this is the nearest.")
