"""A draft as lines of text to edit: dates in plain words, names as the store has them, claims as one says them.

26 June 2016 · Manbij · attacker SDF; defender IS · at least 26 killed (IS), says SOHR
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Final, get_args

import msgspec
from msgspec.structs import replace

from store.dates import describe
from store.dates.plain import read_date
from store.drafting.model import Draft, DraftActor, DraftClaim
from store.drafting.names import Names
from store.errors import DateError
from store.model import Actor, Place, Role
from store.reading.words import figure
from store.text import fold, one_line

BY_HAND: Final = "set by hand"
"""The reason for what a person changed."""
ROLES: Final[tuple[Role, ...]] = get_args(Role)
_N: Final = r"\d[\d,]*"
_FIGURE: Final = re.compile(
    rf"(?:best (?P<best>{_N}), )?(?:(?:at most|up to) (?P<most>{_N})|at least (?P<least>{_N})|more than (?P<over>{_N})"
    rf"|(?:fewer|less) than (?P<under>{_N})"
    rf"|(?:from )?(?P<first>{_N})(?:(?: to | ?[-–] ?)(?P<last>{_N}))?) (?P<counted>[^()]+?)(?: \((?P<who>[^()]+)\))?$",
    re.IGNORECASE,
)
_HEDGED: Final = re.compile("(?P<said>[^“]+): “(?P<text>.*)”")
"""A figure with the words that hedge it."""
_QUOTES: Final = "\"“”„'"


class NotRead(ValueError):
    """A field does not say what it should; the message says what it takes."""


class Field(msgspec.Struct, frozen=True):
    """One line of a form."""

    name: str
    """title, date, place, actors or claim."""
    text: str


class Book:
    """The names of a store, both ways."""

    def __init__(self, names: Names, published: int | None = None) -> None:
        """Take in names.

        Args:
            names: The actors and places.
            published: The day of publication, whose year "4 June" is in.
        """
        self._names = names
        self.published = published

    @cached_property
    def _actors(self) -> Mapping[str, str]:
        return _by_name(self._names.actors.values())

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return _by_name(self._names.places.values())

    def actor(self, id_: str) -> str:
        """Return an actor's short name; an id, or plain words, as they are when no actor has it."""
        actor = self._names.actors.get(id_)
        return one_line(actor.short or actor.name) if actor is not None else one_line(id_)

    def place(self, id_: str) -> str:
        """Return a place's name."""
        place = self._names.places.get(id_)
        return one_line(place.name) if place is not None else one_line(id_)

    def actor_id(self, text: str) -> str:
        """Return the id of an actor by any of its names.

        Raises:
            NotRead: There is none.
        """
        return _named(text, self._actors, self._names.actors, "actor")

    def place_id(self, text: str) -> str:
        """Return the id of a place by any of its names.

        Raises:
            NotRead: There is none.
        """
        return _named(text, self._places, self._names.places, "place")

    def actor_names(self) -> list[str]:
        """Return the names to complete actors by."""
        actors = self._names.actors.values()
        return sorted({one_line(name) for each in actors for name in (each.short, each.name) if name}, key=fold)

    def place_names(self) -> list[str]:
        """Return the names to complete places by."""
        return sorted({self.place(id_) for id_ in self._names.places}, key=fold)


