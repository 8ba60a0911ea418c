"""What an article has told so far, for the sentences that rest on it: "they", "the group", "two days earlier"."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from store.dates import parse
from store.drafting.clauses import Clause
from store.drafting.model import Mention, Sentence
from store.drafting.names import Names
from store.drafting.numbers import Figure
from store.drafting.sayings import Saying
from store.drafting.tokens import Token
from store.drafting.when import When


class Read(NamedTuple):
    """A sentence with everything that was found in it."""

    number: int
    sentence: Sentence
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    dates: Sequence[When]
    figures: Sequence[Figure]
    sayings: Sequence[Saying]
    clauses: Sequence[Clause]


_GOES_ON = frozenset(
    ["a", "another", "they", "it", "he", "she", "half", "hours", "minutes", "later", "meanwhile", "of", "among"]
)
"""How sentences begin that go on with what was told before."""


class Memory:
    """Grows with each sentence."""

    def __init__(self) -> None:
        self.saying: Saying | None = None
        """Whoever spoke last, and the number of the sentence."""
        self.said_at = -1
        self.day: date | None = None
        """The last exact day that was named."""
        self.group: Mention | None = None
        self.topic: Mention | None = None
        """The actor that did something last."""
        self.places: list[Mention] = []
        self._drafted: list[tuple[int, int]] = []
        self._dated: tuple[int, int, When] | None = None

    def remember(self, read: Read, names: Names) -> None:
        """Take in a sentence when its drafts are made."""
        for when in read.dates:
            dated = parse(when.edtf.split("/")[0]) if not when.edtf.startswith("[") else parse(when.edtf)
            if dated.exact and not when.is_bound:
                self.day = date.fromordinal(dated.earliest)
        speakers = [each for each in read.sayings if not each.is_pronoun and each.start >= 0]
        if speakers:
            self.saying = speakers[-1]
        if read.sayings:
            self.said_at = read.number
        self.places += [each for each in read.mentions if each.kind == "place"]
        self._take_actors(read, names)

    def _take_actors(self, read: Read, names: Names) -> None:
        spoken = [(each.start, each.end) for each in read.sayings]
        actors = [each for each in read.mentions if each.kind == "actor" and each.value in names.actors]
        for mention in actors:
            if names.actors[mention.value].kind == "armed-group":
                self.group = mention
        for clause in read.clauses:
            main = clause.main
            start, at = read.tokens[clause.first].start, read.tokens[main.at].start
            before = [each for each in actors if start <= each.start < at and not _within(each, spoken)]
            is_force = main.kind in ("attack", "capture", "move") and not main.is_passive
            if before and is_force and names.actors[before[-1].value].kind != "monitor":
                self.topic = before[-1]

    def drafted(self, at: int, number: int, dated: When) -> None:
        """Note that a draft was made of a sentence."""
        self._drafted.append((at, number))
        self._dated = (number, at, dated)

    def attached(self, at: int, number: int) -> None:
        """Note that a sentence was added to a draft."""
        self._drafted.append((at, number))

    def drafts_since(self, number: int) -> list[int]:
        """Return the drafts made of sentences from a number on."""
        return [at for at, made_of in self._drafted if made_of >= number]

    def last_drafted(self, number: int) -> int | None:
        """Return the last draft made of a sentence, or of a later one."""
        return next((at for at, made_of in reversed(self._drafted) if made_of >= number), None)

    def is_just_before(self, at: int, number: int) -> bool:
        """Tell whether a draft was made of this sentence or the one before."""
        return any(draft == at and number - made_of <= 1 for draft, made_of in self._drafted)

    def date_for(self, read: Read) -> When | None:
        """Return the date of the draft before for a sentence that goes on with it."""
        if self._dated is None:
            return None
        number, _at, dated = self._dated
        goes_on = bool(read.tokens) and read.tokens[0].low in _GOES_ON
        return dated if read.number - number == 1 and goes_on else None


def _within(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in spans)
