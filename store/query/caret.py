"""A query's error shown under the query itself."""

from typing import Final

from store.errors import QueryError
from store.plain import cell_width
from store.text import clean, one_line

_CUT: Final = "…"


def render_error(text: str, error: QueryError, width: int = 78) -> str:
    """Return three lines: the query, a caret under what is wrong with it, and the message.

    Args:
        text: The query as it was typed, whatever it holds.
        error: What `parse` or `evaluate` said of it.
        width: Cells that the first two lines may take; a longer query is cut around the caret.
    """
    column = max(0, min(error.column, len(text)))
    before = [_visible(character) for character in text[:column]]
    after = [_visible(character) for character in text[column:]]
    room = max(width, 8)
    tail = _fitting(after, max(room - _cells(before), room // 3))
    head = _fitting(before[::-1], room - max(1, _cells(tail)))[::-1]
    line = "".join(head + tail)
    return f"{line}\n{' ' * _cells(head)}^\n{one_line(str(error))}"


def _visible(character: str) -> str:
    """Return what stands for a character on one line of a terminal."""
    if character.isspace():
        return " "
    return character if clean(character) == character else "�"


def _cells(characters: list[str]) -> int:
    return sum(map(cell_width, characters))


def _fitting(characters: list[str], cells: int) -> list[str]:
    """Return the first characters that fit, with a mark where some were left out."""
    if _cells(characters) <= cells:
        return characters
    kept: list[str] = []
    used = 1
    for character in characters:
        used += cell_width(character)
        if used > cells:
            break
        kept.append(character)
    return [*kept, _CUT]
