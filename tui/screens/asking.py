"""The part of the browser that opens and closes the line in which one types."""

from collections.abc import Callable

from textual import on

from tui.screens.showing import Showing
from tui.widgets.prompt import Prompt


def _nothing() -> None:
    """Do nothing."""


def _unchecked(_text: str, _cursor: int) -> None:
    """Take any text that is not known to be wrong."""


class Asking(Showing):
    """Holds one prompt at a time, and passes on what is typed in it to whoever asked."""

    _purpose = ""
    """What the prompt that was opened last is for."""
    _changed: Callable[[str, int], None]
    _entered: Callable[[str], None]
    _left: Callable[[], None]
    _kept: Callable[[], None]
    _check: Callable[[str, int], None]

    async def ask_line(
        self,
        prompt: Prompt,
        *,
        entered: Callable[[str], None],
        changed: Callable[[str, int], None] = lambda _text, _cursor: None,
        kept: Callable[[], None] = _nothing,
        left: Callable[[], None] = _nothing,
        check: Callable[[str, int], None] = _unchecked,
    ) -> None:
        """Open a prompt; one that is open already is gone on with.

        Args:
            prompt: The line.
            entered: Told the text when the reader enters it, unless it is wrong. The prompt is closed by then.
            changed: Told each text that is typed, and the column of the cursor.
            kept: Told before the prompt closes with what was typed, entered or left for a pane.
            left: Told when the reader gives it up.
            check: Told the text before it is entered, to reply that it is wrong: the last letter may not have been
                answered yet.
        """
        if self.browsing is None:
            return
        if self.prompt is not None:
            self.prompt.take_focus()
            return
        await self.query(Prompt).remove()  # the one before may still be on its way out
        self._purpose, self._check = prompt.purpose, check
        self._changed, self._entered, self._kept, self._left = changed, entered, kept, left
        await self.mount(prompt)

    def reply(self, text: str, *, is_wrong: bool = False) -> None:
        """Say what was understood of what is typed, or what is wrong with it."""
        if self.prompt is not None:
            self.prompt.reply(text, is_wrong=is_wrong)

    def take_prompt(self) -> None:
        """Close the prompt that is open, and keep what was typed."""
        if self.prompt is not None:
            self._kept()
            self.prompt.leave()

    def leave_prompt(self) -> None:
        """Close the prompt that is open, with everything as it was before."""
        if self.prompt is not None:
            self.prompt.action_cancel()

    @on(Prompt.Changed)
    def _typed(self, message: Prompt.Changed) -> None:
        if message.purpose == self._purpose:
            self._changed(message.text, message.cursor)

    @on(Prompt.Submitted)
    def _submitted(self, message: Prompt.Submitted) -> None:
        if message.purpose != self._purpose:
            return
        self._check(message.text, len(message.text))
        if self.prompt is None or not self.prompt.is_wrong:
            self.take_prompt()
            self.set_focus(self.events)
            self._entered(message.text)

    @on(Prompt.Cancelled)
    def _cancelled(self, message: Prompt.Cancelled) -> None:
        if self.prompt is not None:
            self.prompt.leave()
        self.set_focus(self.events)
        if message.purpose == self._purpose:
            self._left()
