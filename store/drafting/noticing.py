"""What a sentence names, and who speaks in it: the ground that drafts are made on."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from store.drafting.asides import apart
from store.drafting.clauses import clauses_of
from store.drafting.happenings import triggers_in
from store.drafting.memory import Memory, Read
from store.drafting.model import Mention, Sentence
from store.drafting.names import Names
from store.drafting.numbers import Figure, figures_in
from store.drafting.roles import group_meant
from store.drafting.sayings import PRONOUNS, Saying, sayings_in
from store.drafting.tokens import Token, tokens_of
from store.drafting.when import Anchor, When, dates_in

_CARRIED: Final = 2
"""Sentences for which what somebody said goes on in the past perfect."""
_NOT_NAMED: Final = "a source that is not named"
"""Whom "it said" means where nobody spoke before."""


class Noticing:
    """Finds what the sentences of one article name, by what was told before them."""

    def __init__(self, body: str, names: Names, published: date | None, memory: Memory) -> None:
        self._body = body
        self._names = names
        self._published = published
        self._memory = memory
        self._common = frozenset(token.low for token in tokens_of(body) if token.text[:1].islower())

    def read(self, number: int, sentence: Sentence) -> tuple[Read, list[Mention]]:
        """Find everything that a sentence names, and who speaks in it.

        Returns:
            What its drafts are made of, and all that it names: what stands aside too.
        """
        tokens = tokens_of(sentence.text, sentence.start)
        figures = figures_in(tokens)
        dates = dates_in(sentence.text, sentence.start, Anchor(self._published, self._memory.day))
        found = self._named(sentence, tokens, dates, figures)
        triggers = triggers_in(tokens, found)
        said = sayings_in(sentence.text, sentence.start, found)
        sayings = self._resolved(number, said, any(each.is_past_perfect for each in triggers))
        spoken = [Mention("saying", s.start, s.end, self._body[s.start : s.end], s.who, s.reason) for s in said]
        mentions = [*found, *spoken]
        aside = {tokens[at].start for at in apart(tokens, triggers)}
        if aside:
            triggers = [each for each in triggers if tokens[each.at].start not in aside]
            found = [each for each in found if each.start not in aside]
            dates = [each for each in dates if each.start not in aside]
            figures = [each for each in figures if each.start not in aside]
        clauses = clauses_of(tokens, triggers, found)
        return Read(number, sentence, tokens, found, dates, figures, sayings, clauses), mentions

    def _named(
        self, sentence: Sentence, tokens: Sequence[Token], dates: Sequence[When], figures: Sequence[Figure]
    ) -> list[Mention]:
        """Return the actors, places, dates and figures of a sentence, in their order; a figure in a name is none."""
        names = self._names.mentions(tokens, self._body, self._common)
        groups = group_meant(sentence.text, sentence.start, self._memory.group)
        found = [*names, *groups, *(Mention("date", w.start, w.end, w.text, w.edtf, w.reason) for w in dates)]
        found += [
            Mention("figure", each.start, each.end, self._body[each.start : each.end], each.digits)
            for each in figures
            if not any(other.start < each.end and each.start < other.end for other in found)
        ]
        return sorted(found, key=lambda each: each.start)

    def _resolved(self, number: int, said: list[Saying], is_past_perfect: bool) -> list[Saying]:
        """Return who speaks: for "they said" whoever spoke last, and the same where the past perfect goes on."""
        last = self._memory.saying
        is_near = last is not None and number - self._memory.said_at <= _CARRIED
        resolved = []
        for each in said:
            if each.is_pronoun and last is not None and is_near:
                resolved.append(
                    msgspec.structs.replace(each, who=last.who, actor=last.actor, reason=f'"{each.who}" is {last.who}')
                )
            elif each.is_pronoun and each.who.lower() in PRONOUNS:
                resolved.append(msgspec.structs.replace(each, who=_NOT_NAMED))
            else:
                resolved.append(each)
        if not said and last is not None and is_near and is_past_perfect:
            reason = f"in the past perfect after what {last.who} said: it goes on in their words"
            resolved.append(msgspec.structs.replace(last, start=-1, end=-1, reason=reason))
        return resolved
