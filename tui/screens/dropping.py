"""The part of the browser that drops terms of the query."""

from textual import on
from textual.widget import Widget

from store.filter import Filter
from store.text import one_line
from tui.messages import KeyGivenBack
from tui.screens.filtering import Filtering
from tui.widgets.number_prompt import NumberPrompt


class Dropping(Filtering):
    """Drops the last term, or one of several by its figure."""

    _numbers: NumberPrompt | None = None
    """Which term to drop, while that is asked."""
    _focused_before: Widget | None = None

    def set_filter(self, wanted: Filter) -> None:
        """Show what passes another filter; its terms have other numbers."""
        self._leave_numbers()
        super().set_filter(wanted)

    def drop(self, number: int) -> None:
        """Drop a term of the query, counted from 0."""
        if self.browsing is not None and number < len(self.browsing.chips()):
            self.set_filter(self.browsing.dropped(number))

    def action_drop_last(self) -> None:
        """Drop the last term of the query."""
        count = len(self.browsing.chips()) if self.browsing is not None else 0
        if count:
            self.drop(count - 1)
        else:
            self.say("No filter is set.")

    async def action_drop_term(self) -> None:
        """Drop the only term of the query, or ask which; a figure drops it at once."""
        chips = self.browsing.chips() if self.browsing is not None else []
        if len(chips) < 2:
            self.action_drop_last()
        elif self._numbers is None and not self.is_asking:
            numbered = "  ".join(f"{number} {text}" for number, (text, _drop) in enumerate(chips, 1))
            self._focused_before = self.focused
            self._numbers = NumberPrompt("drop which?", one_line(numbered), len(chips), "backspace drops the last")
            self.status.number(True)
            await self.mount(self._numbers)

    @on(NumberPrompt.Chosen)
    def _drop_chosen(self, message: NumberPrompt.Chosen) -> None:
        if self._numbers is not None:
            self._leave_numbers()
            self.drop(message.number - 1)

    @on(NumberPrompt.Left)
    def _leave_and_go_on(self, message: NumberPrompt.Left) -> None:
        self._leave_numbers()
        if message.key is not None:
            self.post_message(KeyGivenBack(message.key.key, message.key.character))

    def _leave_numbers(self) -> None:
        """Close the question, with the focus back where it was unless it is elsewhere by now."""
        prompt, self._numbers = self._numbers, None
        if prompt is None:
            return
        if self.focused is prompt:
            self.set_focus(self._focused_before)
        self.status.number(False)
        prompt.remove()
