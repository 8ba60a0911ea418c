"""The part of the browser that goes back to where one was, and looks at what the filter hides around an event."""

from store.errors import StoreError
from tui.screens.showing import Showing


class Roaming(Showing):
    """Goes back and forward, and lifts the filter for a while."""

    def action_history_back(self) -> None:
        """Go back to where the reader was before the last jump or filter; from the context, to what passes it."""
        if self.browsing is not None and self.browsing.is_lifted:
            self.put_filter_back()
            self.say("The filter is back. ( once more goes to where you were before it.")
        elif not self.go_back():
            self.say("There is nowhere to go back to.")

    def action_history_forward(self) -> None:
        """Go forward again to where the reader went back from."""
        if not self._go(1):
            self.say("There is nowhere to go forward to.")

    def go_back(self) -> bool:
        """Go back; return whether there was anywhere to go, or something was said."""
        return self._go(-1)

    def _go(self, step: int) -> bool:
        if self.browsing is None:
            return False
        self.drop_search()
        before = self.browsing.view
        try:
            has_gone = self.browsing.back() if step < 0 else self.browsing.forward()
        except StoreError as error:  # what the query of then asks for is no longer in the store
            self.say(str(error))
            return True
        if has_gone:
            if self.browsing.view is before:
                self.show_cursor()
            else:
                self.show_all()
        return has_gone

    def action_context(self) -> None:
        """Show the events around this one that the filter hides, or hide them again."""
        state = self.browsing
        if state is None:
            return
        if state.is_lifted:
            self.put_filter_back()
        elif not state.filter:
            self.say("No filter is set: every event is shown.")
        else:
            self.drop_search()
            state.lift()
            self.show_all()
            self.say("The filter is lifted: what does not pass it is dimmed. C or esc puts it back.")

    def put_filter_back(self) -> None:
        """Hide again what the filter hides."""
        if self.browsing is not None:
            self.browsing.put_back()
            self.show_all()
