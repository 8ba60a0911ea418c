"""`dateline keys`: the keys of the browser as they are now, and how to change them."""

import argparse
from typing import Final

from store.commands.output import say, tell

NAME: Final = "keys"
HELP: Final = "the browser's keys by command, and how to change them"
EXAMPLES: Final = ("dateline keys",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def run(_args: argparse.Namespace) -> int:
    """Print every command with its keys; return 1 when the reader's file of keys has a problem."""
    from tui.commands import COMMANDS
    from tui.keymap import keymap_path, read_keymap
    from tui.keynames import use_keys

    path = keymap_path()
    keymap = read_keymap(path)
    use_keys(keymap.keys)
    width = max(len(command.id) for command in COMMANDS)
    where = ""
    for command in COMMANDS:
        if command.where != where:
            say(f"{chr(10) if where else ''}[{command.where}]")
            where = command.where
        say(f"  {command.id:<{width}}  {command.shown_keys or '(palette)':<12}  {command.name}")
    say(f'\nTo change some, write them into {path}, by pane and command:\n\n[anywhere]\nsearch = ["/", "ctrl+f"]')
    for problem in keymap.problems:
        tell(problem)
    return 1 if keymap.problems else 0
