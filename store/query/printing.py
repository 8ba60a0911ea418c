"""From a tree back to a text that reads as the same tree."""

import re
from functools import cache
from typing import Final

from store.query.tree import Against, And, Everything, Figure, Match, Near, Not, Or, Query, Term, Text, When

_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})


@cache
def _plain_word() -> re.Pattern[str]:
    return re.compile(r"\w(?:[\w.'’&/+-]*\w)?")


@cache
def _plain_value() -> re.Pattern[str]:
    return re.compile(r"[^\s\"“”()\\]+")


@cache
def _plain_part() -> re.Pattern[str]:
    """Return what needs no quotes where a comma or a tilde parts a value in two."""
    return re.compile(r"[^\s\"“”()\\~,]+")


def to_text(tree: Query) -> str:
    """Return a query that `parse` reads as this tree, with no more parentheses than it needs."""
    return "" if isinstance(tree, Everything) else _printed(tree)


def _printed(tree: Query) -> str:
    if isinstance(tree, Or):
        return " OR ".join(map(_within_or, tree.parts))
    if isinstance(tree, And):
        return " ".join(map(_within_and, tree.parts))
    if isinstance(tree, Not):
        return "-" + _grouped(tree.query)
    return _term(tree)


def _within_or(tree: Query) -> str:
    # AND binds closer than OR, so that no parentheses are needed; the word says so to whoever does not know
    return " AND ".join(map(_within_and, tree.parts)) if isinstance(tree, And) else _printed(tree)


def _within_and(tree: Query) -> str:
    return _grouped(tree) if isinstance(tree, Or) else _printed(tree)


def _grouped(tree: Query) -> str:
    return f"({_printed(tree)})" if isinstance(tree, And | Or) else _printed(tree)


def _term(term: Term) -> str:
    match term:
        case Everything():
            return "*"
        case Text(text):
            return text if _plain_word().fullmatch(text) and text not in _OPERATORS else quoted(text)
        case Match(field, value) | When(field, value):
            return f"{field}:{value if _plain_value().fullmatch(value) else quoted(value)}"
        case Against(one, other):
            return f"against:{_part(one)},{_part(other)}"
        case Near(target, km):
            where = _part(target) if isinstance(target, str) else ",".join(_number(degree, 12) for degree in target)
            return f"near:{where}~{_number(km, 6)}km"
        case Figure(field, low, high):
            return f"{field}:{_bounds(low, high)}"


def _part(value: str) -> str:
    return value if _plain_part().fullmatch(value) else quoted(value)


def quoted(text: str) -> str:
    """Return a text in quotes, as the language writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _number(value: float, decimals: int) -> str:
    """Write a number with as many decimals as it needs, and never an exponent."""
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def _bounds(low: int, high: int | None) -> str:
    if high is None:
        return f">={low}"
    if low == high:
        return f"={low}"
    return f"<={high}" if low == 0 else f"{low}..{high}"
