import html
from datetime import date as day_of
from pathlib import Path
from typing import Any

import pytest

from store.dates import parse
from store.dates.edtf import parts_of
from store.loader import load_timeline
from store.sample import BUNDLED
from tests.exporting.reading_back import strict_json
from tests.exporting.worlds import DATES, a_rich_world, a_world, dated, exported, with_remarks


def slides(data: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = strict_json(data)["events"]
    for slide in found:
        assert {"unique_id", "start_date", "text"} <= slide.keys()
        for name in {"start_date", "end_date"} & slide.keys():
            numbers = list(slide[name].values())
            assert list(slide[name]) == ["year", "month", "day"][: len(numbers)]
            day_of(*[*numbers, 1, 1][:3])  # exists
        if "end_date" in slide:
            start, end = ([*slide[name].values(), 1, 1][:3] for name in ("start_date", "end_date"))
            assert start < end, "TimelineJS refuses an end before its start"
    return found


def slide(tmp_path: Path, date: str) -> dict[str, Any]:
    (found,) = slides(exported(a_world(tmp_path, dated(date)), "timelinejs"))
    return found


JUNE = {"year": 2016, "month": 6}


@pytest.mark.parametrize(
    ("date", "start", "end", "shown"),
    [
        ("2016-06-04", {**JUNE, "day": 4}, None, None),
        ("2016-06-04~", {**JUNE, "day": 4}, None, "About 4 June 2016"),
        ("2016-06~", JUNE, None, "About June 2016"),
        ("2016-06", JUNE, None, "Some time in June 2016"),
        ("2016", {"year": 2016}, None, "Some time in 2016"),
        ("201X", {"year": 2010}, {"year": 2019}, "Some time in the 2010s"),
        ("2016-21", {"year": 2016, "month": 3}, {"year": 2016, "month": 5}, "Some time in spring 2016 (March to May)"),
        ("2016-05-31/2016-08", {"year": 2016, "month": 5, "day": 31}, {"year": 2016, "month": 8},
         "31 May 2016 to some time in August 2016"),
        ("[2016-06-13..2016-06-15]", {**JUNE, "day": 13}, {**JUNE, "day": 15}, "One day between 13 and 15 June 2016"),
        ("2016-06-02/..", {**JUNE, "day": 2}, None, "Since 2 June 2016, going on"),
        ("../2016-06-04", {**JUNE, "day": 4}, None, "Until 4 June 2016, start left open"),
    ],
)  # fmt: skip
def test_date_is_as_exact_as_it_is_known(
    tmp_path: Path, date: str, start: dict[str, int], end: dict[str, int] | None, shown: str | None
) -> None:
    found = slide(tmp_path, date)
    assert found["start_date"] == start
    assert found.get("end_date") == end
    assert found.get("display_date") == shown
    assert found["edtf"] == date


@pytest.mark.parametrize("date", DATES)
def test_no_day_is_invented(tmp_path: Path, date: str) -> None:
    found = slide(tmp_path, date)
    named = {part.first for part in parts_of(parse(date).shape) if part.unit == "day"}
    for name in {"start_date", "end_date"} & found.keys():
        if "day" in found[name]:
            assert day_of(**found[name]).toordinal() in named
    if not parse(date).exact:
        assert found["display_date"]


def test_slide_says_who_says_what(tmp_path: Path) -> None:
    taken = slides(exported(a_rich_world(tmp_path), "timelinejs"))[0]
    text = taken["text"]["text"]
    assert "<li>SOHR: best 12, from 10 to 20 killed</li>" in text
    assert '<a href="https://sohr.example/1"' in text
    assert "<p>The <em>bridge</em> was taken.</p><ul><li>by dawn</li>" in text.replace("\n", "")
    assert taken["group"] == "Manbij offensive"
    assert taken["dataset"] == "curated"
    assert "Rami**" not in text


def test_title_slide_carries_licence_and_attribution(tmp_path: Path) -> None:
    found = strict_json(exported(a_rich_world(tmp_path), "timelinejs", title="Mine"))
    assert found["scale"] == "human"
    assert found["title"]["text"]["headline"] == "Mine"
    assert "Licence: CC BY 4.0" in found["title"]["text"]["text"]
    assert "Attribution: UCDP GED 25.1" in found["title"]["text"]["text"]


def test_ids_are_unique_and_titles_escaped_in_the_bundled_store() -> None:
    timeline = load_timeline(BUNDLED)
    data, remarks = with_remarks(timeline, "timelinejs")
    found = slides(data)
    assert [each["unique_id"] for each in found] == timeline.ids
    assert [html.unescape(each["text"]["headline"]) for each in found] == [
        timeline.event(ordinal).title for ordinal in timeline.everything
    ]
    assert any("slow" in remark for remark in remarks)
