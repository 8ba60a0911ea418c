"""Cells of our own files of rejects that a spreadsheet would calculate, made harmless and made whole again."""

from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula when a cell begins with it; an apostrophe before it makes it text."""


def bare(cell: str) -> str:
    """Return a cell of our own CSV without the apostrophe that keeps a spreadsheet from calculating it."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(FORMULA_STARTS) else cell


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, and `bare` makes what it was; numbers stay as they are."""
    if not cell.lstrip("'").startswith(FORMULA_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
