"""The values in the actor filters: grouped by side, with the counts one would see."""

from store.filter import Filter
from tests.builders import an_event
from tests.tui.worlds import the_war, war_events
from tui.choices import Value, choices, value_name

THE_WAR = the_war(
    events=[
        *war_events(),
        an_event(id="coded", origin="ucdp:1", type="one-sided", confidence="disputed", offensives=[]),
    ]
)


def named(wanted: Filter, facet: str = "actor") -> dict[str, Value]:
    return {value.value: value for value in choices(THE_WAR, wanted) if value.facet == facet and value.value}


def test_actors_stand_under_their_sides_the_most_active_first() -> None:
    listed = [
        (value.name, value.is_heading) for value in choices(THE_WAR, Filter()) if value.facet in ("actor", "bloc")
    ]
    assert listed == [
        ("Islamic State", True),
        ("IS", False),
        ("US-backed", True),
        ("SDF", False),
        ("Damascus", True),
        ("Syrian army", False),
    ]


def test_other_facets_follow_under_their_names() -> None:
    rest = [value for value in choices(THE_WAR, Filter()) if value.facet not in ("actor", "bloc")]
    assert [(value.name, value.is_heading) for value in rest] == [
        ("Dataset", True),
        ("Curated", False),
        ("UCDP", False),
        ("Type of violence", True),
        ("one-sided", False),
        ("Confidence", True),
        ("disputed", False),
    ]


def test_counts_are_what_one_would_see() -> None:
    for wanted in (Filter(), Filter("offensive:manbij"), Filter().choose(THE_WAR, "actor", "sdf", "only")):
        for id_, value in named(wanted).items():
            alone = wanted
            for other in THE_WAR.by_actor:
                alone = alone.choose(THE_WAR, "actor", other, "any")
            assert value.count == len(alone.choose(THE_WAR, "actor", id_, "only").events(THE_WAR)), (wanted, id_)


def test_counts_of_others_obey_a_never() -> None:
    found = named(Filter().choose(THE_WAR, "actor", "is", "never"))
    assert found["sdf"].count == 0
    assert found["is"].count == 21
    assert found["is"].choice == "never"


def test_order_does_not_depend_on_the_filter() -> None:
    keys = [(value.facet, value.value) for value in choices(THE_WAR, Filter())]
    for wanted in (Filter("offensive:raqqa"), Filter().choose(THE_WAR, "actor", "sdf", "only"), Filter("no-such-word")):
        assert [(value.facet, value.value) for value in choices(THE_WAR, wanted)] == keys


def test_every_name_finds_its_actor() -> None:
    assert set(named(Filter())["sdf"].names) == {"Syrian Democratic Forces", "SDF", "QSD"}


def test_what_the_store_does_not_know_has_its_id_for_a_name() -> None:
    assert value_name(THE_WAR, "actor", "nobody") == "nobody"
    assert value_name(THE_WAR, "offensive", "manbij") == "Manbij"
    assert value_name(THE_WAR, "defender", "is") == "IS"
    assert value_name(THE_WAR, "place", "manbij") == "Manbij"
    assert value_name(THE_WAR, "place", "nowhere") == "nowhere"
    assert value_name(THE_WAR, "offensive", "nothing") == "nothing"
    assert value_name(THE_WAR, "actor", "x\x1b[31my") == "xy"
