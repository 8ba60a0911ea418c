"""The command line and the screen: for the same query the same events, in the same order."""

import json

import pytest

from store.filter import Filter
from store.loader import load_timeline
from store.sample import BUNDLED
from store.timeline import Timeline
from tests.cli.calls import Caller
from tui.browsing import Browsing

QUERIES = (
    "",
    "against:SDF,IS near:Manbij~60km date:2016-05-31..2016-08-27",
    'actor:"Syrian government" -actor:IS deaths:>=10',
    "(type:one-sided OR deaths:>50) after:2016-06",
    "source:SOHR -source:UCDP",
    "origins:1 certain:2016-06",
    "raqqa OR manbij",
    "bloc:Monitors OR tag:*",
)


@pytest.fixture(scope="module")
def raqqa() -> Timeline:
    return load_timeline(BUNDLED)


def on_screen(timeline: Timeline, query: str) -> list[str]:
    state = Browsing(timeline)
    state.apply(state.ask(Filter(query)))
    return [timeline.ids[state.view.at(position)] for position in range(state.view.size)]


@pytest.mark.parametrize("query", QUERIES)
def test_list_show_stats_and_export_have_the_events_of_the_screen(call: Caller, raqqa: Timeline, query: str) -> None:
    expected = on_screen(raqqa, query)
    assert expected
    assert call("list", "--ids", "-q", query).out.splitlines() == expected
    assert [json.loads(line)["id"] for line in call("list", "--json", "-q", query).out.splitlines()] == expected
    assert [json.loads(line)["id"] for line in call("show", "--json", "-q", query or "*").out.splitlines()] == expected
    assert json.loads(call("stats", "--json", "-q", query).out)["events"] == len(expected)
    exported = call("export", "--to", "jsonl", "-q", query).out.splitlines()
    ids = [found["id"] for line in exported if (found := json.loads(line))["schema"].startswith("dateline.event/")]
    assert ids == expected


def test_a_saved_view_has_the_same_events_everywhere(call: Caller, raqqa: Timeline) -> None:
    for line in call("views", "--json").out.splitlines():
        view = json.loads(line)
        expected = on_screen(raqqa, view["query"])
        assert view["events"] == len(expected)
        assert call("list", "--ids", "--view", view["name"]).out.splitlines() == expected
    within = on_screen(raqqa, "(origins:1) (raqqa OR manbij)")
    assert call("list", "--ids", "--view", "only one source", "-q", "raqqa OR manbij").out.splitlines() == within
    missing = call("list", "--view", "Only two sources")
    assert missing.status == 2
    assert "Did you mean" in missing.err


def test_views_as_a_table(call: Caller) -> None:
    out = call("views").out
    assert "Sources disagree" in out
    assert "has:disagreement" in out
