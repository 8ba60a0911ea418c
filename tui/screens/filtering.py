"""The part of the browser that changes the filter otherwise than by typing it."""

from textual import on

from store.errors import QueryError
from store.filter import Filter
from tui.choices import FIGURES
from tui.messages import ChoiceCycled, FigureWanted, FiltersNarrowed, GroupTurned
from tui.screens.searching import Searching
from tui.widgets.prompt import Prompt


class Filtering(Searching):
    """Cycles choices, clears everything."""

    def set_filter(self, wanted: Filter) -> None:
        """Show what passes another filter; one can go back to the one before."""
        self.drop_search()
        if self.browsing is None:
            return
        try:
            asked = self.browsing.ask(wanted)
        except QueryError as error:  # of a search that was under way
            self.say(str(error))
            return
        if wanted != self.browsing.filter:
            self.browsing.leave()
        self.apply(asked)

    @on(ChoiceCycled)
    def _cycle(self, message: ChoiceCycled) -> None:
        self.cycle(message.facet, message.value)

    def cycle(self, facet: str, value: str) -> None:
        """Move a value's choice on: any, only, never."""
        if self.browsing is None:
            return
        try:
            self.set_filter(self.wanted.cycle(self.browsing.timeline, facet, value))
        except QueryError as error:  # of a search that was under way
            self.drop_search()
            self.say(str(error))

    @on(GroupTurned)
    def _turn_group(self, message: GroupTurned) -> None:
        if self.browsing is not None:
            self.browsing.facets.turn(message.group)
            self.show_choices()

    @on(FiltersNarrowed)
    def _narrow(self, message: FiltersNarrowed) -> None:
        if self.browsing is None:
            return
        if message.typed:
            self.actors.show_fitting(self.browsing.facets.fitting(message.typed))
        else:
            self.show_choices()

    @on(FigureWanted)
    async def _ask_figure(self, message: FigureWanted) -> None:
        if self.browsing is None:
            return
        field = message.field

        def changed(text: str, _cursor: int) -> None:
            self._count_figure(field, text)

        def entered(text: str) -> None:
            if self.browsing is not None:
                self.set_filter(self.browsing.with_figure(field, text.strip()))
                self.set_focus(self.actors)

        begun = self.browsing.figures().get(field, "")
        prompt = Prompt("figure", f"killed, {FIGURES[field]}", begun, ">=10, <5, 10..20, =0; nothing for any")
        await self.ask_line(
            prompt, entered=entered, changed=changed, left=lambda: self.set_focus(self.actors), check=changed
        )

    def _count_figure(self, field: str, text: str) -> None:
        if self.browsing is None:
            return
        try:
            count = len(self.browsing.with_figure(field, text.strip()).events(self.browsing.timeline))
        except QueryError as error:
            self.reply(str(error), is_wrong=True)
        else:
            self.reply(f"{count:,} {'event' if count == 1 else 'events'}")

    def action_clear_filters(self) -> None:
        """Show everything again."""
        if self.wanted:
            self.set_filter(Filter())
        else:
            self.say("No filter is set.")

    def action_certainty(self) -> None:
        """Keep what certainly happened within the dates that are asked for, or what possibly did."""
        try:
            turned = self.wanted.toggle_certainty()
        except QueryError as error:  # of a search that was under way
            self.say(str(error))
            return
        if turned == self.wanted:
            self.say("No dates are asked for; try / and date:2016-06")
        else:
            self.set_filter(turned)
