"""The part of the browser that writes in the store, takes it back, and shows what others write meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from textual import on

from store.errors import QueryError
from store.filter import Filter
from store.text import one_line
from store.timeline import Timeline
from tui import writing
from tui.browsing import Browsing
from tui.screens.bringing import Bringing
from tui.screens.filtering import Filtering
from tui.session import Make, Session

SECONDS_BETWEEN_LOOKS: Final = 2.0
"""How often it is looked whether another program has written: two questions to the system."""

BUNDLED: Final = (
    "The bundled store is not written to. Name a file for a copy of your own; the change goes there, and you go on "
    "in it."
)


class Writing(Bringing, Filtering):
    """Has every change done in a thread, and shows the timeline that came of it."""

    session: Session | None = None
    """None until the store is read."""
    _go_on_in_copy: Callable[[], None] | None = None
    """What was wanted when a copy was asked for; it is done once that is read."""

    def begin_session(self, timeline: Timeline) -> None:
        """Be ready to write in a store that was read, and leave the one before."""
        before, loading = self.session, self.store_loading
        self.is_bringing = False
        self.session = Session(timeline, loading.path, loading.marks)
        if before is None:
            self.set_interval(SECONDS_BETWEEN_LOOKS, self._look_at_others)
        else:
            self.run_worker(before.close, thread=True, group="close")

    # doing and undoing

    def go_on_when_writable(self, go_on: Callable[[], None], read: Callable[[], None] = lambda: None) -> None:
        """Do something that leads to a change, once it is sure that the store takes it.

        Args:
            go_on: What is to be done.
            read: Called in a thread before that, for what takes a moment; it may raise `StoreError`.
        """
        session = self.session
        if session is None:
            self.say("The store is still being read.")
        else:
            self._enter(session, lambda: writing.prepare(self, session, go_on, read))

    def do(
        self, make: Make, *, show: str = "", said: str = "", done: Callable[[], None] | None = None, kept: str = ""
    ) -> None:
        """Have a step done.

        Args:
            make: Makes the step of the timeline as it then is.
            show: Id of the event to show then; empty: the one that is shown.
            said: What to say then; empty: the name of the step.
            done: What else is to be done then.
            kept: Where what was typed is if it is not done, as a sentence.
        """
        session = self.session
        if session is None:
            self.say("The store is still being read.")
            return

        def again() -> None:
            self.do(make, show=show, said=said, done=done, kept=kept)

        self._enter(
            session, lambda: writing.write(self, session, make, again, show=show, said=said, done=done, kept=kept)
        )

    def _enter(self, session: Session, work: Callable[[], None]) -> None:
        session.enter(work)
        self.run_worker(session.work_next, thread=True, group="write")

    def action_undo(self) -> None:
        """Take the last change back."""
        session = self.session
        if session is not None:
            self._enter(session, lambda: writing.undo(self, session))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        session = self.session
        if session is not None:
            self._enter(session, lambda: writing.redo(self, session))

    @on(writing.MayWrite)
    def _go_on_writing(self, message: writing.MayWrite) -> None:
        if message.session is self.session:
            message.go_on()

    @on(writing.Written)
    def _show_written(self, message: writing.Written) -> None:
        if message.session is self.session:
            if message.done is not None:
                message.done()
            self.show_timeline(message.there.timeline, message.said, message.show, message.there)

    @on(writing.NotWritten)
    def _show_refusal(self, message: writing.NotWritten) -> None:
        is_current = message.session is self.session
        if is_current and message.wants_copy and message.again is not None:
            self._offer_copy(message.reason, message.again)
        else:
            self.say(message.reason)

    def show_timeline(self, timeline: Timeline, said: str, event_id: str = "", there: Browsing | None = None) -> None:
        """Show the store as it is after a change; the reader stays at the event, with filter and window.

        Args:
            timeline: The store.
            said: What to say.
            event_id: The event to go to; empty, or one that is not there: the same as before.
            there: The store just opened, where that was made ready.
        """
        wanted, problem = self.wanted, ""
        if self.browsing is None:
            return
        if timeline is not self.browsing.timeline:
            self.drop_search()
            try:
                self.browsing = self.browsing.carried_to(timeline, wanted, there)
            except QueryError as error:  # it names what the store has no longer
                self.browsing, problem = self.browsing.carried_to(timeline, Filter()), str(error)
            self.show_store()
        if event_id in timeline.ordinal_of:
            self.jump(timeline.ordinal_of[event_id], "")
        self.say(problem or said)

    def show_store(self) -> None:
        """Show all of a store."""
        raise NotImplementedError

    # a copy

    def _offer_copy(self, reason: str, go_on: Callable[[], None] | None) -> None:
        from store.sample import is_bundled
        from tui.screens.copying import CopyScreen

        if self.session is None:
            return
        session = self.session
        said = BUNDLED if is_bundled(session.path) else f"{one_line(reason)} In a copy you can go on."

        def take(path: Path | None) -> None:
            if path is None:
                self.say("Nothing was changed.")
            else:
                self._go_on_in_copy = go_on
                self.reopen(path, f"You are in your own copy now: {one_line(str(path))}")

        self.app.push_screen(CopyScreen(session, said), take)

    def action_save_copy(self) -> None:
        """Save the store under another name, and go on in it."""
        self._offer_copy("A copy has everything that you see, also what its file does not have any more.", None)

    def go_on_in_copy(self) -> None:
        """Do what was wanted when a copy was asked for."""
        go_on, self._go_on_in_copy = self._go_on_in_copy, None
        if go_on is not None:
            go_on()

    # what others do

    def _look_at_others(self) -> None:
        session = self.session
        if session is not None and not session.is_over and not self.is_bringing:
            self.run_worker(lambda: writing.look(self, session), thread=True, group="look", exclusive=True)

    @on(writing.Replaced)
    def _read_again(self, message: writing.Replaced) -> None:
        if message.session is self.session:
            message.session.is_over = True
            self.reopen(self.path, "Another program has written in the store: this is how it is now.")

    @on(writing.Vanished)
    def _tell_once(self, message: writing.Vanished) -> None:
        if message.session is self.session and not message.session.is_gone:
            message.session.is_gone = True
            self.say(message.reason)
