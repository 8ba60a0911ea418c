"""A reader's filter: the cycle of each choice, what passes, and the counts beside each value."""

from pathlib import Path

import pytest
from pyroaring import BitMap

from store.errors import QueryError
from store.filter import FACETS, Filter, facet
from store.model import Participant
from store.timeline import Timeline
from tests.builders import an_actor, an_event, an_offensive
from tests.store.timelines import a_timeline, ids


def who(*names: str) -> list[Participant]:
    return [Participant(id=name) for name in names]


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    events = [
        an_event(id="a", date="2016-06-01", actors=who("sdf", "is"), type="state-based"),
        an_event(id="b", date="2016-06-02", actors=who("sdf"), confidence="disputed", offensives=[]),
        an_event(id="c", date="2016-06-03", actors=who("is"), origin="ucdp:1", type="one-sided", offensives=[]),
        an_event(id="d", date="2016-06-04", actors=who("saa", "is"), offensives=["raqqa"]),
        an_event(id="e", date="2016-06-05", actors=[], offensives=[]),
    ]
    actors = [
        an_actor(bloc="US-backed"),
        an_actor(id="is", name="Islamic State", bloc="IS"),
        an_actor(id="saa", name="Syrian Arab Army"),
    ]
    offensives = [an_offensive(parent="war"), an_offensive(id="raqqa", parent="war"), an_offensive(id="war")]
    return a_timeline(tmp_path, *events, actors=actors, offensives=offensives)


def shown(timeline: Timeline, wanted: Filter) -> str:
    return "".join(ids(timeline, wanted.events(timeline)))


def test_cycle() -> None:
    wanted = Filter()
    seen = []
    for _press in range(4):
        seen.append(wanted.choice("actor", "sdf"))
        wanted = wanted.cycle("actor", "sdf")
    assert seen == ["any", "only", "never", "any"]
    assert wanted.choose("actor", "sdf", "any") == Filter()


def test_cycle_of_one_value_leaves_the_others() -> None:
    wanted = Filter(text="x").cycle("actor", "sdf").cycle("actor", "is").cycle("actor", "is").cycle("bloc", "sdf")
    assert [wanted.choice(*value) for value in (("actor", "sdf"), ("actor", "is"), ("bloc", "sdf"))] == [
        "only",
        "never",
        "only",
    ]
    assert wanted.text == "x"
    assert wanted.with_text("").choices == wanted.choices


def test_whether_anything_is_asked() -> None:
    assert not Filter()
    assert not Filter(text="  ")
    assert Filter(text="x")
    assert Filter().cycle("actor", "sdf")
    assert not Filter().cycle("actor", "sdf").choose("actor", "sdf", "any")


@pytest.mark.parametrize(
    ("only", "never", "found"),
    [
        ({}, {}, "abcde"),
        ({"actor": ["sdf"]}, {}, "ab"),
        ({"actor": ["sdf", "saa"]}, {}, "abd"),
        ({}, {"actor": ["is"]}, "be"),
        ({"actor": ["sdf"]}, {"actor": ["is"]}, "b"),
        ({"bloc": ["IS"]}, {}, "acd"),
        ({"bloc": ["Others"]}, {}, "d"),
        ({"bloc": ["IS"], "actor": ["sdf"]}, {}, "a"),
        ({"dataset": ["ucdp"]}, {}, "c"),
        ({"type": ["state-based", "one-sided"]}, {}, "ac"),
        ({"confidence": ["disputed"]}, {}, "b"),
        ({"offensive": ["war"]}, {}, "ad"),
        ({"offensive": ["war"]}, {"offensive": ["raqqa"]}, "a"),
        ({"offensive": ["unheard-of"]}, {}, ""),
        ({}, {"offensive": ["unheard-of"]}, "abcde"),
    ],
)
def test_what_passes(timeline: Timeline, only: dict[str, list[str]], never: dict[str, list[str]], found: str) -> None:
    wanted = Filter()
    for name, values in only.items():
        for value in values:
            wanted = wanted.choose(name, value, "only")
    for name, values in never.items():
        for value in values:
            wanted = wanted.choose(name, value, "never")
    assert shown(timeline, wanted) == found


def test_query_and_choices_both_hold(timeline: Timeline) -> None:
    wanted = Filter(text="after:2016-06-01").cycle("actor", "is")
    assert shown(timeline, wanted) == "cd"
    assert shown(timeline, wanted.with_text("actor:saa")) == "d"


def test_query_that_cannot_be_read(timeline: Timeline) -> None:
    with pytest.raises(QueryError):
        Filter(text="actor:").events(timeline)
    with pytest.raises(QueryError):
        Filter(text="(").live_counts(timeline, "actor")


def test_live_counts_without_a_filter(timeline: Timeline) -> None:
    assert Filter().live_counts(timeline, "actor") == {"sdf": 2, "is": 3, "saa": 1}
    assert Filter().live_counts(timeline, "bloc") == {"US-backed": 2, "IS": 3, "Others": 1}
    assert Filter().live_counts(timeline, "offensive") == {"manbij-offensive": 1, "raqqa": 1, "war": 2}


def test_live_counts_are_what_one_would_see_with_a_value(timeline: Timeline) -> None:
    only_sdf = Filter().cycle("actor", "sdf")
    assert only_sdf.live_counts(timeline, "actor") == {"sdf": 2, "is": 3, "saa": 1}  # of each, were it chosen too
    assert only_sdf.live_counts(timeline, "bloc") == {"US-backed": 2, "IS": 1, "Others": 0}
    never_is = Filter().choose("actor", "is", "never")
    assert never_is.live_counts(timeline, "actor") == {"sdf": 1, "is": 3, "saa": 0}  # of IS, were it not left out
    both = never_is.choose("actor", "saa", "never")
    assert both.live_counts(timeline, "actor") == {"sdf": 1, "is": 2, "saa": 0}


def test_counts_follow_the_query(timeline: Timeline) -> None:
    assert Filter(text="after:2016-06-01").live_counts(timeline, "actor") == {"sdf": 1, "is": 2, "saa": 1}


def test_facets_are_those_of_the_timeline(timeline: Timeline) -> None:
    for name in FACETS:
        assert facet(timeline, name) is getattr(timeline, f"by_{name}")
    with pytest.raises(KeyError):
        facet(timeline, "mood")


def test_filters_leave_the_timeline_as_it_is(timeline: Timeline) -> None:
    before = {name: {value: BitMap(events) for value, events in facet(timeline, name).items()} for name in FACETS}
    wanted = Filter(text="actor:sdf OR actor:is").choose("actor", "saa", "never").choose("bloc", "IS", "only")
    found = wanted.events(timeline)
    found.clear()
    for name in FACETS:
        wanted.live_counts(timeline, name)
    assert before == {name: dict(facet(timeline, name)) for name in FACETS}
    assert shown(timeline, wanted) == "ac"


def test_what_an_empty_filter_gives_is_not_to_be_changed_by_mistake(timeline: Timeline) -> None:
    assert shown(timeline, Filter()) == "abcde"
    assert Filter().events(timeline) == timeline.everything
