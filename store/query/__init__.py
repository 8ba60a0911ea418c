"""The query language: one for the search bar, saved views, an offensive's rule, the command line and exports.

`parse` makes a tree of a text, `evaluate` the set of events of a tree, `to_text` a text of a tree again.
"""

from store.errors import QueryError
from store.query.caret import render_error
from store.query.editing import conjoin, searched, terms, without
from store.query.evaluate import evaluate
from store.query.fields import BY_NAME, FIELDS, Field
from store.query.grammar import EXAMPLES, GRAMMAR_HELP
from store.query.index import QueryIndex
from store.query.parser import parse
from store.query.printing import quoted, to_text
from store.query.tree import (
    Against,
    And,
    Everything,
    Figure,
    Match,
    Near,
    Not,
    Or,
    Query,
    Term,
    Text,
    When,
    all_of,
    any_of,
    terms_in,
)

__all__ = [
    "BY_NAME",
    "EXAMPLES",
    "FIELDS",
    "GRAMMAR_HELP",
    "Against",
    "And",
    "Everything",
    "Field",
    "Figure",
    "Match",
    "Near",
    "Not",
    "Or",
    "Query",
    "QueryError",
    "QueryIndex",
    "Term",
    "Text",
    "When",
    "all_of",
    "any_of",
    "conjoin",
    "evaluate",
    "parse",
    "quoted",
    "render_error",
    "searched",
    "terms",
    "terms_in",
    "to_text",
    "without",
]
