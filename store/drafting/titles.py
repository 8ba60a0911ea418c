"""A short title for a draft: the clause itself, without who says so."""

import re
from collections.abc import Sequence
from typing import Final

from store.drafting.sayings import Saying
from store.text import one_line

_LONGEST: Final = 120
"""Characters: most sentences whole. What shows a title has the room or cuts it; what is cut here is lost."""
_MOST_SPEAKER_WORDS: Final = 8
_OPENING: Final = re.compile(
    r"^(?:[,;–— ]|and\b|but\b|as\b|while\b|when\b|that\b|after\b|with\b(?! no\b)|meanwhile,|however,|later,)+ *",
    re.IGNORECASE,
)
_VERB: Final = (
    r"(?:(?:has|have|had|also|later) )?(?:said|says|reported|reports|claimed|claims|confirmed|announced|added|"
    r"stated|wrote|told (?:the )?\w+(?: \w+)?|estimates|"
    r"put the \w+ at|acknowledged)(?: (?:in a statement|(?:on|late|early) \w+day|later|by telephone|"
    r"on condition of anonymity|(?:on|via) (?:its |his |her )?[A-Z]\w*(?: \w+)?))*"
)
_WHERE_SAID: Final = r" (?:on|in|at|via|through|by|over) [^,;.“\"]{1,40}?"
"""Where it stands before "that": "said on Telegram that"."""
_THERE: Final = re.compile(r"^there (?:had been|have been|has been|were|was) (?!no\b)", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"^(?:they|it|he|she)\b", re.IGNORECASE)
_HEDGES: Final = re.compile(r"\b(?:reportedly|allegedly) ", re.IGNORECASE)
_MARKS: Final = re.compile(r"\\(?=[\\`*_\[\]<&#>+.=~-])")


def title_of(
    body: str, start: int, end: int, sayings: Sequence[Saying], subject: str = "", longest: int = _LONGEST
) -> str:
    """Return a title for what a clause tells.

    Args:
        body: The article's.
        start: Where the clause begins.
        end: The first character behind it.
        sayings: Who speaks in its sentence.
        subject: Whom "they" mean at its beginning; empty: nobody is known.
        longest: Characters that it may have.
    """
    text = one_line(_MARKS.sub("", body[start:end])).strip(" ,;.")
    for saying in sayings:
        if saying.start >= 0:
            text = _unsaid(text, one_line(_MARKS.sub("", body[saying.start : saying.end])))
    text = _OPENING.sub("", text)
    text = _THERE.sub("", _OPENING.sub("", _HEDGES.sub("", text)))
    if subject:
        text = _PRONOUN.sub(subject, text)
    text = text.strip(" ,;.")
    text = text.strip('“”"') if text[:1] in '“"' else text
    return _shortened(text[:1].upper() + text[1:], longest)


def _unsaid(text: str, who: str) -> str:
    """Return a text without "X said" and "according to X"."""
    if len(who.split()) > _MOST_SPEAKER_WORDS:
        return text
    name = re.escape(who)
    text = re.sub(rf",? ?\baccording to {name}[^,;]*,?", "", text, flags=re.IGNORECASE)
    text = re.sub(rf"^{name}(?:,[^,]*,)? {_VERB}(?:{_WHERE_SAID} that)?(?: that)?,? (?=\w)", "", text)
    text = re.sub(
        rf"^{name} (?:appear\w* to show|show\w*|purport\w* to show|seem\w* to show) (?:the dead body of )?", "", text
    )
    return re.sub(rf",[”\"]? (?:and )?(?:{name},? {_VERB}|{_VERB} {name})(?:,|$)", "", text)


def _shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    cut = text[:longest].rfind(", ")
    if cut >= longest // 2:
        return text[:cut]
    return text[: text[: longest - 1].rfind(" ")].rstrip(" ,;") + "…"
