"""The part of the browser that brings events in and takes them out, and reads a store again that was changed."""

from pathlib import Path
from typing import TYPE_CHECKING

from store.loading import Loading
from tui import background
from tui.browsing import Browsing
from tui.screens.showing import Showing

if TYPE_CHECKING:
    from tui.screens.importing import Brought


class Bringing(Showing):
    """Opens the screens for import and export, and goes on with what came of them."""

    path: Path
    store_loading: Loading
    _said_when_read = ""
    is_bringing = False
    """Whether the import is open: it writes the store itself, and says so."""

    def action_import(self) -> None:
        """Bring in events from a file."""
        from store.sample import is_bundled
        from tui.screens.importing import ImportScreen

        if self.browsing is not None:
            self.is_bringing = True
            self.app.push_screen(ImportScreen(self.path, is_bundled=is_bundled(self.path)), self._go_on)

    def _go_on(self, brought: "Brought | None") -> None:
        if brought is None:
            self.is_bringing = False
        else:
            self.reopen(brought.path, brought.said)

    def action_export(self) -> None:
        """Write the events of this view to a file."""
        from tui.screens.exporting import ExportScreen

        if self.browsing is None:
            return
        events = self.browsing.passing  # also while the filter is lifted for a look around
        if not events:
            self.say("There is no event here to export.")
        else:
            screen = ExportScreen(self.browsing.timeline, events, asked_for(self.browsing), self.path.stem)
            self.app.push_screen(screen, lambda said: self.say(said) if said else None)

    def reopen(self, path: Path, said: str) -> None:
        """Read a store again, or another one; the one before can be browsed until that is done."""
        self.path, self._said_when_read = path, said
        self.store_loading.cancel()
        loading = self.store_loading = Loading(path)
        self.say(f"Reading {path.name} ...")
        self.run_worker(lambda: background.follow(self, loading), thread=True, group="load", exclusive=True)


def asked_for(browsing: Browsing) -> str:
    """Return in the query language what chose the events of the view."""
    return browsing.filter.text
