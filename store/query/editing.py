"""Queries taken apart and put together: the terms that a reader sees as chips, and facets that write themselves in.

What comes back was read again from its own text, so that the columns in its terms are those of `to_text`.
"""

from store.query.parser import parse
from store.query.printing import to_text
from store.query.tree import And, Everything, Not, Or, Query, Text, all_of


def terms(tree: Query) -> list[tuple[str, Query]]:
    """Return the parts that all have to match, each as a query of its own with its text."""
    return [(to_text(part), part) for part in parts_of(tree)]


def without(tree: Query, index: int) -> Query:
    """Return a query without one of its `terms`."""
    parts = parts_of(tree)
    return parse(to_text(all_of(parts[:index] + parts[index + 1 :])))


def conjoin(tree: Query, text: str) -> Query:
    """Return a query that asks for what another query asks too; terms that it has already are not repeated.

    Raises:
        QueryError: `text` cannot be read, or both together are too much.
    """
    parts = parts_of(tree)
    parts += [part for part in parts_of(parse(text)) if part not in parts]
    return parse(to_text(all_of(parts)))


def searched(tree: Query) -> list[str]:
    """Return the words and phrases that an event found by the query may hold, for marking them."""
    if isinstance(tree, Text):
        return [tree.text]
    if isinstance(tree, And | Or):
        return list(dict.fromkeys(text for part in tree.parts for text in searched(part)))
    if isinstance(tree, Not) and isinstance(tree.query, Not):
        return searched(tree.query.query)
    return []


def parts_of(tree: Query) -> list[Query]:
    """Return the parts that all have to match; none for everything."""
    if isinstance(tree, Everything):
        return []
    return list(tree.parts) if isinstance(tree, And) else [tree]
