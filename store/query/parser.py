"""A recursive descent parser for the query language.

    query   = all { "OR" all }
    all     = one { [ "AND" ] one }
    one     = { "-" | "NOT" } ( "(" query ")" | word | "phrase" | field )

`NOT` and `-` bind most, then AND, which need not be written, then OR.
"""

import re
from functools import cache
from typing import Final

from store.errors import QueryError
from store.query.fields import BY_NAME, Field
from store.query.lexer import Token, tokens
from store.query.nearest import did_you_mean, shown
from store.query.tree import Everything, Not, Query, Term, Text, all_of, any_of
from store.query.values import read_value, read_when

DEEPEST: Final = 40
"""Groups and negations within one another: far under Python's own limit, and more than anyone can follow."""

MOST_TERMS: Final = 500
MOST_TEXTS: Final = 20
"""Free words and phrases in a query: each is a scan of all texts, where all else is instant."""

_COMPARISONS: Final = frozenset({"<", "<=", ">", ">=", "="})
_WORDS_IN_RANGE: Final = 6
"""Words that a range of two dates may have after its first: "4 June 2016 .. 12 August 2016"."""


def parse(text: str) -> Query:
    """Read a query; an empty one asks for everything.

    Raises:
        QueryError: It is not a query; says what was expected, and in which column.
    """
    parser = _Parser(tokens(text))
    if parser.next.kind == "end":
        return Everything()
    tree = parser.query()
    if parser.next.kind == ")":
        raise QueryError("This parenthesis closes nothing; delete it or open one before it.", parser.next.column)
    return tree


@cache
def _dated() -> re.Pattern[str]:
    """Return what a word begins with that can only be a date's."""
    months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    return re.compile(rf"\d{{1,4}}\b|\.\.|(?:{months})[a-z]*\b", re.IGNORECASE)


class _Parser:
    """Takes tokens from the left. `next` is the one that is looked at."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._depth = 0
        self._terms = 0
        self._texts = 0

    @property
    def next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def query(self) -> Query:
        parts = [self._all()]
        while self.next.kind == "OR":
            self._take()
            parts.append(self._all())
        return any_of(parts)

    def _all(self) -> Query:
        parts = [self._one()]
        while self.next.kind not in {"OR", ")", "end"}:
            if self.next.kind == "AND":
                self._take()
            parts.append(self._one())
        return all_of(parts)

    def _one(self) -> Query:
        negations = 0
        while self.next.kind in {"-", "NOT"}:
            self._deeper(self._take())
            negations += 1
        found = self._group() if self.next.kind == "(" else self._term()
        for _ in range(negations):
            found = Not(found)
        self._depth -= negations
        return found

    def _deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"Groups and negations are nested deeper than {DEEPEST} here.", token.column)

    def _group(self) -> Query:
        opening = self._take()
        self._deeper(opening)
        if self.next.kind == ")":
            raise QueryError("Expected a word or a field in the parentheses.", self.next.column)
        found = self.query()
        if self._take().kind != ")":
            raise QueryError("Expected a closing parenthesis for the one that opens here.", opening.column)
        self._depth -= 1
        return found

    def _term(self) -> Term:
        token = self._take()
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise QueryError(f"A query has at most {MOST_TERMS:,} terms; this is one more.", token.column)
        match token.kind:
            case "word" | "phrase":
                return self._text(token)
            case "field":
                return self._field(token)
            case "end":
                raise QueryError("Expected a word, a field or a group here, at the end.", token.column)
        found = f"not {token.kind}" if token.text else f'not "{token.kind}"'
        hint = " Quote it to search for the word itself." if token.text else ""
        raise QueryError(f"Expected a word, a field or a group here, {found}.{hint}", token.column)

    def _text(self, token: Token) -> Term:
        text = token.text
        if token.kind == "word":
            if text in _COMPARISONS:
                raise QueryError("Expected no space before or after the sign, as in deaths>=10", token.column)
            text = text.rstrip("*")
            if not text:
                return Everything(column=token.column)
        self._texts += 1
        if self._texts > MOST_TEXTS:
            raise QueryError(
                f"A query has at most {MOST_TEXTS} free words; put those that belong together in quotes.", token.column
            )
        return Text(text, column=token.column)

    def _field(self, token: Token) -> Term:
        field = BY_NAME.get(token.text.lower())
        if field is None:
            suggestion = did_you_mean(token.text, BY_NAME)
            raise QueryError(
                f'There is no field "{shown(token.text)}".{suggestion} To search for a colon, quote it.', token.column
            )
        if field.reading == "when":
            return self._when(field, token)
        if field.reading == "near" and self.next.kind == "word" and self.next.text.lower() in {"km", "mi"}:
            raise QueryError("Expected no space within the distance, as in near:Manbij~60km", self.next.column)
        return read_value(field, token)

    def _when(self, field: Field, token: Token) -> Term:
        """Read dates; the words of one that is not quoted ("june 2016") are taken in as far as they make a date."""
        unquoted = len(token.value) == 1 and not token.value[0].quoted
        for words in range(self._date_words(token) if unquoted else 0, -1, -1):
            try:
                found = read_when(field.name, self._with_following(token, words), token.value_column)
            except QueryError:
                continue
            self._at += words
            return found
        if unquoted:
            read_when(field.name, self._with_following(token, self._dated_words()), token.value_column)
        return read_when(field.name, self._with_following(token, 0), token.value_column)

    def _with_following(self, token: Token, words: int) -> str:
        following = self._tokens[self._at : self._at + words]
        return " ".join(["".join(piece.text for piece in token.value), *(word.text for word in following)])

    def _date_words(self, token: Token) -> int:
        """Count the words after a date that may belong to it."""
        count = 0
        while count < _WORDS_IN_RANGE and self._tokens[self._at + count].kind == "word":
            count += 1
        begins_with_year = re.match(r"\d{4}", token.value[0].text) and not token.value[0].text.endswith("..")
        return 0 if begins_with_year and not self.next.text.startswith("..") else count

    def _dated_words(self) -> int:
        """Count the words from here on that can only be a date's, so that its error tells of all of it."""
        count = 0
        while self._tokens[self._at + count].kind == "word" and _dated().match(self._tokens[self._at + count].text):
            count += 1
        return min(count, _WORDS_IN_RANGE)
