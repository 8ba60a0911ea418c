"""Stores to export, and exports of them."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pyroaring import BitMap

from store.exporters import BY_NAME, FORMATS, Options
from store.loader import load_timeline
from store.model import Claim, Event, Meta, Participant, Source
from store.timeline import Timeline
from tests.builders import Records, a_meta, a_place, a_store, an_actor, an_article, an_event, an_offensive

NAMES: Final = tuple(format_.name for format_ in FORMATS)
CREATED: Final = "2026-01-02T03:04:05+00:00"

DATES: Final = (
    "2016-06-04",
    "2016-06-04T14:30:00Z",
    "2016-06-04~",
    "2016-06-04?",
    "2016-06",
    "2016-06~",
    "2016-06-XX",
    "2016",
    "201X",
    "2016-21",
    "2016-05-31/2016-08-12",
    "2016-06-04/2016-06-04",
    "2016-05-31~/2016-08",
    "2016-06-15/2016-06",
    "2016-06-02/..",
    "2016-06-02/",
    "../2016-06-04",
    "/2016-06",
    "[2016-06-13..2016-06-15]",
    "[2016-06-13,2016-06-15]",
    "{2016-06-02,2016-06-05}",
    "[..2016-06-04]",
    "[2016-06-04..]",
    "[..2015,2017..]",
    "0001-01-01",
    "9999-12-31",
    "9999",
)
"""Every kind of date that a record may have."""


def meta(**fields: Any) -> Meta:
    """Return what a store says of itself, with a licence and somebody to be named."""
    owed = {"licence": "CC BY 4.0", "attribution": ["UCDP GED 25.1", "Curated by us"], "created": CREATED}
    return a_meta(**{**owed, **fields})


def a_world(folder: Path, *events: Event, about: Meta | None = None, **tables: Records) -> Timeline:
    """Return the timeline of a store with these events."""
    return load_timeline(a_store(folder / "world.json", meta=about or meta(), **{"events": events, **tables}))


def a_rich_world(folder: Path) -> Timeline:
    """Return three events that between them have everything that an event can have."""
    taken = an_event(
        id="taken",
        date="[2016-06-13..2016-06-15]",
        date_note="SOHR gives no day.",
        title="Bridge taken, and lost; again",
        summary="The *bridge* was taken.\n\n- by dawn\n- by [boat](https://example.org/boat)",
        type="state-based",
        precision="near",
        confidence="disputed",
        actors=[Participant(id="sdf", role="attacker", side="a"), Participant(id="is", role="defender", side="b")],
        claims=[
            Claim(attribution="SOHR", counted="killed", low=10, best=12, high=20, source=0),
            Claim(attribution="Army", counted="killed", who="is", best=40),
            Claim(attribution="Amaq", text="No one was killed", source=1),
        ],
        sources=[
            Source(
                publisher="SOHR",
                title="Bridge taken",
                author="Rami A.",
                url="https://sohr.example/1",
                date="2016-06-15",
            ),
            Source(publisher="Amaq", title="Attack repelled", date="2016-06~"),
        ],
        articles=["crossing"],
        tags=["bridge", "Euphrates"],
        notes="Call **Rami** back.",
        extra={"where": {"grid": 17}},
    )
    imported = an_event(
        id="ucdp:77",
        origin="ucdp:77",
        date="2016-06-16",
        title="Clash, 3 killed",
        place="aleppo",
        precision="province",
        offensives=[],
        actors=[Participant(id="is", side="b")],
        claims=[Claim(attribution="UCDP, from SOHR", counted="killed", low=0, best=3, high=3, source=1)],
        sources=[
            Source(
                publisher="SOHR",
                title="Bridge taken",
                author="Rami A.",
                url="https://sohr.example/1",
                date="2016-06-15",
            ),
            Source(
                publisher="Uppsala Conflict Data Program (UCDP)",
                title="UCDP GED 25.1, event 77",
                url="https://ucdp.uu.se",
            ),
        ],
    )
    bare = Event(id="bare", date="2016-07", title="Quiet")
    return a_world(
        folder,
        bare,
        imported,
        taken,
        places=[
            a_place(admin1="Aleppo", country="Syria", precision="town"),
            a_place(id="aleppo", name="Aleppo province", lat=36.2, lon=37.2, precision="province"),
        ],
        articles=[
            an_article(
                id="crossing",
                headline="Across the river",
                author="A. Writer",
                publisher="The Paper",
                published="2016-06-16T05:00:00+02:00",
                url="https://paper.example/x",
                body="The *whole* text.\n\n## Inside\n\nMore of it.",
            )
        ],
        offensives=[an_offensive(query="actor:IS near:Manbij~60km")],
        actors=[an_actor(), an_actor(id="is", name="Islamic State", short="IS"), an_actor(id="sohr", name="SOHR")],
    )


def exported(timeline: Timeline, name: str, events: Iterable[int] | None = None, **options: Any) -> bytes:
    """Return what a format writes."""
    return with_remarks(timeline, name, events, **options)[0]


def with_remarks(
    timeline: Timeline, name: str, events: Iterable[int] | None = None, **options: Any
) -> tuple[bytes, Sequence[str]]:
    """Return what a format writes, and what it says of it."""
    out = BytesIO()
    chosen = timeline.everything if events is None else BitMap(events)
    remarks = BY_NAME[name].write(timeline, chosen, out, Options(**options))
    return out.getvalue(), remarks


def dated(date: str, **fields: Any) -> Event:
    """Return an event on a date."""
    return an_event(id=f"on {date}", date=date, title=f"Dated {date}", **fields)
