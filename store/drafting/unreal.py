"""What a sentence does not report although it names it: asked, supposed, remembered, false, or done to nobody."""

import re
from collections.abc import Sequence
from typing import Final

from store.drafting.tokens import Token, word_set

_FALSE: Final = re.compile(
    r"\b(?:reports?|claims?|rumou?rs?|allegations?|accusations?|suggestions?|stor(?:y|ies)|assertions?)\b"
    r"(?P<what>.*?)\b(?:is|are|was|were|been|be|as|proved?|proven)(?: \w+ly| later| all)?"
    r" (?:false|untrue|unfounded|baseless|groundless|fabricated|incorrect|wrong|lies|a lie|denied|dismissed|"
    r"rejected|refuted)\b"
)
"""Of the words of a sentence in lower case."""
_REMEMBERED: Final = word_set("anniversary anniversaries commemorated commemorates commemorating")
"""Of a sentence on what was long ago, unless it only dates by it: "on the anniversary of the war they attacked"."""
_SUPPOSING: Final = word_set("had should were")
_OUTCOMES: Final = word_set("would could might may will")
_NOBODY: Final = word_set("no none nobody nothing neither")
_PARTICLES: Final = word_set("down up back out off")
_ENDS: Final = word_set(", ; : . but when as while after because although though that who which and")
_REACH: Final = 7
"""Words before a verb in which its subject begins."""


def unreal_parts(tokens: Sequence[Token]) -> list[range]:
    """Return the positions of the parts of a sentence that ask, suppose, remember, or tell what is called false."""
    if _is_question(tokens) or _is_remembered(tokens):
        return [range(len(tokens))]
    return [*_supposed(tokens), *_called_false(tokens)]


def _is_question(tokens: Sequence[Token]) -> bool:
    last = next((token.text for token in reversed(tokens) if token.text not in "”\"’')"), "")
    return last == "?"


def _is_remembered(tokens: Sequence[Token]) -> bool:
    return any(token.low in _REMEMBERED for token in tokens) and tokens[0].low not in ("on", "as", "during", "before")


def _supposed(tokens: Sequence[Token]) -> list[range]:
    """Return the condition of "Had the army attacked, they would have fled"."""
    if not tokens or tokens[0].low not in _SUPPOSING:
        return []
    end = next((at for at, token in enumerate(tokens) if token.text == ","), len(tokens))
    return [range(end)] if any(token.low in _OUTCOMES for token in tokens[end:]) else []


def _called_false(tokens: Sequence[Token]) -> list[range]:
    """Return what is told in "reports that the town had fallen were false"."""
    words = " ".join(token.low for token in tokens)
    return [
        range(words.count(" ", 0, found.start("what")) + 1, words.count(" ", 0, found.end("what")))
        for found in _FALSE.finditer(words)
    ]


def is_of_nobody(tokens: Sequence[Token], at: int, before: int) -> bool:
    """Tell whether a verb has nobody for its subject or object: "no civilians were killed", "killed no one".

    Args:
        tokens: Of the sentence.
        at: Position of the verb.
        before: Position of the word before it and its auxiliaries.
    """
    behind = [token.low for token in tokens[at + 1 : at + 3]]
    if behind[:1] and (behind[0] in _NOBODY or (behind[0] in _PARTICLES and behind[-1] in _NOBODY)):
        return True
    for position in range(before, max(-1, before - _REACH), -1):
        low = tokens[position].low
        if low in _ENDS:
            return False
        is_least = low == "no" and tokens[position + 1].low in ("fewer", "less", "more", "later")
        if (low in _NOBODY and not is_least) or (low == "not" and tokens[position + 1].low in ("a", "one", "even")):
            return True
    return False
