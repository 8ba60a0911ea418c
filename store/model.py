"""The records of a store, which are also its format on disk.

Every class is one JSON object in the store file. A record is plain data: references to other records are their
string ids, dates are EDTF strings (see `store.dates`), and a field that is not known is absent, never 0.
Unknown fields in a file are not represented here; whoever writes a record back merges it over the stored one
(`store.merging`), so that they are kept.
"""

from typing import Any, Literal

from msgspec import Struct, field

Role = Literal["attacker", "defender", "supporter", "victim", "reporter", "participant"]
"""What an actor did in an event. `participant` says that it took part and no more."""

Side = Literal["", "a", "b"]
"""Which of two opposed sides an actor was on in an event, without saying who attacked. Empty: on neither."""

Kind = Literal["state", "armed-group", "coalition", "civilians", "monitor", "unknown"]

Confidence = Literal["", "confirmed", "reported", "disputed"]
"""`confirmed`: not contested in the sources; `reported`: one side or one source; `disputed`: sources contradict."""

Precision = Literal["", "point", "town", "near", "area", "district", "province", "country", "waters", "unlocated"]
"""How exactly a place is known.

`point` and `town`: the very place. `near`: within about 25 km of the point. `area`: along a road, river or zone.
`district`, `province`, `country`: only that unit, the point is a stand-in. `waters`: international waters or
airspace. `unlocated`: no coordinates. UCDP's `where_prec` 1 to 7 are point, near, district, province, area,
country, waters (UCDP GED Codebook version 19.1).
"""

EventType = Literal["", "state-based", "non-state", "one-sided"]
"""UCDP's types of organized violence (GED codebook: `type_of_violence` 1, 2, 3). Empty: not coded."""


class Record(Struct, omit_defaults=True, kw_only=True):
    """What every record in a table has."""

    id: str
    """Stable, unique in its table; imported records carry their origin (`ucdp:216348`)."""


class Source(Struct, omit_defaults=True, kw_only=True):
    """A citation: enough to find the text again."""

    publisher: str
    title: str = ""
    author: str = ""
    url: str = ""
    date: str = ""
    """EDTF date of publication."""
    note: str = ""
    tags: list[str] = field(default_factory=list)
    notes: str = ""
    """The user's own notes, in Markdown."""


class Claim(Struct, omit_defaults=True, kw_only=True):
    """A figure or statement, and who says so. Claims are never averaged or merged; unknown is not 0."""

    attribution: str
    """Who says so, as one would print it: "SOHR", "military source, via Sputnik"."""
    text: str = ""
    """The statement in a few words; may be empty when the figures say it all."""
    counted: str = ""
    """What the figures count: "killed", "villages taken"... Empty for a statement without a figure."""
    who: str = ""
    """Whom they count: an actor's id or plain words. Empty: everybody."""
    low: int | None = None
    best: int | None = None
    high: int | None = None
    source: int | None = None
    """Position in the record's `sources` of the text that carries the claim, from 0."""
    tags: list[str] = field(default_factory=list)
    notes: str = ""
    """The user's own notes, in Markdown."""


class Participant(Struct, omit_defaults=True, kw_only=True):
    """An actor in an event."""

    id: str
    """The actor's id."""
    role: Role = "participant"
    side: Side = ""


class Passage(Struct, omit_defaults=True, kw_only=True):
    """A sentence of an article that an event rests on (`store.passages` finds it again)."""

    article: str
    """The article's id."""
    start: int
    end: int
    """Characters of the article's body, from 0; `end` is the first one behind."""
    begins: str = ""
    """Its first words, to find it by should the body have changed; no more of it, for the text is its publisher's."""


class Event(Record):
    """One dated occurrence."""

    date: str
    """EDTF: when it happened, as exactly as is known."""
    title: str
    date_note: str = ""
    """What the sources dispute or leave open about the date."""
    summary: str = ""
    """What happened, in Markdown."""
    type: EventType = ""
    actors: list[Participant] = field(default_factory=list)
    place: str = ""
    """A place's id."""
    precision: Precision = ""
    """How exactly the event's place is known; empty: as exactly as the place itself."""
    offensives: list[str] = field(default_factory=list)
    """Ids of the offensives that list this event; an offensive's `query` may claim it too."""
    claims: list[Claim] = field(default_factory=list)
    confidence: Confidence = ""
    sources: list[Source] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    """Sentences of these articles that it rests on."""
    tags: list[str] = field(default_factory=list)
    notes: str = ""
    """The user's own notes, in Markdown."""
    origin: str = ""
    """`DATASET:ID` of an imported record (`ucdp:216348`); empty for one written by hand ("curated")."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields of the original that have no place above, under their own names."""


