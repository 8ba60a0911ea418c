"""A short title for a draft: the clause itself, without a named speaker, and with every word that hedges it."""

import re
from collections.abc import Sequence
from typing import Final

from store.drafting.lexicon import AUXILIARIES, VERBS, Verb
from store.drafting.sayings import Saying
from store.drafting.tokens import tokens_of
from store.text import one_line

LONGEST: Final = 120
"""Characters: most sentences whole. What shows a title has the room or cuts it; what is cut here is lost."""
_MOST_SPEAKER_WORDS: Final = 8
_OPENING: Final = re.compile(
    r"^(?:[,;–— ]|and\b|but\b|as\b|while\b|when\b|that\b|after\b|with\b(?! no\b)|meanwhile,|however,|later,)+ *",
    re.IGNORECASE,
)
_VERB: Final = (
    r"(?:(?:has|have|had|also|later) )?(?:said|says|reported|reports|confirmed|announced|added|"
    r"stated|wrote|told (?:the )?\w+(?: \w+)?|estimates|"
    r"put the \w+ at|acknowledged)(?: (?:in a statement|(?:on|late|early) \w+day|later|by telephone|"
    r"on condition of anonymity|(?:on|via) (?:its |his |her )?[A-Z]\w*(?: \w+)?))*"
)
_WHERE_SAID: Final = r" (?:on|in|at|via|through|by|over) [^,;.“\"]{1,40}?"
"""Where it stands before "that": "said on Telegram that"."""
_THERE: Final = re.compile(r"^there (?:had been|have been|has been|were|was) (?!no\b)", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"^(?:they|it|he|she)\b", re.IGNORECASE)
_SEEMING: Final = r"(?:appear\w* to show|purport\w* to show|seem\w* to show)"
_HEDGE: Final = re.compile(r"\b(?:reportedly|allegedly|apparently|purportedly|(?:said|reported|believed) to)\b")
"""What leaves a title hedged without "photographs appeared to show"."""
_HEARSAY: Final = re.compile(r"\b(?:unconfirmed|unverified|reports?|rumou?rs?|allegations?|claims?)\b", re.IGNORECASE)
"""Of a speaker that nobody knows: the title keeps it."""
_WHO: Final = re.compile(
    r"^((?:[\w'’-]+ ){1,6}?)(?:who|which|that) (?=(?:was|were|has|had|have|reportedly|allegedly|apparently)\b)"
)
_LOOSE_END: Final = re.compile(
    r"(?: (?:who|which|that|and|or|but|as|the|an?|its|their|of|in|on|at|to|by|from|with|for|into|under|over|near))+$"
)
"""Small words before what was cut off."""
_PLUPERFECT: Final = re.compile(r"^((?:[^\s,;:]+ ){1,6}?)had ((?:also |already |since |[a-z]+ly )?)([a-z-]+)\b")
_MARKS: Final = re.compile(r"\\(?=[\\`*_\[\]<&#>+.=~-])")


def title_of(
    body: str,
    start: int,
    end: int,
    sayings: Sequence[Saying],
    subject: str = "",
    longest: int = LONGEST,
    hedge: str = "",
) -> str:
    """Return a title for what a clause tells.

    Args:
        body: The article's.
        start: Where the clause begins.
        end: The first character behind it.
        sayings: Who speaks in its sentence.
        subject: Whom "they" mean at its beginning; empty: nobody is known.
        longest: Characters that it may have.
        hedge: Words that it has to have, however short it is: "reportedly", "according to residents".
    """
    whole = text = one_line(_MARKS.sub("", body[start:end])).strip(" ,;.")
    for saying in sayings:
        if saying.start >= 0:
            text = _unsaid(text, one_line(_MARKS.sub("", body[saying.start : saying.end])))
    text = _OPENING.sub("", text)
    text = _THERE.sub("", text)
    if subject:
        text = _PRONOUN.sub(subject, text)
    if sayings:
        text = _in_simple_past(text)
    text = text.strip(" ,;.")
    text = (text.strip('“”"') if text[:1] in '“"' else text) or whole
    return _hedged(text[:1].upper() + text[1:], longest, hedge)


def _unsaid(text: str, who: str) -> str:
    """Return a text without "X said" and "according to X"; "reports say" stays, and whatever X claims."""
    if len(who.split()) > _MOST_SPEAKER_WORDS or _HEARSAY.search(who):
        return text
    name = re.escape(who)
    text = re.sub(rf"^according to {name},? (?=\w)", "", text, flags=re.IGNORECASE)
    text = re.sub(rf",? ?\baccording to {name}[^,;]*,?", "", text, flags=re.IGNORECASE)
    text = re.sub(rf"^{name}(?:,[^,]*,)? {_VERB}(?:{_WHERE_SAID} that)?(?: that)?,? (?=\w)", "", text)
    text = _unshown(text, name)
    return re.sub(rf",[”\"]? (?:and )?(?:{name},? {_VERB}|{_VERB} {name})(?:,|$)", "", text)


def _unshown(text: str, name: str) -> str:
    """Return a text without "photographs show", unless they only seem to and nothing else says so."""
    shown = re.match(rf"(?:An? |The )?{name} (?:(?P<seeming>{_SEEMING})|show\w*) (?:the (?:dead )?body of )?", text)
    if shown is None or (shown["seeming"] and not _HEDGE.search(text, shown.end())):
        return text
    return _WHO.sub(r"\1", text[shown.end() :])


def _in_simple_past(text: str) -> str:
    """Return what somebody said as it would be told: "the army had crossed" as "the army crossed"."""
    found = _PLUPERFECT.match(text)
    verbs = [verb for verb in VERBS.get(found[3], ()) if "part" in verb.forms] if found else []
    if found is None or not verbs:
        return text
    past = next(word for word, each in VERBS.items() for verb in each if verb.base == verbs[0].base and _is_past(verb))
    return f"{found[1]}{found[2]}{past}{text[found.end() :]}"


def _is_past(verb: Verb) -> bool:
    return "past" in verb.forms


def _hedged(text: str, longest: int, hedge: str) -> str:
    """Return a title of a length that has a hedge: where it is not left in there, at the end."""
    title = _shortened(text, longest)
    if not hedge or hedge.lower() in title.lower():
        return title
    ending = f", {hedge}"
    return f"{_shortened(text, longest - len(ending))}{ending}"


def _shortened(text: str, longest: int) -> str:
    """Return a text of a length: up to a comma where what happened stands before it, else with "…"."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1].rfind(", ")
    if cut >= longest // 2:
        return text[:cut] if _tells(text[:cut]) else f"{text[:cut]}…"
    words = text[: text[: longest - 1].rfind(" ")]
    return f"{_LOOSE_END.sub('', words).rstrip(' ,;')}…"


def _tells(text: str) -> bool:
    """Tell whether a text has a verb that reports something, or an auxiliary of one."""
    return any(token.low in VERBS or token.low in AUXILIARIES for token in tokens_of(text))
