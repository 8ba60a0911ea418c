"""The actors and places that a text names, for whoever only reads it."""

from store.drafting.model import Mention
from store.drafting.names import Names
from store.drafting.sentences import sentences_of
from store.drafting.tokens import tokens_of


def names_in(body: str, names: Names) -> list[Mention]:
    """Return the actors and places that a body names, in their order."""
    common = frozenset(token.low for token in tokens_of(body) if token.text[:1].islower())
    return [
        mention
        for sentence in sentences_of(body)
        for mention in names.mentions(tokens_of(sentence.text, sentence.start), body, common)
    ]
