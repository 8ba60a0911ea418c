"""`dateline race`: the picture and the numbers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calls import IS, MANBIJ, PUSH, SDF, Caller, Json, an_event, write_store

FIGHT: Json = {"actors": [{"id": "sdf", "role": "attacker"}, {"id": "is", "role": "defender"}]}
NORTH: Json = {"id": "north", "name": "North", "lat": 37.5282, "lon": 37.9549}
AIMED: Json = {**PUSH, "target": "manbij", "attackers": ["sdf"], "defenders": ["is"]}
ARMY = "ithriyah-raqqa-offensive-june-2016"


def a_push(id_: str, date: str, place: str, **fields: object) -> Json:
    return an_event(id=id_, date=date, place=place, offensives=["manbij-push"], **{**FIGHT, **fields})


@pytest.fixture
def war(tmp_path: Path) -> Path:
    events = [
        a_push("start", "2016-06-01", "north"),
        a_push("near", "2016-06-04", "manbij"),
        a_push("vague", "2016-06-05", "manbij", precision="province"),
    ]
    return write_store(tmp_path / "war.json", events, actors=[SDF, IS], places=[MANBIJ, NORTH], offensives=[AIMED])


def test_the_numbers_and_how_they_are_come_by(call: Caller, war: Path) -> None:
    told = json.loads(call("race", war, "--to", "Manbij", "--json").out)
    assert told["target"] == {"id": "manbij", "name": "Manbij", "lat": 36.5282, "lon": 37.9549}
    assert told["method"]["earth_radius_km"] == 6371.0088
    (line,) = told["offensives"]
    assert line["left_out"] == {"events": 1, "province": 1}
    assert (line["events"], line["counted"], line["day_zero"]) == (3, 2, "2016-05-31")
    assert line["closest"] == {"day": "2016-06-04", "km": 0.0, "id": "near"}
    days = [(day["day"], day["d"], day["id"], day["km"], day["closest_so_far_km"]) for day in line["days"]]
    assert days == [("2016-06-01", 1, "start", 111.2, 111.2), ("2016-06-04", 4, "near", 0.0, 0.0)]


def test_the_picture_of_the_bundled_race(call: Caller) -> None:
    answer = call("race", "--to", "Raqqa")
    assert (answer.status, answer.err) == (0, "")
    assert answer.lines[0] == "The race to Raqqa: kilometres from it"
    for words in ("Ithriyah 128 km", "closest 51 km 19 Jun 2016", "Sfaiyeh junction, 68 km: contested 11–20 June 2016"):
        assert words in answer.out
    assert max(map(len, answer.lines)) <= 100
    assert sum("\u2801" <= letter <= "\u28ff" for letter in answer.out) > 50


def test_where_most_aim_is_the_target_when_none_is_given(call: Caller, war: Path) -> None:
    assert call("race").err.startswith("To Raqqa, at which most of these offensives aim")
    answer = call("race", war)
    assert (answer.status, answer.lines[0]) == (0, "The race to Manbij: kilometres from it")


def test_offensives_query_and_role_restrict(call: Caller) -> None:
    chosen = ("race", "--to", "raqqa", "--offensive", ARMY, "--json")
    (all_,) = json.loads(call(*chosen).out)["offensives"]
    (part,) = json.loads(call(*chosen, "-q", "dataset:ucdp date:2016-06-10..2016-06-16").out)["offensives"]
    assert part["days"][0]["day"] == "2016-06-11"
    assert part["events"] < all_["events"]
    (any_,) = json.loads(call(*chosen, "--role", "any").out)["offensives"]
    assert any_["counted"] > all_["counted"]


def test_days_since_day_zero(call: Caller, war: Path) -> None:
    answer = call("race", war, "--by", "day-zero")
    assert "D+0" in answer.out
    assert "closest 0.0 km D+4" in answer.out


def test_narrow_and_plain_output(call: Caller, war: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.commands.race.terminal_width", lambda: 40)
    answer = call("race", war)
    assert max(map(len, answer.lines)) <= 40
    monkeypatch.setattr("store.commands.race.terminal_width", lambda: 20)
    assert call("race", war).status == 0


def test_where_the_output_has_no_braille_the_picture_is_plainer() -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "race", "--to", "Raqqa"],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    picture = done.stdout.decode("ascii").splitlines()[2:24]
    assert sum(line.count(":") for line in picture) > 20
    assert not any("?" in line for line in picture)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--to", "Mambij"), 2, "Did you mean Manbij?"),
        (("--to", "91,0"), 2, "not on the globe"),
        (("--offensive", "zeppelin"), 2, 'There is no offensive "zeppelin"'),
        (("--role", "pilot"), 2, "invalid choice"),
        (("-q", "zeppelin"), 0, "No event of 3 matches zeppelin"),
        (("-q", "deaths:>x"), 2, "See: dateline help query"),
    ],
)
def test_what_cannot_be_drawn_is_answered_with_a_sentence(
    call: Caller, war: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    answer = call("race", war, *words)
    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err


def test_stores_without_a_race(call: Caller, tmp_path: Path) -> None:
    empty = write_store(tmp_path / "empty.json")
    assert call("race", empty).err == '"A test" has no events yet.\n'
    loose = write_store(tmp_path / "loose.json", [an_event()])
    assert "No offensive has any of these events" in call("race", loose).err
    aimless = write_store(tmp_path / "aimless.json", [an_event(offensives=["manbij-push"])], offensives=[PUSH])
    answer = call("race", aimless)
    assert (answer.status, "Give a place: --to PLACE" in answer.err) == (2, True)
    nowhere = call("race", aimless, "--to", "1,2")
    assert "Nothing can be drawn" in nowhere.out
    assert "no position known; 1 left out" in nowhere.out
    assert json.loads(call("race", empty, "--to", "1,2", "--json").out)["offensives"] == []
