from datetime import date as day_of
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from store.dates import OPEN_END, OPEN_START, parse
from store.exporters.ics import fold
from store.loader import load_timeline
from store.sample import BUNDLED
from tests.builders import a_place, an_event
from tests.exporting.reading_back import content_lines
from tests.exporting.worlds import DATES, a_rich_world, a_world, dated, exported, meta, with_remarks


def calendar(data: bytes) -> Any:
    lines = content_lines(data)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    found = Calendar.from_ical(data)
    assert found["VERSION"] == "2.0"
    assert found["PRODID"]
    assert not found.errors
    uids = [str(event["UID"]) for event in found.events]
    assert len(set(uids)) == len(uids)
    for event in found.events:
        assert not event.errors
        assert event.DTSTAMP.utcoffset() == timedelta(0)
    return found


def only_event(tmp_path: Path, date: str) -> Any:
    (found,) = calendar(exported(a_world(tmp_path, dated(date)), "ics")).events
    return found


@pytest.mark.parametrize(
    ("date", "start", "end", "status"),
    [
        ("2016-06-04", "2016-06-04", "2016-06-05", None),
        ("2016-06-04T14:30:00Z", "2016-06-04", "2016-06-05", None),
        ("2016-05-31/2016-08-12", "2016-05-31", "2016-08-13", None),
        ("[2016-06-13..2016-06-15]", "2016-06-13", "2016-06-16", "TENTATIVE"),
        ("2016-06-04~", "2016-06-04", "2016-06-05", "TENTATIVE"),
        ("2016-06", "2016-06-01", "2016-07-01", "TENTATIVE"),
        ("2016-05/2016-06", "2016-05-01", "2016-07-01", "TENTATIVE"),
        ("2016-06-02/..", "2016-06-02", "2016-06-03", "TENTATIVE"),
        ("/2016-06-04", "2016-06-04", "2016-06-05", "TENTATIVE"),
        ("9999-12-31", "9999-12-31", None, None),
    ],
)
def test_days_end_on_the_day_after(tmp_path: Path, date: str, start: str, end: str | None, status: str | None) -> None:
    event = only_event(tmp_path, date)
    assert event["DTSTART"].dt == day_of.fromisoformat(start)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event["DTEND"].dt if "DTEND" in event else None) == (day_of.fromisoformat(end) if end else None)
    assert event.get("STATUS") == status
    assert event["X-EDTF"] == date


@pytest.mark.parametrize("date", DATES)
def test_uncertain_date_covers_its_days_and_says_so(tmp_path: Path, date: str) -> None:
    event, when = only_event(tmp_path, date), parse(date)
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else None
    assert end is None or start < end
    if when.earliest != OPEN_START and when.latest != OPEN_END:
        assert start.toordinal() == when.earliest
        if end is not None:
            assert end.toordinal() == min(when.latest + 1, day_of.max.toordinal())
    if event.get("STATUS") == "TENTATIVE":
        assert "(" in event["SUMMARY"]
    else:
        assert event["SUMMARY"] == f"Dated {date}"


def test_event_has_what_a_calendar_can_hold(tmp_path: Path) -> None:
    found = calendar(exported(a_rich_world(tmp_path), "ics", title="Mine"))
    assert found["X-WR-CALNAME"] == "Mine"
    assert "Licence: CC BY 4.0" in found["X-WR-CALDESC"]
    assert "Attribution: Curated by us" in found["X-WR-CALDESC"]
    taken, imported, bare = found.events
    assert taken["SUMMARY"] == "Bridge taken, and lost; again (one day between 13 and 15 June 2016)"
    assert taken["UID"] == "taken@20260102T030405Z.dateline"
    assert taken["LOCATION"].startswith("Manbij, Aleppo, Syria (within about 25 km")
    assert (taken["GEO"].latitude, taken["GEO"].longitude) == (36.528, 37.955)
    assert taken["URL"] == "https://sohr.example/1"
    assert [str(name) for name in taken["CATEGORIES"].cats] == [
        "Manbij offensive",
        "state-based",
        "bridge",
        "Euphrates",
    ]
    description = taken["DESCRIPTION"]
    assert "SOHR: best 12, from 10 to 20 killed" in description
    assert "Army: 40 killed, Islamic State" in description
    assert "disputed: the sources contradict each other; written by hand" in description
    assert imported["X-DATELINE-DATASET"] == "ucdp"
    assert "from UCDP, record 77" in imported["DESCRIPTION"]
    assert "GEO" not in imported, "only its province is known"
    assert "LOCATION" not in bare


def test_lists_keep_commas_within_their_members(tmp_path: Path) -> None:
    (event,) = calendar(exported(a_world(tmp_path, an_event(tags=["a, b", "c"], offensives=[])), "ics")).events
    assert [str(name) for name in event["CATEGORIES"].cats] == ["a, b", "c"]


@pytest.mark.parametrize(
    ("created", "stamp"),
    [
        ("2026-01-02T03:04:05+02:00", "20260102T010405Z"),
        ("2026-01-02", "20260102T000000Z"),
        ("", "19700101T000000Z"),
        ("soon", "19700101T000000Z"),
        ("0001-01-01T00:00:00+23:00", "19700101T000000Z"),
    ],
)
def test_stamp_is_that_of_the_store_or_fixed(tmp_path: Path, created: str, stamp: str) -> None:
    timeline = a_world(tmp_path, an_event(id="e"), about=meta(created=created))
    assert f"DTSTAMP:{stamp}\r\n".encode() in exported(timeline, "ics")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_folding_keeps_characters_whole(line: str) -> None:
    assert content_lines(fold(f"SUMMARY:{line}")) == [f"SUMMARY:{line}"]


def test_folded_lines_are_full() -> None:
    longest = [len(piece) for piece in fold("X:" + "a" * 300).split(b"\r\n")]
    assert longest == [75, 75, 75, 75, 6, 0]


def test_tentative_events_are_counted(tmp_path: Path) -> None:
    _data, remarks = with_remarks(a_rich_world(tmp_path), "ics")
    assert remarks == ("2 of 3 events are tentative: the date is not sure and covers every possible day.",)


def test_bundled_store_is_a_calendar() -> None:
    timeline = load_timeline(BUNDLED)
    found = calendar(exported(timeline, "ics"))
    assert len(found.events) == timeline.size
    for event, ordinal in zip(found.events, timeline.everything, strict=True):
        assert str(event["SUMMARY"]).startswith(timeline.event(ordinal).title)


def test_south_and_west_are_negative(tmp_path: Path) -> None:
    timeline = a_world(tmp_path, an_event(), places=[a_place(lat=-1e-7, lon=-179.1234567)])
    assert b"GEO:-0.000000;-179.123457\r\n" in exported(timeline, "ics")
