"""What a reader is told about an event, an offensive, an actor, a place or an article, as plain values.

The screen's article pane and `dateline show` both lay these out, so that they say the same. Every text in them is
clean (see `store.text`), and no name is missing: a reference that leads nowhere shows as its id.
"""

from store.reading.event import read_event
from store.reading.meanwhile import meanwhile
from store.reading.offensive import read_offensive
from store.reading.others import read_actor, read_article, read_place
from store.reading.values import (
    ActorReading,
    ArticleReading,
    ClaimLine,
    EventLink,
    EventReading,
    Link,
    Meanwhile,
    Membership,
    OffensiveReading,
    Person,
    PlaceDetail,
    PlaceReading,
    Quote,
    SourceLine,
    WaypointLine,
)

__all__ = [
    "ActorReading",
    "ArticleReading",
    "ClaimLine",
    "EventLink",
    "EventReading",
    "Link",
    "Meanwhile",
    "Membership",
    "OffensiveReading",
    "Person",
    "PlaceDetail",
    "PlaceReading",
    "Quote",
    "SourceLine",
    "WaypointLine",
    "meanwhile",
    "read_actor",
    "read_article",
    "read_event",
    "read_offensive",
    "read_place",
]
