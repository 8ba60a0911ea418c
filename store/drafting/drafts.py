"""From sentences to drafts of events: what each clause reports, and what carries over from one sentence to the next."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from store.drafting.clauses import Clause
from store.drafting.counts import counts_in
from store.drafting.dating import Dating, own_date
from store.drafting.elsewhere import places_unknown
from store.drafting.happenings import subject_of
from store.drafting.lexicon import TRANSITIVE
from store.drafting.memory import Memory, Read
from store.drafting.model import Draft, DraftActor, DraftClaim, Mention, Sentence, Span
from store.drafting.names import Names
from store.drafting.noticing import Noticing
from store.drafting.placing import place_meant, places_of, precision_of, way_of
from store.drafting.roles import actors_of
from store.drafting.telling import Telling, speaker_of
from store.drafting.tokens import tokens_of, word_set
from store.drafting.when import When

_LEAD: Final = 3
"""Paragraphs that the headline's place holds for, where they name none."""
_REACH: Final = 4
"""Sentences back to which figures without a day and place of their own may belong."""
_PRONOUNS: Final = word_set("they it he she")
_OWN: Final = word_set("its their")


_CUMULATIVE: Final = re.compile(
    r"\b(?:in|since|during|throughout) (?:the|this|Syria's|Iraq's) (?:\w+-year-old |\w+-year |civil |"
    r"long )*(?:war|conflict|uprising)\b|"
    r"\bsince the (?:start|beginning|launch|outbreak|truce|ceasefire)\b"
)
"""Of figures that add up over more than what is told: they belong to no single happening."""


_OPENING: Final = re.compile(
    r"\bin the (?:very )?(?:first|early|opening|final|last|closing) "
    r"(?:hours|days|weeks|months|years|phase|stages?) of\b"
)
"""Of what lies as far back as a war began, or is otherwise open."""


def _as_party(actor: DraftActor) -> DraftActor:
    """Return an actor as one of whom losses are told: fighters took part, civilians were the victims."""
    return (
        actor
        if actor.id == "civilians" or actor.role != "victim"
        else msgspec.structs.replace(actor, role="participant")
    )


