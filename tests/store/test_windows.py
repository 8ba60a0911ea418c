"""Certainly or possibly: a query's dates either way, how many events each finds, and changing between them."""

from hypothesis import given, settings

from store.filter import Filter
from store.query import Query, evaluate, parse, to_text
from store.query.windows import as_certain, as_possible, dated, windows
from tests.property.test_query_properties import indexes, known_trees
from tests.store.query_world import FakeIndex
from tests.tui.worlds import the_war

THE_WAR = the_war()


def test_both_counts_of_a_window() -> None:
    found = Filter("date:2016-06-01..2016-06-03").on(THE_WAR).dated
    assert found is not None
    assert (found.certainly, found.possibly, found.is_certain) == (6, 7, False)  # leaflets fell some day in June
    found = Filter("certain:2016-06-01..2016-06-03").on(THE_WAR).dated
    assert found is not None
    assert (found.certainly, found.possibly, found.is_certain) == (6, 7, True)


def test_none_without_dates_that_have_to_match() -> None:
    for text in ("", "actor:SDF", "actor:SDF OR date:2016", "-date:2016-06-01"):
        assert Filter(text).on(THE_WAR).dated is None
        assert Filter(text).toggle_certainty() == Filter(text)


def test_toggling_is_part_of_the_query() -> None:
    for text, other in (
        ("front date:2016-06", "front certain:2016-06"),
        ('on:"4 June 2016"', 'certain:"4 June 2016"'),
        ("after:2016-06-03", "certain:2016-06-04.."),
        ("before:2016-06", "certain:..2016-05-31"),
        ("date:2016 certain:2016-06", "certain:2016 certain:2016-06"),
    ):
        toggled = Filter(text).toggle_certainty()
        assert toggled.text == other
        assert toggled.toggle_certainty().toggle_certainty() == toggled
        assert Filter(text).events(THE_WAR) >= toggled.events(THE_WAR)


@given(known_trees, indexes)
@settings(deadline=None)
def test_certain_is_within_possible(tree: Query, index: FakeIndex) -> None:
    certain, possible = as_certain(tree), as_possible(tree)
    for each in (certain, possible):
        assert parse(to_text(each)) == each
        assert evaluate(parse(to_text(each)), index) == evaluate(each, index)
    assert evaluate(certain, index) <= evaluate(possible, index)
    assert evaluate(certain, index) <= evaluate(tree, index) <= evaluate(possible, index)
    found = dated(tree, index)
    assert (found is None) == (not windows(tree))
