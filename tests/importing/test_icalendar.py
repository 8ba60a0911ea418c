"""iCalendar as Google, Apple, Outlook and Thunderbird write it, as people write it, and as it should not be."""

import random
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import StoreError
from store.importers.formats.icalendar import IMPORTER
from store.model import SUMMARY, Source
from tests.builders import a_place, an_event
from tests.exporting.worlds import DATES, a_rich_world, a_world, dated, exported
from tests.importing.ged import an_empty_store, events, imported, tables
from tests.importing.reading import HOSTILE, UNSAFE, Reading, known, read, texts, written

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Northern Syria
X-WR-TIMEZONE:Asia/Damascus
BEGIN:VEVENT
DTSTART;VALUE=DATE:20160604
DTEND;VALUE=DATE:20160605
DTSTAMP:20261101T120000Z
UID:7kukuqrfedlm2f9t0@google.com
CREATED:20160605T080000Z
DESCRIPTION:Troops <b>entered</b> the province<br>for the first time\\, says
  <a href="https://sohr.example/1">SOHR</a>.&nbsp\\;
LAST-MODIFIED:20160605T090000Z
LOCATION:Zakiyah\\, Raqqa\\, Syria
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:Army enters Raqqa province
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
DTSTART:20160604T213000Z
DTEND:20160604T223000Z
UID:utc@google.com
SUMMARY:Call with Rami\\; urgent
END:VEVENT
END:VCALENDAR
"""

APPLE = """BEGIN:VCALENDAR
METHOD:PUBLISH
VERSION:2.0
X-WR-CALNAME:War
PRODID:-//Apple Inc.//macOS 14.0//EN
BEGIN:VTIMEZONE
TZID:Asia/Damascus
BEGIN:DAYLIGHT
TZOFFSETFROM:+0200
DTSTART:20120330T000000
TZNAME:GMT+3
TZOFFSETTO:+0300
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
CREATED:20160601T000000Z
UID:3A1B2C
DTEND;TZID=Asia/Damascus:20160605T013000
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
SUMMARY:Bridge fight
DTSTART;TZID=Asia/Damascus:20160604T230000
DTSTAMP:20160601T000000Z
LOCATION:Qara Qawzaq\\nAleppo
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Aleppo\\, Syria";X-APPLE-RA
 DIUS=70;X-TITLE="Qara Qawzaq":geo:36.660000,38.210000
URL;VALUE=URI:https://sohr.example/2
BEGIN:VALARM
UID:alarm
TRIGGER:-PT15M
DESCRIPTION:Not the event's
ACTION:DISPLAY
END:VALARM
END:VEVENT
END:VCALENDAR
"""

OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VEVENT
CLASS:PUBLIC
CREATED:20160601T000000Z
DESCRIPTION: \\n
DTEND;VALUE=DATE:20160813
DTSTAMP:20160601T000000Z
DTSTART;VALUE=DATE:20160531
LAST-MODIFIED:20160601T000000Z
PRIORITY:5
SEQUENCE:0
SUMMARY;LANGUAGE=en-us:Manbij offensive
TRANSP:TRANSPARENT
UID:040000008200E00074C5B7101A82E008
X-ALT-DESC;FMTTYPE=text/html:<html><body><p class=MsoNormal>28 villages<o:p></o:p></p></body></html>
X-MICROSOFT-CDO-BUSYSTATUS:FREE
ORGANIZER;CN="Doe, Jane":mailto:jane@example.org
ATTENDEE;CN=Rami;ROLE=REQ-PARTICIPANT:mailto:rami@example.org
ATTENDEE:mailto:x@example.org
END:VEVENT
BEGIN:VTIMEZONE
TZID:Late
END:VTIMEZONE
END:VCALENDAR
"""

