import json
import re
from pathlib import Path

import pytest

from tests.cli.calls import IS, MANBIJ, PUSH, SDF, Caller, an_event, write_store


def test_event_says_who_where_when_and_who_says_so(call: Caller, store: Path) -> None:
    answer = call("show", "second", store)
    assert answer.status == 0
    assert answer.lines[0] == "Bridge taken"
    assert answer.lines[1] == "MANBIJ, one day between 13 and 15 June 2016 (known to within 3 days)"
    assert "attacker  Syrian Democratic Forces  US-backed" in answer.out
    assert "at least 26 killed · SOHR [1]" in answer.out
    assert "36.5282° N, 37.9549° E" in answer.out
    assert "Push on Manbij (manbij-push)" in answer.out
    assert "https://example.org/a" in answer.out


def test_a_record_of_several_events_is_not_said_to_be_of_one_day(call: Caller, tmp_path: Path) -> None:
    event = an_event(date="[2016-05-31..2016-08-12]", tags=["aggregate"])
    path = write_store(tmp_path / "w.json", [event, an_event(id="e2", date="[2016-05-31..2016-08-12]")])
    said = "several events between 31 May and 12 August 2016"
    assert call("show", "e1", path).lines[1] == f"{said} (within 74 days)"
    assert call("show", "e2", path).lines[1].startswith("one day between 31 May and 12 August 2016 (known to within")
    assert said in call("list", path).out
    for form in ("csv", "geojson", "markdown", "html"):
        written = tmp_path / f"out.{form}"
        assert call("export", path, "--to", form, "-o", written).status == 0
        assert written.read_text(encoding="utf-8").casefold().count(said.casefold()) >= 1


