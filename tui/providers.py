"""The command palette: every command of `tui.commands`."""

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.commands import COMMANDS, ON_EVERY_SCREEN, SCREENS, Command

if TYPE_CHECKING:
    from textual.widget import Widget


class Commands(Provider):
    """Offers what can be done where the reader is."""

    def _offered(self) -> list[Command]:
        pane = getattr(self.screen, "pane", "timeline")
        places = (pane,) if pane in SCREENS else ("anywhere", pane)
        return [
            command
            for command in COMMANDS
            if (command.where in places or command.id in ON_EVERY_SCREEN) and command.id != "command_palette"
        ]

    async def discover(self) -> Hits:
        """Offer everything, before anything is typed."""
        for command in self._offered():
            yield DiscoveryHit(command.name, partial(self._run, command), command.name, _help(command))

    async def search(self, query: str) -> Hits:
        """Offer what fits the letters typed."""
        matcher = self.matcher(query)
        for command in self._offered():
            score = matcher.match(command.name)
            if score > 0:
                run = partial(self._run, command)
                yield Hit(score, matcher.highlight(command.name), run, command.name, _help(command))

    async def _run(self, command: Command) -> None:
        target: Widget = self.screen
        if command.where not in ("anywhere", *SCREENS) and self.screen.focused is not None:
            target = self.screen.focused
        await target.run_action(command.action or command.id)


def _help(command: Command) -> str:
    return f"key {command.shown_keys}" if command.keys else "no key"