THUNDERBIRD = """BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
BEGIN:VTODO
SUMMARY:Ask for the video
END:VTODO
BEGIN:VEVENT
CREATED:20160604T100000Z
UID:5f-1
SUMMARY:Shelling of Manbij\\, again
RRULE:FREQ=DAILY;COUNT=3
EXDATE:20160605T100000Z
CATEGORIES:shelling\\, heavy,Manbij
CATEGORIES:daily
DTSTART;TZID=Europe/Berlin:20160604T120000
DURATION:PT30M
X-MOZ-GENERATION:3
ATTACH;FILENAME="list.pdf":https://files.example/list.pdf
ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA
GEO:36.528;37.955
END:VEVENT
BEGIN:VEVENT
UID:5f-1
RECURRENCE-ID;TZID=Europe/Berlin:20160606T120000
DTSTART;TZID=Europe/Berlin:20160606T150000
SUMMARY:Shelling of Manbij, later
END:VEVENT
BEGIN:VJOURNAL
UID:5f-2
DTSTART;VALUE=DATE:20160604
SUMMARY:Diary
DESCRIPTION:# No heading\\n- no item
END:VJOURNAL
END:VCALENDAR
"""


def event(*lines: str, uid: str = "1", start: str = "DTSTART;VALUE=DATE:20160604") -> str:
    known_lines = (f"UID:{uid}" if uid else "", start, *lines)
    if not any(line.startswith("SUMMARY") for line in lines):
        known_lines = (*known_lines, "SUMMARY:Clash")
    return "\r\n".join(filter(None, ("BEGIN:VEVENT", *known_lines, "END:VEVENT")))


def a_calendar(*components: str) -> str:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x", *components, "END:VCALENDAR", ""))


def calendar(tmp_path: Path, *components: str, **options: Any) -> Reading:
    return read(written(tmp_path / "t.ics", a_calendar(*components)), IMPORTER, **options)


def program(tmp_path: Path, text: str) -> Reading:
    return read(written(tmp_path / "t.ics", text.replace("\n", "\r\n")))


def test_google(tmp_path: Path) -> None:
    reading = program(tmp_path, GOOGLE)
    assert reading.format == "ics"
    day, timed = reading.events
    assert (day.id, day.date, day.title) == (
        "d:7kukuqrfedlm2f9t0@google.com",
        "2016-06-04",
        "Army enters Raqqa province",
    )
    assert day.summary == "Troops **entered** the province  \nfor the first time, says [SOHR](https://sohr.example/1)."
    assert reading.places[day.place].name == "Zakiyah, Raqqa, Syria"
    assert day.extra == {}
    assert (timed.date, timed.title, timed.extra) == (
        "2016-06-04",
        "Call with Rami; urgent",
        {"time": "21:30", "zone": "UTC", "end_time": "22:30"},
    )


def test_apple(tmp_path: Path) -> None:
    reading = program(tmp_path, APPLE)
    found = reading.event
    assert found.date == "2016-06-04/2016-06-05"
    assert found.extra == {"time": "23:00", "zone": "Asia/Damascus", "end_time": "01:30"}
    place = reading.places[found.place]
    assert (place.name, place.lat, place.lon, place.precision) == ("Qara Qawzaq Aleppo", 36.66, 38.21, "point")
    assert found.sources == [Source(publisher="sohr.example", url="https://sohr.example/2")]
    assert found.summary == ""


def test_outlook(tmp_path: Path) -> None:
    found = program(tmp_path, OUTLOOK).event
    assert (found.date, found.title, found.summary) == ("2016-05-31/2016-08-12", "Manbij offensive", "28 villages")
    assert found.extra == {
        "CLASS": "PUBLIC",
        "ORGANIZER": "Doe, Jane <mailto:jane@example.org>",
        "ATTENDEE": ["Rami <mailto:rami@example.org>", "mailto:x@example.org"],
    }


def test_thunderbird(tmp_path: Path) -> None:
    reading = program(tmp_path, THUNDERBIRD)
    first, later, diary = reading.events
    assert (first.id, first.date, first.title) == ("d:5f-1", "2016-06-04", "Shelling of Manbij, again")
    assert first.tags == ["shelling, heavy", "Manbij", "daily"]
    assert first.sources == [Source(publisher="files.example", title="list.pdf", url="https://files.example/list.pdf")]
    assert first.extra == {
        "RRULE": "FREQ=DAILY;COUNT=3",
        "EXDATE": "20160605T100000Z",
        "time": "12:00",
        "zone": "Europe/Berlin",
        "end_time": "12:30",
    }
    assert (later.id, later.date, later.title) == ("d:5f-1/20160606T120000", "2016-06-06", "Shelling of Manbij, later")
    assert diary.summary == "\\# No heading  \n\\- no item"
    assert "keep their rule: 1" in reading.notes
    assert "To-dos (VTODO) are no events and were left out: 1" in reading.notes
    assert "Files within the calendar were left out: 1" in reading.notes