@pytest.mark.parametrize("width", [60, 120])
def test_the_side_stands_right_behind_whom_it_is_of(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    actors = [{"id": "gov", "name": "Government of Syria"}, {**SDF}]
    event = an_event(actors=[{"id": "gov", "side": "a"}, {"id": SDF["id"], "side": "b"}])
    out = call("show", "e1", write_store(tmp_path / "w.json", [event], actors=actors)).out
    assert " ," not in out
    assert "side a" in out
    assert f"{SDF['bloc']}, side b" in out


@pytest.mark.parametrize(
    ("id_", "headline", "says"),
    [
        ("manbij-push", "Push on Manbij", "1 event, 1 of them listed by hand"),
        ("is", "Islamic State", "defender in 1"),
        ("manbij", "Manbij", "The town, not where in it"),
    ],
)
def test_other_records_are_shown_by_id(call: Caller, store: Path, id_: str, headline: str, says: str) -> None:
    answer = call("show", id_, store)
    assert answer.lines[0] == headline
    assert says in answer.out


def test_article_is_shown_with_the_events_that_cite_it(call: Caller, tmp_path: Path) -> None:
    article = {
        "id": "a1",
        "headline": "Army nears the lake",
        "publisher": "The Paper",
        "published": "2016-06-04T05:00:00-04:00",
        "body": "First.\n\nSecond.",
        "url": "javascript:alert(1)",
    }
    path = write_store(tmp_path / "w.json", [an_event(articles=["a1"])], articles=[article])
    out = call("show", "a1", path).out
    assert "The Paper, 4 June 2016" in out
    assert "First.\n\nSecond.\n" in out
    assert "Something happens, 4 June 2016 (e1)" in out
    assert "javascript" not in out


@pytest.mark.parametrize("id_", ["second", "manbij-push", "is", "manbij"])
def test_json_is_the_record_as_stored(call: Caller, store: Path, id_: str) -> None:
    record = json.loads(call("show", id_, "--json", store).out)
    tables = json.loads(store.read_text())
    assert record in [stored for table in tables.values() for stored in table.values()]
    assert record["id"] == id_


@pytest.mark.parametrize(
    ("id_", "suggestion"),
    [
        ("secnd", "second"),
        ("manbij-pus", "manbij-push"),
        ("SDF", "sdf"),
        ("push", "manbij-push"),
        ("places/manbi", "manbij"),
    ],
)
def test_unknown_id_gets_near_ones(call: Caller, store: Path, id_: str, suggestion: str) -> None:
    answer = call("show", id_, store)
    assert answer.status == 2
    assert answer.out == ""
    assert f'No record has the id "{id_}". Did you mean' in answer.err
    assert suggestion in answer.err


def test_unknown_id_like_no_other_gets_a_way_to_the_ids(call: Caller, store: Path) -> None:
    assert "dateline list --ids" in call("show", "zzzzzz", store).err


def test_id_in_several_tables_is_the_events_and_others_are_named(call: Caller, tmp_path: Path) -> None:
    path = write_store(tmp_path / "w.json", [an_event(id="manbij", title="The event")], places=[MANBIJ])
    answer = call("show", "manbij", path)
    assert answer.lines[0] == "The event"
    assert answer.err == "This is events/manbij; the same id is also that of places/manbij.\n"
    assert call("show", "places/manbij", path).lines[0] == "Manbij"
    assert call("show", "events/manbij", path).lines[0] == "The event"


def test_id_with_a_slash_of_its_own_is_found(call: Caller, tmp_path: Path) -> None:
    path = write_store(tmp_path / "w.json", [an_event(id="events/odd")])
    assert call("show", "events/odd", path).status == 0


def test_swapped_words_are_put_right(call: Caller, store: Path) -> None:
    answer = call("show", store, "second")
    assert answer.status == 2
    assert f"dateline show second {store}" in answer.err


def test_references_that_lead_nowhere_show_as_ids(call: Caller, tmp_path: Path) -> None:
    event = an_event(
        place="atlantis",
        actors=[{"id": "nobody", "role": "attacker"}],
        offensives=["ghost-push"],
        articles=["lost-text"],
        claims=[{"attribution": "X", "text": "Yes", "source": 7}],
    )
    answer = call("show", "e1", write_store(tmp_path / "w.json", [event]))
    assert answer.status == 0
    for id_ in ("ATLANTIS", "nobody", "ghost-push", "lost-text", "Yes · X\n"):
        assert id_ in answer.out


def test_hostile_text_reaches_the_output_as_text_only(call: Caller, tmp_path: Path) -> None:
    evil = "\x1b]0;t\x07\x1b[31m[bold]x[/bold]\x9b2J\u202e战\x00"
    event = an_event(
        title=evil,
        summary=evil,
        notes=evil,
        date_note=evil,
        tags=[evil],
        place="p",
        actors=[{"id": evil}],
        offensives=["o"],
        claims=[{"attribution": evil, "text": evil, "counted": evil, "who": evil}],
        sources=[{"publisher": evil, "title": evil, "author": evil, "url": evil, "note": evil, "date": "2016"}],
    )
    place = {"id": "p", "name": evil, "note": evil, "country": evil}
    offensive = {"id": "o", "name": evil, "date": "2016", "outcome": evil, "query": evil}
    path = write_store(tmp_path / "w.json", [event], places=[place], offensives=[offensive])
    for id_ in ("e1", "p", "o"):
        out = call("show", id_, path).out
        assert "[bold]x[/bold]" in out
        assert all(line.isprintable() for line in out.splitlines())


@pytest.mark.parametrize("width", [40, 80, 100])
def test_text_is_wrapped_to_the_width(
    call: Caller, tmp_path: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.commands.show.text_width", lambda: width)
    event = an_event(summary="word " * 200 + "w" * 300, title="T" * 100, actors=[{"id": "sdf"}, {"id": "is"}])
    path = write_store(tmp_path / "w.json", [event], actors=[SDF, IS], offensives=[PUSH])
    lines = call("show", "e1", path).lines
    assert max(map(len, lines)) <= width


def test_huge_field_is_shown_in_reasonable_time(call: Caller, tmp_path: Path) -> None:
    path = write_store(tmp_path / "w.json", [an_event(summary="x" * 10_000_000)])
    assert len(call("show", "e1", path).out) > 10_000_000


def test_events_of_the_bundled_store_name_their_sources(call: Caller) -> None:
    events = re.split("(?m)^─+$", call("show", "-q", "offensive:ithriyah-raqqa-offensive-june-2016").out)
    assert len(events) > 30
    for event in events:
        assert "\nSources    [1] " in event


def test_query_shows_every_event_that_matches_one_after_the_other(call: Caller, store: Path) -> None:
    ids = call("list", "--ids", store).lines
    shown = call("show", store, "-q", "*")
    each = [call("show", id_, store).out.rstrip("\n") for id_ in ids]
    assert [part.strip("\n") for part in re.split("(?m)^─+$", shown.out)] == each
    first = call("show", store, "-q", "*", "--limit", "1")
    assert first.out.rstrip("\n") == each[0]
    assert f"The first 1 of {len(ids)} events." in first.err


def test_query_that_finds_nothing_or_stands_beside_an_id(call: Caller, store: Path) -> None:
    nothing = call("show", store, "-q", "zzzz")
    assert (nothing.status, nothing.out) == (0, "")
    assert "zzzz" in nothing.err
    assert call("show", "second", store, "-q", "x").status == 2
    assert "-q" in call("show").err
    assert "--limit is for a query" in call("show", "second", store, "--limit", "2").err