def _by_name(records: Iterable[Actor | Place]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for record in records:
        short = record.short if isinstance(record, Actor) else ""
        for name in (record.name, short, *record.aliases):
            if name:
                found.setdefault(fold(one_line(name)), record.id)
    return found


def _named(text: str, by_name: Mapping[str, str], by_id: Mapping[str, object], what: str) -> str:
    said = one_line(text)
    id_ = by_name.get(fold(said)) or (said if said in by_id else "")
    if not id_:
        raise NotRead(f"The store has no {what} {said!r}. n offers names to add.")
    return id_


# a draft as lines


def fields_of(draft: Draft, book: Book) -> list[Field]:
    """Return the lines of a draft; the last is an empty one for another claim."""
    return [
        Field("title", one_line(draft.title)),
        Field("date", draft.date),
        Field("place", book.place(draft.place) if draft.place else ""),
        Field("actors", "; ".join(f"{each.role} {book.actor(each.id)}" for each in draft.actors)),
        *(Field("claim", claim_text(claim, book)) for claim in draft.claims),
        Field("claim", ""),
    ]


def claim_text(claim: DraftClaim, book: Book) -> str:
    """Return a claim as one says it: "at least 26 killed (IS), says SOHR"; in quotes the words that hedge it."""
    by = f", says {one_line(claim.attribution)}" if claim.attribution else ""
    if not claim.counted:
        return f"“{one_line(claim.text)}”{by}"
    who = f" ({book.actor(claim.who)})" if claim.who else ""
    count = figure(claim.low, claim.best, claim.high, is_beyond=claim.is_beyond)
    hedged = f": “{one_line(claim.text)}”" if claim.text and not claim.is_beyond else ""
    return f"{count} {one_line(claim.counted)}{who}{hedged}{by}".strip()


# lines read again


def said_of(field: Field, book: Book) -> str:
    """Return how a line reads.

    Raises:
        NotRead: It does not.
    """
    match field.name:
        case "title":
            read_title(field.text)
            return ""
        case "date":
            return describe(read_day(field.text, book), weekday=True)
        case "place":
            return book.place(book.place_id(field.text)) if field.text.strip() else "no place"
        case "actors":
            count = len(read_actors(field.text, book))
            return f"{count} actor{'' if count == 1 else 's'}"
        case _:
            claim = read_claim(field.text, book)
            return claim_text(claim, book) if claim is not None else "no claim"


def draft_from(draft: Draft, fields: Sequence[Field], book: Book) -> Draft:
    """Return a draft with what the lines of a form say; reasons stay where nothing was changed.

    Raises:
        NotRead: A line cannot be read.
    """
    texts = {field.name: field.text for field in fields}
    date = read_day(texts["date"], book)
    place = book.place_id(texts["place"]) if texts["place"].strip() else ""
    before = {claim_text(claim, book): claim for claim in draft.claims}
    lines = [one_line(field.text) for field in fields if field.name == "claim"]
    claims = [claim for line in lines if (claim := before.get(line) or read_claim(line, book))]
    actors = {(each.id, each.role): each for each in draft.actors}
    return replace(
        draft,
        title=read_title(texts["title"]),
        date=date,
        date_reason=draft.date_reason if date == draft.date else BY_HAND,
        place=place,
        place_reason=draft.place_reason if place == draft.place else BY_HAND,
        precision=draft.precision if place == draft.place else "",
        actors=tuple(actors.get((each.id, each.role), each) for each in read_actors(texts["actors"], book)),
        claims=tuple(claims),
    )


def read_title(text: str) -> str:
    """Return a title.

    Raises:
        NotRead: It is empty.
    """
    if not text.strip():
        raise NotRead("An event needs a title: what happened, in a few words.")
    return one_line(text)


def read_day(text: str, book: Book) -> str:
    """Return a date in EDTF that may be in plain words.

    Raises:
        NotRead: It is none.
    """
    try:
        return read_date(text, current=book.published)
    except DateError as error:
        raise NotRead(str(error)) from error


def read_actors(text: str, book: Book) -> list[DraftActor]:
    """Return the actors of "attacker SDF; defender IS"; without a role, they took part.

    Raises:
        NotRead: The store has no such actor, or one stands twice.
    """
    found: list[DraftActor] = []
    for part in filter(None, map(one_line, text.split(";"))):
        first, _, rest = part.partition(" ")
        role = next((role for role in ROLES if role == first.lower() and rest), None)
        id_ = book.actor_id(rest if role else part)
        if any(each.id == id_ for each in found):
            raise NotRead(f"{book.actor(id_)} stands there twice.")
        found.append(DraftActor(id_, role or "participant", BY_HAND))
    return found


def read_claim(text: str, book: Book) -> DraftClaim | None:
    """Return the claim of "at least 26 killed (IS), says SOHR"; None of an empty line.

    Raises:
        NotRead: It is neither a figure with what it counts nor a statement.
    """
    said, says, by = one_line(text).rpartition("says ")
    said = (said if says else by).strip().rstrip(",").strip()
    attribution = by.strip() if says else ""
    if not said:
        if attribution:
            raise NotRead("Write what was said: 26 killed (IS), says SOHR")
        return None
    if said[0] in _QUOTES:
        return DraftClaim(attribution, BY_HAND, text=said.strip(_QUOTES))
    hedged = _HEDGED.fullmatch(said)
    found = _FIGURE.match(hedged["said"] if hedged else said)
    if found is None:
        if said[0].isdigit():
            raise NotRead("Write what the figure counts: 26 killed (IS), says SOHR")
        return DraftClaim(attribution, BY_HAND, text=said)
    return _counted(found, attribution, book, hedged["text"] if hedged else "")


def _counted(found: re.Match[str], attribution: str, book: Book, text: str) -> DraftClaim:
    first, last, best, low, high, over, under = (
        _number(found[name]) for name in ("first", "last", "best", "least", "most", "over", "under")
    )
    if last is not None:
        low, high = first, last
    elif first is not None:
        best = first
    elif over is not None:
        low = over + 1
    elif under is not None:
        high = max(0, under - 1)
    known = [number for number in (low, best, high) if number is not None]
    if known != sorted(known):
        raise NotRead("The lowest figure comes first, then the highest: 20 to 30 killed")
    who = one_line(found["who"] or "")
    with suppress(NotRead):  # whom a figure counts may be plain words
        who = book.actor_id(who) if who else ""
    return DraftClaim(attribution, BY_HAND, text, one_line(found["counted"]), who, low, best, high)


def _number(text: str | None) -> int | None:
    return None if text is None else int(text.replace(",", ""))