@pytest.mark.parametrize(
    ("lines", "date", "extra"),
    [
        (["DTSTART;VALUE=DATE:20160604"], "2016-06-04", {}),
        (["DTSTART:20160604"], "2016-06-04", {}),
        (["DTSTART;VALUE=DATE:20160604T000000", "DTEND;VALUE=DATE:20160605T000000"], "2016-06-04", {}),
        (["DTSTART;VALUE=DATE:20160604T103000Z"], "2016-06-04", {}),
        (["DTSTART;VALUE=DATE:20160604", "DTEND;VALUE=DATE:20160604"], "2016-06-04", {}),
        (["DTSTART;VALUE=DATE:20160604", "DTEND;VALUE=DATE:20160607"], "2016-06-04/2016-06-06", {}),
        (["DTSTART;VALUE=DATE:20160604", "DURATION:P3D"], "2016-06-04/2016-06-06", {}),
        (["DTSTART;VALUE=DATE:20160604", "DURATION:PT12H"], "2016-06-04", {}),
        (["DTSTART;VALUE=DATE:20160604", "DURATION:P1W"], "2016-06-04/2016-06-10", {}),
        (["DTSTART:2016-06-04"], "2016-06-04", {}),
        (["DTSTART:2016-06-04T10:30:00Z"], "2016-06-04", {"time": "10:30", "zone": "UTC"}),
        (["DTSTART:20160604T103000+0300"], "2016-06-04", {"time": "10:30", "zone": "+0300"}),
        (["DTSTART:20160604T103000"], "2016-06-04", {"time": "10:30"}),
        (["DTSTART:20160604T103000", "DTEND:20160604T103000"], "2016-06-04", {"time": "10:30"}),
        (["DTSTART:20160604T103000", "DURATION:PT0S"], "2016-06-04", {"time": "10:30"}),
        (["DTSTART:20160604T220000", "DTEND:20160605T000000"], "2016-06-04", {"time": "22:00", "end_time": "00:00"}),
        (["DTSTART:20160604T000000", "DTEND:20160606T000000"], "2016-06-04/2016-06-05",
         {"time": "00:00", "end_time": "00:00"}),
        (["DTSTART:20160604T235960Z"], "2016-06-04", {"time": "23:59:59", "zone": "UTC"}),
        (["DTSTART;TZID=Asia/Tokyo:20160604T230000", "DTEND;TZID=America/New_York:20160604T220000"], "2016-06-04",
         {"time": "23:00", "zone": "Asia/Tokyo", "end_time": "22:00", "end_zone": "America/New_York"}),
        (["DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Damascus:20160604T103000"], "2016-06-04",
         {"time": "10:30", "zone": "freeassociation.sourceforge.net/Asia/Damascus"}),
        (["DTSTART;TZID=\"A; b: c\":20160604T103000"], "2016-06-04", {"time": "10:30", "zone": "A; b: c"}),
        (["dtstart;value=date:20160604"], "2016-06-04", {}),
        (["DTSTART: 20160604 "], "2016-06-04", {}),
    ],
)  # fmt: skip
def test_dates_and_times(tmp_path: Path, lines: list[str], date: str, extra: dict[str, str]) -> None:
    found = calendar(tmp_path, event(*lines, start="")).event
    assert (found.date, found.extra) == (date, extra)


