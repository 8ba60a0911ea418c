"""A reader's filter: the cycle of each choice, what passes, and the counts beside each value."""

from pathlib import Path

import pytest
from pyroaring import BitMap

from store.errors import QueryError
from store.filter import FACETS, Choice, Filter, facet, ranked
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
        an_actor(id="is", name="Islamic State", short="IS", aliases=["ISIS"], bloc="IS"),
        an_actor(id="saa", name="Syrian Arab Army", short=""),
    ]
    offensives = [an_offensive(parent="war"), an_offensive(id="raqqa", parent="war"), an_offensive(id="war")]
    return a_timeline(tmp_path, *events, actors=actors, offensives=offensives)


def shown(timeline: Timeline, wanted: Filter) -> str:
    return "".join(ids(timeline, wanted.events(timeline)))


def test_cycle(timeline: Timeline) -> None:
    wanted = Filter()
    seen = []
    for _press in range(4):
        seen.append((wanted.text, wanted.choice(timeline, "actor", "sdf")))
        wanted = wanted.cycle(timeline, "actor", "sdf")
    assert seen == [("", "any"), ("actor:SDF", "only"), ("-actor:SDF", "never"), ("", "any")]
    assert wanted.choose(timeline, "actor", "sdf", "any") == Filter()


def test_cycle_of_one_value_leaves_the_others(timeline: Timeline) -> None:
    wanted = Filter(text="x")
    for name, value in (("actor", "sdf"), ("actor", "is"), ("actor", "is"), ("bloc", "IS"), ("actor", "saa")):
        wanted = wanted.cycle(timeline, name, value)
    values = (("actor", "sdf"), ("actor", "is"), ("bloc", "IS"), ("actor", "saa"))
    assert [wanted.choice(timeline, *value) for value in values] == ["only", "never", "only", "only"]
    assert wanted.text == 'x (actor:SDF OR actor:"Syrian Arab Army") -actor:IS bloc:IS'


def test_whether_anything_is_asked(timeline: Timeline) -> None:
    assert not Filter()
    assert not Filter(text="  ")
    assert Filter(text="x")
    assert Filter().cycle(timeline, "actor", "sdf")
    assert not Filter().cycle(timeline, "actor", "sdf").choose(timeline, "actor", "sdf", "any")


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
        ({"offensive": ["manbij-offensive"], "type": ["state-based"]}, {"bloc": ["US-backed"]}, ""),
    ],
)
def test_what_passes(timeline: Timeline, only: dict[str, list[str]], never: dict[str, list[str]], found: str) -> None:
    wanted = Filter()
    for name, values in only.items():
        for value in values:
            wanted = wanted.choose(timeline, name, value, "only")
    for name, values in never.items():
        for value in values:
            wanted = wanted.choose(timeline, name, value, "never")
    assert shown(timeline, wanted) == found


def test_query_and_choices_both_hold(timeline: Timeline) -> None:
    wanted = Filter(text="after:2016-06-01").cycle(timeline, "actor", "is")
    assert shown(timeline, wanted) == "cd"
    assert shown(timeline, wanted.with_term("actor:saa")) == "d"


def test_query_that_cannot_be_read(timeline: Timeline) -> None:
    with pytest.raises(QueryError):
        Filter(text="actor:").events(timeline)
    with pytest.raises(QueryError):
        Filter(text="(").on(timeline)


def test_live_counts_without_a_filter(timeline: Timeline) -> None:
    assert Filter().on(timeline).live_counts("actor") == {"sdf": 2, "is": 3, "saa": 1}
    assert Filter().on(timeline).live_counts("bloc") == {"US-backed": 2, "IS": 3, "Others": 1}
    assert Filter().on(timeline).live_counts("offensive") == {"manbij-offensive": 1, "raqqa": 1, "war": 2}


def test_live_counts_are_what_one_would_see_with_a_value(timeline: Timeline) -> None:
    only_sdf = Filter().cycle(timeline, "actor", "sdf")
    assert only_sdf.on(timeline).live_counts("actor") == {"sdf": 2, "is": 3, "saa": 1}  # of each, were it chosen too
    assert only_sdf.on(timeline).live_counts("bloc") == {"US-backed": 2, "IS": 1, "Others": 0}
    never_is = Filter().choose(timeline, "actor", "is", "never")
    assert never_is.on(timeline).live_counts("actor") == {"sdf": 1, "is": 3, "saa": 0}  # of IS, were it not left out
    both = never_is.choose(timeline, "actor", "saa", "never")
    assert both.on(timeline).live_counts("actor") == {"sdf": 1, "is": 2, "saa": 0}


def test_counts_follow_the_query(timeline: Timeline) -> None:
    assert Filter(text="after:2016-06-01").on(timeline).live_counts("actor") == {"sdf": 1, "is": 2, "saa": 1}


def test_facets_are_those_of_the_timeline(timeline: Timeline) -> None:
    for name in FACETS:
        own = {id_: found for (id_, role), found in timeline.by_role.items() if role == name}
        assert facet(timeline, name) == (timeline.having if name == "has" else getattr(timeline, f"by_{name}", own))
    with pytest.raises(KeyError):
        facet(timeline, "mood")


def test_filters_leave_the_timeline_as_it_is(timeline: Timeline) -> None:
    before = {name: {value: BitMap(events) for value, events in facet(timeline, name).items()} for name in FACETS}
    wanted = (
        Filter(text="actor:sdf OR actor:is")
        .choose(timeline, "actor", "saa", "never")
        .choose(timeline, "bloc", "IS", "only")
    )
    found = wanted.events(timeline)
    found.clear()
    for name in FACETS:
        wanted.on(timeline).live_counts(name)
    assert before == {name: dict(facet(timeline, name)) for name in FACETS}
    assert shown(timeline, wanted) == "ac"


