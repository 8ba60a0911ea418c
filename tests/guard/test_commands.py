"""Every command of the browser has a name, a key or the palette, a method, a line in the help and one in the README."""

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from textual.dom import DOMNode
from textual.keys import _character_to_key

from store.loader import load_timeline
from store.model import STAR
from store.rails import Rails
from tests.builders import a_store, an_event
from tests.tui.worlds import text_of, texts_of
from tui.app import DatelineApp
from tui.bindings import bindings_for, hints_for, key_table
from tui.commands import COMMANDS, SCREENS, Command, Where
from tui.drawing.event_row import event_line
from tui.marks import GROUPS, IN_THE_LIST
from tui.screens.browse import BrowseScreen
from tui.screens.help import help_lines
from tui.screens.map import MapScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.numbers import NumbersScreen
from tui.screens.race import RaceScreen
from tui.screens.reader import ArticleScreen
from tui.screens.review import ReviewScreen
from tui.widgets.actor_filters import ActorFilters
from tui.widgets.article_pane import ArticlePane
from tui.widgets.event_list import EventList

README: Final = Path(__file__).parents[2] / "README.md"
HOMES: Final[dict[Where, type[DOMNode]]] = {
    "anywhere": BrowseScreen,
    "timeline": EventList,
    "actors": ActorFilters,
    "article": ArticlePane,
    "matrix": MatrixScreen,
    "map": MapScreen,
    "race": RaceScreen,
    "numbers": NumbersScreen,
    "review": ReviewScreen,
    "reader": ArticleScreen,
}
OVERRIDES: Final = {
    ("actors", "slash"),
    ("actors", "left"),
    ("actors", "right"),
    ("article", "1"),
    ("article", "2"),
    ("article", "3"),
}
"""Keys that mean something else in a pane than anywhere else, on purpose."""
TAKEN: Final = re.compile(
    r"ctrl\+[absqjmhi]$"  # terminals, tmux and screen keep them, or send them for tab, enter and backspace
    r"|alt\+|super\+|meta\+"
    r"|shift\+(up|down|left|right)$"  # selection in many terminals
)
TYPED: Final = {_character_to_key(chr(code)) for code in range(ord(" "), ord("~") + 1)}
NAMED: Final = {
    "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "f1", "escape", "enter", "tab",
    "shift+tab", "ctrl+p", "backspace", "delete",
}  # fmt: skip
each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.where}.{command.id}")


@each_command
def test_command_has_a_name_and_a_method(command: Command) -> None:
    assert command.name
    action, _, _arguments = (command.action or command.id).partition("(")
    where, _, name = action.rpartition(".")
    home = DatelineApp if where == "app" else HOMES[command.where]
    method = getattr(home, f"action_{name}", None)
    assert callable(method), f"{home.__name__}.action_{name}"
    assert method.__doc__


@each_command
def test_command_is_bound_where_it_belongs(command: Command) -> None:
    bound = [binding for binding in bindings_for(command.where) if binding.id == f"{command.where}.{command.id}"]  # type: ignore[union-attr]  # they are all `Binding`
    assert len(bound) == bool(command.keys)
    merged = HOMES[command.where]._merged_bindings
    assert merged is not None
    for key in command.keys:
        assert any(binding.id == f"{command.where}.{command.id}" for binding in merged.key_to_bindings[key])


@each_command
def test_command_is_in_help_and_in_its_table(command: Command) -> None:
    table = key_table(command.where)
    text = "\n".join(texts_of(help_lines()))
    if not command.id.startswith(("source_", "meanwhile_", "toggle_line_")):  # they share a row
        assert (command.shown_keys or "(palette)", command.name) in table
    for keys, name in table:
        assert re.search(rf"^  {re.escape(keys)} +{re.escape(name)}$", text, re.MULTILINE)


@each_command
def test_keys_leave_alone_what_terminals_take(command: Command) -> None:
    for key in command.keys:
        assert not TAKEN.match(key), key
        assert key in TYPED or key in NAMED, f"no terminal sends {key}"


@pytest.mark.parametrize("where", HOMES)
def test_no_two_commands_share_a_key_in_one_place(where: Where) -> None:
    keys = Counter(key for command in COMMANDS if command.where == where for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_panes_hide_keys_of_the_whole_only_on_purpose() -> None:
    anywhere = {key for command in COMMANDS if command.where == "anywhere" for key in command.keys}
    hidden = {
        (c.where, key) for c in COMMANDS if c.where not in ("anywhere", *SCREENS) for key in c.keys if key in anywhere
    }
    assert hidden == OVERRIDES


def test_ids_are_unique_in_their_place() -> None:
    ids = Counter((command.where, command.id) for command in COMMANDS)
    assert [id_ for id_, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("where", HOMES)
def test_foot_of_the_screen_names_real_keys(where: Where) -> None:
    for _key, word in hints_for(where):
        assert any(command.hint == word and command.where in (where, "anywhere") for command in COMMANDS)
    assert [word for _key, word in hints_for(where)][-2:] == ["help", "quit"]


def readme_rows() -> list[tuple[str, str]]:
    """Return the rows of the README's tables of keys, without the marks of Markdown."""
    rows: list[tuple[str, str]] = []
    is_of_keys = False
    for line in README.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            is_of_keys = False
        elif line.startswith("| key |"):
            is_of_keys = True
        elif is_of_keys and not line.startswith("| ---"):
            keys, name = (cell.strip() for cell in line.strip("|").split(" | "))
            rows.append(("(palette)" if keys == "palette" else keys.replace("`", ""), name))
    return rows


def test_readme_has_the_keys_and_no_others() -> None:
    if not README.exists():
        pytest.skip("there is no README.md yet")
    expected = [row for where in HOMES for row in key_table(where)]
    assert sorted(readme_rows()) == sorted(expected)


def test_readme_has_the_marks_and_no_others() -> None:
    table = README.read_text(encoding="utf-8").partition("\n## Marks\n")[2].partition("\n## ")[0]
    cells = [line.strip("| ").split(" | ", 1) for line in table.splitlines() if line.startswith("| `")]
    rows = [(mark.strip("`"), meaning) for mark, meaning in cells]
    assert rows == [mark for _title, marks in GROUPS for mark in marks]


def test_every_mark_of_the_list_is_explained(tmp_path: Path) -> None:
    event = an_event(id="e", offensives=[], tags=[STAR, "siege"], notes="Mine", date="2016-06-04%", origin="ucdp:1")
    timeline = load_timeline(a_store(tmp_path / "war.json", events=[event], offensives=[], places=[], actors=[]))
    drawn = text_of(event_line(timeline, 0, Rails(timeline, timeline.everything), 120))
    marks = set(re.findall(r"[^\w\s]", drawn.replace(event.title, "")))
    assert marks >= {"•", "★", "✎", "#", "~", "?"}
    assert marks <= {sign for mark, _meaning in IN_THE_LIST for sign in mark}
