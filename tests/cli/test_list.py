import json
from pathlib import Path

import pytest

from store.plain import cell_width
from tests.cli.calls import MANBIJ, Caller, an_event, write_store

LONG = "The column halts at the crossing while engineers look for mines, and goes on after dark towards the lake"


def test_events_are_listed_in_the_order_of_time(call: Caller, store: Path) -> None:
    assert call("list", "--ids", store).lines == ["first", "second", "x:3"]


def test_pipe_gets_aligned_columns_in_full(call: Caller, store: Path) -> None:
    assert call("list", store).lines == [
        "about 19 May 2016                    Leaflets over the city          curated  first",
        "one day between 13 and 15 June 2016  Bridge taken            Manbij  Manbij   second",
        "14 June 2016                         Clash                           x        x:3",
    ]


def test_nothing_is_shortened_in_a_pipe(call: Caller, tmp_path: Path) -> None:
    path = write_store(tmp_path / "w.json", [an_event(title=LONG)])
    assert LONG in call("list", path).out


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_terminal_gets_lines_that_fit(
    call: Caller, tmp_path: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [an_event(title=LONG), an_event(id="e2", title="战" * 100, date="2016-06-01/2016-08-12")]
    path = write_store(tmp_path / "w.json", events)
    monkeypatch.setattr("store.commands.list.terminal_width", lambda: width)
    lines = call("list", path).lines
    assert len(lines) == 3
    assert lines[0].startswith("Date")
    assert max(map(cell_width, lines)) <= width
    assert "…" in lines[1]
    assert lines[1].startswith("1 Jun–12 Aug 2016 ")


def test_columns_stay_aligned_from_page_to_page(call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.commands.list._PAGE", 2)
    events = [an_event(id=f"e{number}", date=f"2016-06-0{number}") for number in range(1, 6)]
    lines = call("list", write_store(tmp_path / "w.json", events)).lines
    assert len(lines) == 5
    assert len({line.index("Something") for line in lines}) == 1


def test_json_lines_are_the_records_as_stored(call: Caller, tmp_path: Path) -> None:
    event = an_event(title="Ar-Raqqah الرقة", not_ours={"kept": [1, None]}, extra={"n": 1.5})
    path = write_store(tmp_path / "w.json", [event])
    answer = call("list", "--json", path)
    assert [json.loads(line) for line in answer.lines] == [event]
    assert "الرقة" in answer.out


@pytest.mark.parametrize("indent", [4, "\t"])
def test_json_of_a_store_laid_out_otherwise_has_a_line_for_each_record(
    call: Caller, tmp_path: Path, indent: int | str
) -> None:
    path = tmp_path / "pretty.json"
    meta = {"1": {"format": "dateline", "version": 1, "title": "T"}}
    events = [an_event(title="a  b", tags=["x", "y"]), an_event(id="e2")]
    tables = {"meta": meta, "events": {str(number): event for number, event in enumerate(events, 1)}}
    path.write_text(json.dumps(tables, indent=indent))
    assert [json.loads(line) for line in call("list", "--json", path).lines] == events


def test_json_keeps_hostile_text_and_lets_none_of_it_through(call: Caller, tmp_path: Path) -> None:
    hostile = "a\x1b]52;c;aGk=\x07b\x9b31mc\u202ed\U000e0041e\x7f"
    path = write_store(tmp_path / "w.json", [an_event(title=hostile)])
    out = call("list", "--json", path).out
    assert json.loads(out)["title"] == hostile
    assert out.rstrip("\n").isprintable()


def test_hostile_text_is_cleaned_in_the_table(call: Caller, tmp_path: Path) -> None:
    hostile = "Bridge\x1b]0;owned\x07 [red]taken[/]\nat\tdawn\x9b2J"
    path = write_store(tmp_path / "w.json", [an_event(title=hostile, place="p\x1b[2J")])
    answer = call("list", path)
    assert "Bridge [red]taken[/] at dawn" in answer.out
    assert len(answer.lines) == 1
    assert answer.lines[0].isprintable()


def test_limit_is_said_and_count_is_not_limited(call: Caller, store: Path) -> None:
    answer = call("list", "--ids", "--limit", "2", store)
    assert answer.lines == ["first", "second"]
    assert call("list", "--limit", "2", store).err == "The first 2 of 3 events.\n"
    assert call("list", "--limit", "3", store).err == ""
    assert call("list", "--limit", "0", "--ids", store).lines == []
    assert call("list", "--count", "--limit", "2", store).lines == ["3"]


def test_query_chooses(call: Caller, store: Path) -> None:
    assert call("list", "--ids", "-q", "actor:sdf", store).lines == ["second"]
    assert call("list", "--ids", "-q", "-actor:sdf", store).lines == ["first", "x:3"]


def test_empty_result_is_a_sentence_and_no_failure(call: Caller, store: Path) -> None:
    for form in ([], ["--json"], ["--ids"]):
        answer = call("list", store, "-q", "zeppelin", *form)
        assert (answer.status, answer.out) == (0, "")
        assert answer.err == "No event of 3 matches zeppelin\n"
    assert call("list", store, "-q", "zeppelin", "--count").out == "0\n"


def test_bundled_offensive_counts_curated_and_imported_events(call: Caller) -> None:
    offensive = "offensive:ithriyah-raqqa-offensive-june-2016"
    counts = [
        int(call("list", "--count", "-q", f"{offensive} {more}").out) for more in ("", "dataset:ucdp", "-dataset:ucdp")
    ]
    assert counts[0] == counts[1] + counts[2]
    assert min(counts) > 0


def test_near_tells_what_is_known_to_a_province_or_a_country_only(call: Caller, tmp_path: Path) -> None:
    places = [MANBIJ, {**MANBIJ, "id": "aleppo", "name": "Aleppo", "precision": "province"}]
    events = [
        an_event(id="1", place="manbij"),
        an_event(id="2", place="manbij", precision="country"),
        an_event(id="3", place="aleppo"),
    ]
    path = write_store(tmp_path / "w.json", events, places=places)
    answer = call("list", path, "--count", "-q", "near:Manbij~5km")
    assert answer.out == "3\n"
    assert answer.err.startswith("2 of them are known to a province or a country only")
    leaving_out = answer.err.strip().rpartition(": ")[2]
    answer = call("list", path, "--count", "-q", f"near:Manbij~5km {leaving_out}")
    assert (answer.out, answer.err) == ("1\n", "")
    assert call("list", path, "--count", "-q", "place:Manbij OR place:Aleppo").err == ""