class Waypoint(Struct, omit_defaults=True, kw_only=True):
    """A place on an offensive's way, and what became of it."""

    place: str
    reached: str = ""
    """EDTF dates; empty: it did not come to that, or it is not known."""
    contested: str = ""
    lost: str = ""


class Offensive(Record):
    """A named military operation; a campaign is an offensive that others name as their `parent`."""

    name: str
    date: str
    """EDTF interval."""
    short: str = ""
    """A name of at most about 20 letters, for bars and rails."""
    aliases: list[str] = field(default_factory=list)
    date_note: str = ""
    parent: str = ""
    objective: str = ""
    target: str = ""
    """Id of the place that it aimed at."""
    outcome: str = ""
    summary: str = ""
    attackers: list[str] = field(default_factory=list)
    defenders: list[str] = field(default_factory=list)
    supporters: list[str] = field(default_factory=list)
    waypoints: list[Waypoint] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    query: str = ""
    """Events that match it belong to the offensive too (`store.query`)."""
    sources: list[Source] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


class Actor(Record):
    """A party to the events, or one who reports them."""

    name: str
    short: str = ""
    """A name of at most about 16 letters, for lists."""
    aliases: list[str] = field(default_factory=list)
    kind: Kind = "unknown"
    bloc: str = ""
    """The side it fights on, in words."""
    colour: str = ""
    """A hint for the screen: a colour name of `tui.palette`; empty: by bloc."""
    parent: str = ""
    note: str = ""
    sources: list[Source] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


class Place(Record):
    """A named point."""

    name: str
    aliases: list[str] = field(default_factory=list)
    lat: float | None = None
    lon: float | None = None
    """Degrees, WGS 84."""
    precision: Precision = "point"
    admin1: str = ""
    admin2: str = ""
    country: str = ""
    near: str = ""
    """Id of the closest located place, for one without coordinates."""
    note: str = ""
    sources: list[Source] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


class Article(Record):
    """A text that one can read and events cite."""

    headline: str
    standfirst: str = ""
    dateline: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    """EDTF date, or an ISO 8601 date and time with its zone."""
    url: str = ""
    body: str = ""
    """Markdown."""
    language: str = ""
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


class SavedView(Record):
    """A way to look at the store that somebody gave a name."""

    name: str
    query: str = ""
    """What is shown (`store.query`); empty: everything."""
    first: str = ""
    last: str = ""
    """The window of time, its first and last day as EDTF; empty: as it is."""
    pane: str = ""
    """The pane in use: actors, timeline, article; empty: as it is."""
    is_zoomed: bool = False
    """Whether that pane alone is shown."""
    event: str = ""
    """Id of the event at the cursor."""
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


SUMMARY = "aggregate"
"""The tag of a record that sums up several occurrences, as UCDP's with an `event_clarity` of 2 do."""

STAR = "starred"
"""The tag that a star is: `tag:starred` finds it, and every export has it."""

FORMAT = "dateline"
VERSION = 1
"""Version of the file format that this program writes; it refuses newer ones and migrates older ones."""


class Meta(Struct, omit_defaults=True, kw_only=True):
    """The one record of the table `meta`."""

    format: str
    version: int
    title: str
    description: str = ""
    licence: str = ""
    attribution: list[str] = field(default_factory=list)
    """One line for each body whose data the store holds, to be shown with it."""
    created: str = ""
    """When: ISO 8601, UTC."""
    created_by: str = ""
    opens_at: str = ""
    """Id of the event at which the browser opens, or an EDTF day; empty: the first event."""
    extra: dict[str, Any] = field(default_factory=dict)


TABLES: dict[str, type[Record]] = {
    "offensives": Offensive,
    "events": Event,
    "actors": Actor,
    "places": Place,
    "articles": Article,
    "views": SavedView,
}
"""Tables of records, in the order of the file; `meta` stands before them."""
