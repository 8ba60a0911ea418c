"""What a slide of TimelineJS says, whichever way it was written down."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from store.importers.timelinejs.dates import Stamp

Kind = Literal["event", "title", "era"]


class Media(msgspec.Struct, frozen=True):
    """A picture, a film or a page that a slide shows; texts may hold HTML."""

    url: str = ""
    credit: str = ""
    caption: str = ""
    alt: str = ""


class Slide(msgspec.Struct, frozen=True, kw_only=True):
    """One event, one era, or the title; texts may hold HTML."""

    kind: Kind
    start: Stamp
    end: Stamp
    date_column: str
    """Where the first date should stand."""
    title_column: str
    id: str = ""
    """Its own; empty: it has none."""
    display_date: str = ""
    headline: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    media: Media = Media()
    extra: Mapping[str, Any] = {}
    """What has no place above, under its own names."""
    edtf: str = ""
    """Of a slide that Dateline wrote: the record's date."""
    dataset: str = ""
    """Of a slide that Dateline wrote: where the record is from."""
