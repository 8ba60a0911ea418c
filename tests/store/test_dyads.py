"""Who was against whom, counted from bitmaps, is what one counts event by event, and its terms find those events."""

from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from store.dyads import Dyads, Kind
from store.errors import QueryError
from store.filter import Filter
from store.model import Actor, Event, Participant
from store.timeline import Timeline
from tests.builders import an_actor, an_event
from tests.tui.worlds import a_timeline

ACTORS = [
    an_actor(bloc="US-backed"),
    an_actor(id="ypg", name="YPG", short="", bloc="US-backed"),
    an_actor(id="is", name="Islamic State, the", short="IS", bloc='IS "caliphate"'),
    an_actor(id="odd", name="SDF", short="", bloc=""),
]
IDS = [actor.id for actor in ACTORS] + ["unheard-of"]
participants = st.builds(
    Participant,
    id=st.sampled_from(IDS),
    role=st.sampled_from(["attacker", "defender", "supporter", "participant"]),
    side=st.sampled_from(["", "a", "b"]),
)
some_events = st.lists(st.lists(participants, max_size=4), min_size=1, max_size=8)


def bloc(actor_id: str) -> str:
    return next((actor.bloc for actor in ACTORS if actor.id == actor_id), "") or "Others"


def opposed(event: Event, one: str, other: str, kind: Kind) -> bool:
    """Tell whether two parties were on opposite sides in an event."""
    implied = {"attacker": "a", "defender": "b", "victim": "b"}
    sides: dict[str, set[Any]] = {"a": set(), "b": set()}
    for who in event.actors:
        side = who.side or implied.get(who.role, "")
        if side:
            sides[side].add(bloc(who.id) if kind == "bloc" else who.id)
    return (one in sides["a"] and other in sides["b"]) or (one in sides["b"] and other in sides["a"])


@settings(max_examples=40, deadline=None)
@given(some_events, st.sampled_from(["actor", "bloc"]), st.data())
def test_pairs_are_those_that_one_counts(lists: list[list[Participant]], kind: Kind, data: st.DataObject) -> None:
    timeline = a_timeline(actors=ACTORS, events=[an_event(id=f"e{n}", actors=who) for n, who in enumerate(lists)])
    view = BitMap(data.draw(st.sets(st.integers(0, len(lists) - 1))))
    dyads = Dyads(timeline, view, kind)
    parties = sorted({bloc(id_) if kind == "bloc" else id_ for id_ in IDS})
    counts = {}
    for one, other in combinations_with_replacement(parties, 2):
        events = [at for at in view if opposed(timeline.event(at), one, other, kind)]
        if events:
            counts[frozenset((one, other))] = len(events)
            assert list(dyads.events(one, other)) == events == list(dyads.events(other, one))
            assert list(Filter(dyads.term(one, other)).events(timeline) & view) == events
    assert {frozenset((pair.one, pair.other)): pair.events for pair in dyads.pairs} == counts
    assert [pair.events for pair in dyads.pairs] == sorted(counts.values(), reverse=True)
    assert dyads.most == max(counts.values(), default=0)


def of(timeline: Timeline, query: str) -> list[str]:
    return [timeline.ids[at] for at in Filter(query).events(timeline)]


def test_against_takes_blocs() -> None:
    fights = [("sdf", "is"), ("ypg", "is"), ("odd", "is"), ("sdf", "ypg")]
    events = [
        an_event(id=f"{one}-{other}", actors=[Participant(id=one, side="a"), Participant(id=other, side="b")])
        for one, other in fights
    ]
    actors: list[Actor] = ACTORS
    timeline = a_timeline(actors=actors, events=events)
    assert of(timeline, "against:bloc=US-backed,IS") == ["sdf-is", "ypg-is"]
    assert of(timeline, 'against:IS,"bloc=us-backed"') == ["sdf-is", "ypg-is"]
    assert of(timeline, "against:bloc=Others,is") == ["odd-is"]
    assert of(timeline, "against:bloc=US-backed,bloc=US-backed") == ["sdf-ypg"]
    with pytest.raises(QueryError, match='no bloc "nobody"'):
        of(timeline, "against:bloc=nobody,IS")
