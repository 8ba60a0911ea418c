"""Commands as Textual binds them, as the foot of the screen hints at them, and as the help and the README list them."""

from textual.binding import Binding, BindingType

from tui.commands import COMMANDS, SCREENS, Where
from tui.keynames import KEY_NAMES


def bindings_for(where: Where) -> list[BindingType]:
    """Return Textual's bindings of the commands of a pane, or of those that work anywhere."""
    return [
        Binding(
            ",".join(command.keys),
            command.action or command.id,
            command.name,
            id=f"{where}.{command.id}",
            show=bool(command.hint),
            priority=command.id in ("next_pane", "previous_pane"),
        )
        for command in COMMANDS
        if command.where == where and command.keys
    ]


def hints_for(where: Where) -> list[tuple[str, str]]:
    """Return (key, word) of what the foot of the screen shows while a pane has the focus."""
    own = [command for command in COMMANDS if command.where == where]
    taken = {key for command in own for key in command.live_keys}  # the pane's own command gets them
    anywhere = [c for c in COMMANDS if c.where == "anywhere"] if where not in SCREENS else []
    shown = [command for command in own if command.hint]
    shown += [command for command in anywhere if command.hint and command.live_keys[0] not in taken]
    return [(KEY_NAMES.get(command.live_keys[0], command.live_keys[0]), command.hint) for command in shown]


def key_table(where: Where) -> list[tuple[str, str]]:
    """Return (keys, what they do) of a pane's commands, for the help and the README.

    Commands that differ in a number or a letter only share a row.
    """
    rows: list[tuple[str, str]] = []
    for command in COMMANDS:
        if command.where != where:
            continue
        if command.id.startswith("source_"):
            row = ("1 … 9", "Open source 1 … 9")
        elif command.id.startswith("toggle_line_"):
            row = ("1 … 9", "Draw offensive 1 … 9, or do not")
        elif command.id.startswith("meanwhile_"):
            row = ("A B D E F H J K", "Go to what another offensive did, as Meanwhile lists it")
        else:
            row = (command.shown_keys or "(palette)", command.name)
        if row not in rows:
            rows.append(row)
    return rows
