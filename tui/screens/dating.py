"""The part of the browser that goes to a date."""

import datetime as dt

from store.dates import describe, parse
from store.dates.plain import read_date
from store.errors import DateError
from tui.screens.asking import Asking
from tui.widgets.prompt import Prompt


class Dating(Asking):
    """Asks for a date and goes there."""

    async def action_go_to_date(self) -> None:
        """Ask for a date."""
        prompt = Prompt("date", "go to date", "", "4 June 2016, june 2016, 2016-06-04, +3d, -2w")
        await self.ask_line(prompt, entered=self._enter_date, changed=self._read_as, check=self._read_as)

    def _enter_date(self, text: str) -> None:
        if text.strip():
            self.go_to_date(text)

    def _date(self, text: str) -> str:
        """Read a date as EDTF, relative to the event under the cursor."""
        current = self.browsing.day if self.browsing is not None else None
        today = dt.datetime.now().astimezone().date().toordinal()
        return read_date(text, today=today, current=current)

    def _read_as(self, text: str, _cursor: int) -> None:
        if not text.strip() or self.browsing is None:
            self.reply("")
            return
        try:
            edtf = self._date(text)
        except DateError as error:
            self.reply(str(error), is_wrong=True)
            return
        date = parse(edtf)
        days, state = (date.earliest, date.latest), self.browsing
        certain, possible = (
            state.view.count(found(*days)) for found in (state.timeline.certainly, state.timeline.possibly)
        )
        self.reply(f"{describe(edtf, weekday=True)}: {_counted(certain, possible)}")

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


def _counted(certain: int, possible: int) -> str:
    """Say how many events there are, in the words of the status line where some of them may be of another day."""
    counted = f"{certain:,} {'event' if certain == 1 else 'events'}"
    return counted if certain == possible else f"{counted} certainly, {possible:,} possibly"
