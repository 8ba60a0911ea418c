"""From the text of a query to its tokens, each with the column where it begins."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from store.errors import QueryError
from store.query.fields import BY_NAME
from store.text import clean

LONGEST: Final = 10_000
"""Characters in a query: about five pages, far more than one would write by hand."""

_CLOSING: Final = {'"': '"', "“": "”"}
"""What ends a phrase, by what begins it: word processors make typographic quotes."""

_WORD: Final = re.compile(r'[^\s()"“]+')
_FIELD: Final = re.compile(r"([^\W\d]\w*):")
_COMPARISON: Final = re.compile(r"([^\W\d]\w*)(?=[<>=])")
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})


class Piece(NamedTuple):
    """A run of a field's value: quotes protect commas and spaces in it."""

    text: str
    column: int
    quoted: bool


class Token(NamedTuple):
    """A piece of a query's grammar."""

    kind: Literal["(", ")", "-", "AND", "OR", "NOT", "word", "phrase", "field", "end"]
    column: int
    text: str = ""
    """The word or phrase, or the field as it was written."""
    value: tuple[Piece, ...] = ()
    """A field's value."""
    value_column: int = 0


def tokens(text: str) -> list[Token]:
    """Split a query.

    Raises:
        QueryError: It is too long, holds a control character, a quote is not closed, or a field has no value.
    """
    if len(text) > LONGEST:
        raise QueryError(f"A query has at most {LONGEST:,} characters; this one has {len(text):,}.", LONGEST)
    for column, character in enumerate(text):
        if not character.isspace() and clean(character) != character:
            raise QueryError(f"A control character (U+{ord(character):04X}) cannot be searched for; delete it.", column)
    return list(_scan(text))


def _scan(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
        elif character in "()":
            yield Token("(" if character == "(" else ")", at)
            at += 1
        elif character == "-":
            if at + 1 == len(text) or text[at + 1].isspace() or text[at + 1] == ")":
                raise QueryError('Expected a word, a field or a group right after the minus sign; "-" excludes.', at)
            yield Token("-", at)
            at += 1
        elif character in _CLOSING:
            phrase, end = _quoted(text, at)
            yield Token("phrase", at, phrase)
            at = end
        else:
            token, at = _word(text, at)
            yield token
    yield Token("end", len(text))


def _word(text: str, at: int) -> tuple[Token, int]:
    """Read an operator, a field with its value, or a free word."""
    found = _FIELD.match(text, at)
    if found:
        return _field(text, at, found[1], found.end())
    compared = _COMPARISON.match(text, at)
    if compared and compared[1].lower() in BY_NAME:
        if BY_NAME[compared[1].lower()].reading != "figure":
            raise QueryError(f"Expected a colon after {compared[1]}, as in {_example(compared[1])}", compared.end())
        return _field(text, at, compared[1], compared.end())
    word = _WORD.match(text, at)
    if word is None:  # only quotes and parentheses cannot begin a word, and the caller has read those
        raise AssertionError(text[at])
    if word[0] in _OPERATORS:
        return Token("AND" if word[0] == "AND" else "OR" if word[0] == "OR" else "NOT", at, word[0]), word.end()
    return Token("word", at, word[0]), word.end()


def _field(text: str, at: int, name: str, value_at: int) -> tuple[Token, int]:
    pieces: list[Piece] = []
    end = value_at
    while end < len(text) and not text[end].isspace() and text[end] not in "()":
        if text[end] in _CLOSING:
            inside, after = _quoted(text, end)
            pieces.append(Piece(inside, end + 1, quoted=True))
        else:
            run = _WORD.match(text, end)
            after = run.end() if run else end + 1
            pieces.append(Piece(text[end:after], end, quoted=False))
        end = after
    if not pieces and name.lower() in BY_NAME:
        raise QueryError(f"Expected a value right after {name}: as in {_example(name)}", value_at)
    return Token("field", at, name, tuple(pieces), value_at), end


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Read what stands in quotes that begin at `at`: its text, with single spaces, and where it ends."""
    closing = _CLOSING[text[at]]
    characters: list[str] = []
    end = at + 1
    while end < len(text) and text[end] != closing:
        if text[end] == "\\" and text[end + 1 : end + 2] in {"\\", '"', closing}:
            end += 1
        characters.append(text[end])
        end += 1
    if end >= len(text):
        raise QueryError(f"Expected a closing quote ({closing}) for the one that opens here.", at)
    inside = " ".join("".join(characters).split())
    if not inside:
        raise QueryError("Expected something between the quotes.", at)
    return inside, end + 1


def _example(name: str) -> str:
    return BY_NAME[name.lower()].example
