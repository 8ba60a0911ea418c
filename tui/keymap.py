"""Keys of the reader's own choice: read from a file, checked, and told apart from those that cannot be.

The file is TOML with a table for each pane, a line for each command by its id:

    [anywhere]
    search = ["/", "ctrl+f"]
    [timeline]
    down = "j"

A command that is not named keeps its keys. What the file has wrong is a sentence; the rest of it holds.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field
from textual.keys import _character_to_key

from store.text import one_line
from tui.commands import COMMANDS
from tui.keynames import KEY_NAMES

FILE_NAME: Final = "keys.toml"
MOST_BYTES: Final = 100_000
_LONGEST_NAME: Final = 60
_BY_SHOWN_NAME: Final = {shown: key for key, shown in KEY_NAMES.items()}
_BY_ID: Final = {f"{command.where}.{command.id}": command for command in COMMANDS}
_PANES: Final = tuple(dict.fromkeys(command.where for command in COMMANDS))


class Keymap(Struct):
    """Keys that differ from the usual ones."""

    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Textual's names of keys, by `PANE.COMMAND`."""
    problems: list[str] = field(default_factory=list)
    """Sentences on what the file has wrong."""

    def sentence(self) -> str:
        """Return the first problem, and how many more there are; empty when the file is sound."""
        if not self.problems:
            return ""
        more = len(self.problems) - 1
        return f"{FILE_NAME}: {self.problems[0]}" + (f" ({more} more: dateline keys)" if more else "")


def keymap_path() -> Path:
    """Return where the file is looked for; it need not exist, and is never made."""
    from platformdirs import user_config_path

    return user_config_path("dateline") / FILE_NAME


def read_keymap(path: Path) -> Keymap:
    """Read the reader's keys; none when there is no file."""
    if not path.exists():
        return Keymap()
    import tomllib

    try:
        with path.open("rb") as file:
            tables = tomllib.loads(file.read(MOST_BYTES).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, RecursionError, tomllib.TOMLDecodeError) as error:
        return Keymap(problems=[f"{path} cannot be read, so the usual keys hold: {one_line(str(error))}"])
    keymap = Keymap()
    for name, keys in _lines(tables, keymap.problems):
        keymap.keys[name] = keys
    _drop_clashes(keymap)
    return keymap


def _lines(tables: Mapping[str, Any], problems: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (command, keys) of each sound line."""
    for pane, lines in tables.items():
        if pane not in _PANES or not isinstance(lines, dict):
            problems.append(f"[{_shown(pane)}] is no pane; there is {', '.join(_PANES)}.")
            continue
        for id_, value in lines.items():
            name = f"{pane}.{id_}"
            if name not in _BY_ID:
                near = get_close_matches(id_, [c.id for c in COMMANDS if c.where == pane], 1)
                meant = f" Did you mean {near[0]}?" if near else " To see them all: dateline keys"
                problems.append(f"[{pane}] has no command {_shown(id_)}.{meant}")
                continue
            keys = _keys(value)
            if keys is None:
                problems.append(f'[{pane}] {id_}: write its keys as "j" or ["j", "down"].')
            else:
                yield name, keys


def _keys(value: object) -> tuple[str, ...] | None:
    """Return Textual's names of keys that may be written as on the keyboard: "/", "PgDn", "ctrl+f"."""
    written = [value] if isinstance(value, str) else value
    if not isinstance(written, list) or not written:
        return None
    if not all(isinstance(key, str) and _is_key(key) for key in written):
        return None
    return tuple(dict.fromkeys(map(_key, written)))


def _is_key(written: str) -> bool:
    return 0 < len(written) <= _LONGEST_NAME and written.isprintable() and not any(c.isspace() for c in written[1:])


def _key(written: str) -> str:
    known = _BY_SHOWN_NAME.get(written) or _BY_SHOWN_NAME.get(written.lower())
    if known is not None:
        return known
    return _character_to_key(written) if len(written) == 1 else written.lower()


def _drop_clashes(keymap: Keymap) -> None:
    """Take back keys that another command of the same pane has: two commands on one key, and only one would work."""
    taken: dict[tuple[str, str], str] = {}
    for name, command in _BY_ID.items():
        if name not in keymap.keys:
            taken.update({(command.where, key): name for key in command.keys})
    for name, keys in list(keymap.keys.items()):
        where = _BY_ID[name].where
        free = tuple(key for key in keys if taken.setdefault((where, key), name) == name)
        for key in keys:
            if key not in free:
                other = taken[where, key].partition(".")[2]
                shown = KEY_NAMES.get(key, key)
                keymap.problems.append(
                    f"[{where}] {_BY_ID[name].id}: {shown} is the key of {other} already. Give {other} another key too."
                )
        if free:
            keymap.keys[name] = free
        else:
            del keymap.keys[name]


def _shown(name: str) -> str:
    return one_line(name)[:_LONGEST_NAME]
