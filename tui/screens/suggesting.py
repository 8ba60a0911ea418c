"""The part of the browser that helps to write a query: how it may go on, what was asked before, the language."""

import datetime as dt
from dataclasses import dataclass

from textual import on
from textual.message import Message

from store.errors import StoreError
from store.query.completing import Offer, complete
from store.query.writing import writing_at
from tui.asked import QueryHistory
from tui.browsing import Browsing
from tui.screens.asking import Asking
from tui.widgets.prompt import Prompt


@dataclass
class Offered(Message):
    """It is worked out how a query may go on."""

    number: int
    text: str
    at: int
    """The column of the piece that is being written."""
    offers: list[Offer]


class Suggesting(Asking):
    """Offers ways to go on while a query is typed."""

    asked_before: QueryHistory
    _suggestion = 0
    """Number of the newest question for ways to go on: the answers to older ones are dropped."""

    def suggest(self, text: str, cursor: int) -> None:
        """Offer how a text may go on; counting is for a thread, over a big store it takes longer than a key may."""
        browsing = self.browsing
        self._suggestion += 1
        writing = writing_at(text, cursor)
        if writing is None or browsing is None:
            self._offer([], 0)
            return
        number, at = self._suggestion, writing.start

        def work() -> None:
            try:
                offers = complete(text, cursor, browsing.timeline, _years(browsing))
            except StoreError:
                offers = []  # the search says why
            self.post_message(Offered(number, text, at, offers))

        self.run_worker(work, thread=True, group="suggest", exclusive=True)

    @on(Offered)
    def _offered(self, message: Offered) -> None:
        if message.number == self._suggestion:
            self._offer(message.offers, message.at)

    def _offer(self, offers: list[Offer], at: int) -> None:
        if self.prompt is not None:
            self.prompt.offer(offers, at, self.events.palette)

    @on(Prompt.Recalled)
    def _recall(self, message: Prompt.Recalled) -> None:
        if message.purpose == "search" and self.prompt is not None:
            text = self.asked_before.step(message.step, message.text)
            if text is not None:
                self.prompt.put(text)

    @on(Prompt.HelpWanted)
    async def _explain(self) -> None:
        await self.run_action("query_help")


def _years(browsing: Browsing) -> range:
    first, last = browsing.whole.first, browsing.whole.last
    return range(dt.date.fromordinal(first).year, dt.date.fromordinal(last).year + 1)
