"""Suggestions for a name that is not known: by first letters, by spelling, by words in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import QueryError
from store.query import evaluate, parse
from store.query.akin import suggestions
from tests.builders import an_actor, an_event
from tests.tui.worlds import a_timeline

NAMES = {
    "QSD: Syrian Democratic Forces": 90,
    "Government of Syria": 400,
    "Military Forces of Syria": 50,
    "Government of Turkey": 20,
    "FSA": 5,
    "Islamic State": 300,
    "Jaysh al-Islam": 8,
    "Ar-Raqqah": 1,
    "Front of the North": 2,
}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("SDF", ["QSD: Syrian Democratic Forces"]),
        ("qsdf", ["QSD: Syrian Democratic Forces"]),
        ("Syrian army", ["QSD: Syrian Democratic Forces", "Military Forces of Syria", "Government of Syria"]),
        ("Free Syrian Army", ["FSA", "QSD: Syrian Democratic Forces", "Military Forces of Syria"]),
        ("Turkish", ["Government of Turkey"]),
        ("Raqa", ["Ar-Raqqah"]),
        ("IS", ["Islamic State"]),
        ("of the", []),
        ("zzz", []),
        ("", []),
        ("--", []),
    ],
)
def test_what_may_have_been_meant_is_offered(value: str, found: list[str]) -> None:
    assert suggestions(value, NAMES) == found


@given(st.text(max_size=12), st.dictionaries(st.text(max_size=20), st.integers(0, 9), max_size=8))
def test_any_text_may_be_asked_for(value: str, names: dict[str, int]) -> None:
    found = suggestions(value, names)
    assert len(found) <= 3
    assert set(found) <= set(names)


def test_a_pair_of_actors_brings_the_one_that_was_meant() -> None:
    actors = [
        an_actor(id="qsd", name="QSD: Syrian Democratic Forces", short=""),
        an_actor(id="is", name="Islamic State", short="IS"),
    ]
    timeline = a_timeline(events=[an_event(actors=[], offensives=[])], actors=actors)
    with pytest.raises(QueryError, match="Did you mean QSD: Syrian Democratic Forces"):
        evaluate(parse("against:SDF,is"), timeline)