@pytest.mark.parametrize(
    ("lines", "column", "reason"),
    [
        ([], "DTSTART", "must not be empty"),
        (["DTSTART:"], "DTSTART", "must not be empty"),
        (["DTSTART:soon"], "DTSTART", "expected a date such as"),
        (["DTSTART:20160631"], "DTSTART", "no such day"),
        (["DTSTART:00000101"], "DTSTART", "no such day"),
        (["DTSTART:20160604T250000"], "DTSTART", "no such time"),
        (["DTSTART:201606\x0004"], "DTSTART", "expected a date such as"),
        (["DTSTART:20160604", "DTEND:20160603"], "DTEND", "before DTSTART"),
        (["DTSTART:20160604T100000", "DTEND:20160604T090000"], "DTEND", "before DTSTART"),
        (["DTSTART:20160604", "DTEND:never"], "DTEND", "expected a date such as"),
        (["DTSTART:20160604", "DURATION:long"], "DURATION", "expected a duration"),
        (["DTSTART:20160604", "DURATION:-P1D"], "DURATION", "below nothing"),
        (["DTSTART:20160604", "DURATION:P9999999D"], "DURATION", "9999"),
        (["DTSTART:20160604", "DURATION:P" + "9" * 5000 + "D"], "DURATION", "expected a duration"),
        (["DTSTART:20160604", "GEO:91;0"], "GEO", "expected latitude and longitude"),
        (["DTSTART:20160604", "GEO:37.9;236.5"], "GEO", "expected latitude and longitude"),
        (["DTSTART:20160604", "GEO:here"], "GEO", "expected latitude and longitude"),
        (["DTSTART:20160604", "STATUS:CANCELLED"], "STATUS", "called off"),
        (["DTSTART:20160604", "SUMMARY:", "DESCRIPTION: "], "SUMMARY", "must not be empty"),
        (["DTSTART:20160604", "X-EDTF:2016-13"], "X-EDTF", "no month 13"),
        (["DTSTART:20160604", "DESCRIPTION:" + "x" * 10_000_000], "DESCRIPTION", "characters"),
    ],
)
def test_a_bad_event_is_one_reject(tmp_path: Path, lines: list[str], column: str, reason: str) -> None:
    reading = calendar(tmp_path, event(*lines, start=""), event())
    assert (reading.reject.column, reading.reject.line) == (column, 4)
    assert reason in reading.reject.reason
    assert len(reading.events) == 1


def test_what_is_not_escaped_is_read(tmp_path: Path) -> None:
    found = calendar(
        tmp_path, event("SUMMARY:Shelling, dead; wounded: 3", "DESCRIPTION:one, two; three\\, four\\n5")
    ).event
    assert (found.title, found.summary) == ("Shelling, dead; wounded: 3", "one, two; three, four  \n5")


def test_lines_that_were_broken_without_a_fold_go_on(tmp_path: Path) -> None:
    found = calendar(tmp_path, event("DESCRIPTION:one\r\ntwo words\r\n\r\nthree")).event
    assert found.summary == "one  \ntwo words\n\nthree"


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_folded_lines(tmp_path: Path, ends: str) -> None:
    folded = b"SUMMARY:Caf\xc3" + ends.encode() + b" \xa9 in " + ends.encode() + b"\tManbij"
    data = a_calendar(event("SUMMARY:@")).replace("\r\n", ends).encode().replace(b"SUMMARY:@", folded)
    assert read(written(tmp_path / "t.ics", data)).event.title == "Café in Manbij"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    data = a_calendar(event("SUMMARY:Café")).encode(encoding)
    assert read(written(tmp_path / "t.ics", data)).event.title == "Café"


def test_no_uid(tmp_path: Path) -> None:
    one, other = calendar(tmp_path, event(uid=""), event("SUMMARY:Other", uid="")).events
    assert one.id != other.id
    assert calendar(tmp_path, event("DTSTAMP:20200101T000000Z", uid="")).event.id == one.id


def test_a_title_from_the_description(tmp_path: Path) -> None:
    found = calendar(tmp_path, event("SUMMARY:", "DESCRIPTION:The army came. Then it left.")).event
    assert found.title == "The army came."