class Drafter:
    """Reads the sentences of one article in their order."""

    def __init__(
        self, body: str, names: Names, published: date | None, today: date, headline: str = "", publisher: str = ""
    ) -> None:
        self._body = body
        self._publisher = publisher or "the article"
        self._names = names
        self._dating = Dating(published, today)
        self._headline = [
            each
            for each in names.mentions(tokens_of(headline), headline)
            if each.kind == "place" and names.places[each.value].precision != "country"
        ]
        self.memory = Memory()
        self._noticing = Noticing(body, names, published, self.memory)
        self.drafts: list[Draft] = []
        self.mentions: list[Mention] = []
        self.places_missing: set[str] = set()
        """Names of places where something happened, and that the store does not have."""

    def read(self, number: int, sentence: Sentence) -> None:
        """Take in the next sentence."""
        read, mentions = self._noticing.read(number, sentence)
        self.mentions += mentions
        before: When | None = None
        for clause in read.clauses:
            before = self._clause(read, clause, before)
        self.memory.remember(read, self._names)

    # a clause

    def _clause(self, read: Read, clause: Clause, before: When | None) -> When | None:
        """Make drafts of a clause, and return its date for the clause behind it."""
        own = own_date(read, clause)
        if own is None and clause.joiner in ("and", "when"):
            own = before
        if clause.joiner != "after" or own is not None:  # else it only tells after what the other happened
            self._happening(read, clause, own)
        return own

    def _happening(self, read: Read, clause: Clause, own: When | None) -> None:
        actors = self._actors(read, clause)
        elsewhere = places_unknown(read.sentence, read.mentions, self._names)
        named = sorted((*read.mentions, *elsewhere), key=lambda each: each.start)
        places = places_of(self._body, read.tokens, clause, named, read.sayings, self._names.places)
        spoken = [(each.start, each.end) for each in read.sayings]
        figures = [each for each in read.figures if not any(a <= each.start < b for a, b in spoken)]
        counts = counts_in(read.tokens, clause.first, clause.last, figures, read.mentions)
        telling = Telling(
            self._body, self._names, self._publisher, read, clause, self._subject_name(read, clause, actors)
        )
        claims = telling.figures(counts)
        is_loss_alone = all(trigger.kind == "loss" for trigger in clause.triggers)
        goes_on = is_loss_alone or (clause.main.is_past_perfect and bool(actors) and not claims)
        if own is None and not places and goes_on and self._attach(read, actors, claims, is_loss=is_loss_alone):
            return
        if (is_loss_alone and _CUMULATIVE.search(read.sentence.text)) or (
            own is None and _OPENING.search(read.sentence.text)
        ):
            return
        dated = own or self._dating.carried(read, clause, self.memory)
        if (
            dated is None
            or self._dating.is_background(dated.edtf)
            or not (own or actors or places or claims or self._dating.open_day(read))
        ):
            return
        if not places and (meant := self._place_meant(read, clause)):
            places = [meant]
        if not places and (way := way_of(self._body, read.tokens, clause, named, read.sayings, self._names.places)):
            places = [way]
        self.places_missing.update(each.text for each in places if each in elsewhere)
        several = places if len(places) > 1 and not claims else places[:1]
        at: list[Mention | None] = [*several] or [None]
        for place in at:
            self._put(telling, dated, actors, place, claims, several if len(several) > 1 else ())

    def _put(
        self,
        telling: Telling,
        dated: When,
        actors: list[DraftActor],
        place: Mention | None,
        claims: tuple[DraftClaim, ...],
        listed: Sequence[Mention],
    ) -> None:
        read, clause, speaker = telling.read, telling.clause, telling.speaker
        if speaker is not None:
            actor = self._names.actors.get(speaker.actor)
            if actor is not None and actor.kind == "monitor" and all(each.id != actor.id for each in actors):
                actors = [*actors, DraftActor(actor.id, "reporter", f'"{speaker.who}": {speaker.reason}')]
        self.drafts.append(
            Draft(
                key=f"d{len(self.drafts) + 1}",
                title=telling.title(place, listed),
                date=dated.edtf,
                date_reason=f'"{dated.text}": {dated.reason}' if dated.text else dated.reason,
                place=place.value if place else "",
                place_reason=f'"{place.text}": {place.reason}' if place else "",
                precision=precision_of(self._body, telling.start, place, self._names.places) if place else "",
                actors=tuple(actors),
                claims=claims or telling.statement(),
                is_hedged=telling.is_hedged,
                kind=clause.main.kind,
                evidence=(Span(read.sentence.start, read.sentence.end),),
            )
        )
        if clause.joiner != "after":  # figures that follow are of what the sentence is about
            self.memory.drafted(len(self.drafts) - 1, read.number, dated)

    # actors and places

    def _actors(self, read: Read, clause: Clause) -> list[DraftActor]:
        found = actors_of(self._body, read.tokens, clause, read.mentions, read.sayings, self._names.actors)
        if any(each.role == "attacker" for each in found) or clause.main.is_passive:
            return found
        meant = self._subject(read, clause)
        if meant is None or any(each.id == meant.value for each in found):
            return found
        is_force = clause.main.kind in ("attack", "capture", "move") or clause.main.base in TRANSITIVE
        pronoun = f'"they": {meant.text}, of whom it was told before'
        return [DraftActor(meant.value, "attacker" if is_force else "participant", pronoun), *found]

    def _subject(self, read: Read, clause: Clause) -> Mention | None:
        """Return whom "they", "it" or "its units" mean before a verb."""
        at = subject_of(read.tokens, clause.main.at)
        if at < 0 or not (read.tokens[at].low in _PRONOUNS or (at > 0 and read.tokens[at - 1].low in _OWN)):
            return None
        saying = speaker_of(read, read.tokens[at].start, read.tokens[at].end)
        if saying is not None:
            actor = self._names.actors.get(saying.actor)
            if actor is not None and actor.kind != "monitor":
                return Mention("actor", saying.start, saying.end, saying.who, actor.id)
            if actor is None and read.tokens[at].low == "it":
                return None  # the speaker, of whom the store does not know
        return self.memory.topic

    def _subject_name(self, read: Read, clause: Clause, actors: list[DraftActor]) -> str:
        meant = self._subject(read, clause)
        actor = self._names.actors.get(meant.value) if meant and any(a.id == meant.value for a in actors) else None
        return (actor.short or actor.name) if actor is not None else ""

    def _place_meant(self, read: Read, clause: Clause) -> Mention | None:
        start, end = read.tokens[clause.first].start, read.tokens[clause.last - 1].end
        known = self._names.places
        named = [
            *(msgspec.structs.replace(each, reason="headline") for each in self._headline),
            *self.memory.places,
            *(m for m in read.mentions if m.kind == "place" and m.start < start),
        ]
        if meant := place_meant(self._body[start:end], named, known, self._headline):
            where = "in the headline" if meant.reason == "headline" else "before"
            return msgspec.structs.replace(meant, reason=f'named {where}; here only "the town" or the like')
        if read.sentence.paragraph < _LEAD and len({each.value for each in self._headline}) == 1 and not self.drafts:
            return msgspec.structs.replace(self._headline[0], reason="named in the headline")
        if read.tokens[clause.first].low in _PRONOUNS and clause.first == 0:
            return self._place_before(read)
        return None

    def _place_before(self, read: Read) -> Mention | None:
        """Return the place of the draft before, for a sentence that begins with "they"."""
        at = self.memory.last_drafted(read.number - 1)
        place = self._names.places.get(self.drafts[at].place) if at is not None else None
        start = read.sentence.start
        return Mention("place", start, start, place.name, place.id, "as in the sentence before") if place else None

    # losses told later

    def _attach(self, read: Read, actors: list[DraftActor], claims: tuple[DraftClaim, ...], *, is_loss: bool) -> bool:
        """Add losses, or what goes on in the past perfect, to the happening that they belong to."""
        near = self.memory.drafts_since(read.number - _REACH)
        if not near or _CUMULATIVE.search(read.sentence.text):
            return False
        who = {each.id for each in actors} | {claim.who for claim in claims if claim.who in self._names.actors}

        def fit(at: int) -> tuple[int, bool, int]:
            shared = len(who & {each.id for each in self.drafts[at].actors})
            return (shared, self.drafts[at].kind in ("attack", "clash", "capture"), at)

        best = max(near, key=fit)
        is_before = is_loss and self.memory.is_just_before(best, read.number)
        if not fit(best)[0] and not is_before:
            return False
        draft = self.drafts[best]
        span = Span(read.sentence.start, read.sentence.end)
        evidence = draft.evidence if span in draft.evidence else (*draft.evidence, span)
        added = tuple(each for each in claims if each not in draft.claims)
        self.memory.attached(best, read.number)
        known = {each.id for each in draft.actors}
        joined = tuple(_as_party(each) for each in actors if each.id not in known and each.role != "attacker")
        self.drafts[best] = msgspec.structs.replace(
            draft, claims=(*draft.claims, *added), actors=(*draft.actors, *joined), evidence=evidence
        )
        return True
