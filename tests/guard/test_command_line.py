"""Every command is explained where people look: in its help, in the overview and in the README."""

import re
from pathlib import Path

import pytest

from store.commands import COMMANDS
from store.commands.help import overview
from store.commands.parsing import Command, Parser

README = Path(__file__).parents[2] / "README.md"
MODULES = Path(__file__).parents[2] / "store" / "commands"

each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.NAME)


@each_command
def test_command_has_help(command: Command) -> None:
    assert command.HELP
    assert command.EXAMPLES
    text = Parser(command).format_help()
    assert f"dateline {command.NAME}" in text
    for action in Parser(command)._actions:
        assert action.help, f"{command.NAME}: {action.dest} has no help"


@each_command
def test_command_is_in_the_overview(command: Command) -> None:
    assert re.search(rf"^  {command.NAME} +{re.escape(command.HELP)}$", overview(), re.MULTILINE)


def test_overview_fits_a_terminal_of_80_columns() -> None:
    assert max(map(len, overview().splitlines())) <= 80


@each_command
def test_command_has_a_row_in_the_readme(command: Command) -> None:
    if not README.exists():
        pytest.skip("there is no README.md yet")
    rows = [
        line
        for line in README.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| `dateline {command.NAME}")
    ]
    assert rows, f"README.md has no table row for dateline {command.NAME}"


def test_every_command_module_is_registered() -> None:
    modules = [path for path in MODULES.glob("*.py") if "\ndef run(" in path.read_text(encoding="utf-8")]
    written = {path.stem.rstrip("_") for path in modules}
    assert written == {command.NAME for command in COMMANDS}
