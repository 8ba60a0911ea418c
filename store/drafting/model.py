"""What reading an article yields: sentences, mentions, and drafts of events with a reason for each thing read.

Positions count characters of the article's body, from 0; an `end` is the first character behind.
"""

from typing import Literal

import msgspec

from store.model import Precision, Role, Side

MentionKind = Literal["actor", "place", "date", "figure", "saying"]


class Span(msgspec.Struct, frozen=True):
    """A stretch of the body."""

    start: int
    end: int


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of the body."""

    start: int
    end: int
    text: str
    paragraph: int
    """Which paragraph it stands in, from 0."""


class Mention(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that the body names."""

    kind: MentionKind
    start: int
    end: int
    text: str
    """As it stands there."""
    value: str = ""
    """An actor's or place's id, a date's EDTF, a figure in digits, or whom a saying is by."""
    reason: str = ""
    """Why it was taken for that."""


class DraftActor(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor of a draft."""

    id: str
    role: Role
    reason: str
    side: Side = ""


class DraftClaim(msgspec.Struct, frozen=True, omit_defaults=True):
    """A figure or statement of a draft; the fields are those of `store.model.Claim`."""

    attribution: str
    reason: str
    text: str = ""
    counted: str = ""
    who: str = ""
    low: int | None = None
    best: int | None = None
    high: int | None = None
    is_beyond: bool = False
    """Whether the words say "more than" the lowest figure, or "fewer than" the highest; `text` has them."""


class Draft(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An event as the article tells it, for a person to accept, mend or reject."""

    key: str
    """Stable for the same article: "d1", "d2"..."""
    title: str
    date: str
    """EDTF."""
    date_reason: str
    place: str = ""
    """A place's id; empty: none is named, or one that the store does not have."""
    place_reason: str = ""
    precision: Precision = ""
    """How exactly the words tell the place: "near" it; empty: as exactly as the place itself is known."""
    actors: tuple[DraftActor, ...] = ()
    claims: tuple[DraftClaim, ...] = ()
    is_hedged: bool = False
    """Whether the article says "reportedly" or the like, or has it from somebody."""
    kind: str = ""
    """What sort of happening: attack, clash, capture, move, loss, people, truce."""
    evidence: tuple[Span, ...] = ()
    """The sentences that it rests on."""


class Unknown(msgspec.Struct, frozen=True):
    """A name that the store does not have, and that recurs or is of a place where something happened."""

    name: str
    count: int
    example: str
    """A sentence with it."""
    offered_as: Literal["actor", "place"]
    reason: str
    alias_of: str = ""
    """Id of a record whose name is spelt much alike; empty: none."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read in an article."""

    body: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    drafts: tuple[Draft, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences on what could not be read, for the reader."""
