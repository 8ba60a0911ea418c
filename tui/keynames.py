"""Keys as a person writes them, and those of the reader's own choice, named in the place of the usual ones."""

from collections.abc import Mapping
from typing import Final

KEY_NAMES: Final = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "slash": "/",
    "comma": ",",
    "full_stop": ".",
    "semicolon": ";",
    "asterisk": "*",
    "number_sign": "#",
    "dollar_sign": "$",
    "quotation_mark": '"',
    "question_mark": "?",
    "escape": "esc",
    "shift+tab": "shift+tab",
}

_chosen: dict[str, tuple[str, ...]] = {}
"""Keys of the reader's own choice by `PANE.COMMAND`: what the foot of the screen, the help and the palette name."""


def use_keys(chosen: Mapping[str, tuple[str, ...]]) -> None:
    """Name these keys from now on; the app binds them (`App.set_keymap`)."""
    _chosen.clear()
    _chosen.update(chosen)


def chosen_keys(name: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys that the reader chose for `PANE.COMMAND`, else the usual ones."""
    return _chosen.get(name, usual)
