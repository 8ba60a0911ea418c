"""What numbers rest on: every line counts the events that its query finds, and sums are those of the events."""

from typing import Any

import pytest

from store.filter import Filter
from store.index import toll
from store.loader import load_timeline
from store.model import Claim, Event, Source
from store.resting import Resting, resting
from store.sample import BUNDLED
from store.timeline import Timeline
from tests.builders import an_event
from tests.tui.worlds import a_timeline


@pytest.fixture(scope="module")
def raqqa() -> Timeline:
    return load_timeline(BUNDLED)


def rows(basis: Resting) -> dict[str, int]:
    return {row.name: row.events for _heading, section in basis.sections for row in section}


@pytest.mark.parametrize("query", ["", "deaths:>5", "offensive:Manbij", "actor:SDF -has:claims", "id:none-of-that"])
def test_every_line_counts_what_its_query_finds(raqqa: Timeline, query: str) -> None:
    view = Filter(query).events(raqqa)
    basis = resting(raqqa, view)
    assert basis.events == len(view)
    for _heading, section in basis.sections:
        for row in section:
            found = Filter(row.query).events(raqqa) & view
            assert (row.name, len(found)) == (row.name, row.events)
            if row.alone is not None:
                assert row.alone == len(found & Filter("origins:1").events(raqqa))
    for each in basis.killed:
        found = Filter(each.query).events(raqqa) & view
        tolls = [killed for at in found if (killed := toll(raqqa.event(at).claims))]
        assert (each.low, each.best, each.high) == tuple(sum(killed[n] for killed in tolls) for n in range(3))
        assert (each.with_figure, each.without_figure) == (len(tolls), len(found) - len(tolls))


def test_sections_take_in_every_event_once(raqqa: Timeline) -> None:
    basis = resting(raqqa, raqqa.everything)
    for heading, section in basis.sections:
        if heading.startswith("How"):
            assert sum(row.events for row in section) == raqqa.size, heading


def killed(attribution: str, best: int | None, **fields: Any) -> Claim:
    return Claim(attribution=attribution, counted="killed", best=best, **fields)


def test_unknown_is_not_nought_and_figures_are_not_merged() -> None:
    events = [
        an_event(claims=[killed("UCDP, from SOHR", 4, low=2, high=9)], origin="ucdp:1"),
        an_event(claims=[killed("SOHR", 3), killed("Army", 7)]),
        an_event(claims=[killed("SOHR", None)], sources=[]),
        an_event(claims=[killed("SOHR, via Reuters", 0)], sources=[Source(publisher="A"), Source(publisher="B")]),
    ]
    timeline = a_timeline(events=events)
    basis = resting(timeline, timeline.everything)
    together, curated, ucdp = basis.killed
    assert (together.name, together.query) == ("all together", "")
    assert (together.low, together.best, together.high) == (2 + 7, 4 + 7, 9 + 7)
    assert (together.with_figure, together.without_figure) == (3, 1)
    assert (curated.name, curated.best, curated.without_figure) == ("curated", 7, 1)
    assert (ucdp.low, ucdp.best, ucdp.high) == (2, 4, 9)
    found = rows(basis)
    assert found["no source is cited"] == 1
    assert found["one source"] == 2
    assert found["one origin: the word of one, whoever passed it on"] == 3
    assert found["claims that disagree"] == 1
    assert found["SOHR"] == 4


def test_one_dataset_is_not_told_twice() -> None:
    timeline = a_timeline()
    assert [each.name for each in resting(timeline, timeline.everything).killed] == ["curated"]
    empty = resting(timeline, timeline.everything - timeline.everything)
    assert (empty.events, empty.killed, empty.sections) == (0, [], [])


def vague_events() -> list[Event]:
    return [
        an_event(date="2016", claims=[killed("UCDP", 8000, low=7000, high=9000)]),
        an_event(date="2016-06", claims=[killed("UCDP", 30)]),
        an_event(date="2016-06-20", claims=[killed("UCDP", 4)]),
        an_event(date="2015-01-03/2016-12-30", claims=[killed("UCDP", 50)]),
        an_event(date="2016", claims=[]),
    ]


@pytest.mark.parametrize(
    ("query", "best", "events", "term"),
    [
        ("", 8000, 1, "(dated:longer OR dated:open)"),
        ("date:2016-06-20", 8080, 3, "-certain:2016-06-20"),
        ("date:2016-06", 8050, 2, "-certain:2016-06"),
        ("before:2016-07 after:2016-05", 8050, 2, "-(certain:..2016-06-30 certain:2016-06-01..)"),
        ("(date:2016-06-20 OR type:one-sided)", 8000, 1, "(dated:longer OR dated:open)"),
    ],
)
def test_what_may_be_of_another_time_is_told_of_the_sum(query: str, best: int, events: int, term: str) -> None:
    timeline = a_timeline(events=vague_events())
    found = Filter(query).events(timeline)
    loose = resting(timeline, found, query).loose
    assert loose is not None
    assert (loose.best, loose.with_figure, loose.query) == (best, events, term)
    assert len(found & Filter(term).events(timeline)) == loose.with_figure + loose.without_figure


@pytest.mark.parametrize("query", ["certain:2016-06-20", "date:2014..2017", "deaths:4", "certain:2016"])
def test_nothing_is_told_where_all_is_of_the_time_that_was_asked_for(query: str) -> None:
    timeline = a_timeline(events=vague_events())
    assert resting(timeline, Filter(query).events(timeline), query).loose is None