@pytest.mark.parametrize(
    ("lines", "name", "point"),
    [
        (["LOCATION:Manbij", "GEO:36.528;37.955"], "manbij", (36.528, 37.955)),
        (["LOCATION:Manbij, Syria", "GEO:36.53;37.95"], "manbij", (36.528, 37.955)),
        (["LOCATION:Manbij"], "manbij", (36.528, 37.955)),
        (["LOCATION:Manbij, Ohio"], "d-manbij-ohio", (None, None)),
        (["GEO:10,20"], "d-10-0000-n-20-0000-e-1000n-2000e", (10.0, 20.0)),
        (["LOCATION:https://zoom.example/j/1"], "", None),
    ],
)
def test_places(tmp_path: Path, lines: list[str], name: str, point: Any) -> None:
    names = known(places=[a_place()])
    reading = calendar(tmp_path, event(*lines), names=names)
    assert reading.event.place == name
    if name != "manbij" and point:
        assert (reading.places[name].lat, reading.places[name].lon) == point
    assert reading.event.extra == ({} if name else {"LOCATION": "https://zoom.example/j/1"})


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_links_that_may_not_be_opened_are_no_links(tmp_path: Path, url: str) -> None:
    found = calendar(tmp_path, event(f"URL:{url}", f'DESCRIPTION:<a href="{url}">go</a>')).event
    assert found.sources == []
    assert found.summary == "go"
    assert found.extra == {"URL": url}


def test_escape_sequences_are_gone(tmp_path: Path) -> None:
    hostile = HOSTILE.replace("\x00", "")
    names = ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "COMMENT", "X-ODD", f'ORGANIZER;CN="{hostile}"', "URL")
    reading = calendar(tmp_path, event(*(f"{name}:{hostile}" for name in names), uid=hostile))
    found = [*texts(msgspec.to_builtins(reading.event)), *texts(msgspec.to_builtins(list(reading.places.values())))]
    assert not [text for text in found if any(mark in text for mark in UNSAFE)]


@pytest.mark.parametrize(
    ("text", "rejects", "count"),
    [
        (a_calendar(), 0, 0),
        (a_calendar(event())[:-40], 1, 0),
        (a_calendar(event().removesuffix("END:VEVENT"), event()), 1, 1),
        (a_calendar(event().removesuffix("END:VEVENT")), 1, 0),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 10_000, 10_000, 0),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + "BEGIN:X\n" * 10_000 + "END:X\n" * 10_000 + event(), 1, 1),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + "BEGIN:VALARM\n" * 100_000, 1, 0),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n" + "x\n" * 300_000 + event(), 1, 1),
        ("BEGIN:VCALENDAR\nEND:VEVENT\nEND:VEVENT\n" + event() + "\nEND:VCALENDAR\nEND:VCALENDAR", 0, 1),
        ("BEGIN:VCALENDAR\n" + event("no colon here; nor = there", ";;;:", "X:" + ":" * 9) + "\n" + "\x00" * 99, 0, 1),
    ],
)
def test_broken_calendars_cost_only_what_is_broken(tmp_path: Path, text: str, rejects: int, count: int) -> None:
    reading = read(written(tmp_path / "t.ics", text), IMPORTER)
    assert (len(reading.rejects), len(reading.events)) == (rejects, count)


@pytest.mark.parametrize("data", [b"hello", b"DTSTART:20160604", b"{}", b"END:VCALENDAR"])
def test_what_is_no_calendar_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(StoreError, match="is no calendar"):
        read(written(tmp_path / "t.ics", data), IMPORTER)


def test_what_we_export_comes_back(tmp_path: Path) -> None:
    world = a_rich_world(tmp_path)
    names = known(places=world.places.values())
    reading = read(written(tmp_path / "t.ics", exported(world, "ics")), names=names)
    assert not reading.rejects
    found = {event.id: event for event in reading.events}
    assert found.keys() == set(world.ids)
    for ordinal in range(world.size):
        was = world.event(ordinal)
        back = found[was.id]
        assert (back.date, back.title, back.origin, back.place, back.type) == (
            was.date,
            was.title,
            was.origin,
            was.place,
            was.type,
        )
        assert set(was.tags) <= set(back.tags)
        assert back.extra == {}