def test_what_an_empty_filter_gives_is_not_to_be_changed_by_mistake(timeline: Timeline) -> None:
    assert shown(timeline, Filter()) == "abcde"
    assert Filter().events(timeline) == timeline.everything


def test_only_the_values_that_are_shown_need_be_counted(timeline: Timeline) -> None:
    for wanted in (Filter("after:2016-06-01"), Filter("-actor:IS -actor:SDF"), Filter("actor:SDF")):
        asked = wanted.on(timeline)
        assert {value: asked.count("actor", value) for value in timeline.by_actor} == asked.live_counts("actor")
        assert asked.count("actor", "nobody") == 0
    assert list(ranked(timeline, "actor")) == ["is", "sdf", "saa"]
    assert ranked(timeline, "actor") is ranked(timeline, "actor")
    assert list(ranked(timeline, "has")) == ["coordinates"]


# the query and the choices are two faces of the same thing


@pytest.mark.parametrize(
    ("text", "only", "never"),
    [
        ("actor:ISIS", "is", ""),
        ('actor:"islamic state" after:2016', "is", ""),
        ("actor:arab*", "saa", ""),
        ("-actor:IS front", "", "is"),
        ("-(actor:IS OR actor:sdf)", "", "is sdf"),
        ("actor:IS OR actor:SDF", "is sdf", ""),
        ("(actor:IS OR actor:ISIS) -actor:saa", "is", "saa"),
        ("actor:SDF actor:IS", "is", ""),  # both have to take part: the last is the choice, the other is kept as typed
        ("actor:IS -actor:IS", "", "is"),
        ("actor:syr", "", ""),  # either of two
        ("actor:IS OR front", "", ""),
        ("actor:IS OR type:one-sided", "", ""),
        ("--actor:IS", "", ""),
        ("actor:nobody", "", ""),
        ("attacker:IS", "", ""),
    ],
)
def test_typing_makes_the_choice(timeline: Timeline, text: str, only: str, never: str) -> None:
    asked = Filter(text).on(timeline)
    for choice, values in (("only", only), ("never", never)):
        assert {value for value in timeline.by_actor if asked.choice("actor", value) == choice} == set(values.split())


@pytest.mark.parametrize(
    ("text", "value", "choice", "written"),
    [
        ("front", "is", "only", "front actor:IS"),
        ("actor:ISIS", "is", "only", "actor:ISIS"),  # nothing to change: kept as it was typed
        ("actor:ISIS front", "sdf", "only", "(actor:ISIS OR actor:SDF) front"),
        ("(actor:ISIS OR actor:SDF) front", "is", "any", "actor:SDF front"),
        ("actor:ISIS front", "is", "never", "front -actor:IS"),
        ("-(actor:IS OR actor:SDF)", "is", "any", "-actor:SDF"),
        ("actor:SDF actor:IS", "saa", "only", 'actor:SDF (actor:IS OR actor:"Syrian Arab Army")'),
        ("actor:SDF actor:IS", "is", "any", "actor:SDF"),
        ("actor:IS actor:IS", "is", "any", ""),
        ("actor:IS OR deaths:>3", "is", "only", "(actor:IS OR deaths:>=4) actor:IS"),
        ("actor:IS OR deaths:>3", "is", "any", "actor:IS OR deaths:>3"),
    ],
)
def test_choosing_writes_the_query(timeline: Timeline, text: str, value: str, choice: Choice, written: str) -> None:
    wanted = Filter(text).choose(timeline, "actor", value, choice)
    assert wanted.text == written
    assert wanted.choice(timeline, "actor", value) == choice


def test_others_is_the_side_of_those_who_have_none(timeline: Timeline) -> None:
    assert shown(timeline, Filter("bloc:Others")) == "d"
    assert Filter().cycle(timeline, "bloc", "Others").text == "bloc:Others"


def test_a_name_that_several_go_by_is_not_written(tmp_path: Path) -> None:
    actors = [
        an_actor(id="a", name="Army", short=""),
        an_actor(id="b", name="Army of the North", short="Army"),
        an_actor(id="north", name="Army", short=""),
        an_actor(id="c", name="North", short=""),
        an_actor(id="d", name=' The  "Brigade"\x1b[1m', short=""),
        an_actor(id="e*", name="Army", short=""),
    ]
    timeline = a_timeline(tmp_path, *(an_event(id=each.id, actors=who(each.id)) for each in actors), actors=actors)
    written = {id_: Filter().choose(timeline, "actor", id_, "only") for id_ in timeline.by_actor}
    assert {id_: wanted.text for id_, wanted in written.items()} == {
        "a": "actor:a",
        "b": 'actor:"Army of the North"',
        "north": "actor:=north",
        "c": "actor:c",
        "d": 'actor:"The \\"Brigade\\""',
        "e*": "actor:=e*",
    }
    assert {id_: shown(timeline, wanted) for id_, wanted in written.items()} == {id_: id_ for id_ in written}


def test_a_term_is_added_once() -> None:
    wanted = Filter("front").with_term("against:SDF,IS").with_term("against:SDF,IS")
    assert wanted.text == "front against:SDF,IS"
    assert Filter("a OR b").with_term("deaths:>9").text == "(a OR b) deaths:>=10"
    assert Filter().with_term("near:36.5,38~20km").text == "near:36.5,38~20km"
    assert wanted.terms() == ["front", "against:SDF,IS"]
    assert wanted.without_term(0).text == "against:SDF,IS"
    with pytest.raises(QueryError):
        wanted.with_term("(")
