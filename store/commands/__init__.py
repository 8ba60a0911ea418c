"""The commands of the command line: one module each, in the order of the overview."""

from typing import Final

from store.commands import (
    add,
    check,
    edit,
    export,
    history,
    import_,
    keys,
    link,
    new,
    pairs,
    race,
    read,
    restore,
    rm,
    sample,
    show,
    stats,
    undo,
    views,
)
from store.commands import help as help_
from store.commands import list as list_
from store.commands import open as open_
from store.commands.parsing import Command

COMMANDS: Final[tuple[Command, ...]] = (
    open_,
    list_,
    show,
    stats,
    race,
    views,
    new,
    sample,
    read,
    import_,
    export,
    add,
    edit,
    rm,
    pairs,
    link,
    undo,
    history,
    restore,
    check,
    keys,
    help_,
)
"""Every command; `main`, `dateline help` and the guard tests go through this."""

BY_NAME: Final = {command.NAME: command for command in COMMANDS}
