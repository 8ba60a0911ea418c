"""The command palette: those commands of `tui.commands` that do something on the screen that it stands over."""

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.commands import COMMANDS, ON_EVERY_SCREEN, SCREENS, Command
from tui.screens.arrangement import PANES

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget


class Commands(Provider):
    """Offers what can be done where the reader is."""

    async def discover(self) -> Hits:
        """Offer everything, before anything is typed."""
        for command in offered_on(self.screen):
            yield DiscoveryHit(command.name, partial(self._run, command), command.name, _help(command))

    async def search(self, query: str) -> Hits:
        """Offer what fits the letters typed."""
        matcher = self.matcher(query)
        for command in offered_on(self.screen):
            score = matcher.match(command.name)
            if score > 0:
                run = partial(self._run, command)
                yield Hit(score, matcher.highlight(command.name), run, command.name, _help(command))

    async def _run(self, command: Command) -> None:
        await target_of(command, self.screen).run_action(command.action or command.id)


def offered_on(screen: "Screen[Any]") -> list[Command]:
    """Return what does something on a screen: its own commands, and those that work on every screen."""
    from tui.screens.help import HelpScreen

    pane = getattr(screen, "pane", "")
    places = (pane,) if pane in SCREENS else ("anywhere", pane) if pane else ()
    own = [command for command in COMMANDS if command.where in places and command.id != "command_palette"]
    known = {command.id for command in own}
    if isinstance(screen, HelpScreen):
        known.add("help")
    everywhere = [c for c in COMMANDS if c.where == "anywhere" and c.id in ON_EVERY_SCREEN and c.id not in known]
    return [*own, *everywhere]


def target_of(command: Command, screen: "Screen[Any]") -> "Widget":
    """Return what does a command on a screen that offers it: the screen, or the pane that it belongs to."""
    if command.where not in PANES:
        return screen
    return screen.query_one("#events" if command.where == "timeline" else f"#{command.where}")


def _help(command: Command) -> str:
    return f"key {command.shown_keys}" if command.keys else "no key"
