import json
from pathlib import Path
from typing import Any

from tests.cli.calls import Caller, an_event, write_store


def killed(**fields: Any) -> dict[str, Any]:
    return {"attribution": "X", "counted": "killed", **fields}


def test_counts_are_those_of_list(call: Caller) -> None:
    counts = json.loads(call("stats", "--json").out)
    assert counts["events"] == int(call("list", "--count").out)
    for name in ("actor", "offensive", "type", "dataset"):
        for value in counts[name][:3]:
            query = f'{name}:"{value["id"]}"'
            assert value["events"] == int(call("list", "--count", "-q", query).out), query


def test_query_narrows_the_counts(call: Caller, store: Path) -> None:
    counts = json.loads(call("stats", "--json", "-q", "actor:sdf", store).out)
    assert counts["events"] == 1
    assert [value["id"] for value in counts["actor"]] == ["is", "sdf"]
    assert counts["month"] == [{"id": "2016-06", "name": "Jun 2016", "events": 1}]


def test_months_without_events_show_as_gaps(call: Caller, tmp_path: Path) -> None:
    events = [an_event(date="2015-11-03"), an_event(id="e2", date="2016-01-31")]
    counts = json.loads(call("stats", "--json", write_store(tmp_path / "w.json", events)).out)
    assert [(each["id"], each["events"]) for each in counts["month"]] == [
        ("2015-11", 1),
        ("2015-12", 0),
        ("2016-01", 1),
    ]


def test_dead_are_added_up_from_one_claim_of_each_event(call: Caller, tmp_path: Path) -> None:
    events = [
        an_event(id="x:1", origin="x:1", claims=[killed(low=1, best=2, high=4), killed(best=2, who="is")]),
        an_event(id="x:2", origin="x:2", claims=[killed(best=10), killed(best=11)]),
        an_event(id="x:3", origin="x:3", claims=[killed(low=5)]),
        an_event(id="x:4", origin="x:4", claims=[killed(low=0, best=0, high=3)]),
        an_event(id="x:5", origin="x:5"),
        an_event(id="x:6", origin="x:6", claims=[{"attribution": "X", "counted": "wounded", "best": 50}]),
        an_event(id="e1", claims=[killed(best=1000)]),
    ]
    path = write_store(tmp_path / "w.json", events)
    (deaths,) = json.loads(call("stats", "--json", path).out)["deaths"]
    assert deaths == {
        "dataset": "x",
        "low": 1 + 11 + 5 + 0,
        "best": 2 + 11 + 5 + 0,  # of two totals the higher, never their sum
        "high": 4 + 11 + 5 + 3,
        "events_with_figure": 4,
        "events_without_figure": 2,
    }
    out = " ".join(call("stats", path).out.split())
    assert "x: 17 to 23 killed, best 18, in 4 events; 2 have no figure" in out
    assert "curated: 1,000 to 1,000 killed, best 1,000, in 1 event; 0 have no figure" in out
    assert "datasets may record the same dead" in out


def test_unknown_dead_are_not_none_dead(call: Caller, tmp_path: Path) -> None:
    path = write_store(tmp_path / "w.json", [an_event(origin="x:1")])
    (deaths,) = json.loads(call("stats", "--json", path).out)["deaths"]
    assert (deaths["low"], deaths["best"], deaths["high"]) == (None, None, None)
    assert "x: no figure of the killed; 1 has none, which is not 0" in call("stats", path).out


def test_bars_are_in_proportion_and_the_rest_is_counted(call: Caller) -> None:
    lines = call("stats", "--top", "2").lines
    at = lines.index("By dataset")
    first, second = (line.count("█") for line in lines[at + 1 : at + 3])
    assert first == 24
    assert second < 5
    assert any(line.startswith("  and ") and line.endswith(" more") for line in lines)
    assert not any(line.startswith("  and ") for line in call("stats", "--top", "0").lines)


def test_empty_result_is_a_sentence(call: Caller, store: Path) -> None:
    answer = call("stats", store, "-q", "zeppelin")
    assert (answer.status, answer.out, answer.err) == (0, "", "No event of 3 matches zeppelin\n")
    assert json.loads(call("stats", store, "-q", "zeppelin", "--json").out)["events"] == 0


def test_pairs_of_opponents_are_counted_and_can_be_asked_for(call: Caller) -> None:
    counts = json.loads(call("stats", "--json", "-q", "date:2016-06").out)
    assert len(counts["dyads"]) > 20
    for pair in counts["dyads"][:5]:
        found = call("list", "--count", "-q", f"date:2016-06 {pair['query']}").out
        assert int(found.replace(",", "")) == pair["events"]
    text = call("stats", "-q", "date:2016-06", "--top", "2").out
    assert "By who against whom" in text
    most = counts["dyads"][0]
    assert f"{most['one']['name']} – {most['other']['name']}" in text


def test_the_dead_of_another_time_are_told(call: Caller, tmp_path: Path) -> None:
    events = [
        an_event(id="x:1", date="2016", claims=[killed(low=7000, best=8179, high=9000)]),
        an_event(id="x:2", date="2016-06-20", claims=[killed(best=5)]),
    ]
    path = write_store(tmp_path / "w.json", events)
    loose = json.loads(call("stats", "--json", path, "-q", "date:2016-06-20").out)["rests_on"]["loosely_dated"]
    assert (loose["low"], loose["best"], loose["high"], loose["events_with_figure"]) == (7000, 8179, 9000, 1)
    assert loose["query"] == "-certain:2016-06-20"
    out = " ".join(call("stats", path, "-q", "date:2016-06-20").out.split())
    assert "of these 7,000 to 9,000, best 8,179, in 1 event not certainly within the dates asked for" in out
    certain = call("stats", path, "-q", "certain:2016-06-20")
    assert "of these" not in certain.out
    assert json.loads(call("stats", "--json", path, "-q", "deaths:5").out)["rests_on"]["loosely_dated"] is None