def test_every_kind_of_date_that_we_export_comes_back(tmp_path: Path) -> None:
    world = a_world(tmp_path, *map(dated, DATES))
    reading = read(written(tmp_path / "t.ics", exported(world, "ics")))
    assert {event.id: (event.date, event.title) for event in reading.events} == {
        f"on {date}": (date, f"Dated {date}") for date in DATES
    }


def test_the_words_for_several_events_do_not_come_back_as_a_title(tmp_path: Path) -> None:
    world = a_world(tmp_path, an_event(id="x:1", title="Clashes", date="[2016-05-31..2016-08-12]", tags=[SUMMARY]))
    text = exported(world, "ics")
    assert b"several events between" in text.replace(b"\r\n ", b"")
    (back,) = read(written(tmp_path / "t.ics", text)).events
    assert (back.title, back.date) == ("Clashes", "[2016-05-31..2016-08-12]")


def test_a_new_stamp_changes_nothing(tmp_path: Path) -> None:
    store = an_empty_store(tmp_path / "s.json")
    imported(store, written(tmp_path / "t.ics", a_calendar(event("DTSTAMP:20200101T000000Z", "SEQUENCE:1"))))
    again = imported(store, written(tmp_path / "t.ics", a_calendar(event("DTSTAMP:20260101T000000Z", "SEQUENCE:7"))))
    assert (again.unchanged, again.changed) == (1, 0)


def test_rejects_can_be_mended_and_imported_again(tmp_path: Path) -> None:
    store = an_empty_store(tmp_path / "s.json")
    bad = event("DESCRIPTION:one\\, two", "DTSTART:20160631", uid="a", start="")
    path = written(tmp_path / "t.ics", a_calendar(bad, event(uid="b"), event(uid="c").removesuffix("END:VEVENT")))
    report = imported(store, path, rejects=tmp_path / "rejects.ics")
    assert (report.new, report.rejected) == (1, 2)
    rejects = (tmp_path / "rejects.ics").read_bytes().decode()
    assert "X-REJECT-REASON:DTSTART is '20160631': there is no such day" in rejects
    mended = written(tmp_path / "mended.ics", rejects.replace("20160631", "20160630"))
    again = imported(store, mended, dataset="t")
    assert (again.new, again.rejected, again.gone) == (2, 0, 0)
    assert events(store)["t:a"]["summary"] == "one, two"
    assert events(store)["t:a"]["extra"].keys() == {"import_hash"}


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["DTSTART:20160604", "DTSTART:x", "DTEND:20160606", "DURATION:P1D", "GEO:1;2", "UID:a", "", " y"]
        ),
        st.builds("{}:{}".format, st.sampled_from(["SUMMARY", "DESCRIPTION", "X-A", "LOCATION"]), st.text(max_size=9)),
        st.text(max_size=9).filter(lambda text: "BEGIN" not in text.upper() and "END" not in text.upper()),
    ),
    max_size=6,
)


@given(st.lists(LINES, max_size=6), st.randoms())
def test_counts_in_are_counts_out_in_any_order(bodies: list[list[str]], chance: random.Random) -> None:
    found = [event("X-FIRST:1", *lines, uid="", start="") for lines in bodies]  # what is folded goes on with a line
    with tempfile.TemporaryDirectory() as folder:
        once = calendar(Path(folder), *found)
        assert len(once.items) == len(found)
        chance.shuffle(found)
        again = calendar(Path(folder), *found)
    encoded = [sorted(map(msgspec.json.encode, reading.events)) for reading in (once, again)]
    assert encoded[0] == encoded[1]
    assert once.places == again.places


def test_shuffled_events_make_the_same_store(tmp_path: Path) -> None:
    found = [event(f"GEO:36.{number};37.5", "LOCATION:Town", uid=str(number)) for number in range(20)]
    stores = []
    for seed in range(3):
        store = an_empty_store(tmp_path / f"{seed}.json")
        text = a_calendar(*random.Random(seed).sample(found, len(found)))
        assert imported(store, written(tmp_path / "t.ics", text)).rows == len(found)
        stores.append({**tables(store), "meta": {}})
    assert stores[0] == stores[1] == stores[2]
