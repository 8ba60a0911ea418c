"""What can be chosen: every facet in its group, in an order that no filter changes, found by any name."""

from typing import Final

from store.filter import Filter
from tests.builders import a_place, an_event
from tests.tui.worlds import the_war, war_events
from tui.choices import GROUPS, KILLED, Facets, Row, value_name

PLACES: Final = [
    a_place(country="Syria", admin1="Aleppo", aliases=["Mabbug"]),
    *(a_place(id=f"p{n}", name=f"Village {n}", country="Iraq", admin1=f"Unit {n}") for n in range(9)),
]
EVENTS: Final = [
    an_event(id=f"x{n}", place=f"p{n}", actors=[], offensives=[], tags=["airstrike"], date="2016-06-20")
    for n in range(9)
]
THE_WAR: Final = the_war(places=PLACES, events=[*war_events(), *EVENTS])


def headings(rows: list[Row]) -> list[str]:
    return [row.name for row in rows if row.is_heading]


def names(rows: list[Row]) -> list[str]:
    return [row.name for row in rows if not row.is_heading]


def test_actors_stand_under_their_blocs_those_of_most_events_first() -> None:
    rows = Facets(THE_WAR).rows()
    assert [row.name for row in rows][:6] == ["Islamic State", "IS", "Damascus", "Syrian army", "US-backed", "SDF"]


def test_every_facet_that_has_values_has_a_group() -> None:
    found = headings(Facets(THE_WAR).rows())
    assert found[3:] == ["Dataset", "Offensive", "Country", "Province", "Place", *found[8:]]
    assert {"Tag", "Source, or who claims it", "People killed"} <= set(found[8:])


def test_groups_of_many_values_begin_folded_and_say_how_many() -> None:
    facets = Facets(THE_WAR)
    place = next(row for row in facets.rows() if row.group == "place")
    assert (place.is_open, place.size) == (False, 10)
    facets.turn("place")
    listed = [row.name for row in facets.rows() if row.group == "place" and not row.is_heading]
    assert listed == ["Manbij", *(f"Village {n}" for n in range(9))]
    facets.turn("place")
    assert not any(row.group == "place" and not row.is_heading for row in facets.rows())


def test_every_group_can_be_turned() -> None:
    facets = Facets(THE_WAR)
    for group in {row.group for row in facets.rows()}:
        before = facets.rows()
        facets.turn(group)
        assert facets.rows() != before
        facets.turn(group)
        assert facets.rows() == before


def test_chosen_actor_shows_its_roles() -> None:
    rows = Facets(THE_WAR).rows(["sdf"])
    at = next(n for n, row in enumerate(rows) if row.facet == "actor" and row.value == "sdf")
    assert [(row.facet, row.value, row.name) for row in rows[at + 1 : at + 2]] == [("attacker", "sdf", "as attacker")]
    assert len(rows) == len(Facets(THE_WAR).rows()) + 1


def test_narrowing_looks_into_folded_groups_and_at_every_name() -> None:
    facets = Facets(THE_WAR)
    assert [(row.group, row.name) for row in facets.fitting("mabbug")] == [("place", "Place"), ("place", "Manbij")]
    assert names(facets.fitting("QSD")) == ["SDF"]
    assert names(facets.fitting("village 3")) == ["Village 3"]
    assert facets.fitting("no such name") == []


def test_groups_that_fit_best_come_first() -> None:
    rows = Facets(THE_WAR).fitting("manbij")
    assert set(headings(rows)) == {"Offensive", "Place"}
    assert names(Facets(THE_WAR).fitting("is"))[0] == "IS"


def test_figures_have_their_group() -> None:
    facets = Facets(THE_WAR)
    facets.turn(KILLED)
    assert [row.facet for row in facets.rows() if row.group == KILLED and not row.is_heading] == [
        "deaths", "low", "high",
    ]  # fmt: skip


def test_every_value_can_be_chosen_and_counts_what_one_would_see() -> None:
    facets = Facets(THE_WAR)
    for group in (*GROUPS, KILLED):
        if not facets.is_open(group):
            facets.turn(group)
    tally = Filter("front").on(THE_WAR)
    for row in facets.rows(["sdf", "is"]):
        if row.value:
            chosen = Filter("front").choose(THE_WAR, row.facet, row.value, "only")
            assert chosen.on(THE_WAR).choice(row.facet, row.value) == "only", row
            assert len(chosen.events(THE_WAR)) == tally.count(row.facet, row.value), row


def test_names_of_values() -> None:
    assert value_name(THE_WAR, "actor", "nobody") == "nobody"
    assert value_name(THE_WAR, "offensive", "manbij") == "Manbij"
    assert value_name(THE_WAR, "offensive", "nothing") == "nothing"
    assert value_name(THE_WAR, "actor", "x\x1b[31my") == "xy"
    assert value_name(THE_WAR, "place", "p1") == "Village 1"
