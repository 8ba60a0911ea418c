import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exporters.csvtable import COLUMNS, defuse, undefused
from store.index import toll
from store.loader import load_timeline
from store.model import Claim, Participant
from store.sample import BUNDLED
from tests.builders import an_event
from tests.exporting.worlds import DATES, a_rich_world, a_world, dated, exported, with_remarks

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＠x", "=cmd|' /C calc'!A0", "'=1", "''@x", "seen; =1+1", "a;-b")


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    header, *found = reader
    assert all(len(row) == len(header) for row in found)
    return [dict(zip(header, row, strict=True)) for row in found]


def test_row_has_what_the_event_has(tmp_path: Path) -> None:
    row = rows(exported(a_rich_world(tmp_path), "csv"))[0]
    assert tuple(row) == COLUMNS
    expected = {
        "number": "1",
        "id": "taken",
        "dataset": "curated",
        "date": "[2016-06-13..2016-06-15]",
        "earliest": "2016-06-13",
        "latest": "2016-06-15",
        "date_exact": "no",
        "date_in_words": "one day between 13 and 15 June 2016",
        "date_note": "SOHR gives no day.",
        "title": "Bridge taken, and lost; again",
        "summary": "The bridge was taken. - by dawn - by boat (https://example.org/boat)",
        "place": "Manbij",
        "place_precision": "near",
        "latitude": "36.528",
        "longitude": "37.955",
        "actors": "Syrian Democratic Forces (attacker, side a) | Islamic State (defender, side b)",
        "offensives": "Manbij offensive",
        "killed_low": "10",
        "killed_best": "12",
        "killed_high": "20",
        "killed_who": "",
        "killed_says": "SOHR",
        "killed_claims": "2",
        "claims": "SOHR: best 12, from 10 to 20 killed [1] | Army: 40 killed, Islamic State"
        " | Amaq: No one was killed [2]",
        "sources": "[1] Rami A., “Bridge taken”, SOHR, 15 June 2016 | [2] “Attack repelled”, Amaq, about June 2016",
        "urls": "https://sohr.example/1",
        "articles": "Across the river",
        "tags": "bridge | Euphrates",
        "extra_json": '{"where":{"grid":17}}',
    }
    assert {name: row[name] for name in expected} == expected


def test_unknown_is_empty_and_nought_is_nought(tmp_path: Path) -> None:
    _taken, imported, bare = rows(exported(a_rich_world(tmp_path), "csv"))
    assert (imported["killed_low"], imported["killed_best"], imported["dataset"]) == ("0", "3", "ucdp")
    assert {bare[name] for name in bare if name.startswith(("killed", "latitude", "longitude", "place"))} == {""}


def test_json_columns_are_the_record(tmp_path: Path) -> None:
    timeline = a_rich_world(tmp_path)
    for row, ordinal in zip(rows(exported(timeline, "csv")), timeline.everything, strict=True):
        record = json.loads(timeline.raw(ordinal))
        for name in ("actors", "claims", "sources"):
            found = json.loads(undefused(row[f"{name}_json"]) or "[]")
            if name == "actors":
                assert [who.pop("name") for who in found] == [timeline.actors[who["id"]].name for who in found]
                found = msgspec.to_builtins(msgspec.convert(found, list[Participant]))  # without defaults
            assert found == record.get(name, [])


def test_notes_come_only_when_asked_for(tmp_path: Path) -> None:
    timeline = a_rich_world(tmp_path)
    assert b"Rami**" not in exported(timeline, "csv")
    assert rows(exported(timeline, "csv", with_notes=True))[0]["notes"] == "Call **Rami** back."


@pytest.mark.parametrize("date", DATES)
def test_bounds_are_days_or_empty(tmp_path: Path, date: str) -> None:
    (row,) = rows(exported(a_world(tmp_path, dated(date)), "csv"))
    assert row["date"] == date
    for name in ("earliest", "latest"):
        assert row[name] == "" or len(row[name]) == 10


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_text_and_comes_back(tmp_path: Path, text: str) -> None:
    data, remarks = with_remarks(a_world(tmp_path, an_event(title=text, tags=[text], date_note="fine")), "csv")
    (row,) = rows(data)
    for name in ("title", "tags"):
        assert row[name][0] not in "=+-@＝＋－＠"
        assert "; =" not in row[name]
        assert ";-" not in row[name]
        assert undefused(row[name]) == text
    assert "apostrophe" in remarks[0]


@given(st.text(alphabet="'=+-@; \ta1＝", max_size=12))
def test_defusing_can_be_undone(text: str) -> None:
    safe = defuse(text)
    assert undefused(safe) == text
    assert safe[:1] not in set("=+-@＝")
    assert not any(part.lstrip()[:1] in set("=+-@＝") and part.strip() for part in safe.split(";"))


@given(st.lists(st.builds(
    Claim,
    attribution=st.just("X"),
    counted=st.sampled_from(["killed", "wounded"]),
    who=st.sampled_from(["", "is"]),
    low=st.none() | st.integers(0, 9),
    best=st.none() | st.integers(0, 9),
    high=st.none() | st.integers(0, 9),
)))  # fmt: skip
def test_figures_are_those_that_queries_go_by(claims: list[Claim]) -> None:
    from store.exporters.figures import killed

    found = killed(claims, {})
    expected = toll(claims)
    if found is None:
        assert expected is None
    else:
        shown = [figure for figure in (found.best, found.low, found.high) if figure is not None]
        assert expected is not None
        assert shown[0] == expected[1]


def test_numbers_are_not_quoted_as_formulas(tmp_path: Path) -> None:
    from tests.builders import a_place

    (row,) = rows(exported(a_world(tmp_path, an_event(), places=[a_place(lat=-1.5, lon=-2.5)]), "csv"))
    assert (row["latitude"], row["longitude"]) == ("-1.5", "-2.5")


def test_bundled_store_has_a_row_for_each_event() -> None:
    timeline = load_timeline(BUNDLED)
    found = rows(exported(timeline, "csv"))
    assert [row["id"] for row in found] == timeline.ids
    assert {row["dataset"] for row in found} == {"curated", "ucdp"}
