"""TimelineJS: JSON as people write it and as old versions had it, and both spreadsheets."""

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import StoreError
from store.importers.formats.timelinejs import IMPORTER
from store.importers.opening import sources
from store.importers.protocol import Confidence
from store.model import SUMMARY, Article, Source
from tests.builders import an_event
from tests.exporting.worlds import DATES, a_rich_world, a_world, dated, exported
from tests.importing.ged import an_empty_store, events, imported, tables
from tests.importing.reading import HOSTILE, UNSAFE, Reading, read, texts, written

# fmt: off
V3 = [
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Alt Text", "Type", "Group", "Background",
]
V1 = [
    "Start Date", "End Date", "Headline", "Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type",
    "Tag",
]
# fmt: on

TIMELINE = {
    "scale": "human",
    "title": {
        "media": {"url": "//flickr.example/1", "credit": "flickr/<a href='http://x'>tm</a>", "caption": "The river"},
        "text": {"headline": "The race<br/>for Raqqa", "text": "<p>Four <b>offensives</b>.</p>"},
    },
    "events": [
        {
            "unique_id": "crossing",
            "start_date": {"year": "2016", "month": "6", "day": "4", "hour": "14", "minute": "05"},
            "media": {
                "url": "https://www.independent.example/x?a=1&amp;b=2",
                "caption": "Soldiers <i>cross</i>",
                "credit": "The Independent",
                "thumbnail": "t.png",
                "alt": "A road",
            },
            "text": {"headline": "Army enters the province", "text": "<p>For the first time since <em>2014</em>.</p>"},
            "group": "Army",
            "background": {"color": "#333"},
            "autolink": False,
        },
        {"start_date": {"year": 2016, "month": 5, "day": ""}, "text": {"headline": "May"}},
        {
            "start_date": {"year": "1,978"},
            "end_date": {"year": "1979"},
            "display_date": "the late '70s",
            "text": {"headline": "Long ago", "text": "one\ntwo"},
        },
    ],
    "eras": [
        {"start_date": {"year": 2014, "month": 1}, "end_date": {"year": 2017}, "text": {"headline": "The caliphate"}}
    ],
}


def timeline(tmp_path: Path, *slides: Any, **members: Any) -> Reading:
    return read(written(tmp_path / "t.json", {"events": list(slides), **members}), IMPORTER)


def slide(start: Any = None, **members: Any) -> dict[str, Any]:
    return {"start_date": start or {"year": 2016}, "text": {"headline": "Something"}, **members}


def sheet(tmp_path: Path, *rows: dict[str, str], header: list[str] = V3) -> Reading:
    return read(written(tmp_path / "t.csv", as_csv(rows, header)), IMPORTER)


def as_csv(rows: Any, header: list[str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def test_a_timeline_becomes_events_and_an_article(tmp_path: Path) -> None:
    reading = read(written(tmp_path / "t.json", TIMELINE))
    assert reading.format == "timelinejs"
    assert not reading.rejects
    crossing, may, ago, era = reading.events
    assert (crossing.id, crossing.origin, crossing.date) == ("d:crossing", "d:crossing", "2016-06-04")
    assert (crossing.title, crossing.summary) == ("Army enters the province", "For the first time since *2014*.")
    assert crossing.sources == [
        Source(
            publisher="The Independent",
            title="Soldiers cross",
            url="https://www.independent.example/x?a=1&amp;b=2",
            note="A road",
        )
    ]
    assert crossing.tags == ["Army"]
    assert crossing.extra == {"background": {"color": "#333"}, "media": {"thumbnail": "t.png"}, "time": "14:05"}
    assert (may.date, may.date_note) == ("2016-05", "")
    assert (ago.date, ago.date_note, ago.summary) == ("1978/1979", "the late '70s", "one  \ntwo")
    assert (era.date, era.title, era.tags) == ("2014-01/2017", "The caliphate", ["era"])
    (title,) = reading.others
    assert isinstance(title, Article)
    assert (title.headline, title.body) == ("The race for Raqqa", "Four **offensives**.")
    assert (title.publisher, title.url) == ("flickr/tm", "https://flickr.example/1")


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ({"year": 2016}, None, "2016"),
        ({"year": "2016", "month": "06"}, {}, "2016-06"),
        ({"year": 2016.0, "month": "6", "day": " 4 "}, None, "2016-06-04"),
        ({"year": "618", "month": "06", "day": "18"}, {"year": "907"}, "0618-06-18/0907"),
        ({"year": 2016, "month": 6, "day": 4}, {"year": 2016, "month": 6, "day": 4}, "2016-06-04"),
        ({"year": 2016, "month": 6, "day": 4}, {"year": 2016, "month": 6}, "2016-06-04/2016-06"),
        ({"year": 2016, "month": "", "hour": "0", "minute": 0}, None, "2016"),
        ("2016-06-04", None, "2016-06-04"),
    ],
)
def test_dates_are_as_exact_as_they_are_stated(tmp_path: Path, start: Any, end: Any, edtf: str) -> None:
    assert timeline(tmp_path, slide(start, end_date=end)).event.date == edtf


@pytest.mark.parametrize(
    ("members", "column", "reason"),
    [
        ({"start_date": {"year": -500}}, "start_date.year", "before the first"),
        ({"start_date": {"year": "0"}}, "start_date.year", "before the first"),
        ({"start_date": {"year": 13_800_000_000}}, "start_date.year", "after 9999"),
        ({"start_date": {"year": "next"}}, "start_date.year", "expected a number"),
        ({"start_date": {"year": True}}, "start_date.year", "expected a number"),
        ({"start_date": {"year": "9" * 5000}}, "start_date.year", "expected a number"),
        ({"start_date": {"year": 2016, "month": 13}}, "start_date.month", "from 1 to 12"),
        ({"start_date": {"year": 2016, "month": "June"}}, "start_date.month", "expected a number"),
        ({"start_date": {"year": 2016, "day": 4}}, "start_date.day", "no month"),
        ({"start_date": {"year": 2015, "month": 2, "day": 29}}, "start_date.day", "28 days"),
        ({"start_date": {"year": 2016, "month": 6, "hour": 4}}, "start_date.hour", "no day"),
        ({"start_date": {"year": 2016, "month": 6, "day": 1, "hour": 24}}, "start_date.hour", "from 0 to 23"),
        ({"start_date": {"year": 2016, "month": 6, "day": 1, "minute": 4}}, "start_date.minute", "without an hour"),
        ({"start_date": {"month": 6}}, "start_date.month", "without a year"),
        ({"start_date": None}, "start_date", "must not be empty"),
        ({"start_date": {}}, "start_date", "must not be empty"),
        ({"start_date": [2016]}, "start_date", "expected an object"),
        ({"end_date": {"year": 2015}}, "end_date.year", "before the start"),
        ({"end_date": {"month": 5}}, "end_date.month", "without a year"),
        ({"text": {"headline": " ", "text": "<p> </p>"}}, "text.headline", "must not be empty"),
        ({"text": {"headline": "x" * 1_000_001}}, "text.headline", "1,000,001 characters"),
        ({"x": float("inf")}, "x", "no number"),
        ({"x": "\ud800"}, "x", "surrogate"),
    ],
)
def test_a_bad_slide_is_one_reject(tmp_path: Path, members: dict[str, Any], column: str, reason: str) -> None:
    path = written(tmp_path / "t.json", json.dumps({"events": [{**slide(), **members}, slide()]}))
    reading = read(path, IMPORTER)
    assert (reading.reject.column, reading.reject.line) == (column, 1)
    assert reason in reading.reject.reason
    assert reading.event.title == "Something"


def test_an_era_needs_both_ends(tmp_path: Path) -> None:
    reading = timeline(tmp_path, eras=[{"start_date": {"year": 2014}, "text": {"headline": "Since"}}])
    assert "two dates" in reading.reject.reason
    assert isinstance(reading.reject.raw, dict)
    assert reading.reject.raw["type"] == "era"


@pytest.mark.parametrize("value", [None, 5, "x", [], [1], True])
def test_what_is_no_slide_is_a_reject(tmp_path: Path, value: Any) -> None:
    assert "expected an object" in timeline(tmp_path, value).reject.reason


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("4 June 2016", ""),
        ("June 4, 2016", ""),
        ("2016-06-04", ""),
        ("<b>4</b> June 2016", ""),
        ("June 2016", "June 2016"),
        ("before dawn", "before dawn"),
    ],
)
def test_a_printed_date_is_kept_when_it_says_more(tmp_path: Path, said: str, note: str) -> None:
    date = {"year": 2016, "month": 6, "day": 4}
    assert timeline(tmp_path, slide(date, display_date=said)).event.date_note == note
    assert timeline(tmp_path, slide({**date, "display_date": said})).event.date_note == note


def test_ids_stay_when_a_text_is_corrected(tmp_path: Path) -> None:
    before = timeline(tmp_path, slide(text={"headline": "A", "text": "teh"})).event
    after = timeline(tmp_path, slide(), slide(text={"headline": "A", "text": "the"})).events[1]
    assert before.id == after.id


def test_slides_that_share_date_and_headline_are_told_apart(tmp_path: Path) -> None:
    day = {"year": "2015", "month": "01", "day": "01", "hour": "01", "minute": "01", "second": "01"}
    slides = [slide({**day, "millisecond": part}) for part in ("01", "10", "30")]
    reading = timeline(tmp_path, *slides)
    assert len({event.id for event in reading.events}) == 3
    assert [event.extra["time"] for event in reading.events] == ["01:01:01.001", "01:01:01.010", "01:01:01.030"]


def test_embedded_media(tmp_path: Path) -> None:
    quote = "<blockquote>No demand. <cite>Edith Clarke</cite></blockquote>"
    frame = '<iframe width="9" src="https://www.video.example/v?a=1&amp;b=2"></iframe>'
    said, shown = timeline(tmp_path, slide(media={"url": quote}), slide(media={"url": frame})).events
    assert said.summary == "> No demand. *Edith Clarke*"
    assert said.sources == []
    assert shown.sources == [Source(publisher="video.example", url="https://www.video.example/v?a=1&b=2")]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "https://a b", "http://[x"])
def test_links_that_may_not_be_opened_are_no_links(tmp_path: Path, url: str) -> None:
    text = f'<a href="{url}">go</a>'
    event = timeline(tmp_path, slide(media={"url": url, "credit": "X"}, text={"headline": "H", "text": text})).event
    if not url.startswith("http://["):
        assert event.summary == "go"
        assert event.sources == [Source(publisher="X")]
    assert "javascript:alert(1)](" not in event.summary


def test_hostile_html_leaves_only_its_words(tmp_path: Path) -> None:
    html = (
        "<script>alert(1)</script><style>p{}</style><svg onload=alert(2)><b>bold</b></svg><!-- <p>gone</p> -->"
        "<img src=x onerror=alert(3)> &lt;script&gt;x&lt;/script&gt; &#x1b;[31m&#x202e;"
        " &#0; &#99999999999999999999; **x** [a](b)"
    )
    event = timeline(tmp_path, slide(text={"headline": html, "text": html})).event
    for text in (event.title, event.summary):
        assert "alert" not in text
        assert "gone" not in text
        assert "bold" in text
    assert event.title == "bold <script>x</script> [31m � � **x** [a](b)"
    assert event.summary == r"**bold** \<script>x\</script> \[31m � � \*\*x\*\* \[a](b)"


@pytest.mark.parametrize(
    "html",
    ["<div>" * 10_000 + "word", "<b><i>" * 10_000 + "word", "<ul><li>" * 10_000 + "word", "<" * 100_000 + "word"],
)
def test_nested_tags_take_no_time(tmp_path: Path, html: str) -> None:
    assert "word" in timeline(tmp_path, slide(text={"headline": "H", "text": html})).event.summary


def test_escape_sequences_are_gone(tmp_path: Path) -> None:
    value = slide(
        unique_id=HOSTILE,
        display_date=HOSTILE,
        group=HOSTILE,
        text={"headline": HOSTILE, "text": HOSTILE},
        media={"url": HOSTILE, "credit": HOSTILE, "caption": HOSTILE},
        **{HOSTILE: {HOSTILE: [HOSTILE]}},
    )
    reading = timeline(tmp_path, value, title={"text": {"headline": HOSTILE}})
    found = [*texts(msgspec.to_builtins(reading.event)), *texts(msgspec.to_builtins(reading.others))]
    assert not [text for text in found if any(mark in text for mark in UNSAFE)]


@pytest.mark.parametrize("is_wrapped", [True, False])
def test_the_first_drafts_of_version_3_call_their_events_slides(tmp_path: Path, is_wrapped: bool) -> None:
    document: dict[str, Any] = {
        "title": {"text": {"headline": "All of it"}},
        "slides": [slide({"year": "2016", "month": "6"}, text={"headline": "H"}), {"text": {"headline": "Never"}}],
    }
    reading = read(written(tmp_path / "t.json", {"timeline": document} if is_wrapped else document))
    assert reading.format == "timelinejs"
    assert [(event.date, event.title) for event in reading.events] == [("2016-06", "H")]
    assert len(reading.items) == 3


def test_version_2_in_a_script(tmp_path: Path) -> None:
    old = {
        "timeline": {
            "headline": "The main headline",
            "type": "default",
            "startDate": "1888",
            "text": "<p>Intro</p>",
            "asset": {"media": "http://x.example/a.jpg", "credit": "Credit", "caption": "Caption"},
            "date": [
                {
                    "startDate": "2011,12,10,07,02",
                    "endDate": "2011,12,11",
                    "headline": "H",
                    "text": "<p>Body</p>",
                    "tag": "Optional",
                    "classname": "c",
                    "asset": {"media": "", "thumbnail": "o.jpg", "credit": "Someone", "caption": "Said"},
                },
                {"startDate": "2012", "headline": "Year"},
                {"startDate": "1/26/2012", "headline": "American"},
                {"startDate": "", "headline": "Never"},
            ],
            "era": [{"startDate": "2011", "endDate": "2012", "headline": "Then"}],
        }
    }
    for text in (json.dumps(old), f"var x = {json.dumps(old)};", f"storyjs_jsonp_data = {json.dumps(old)}"):
        reading = read(written(tmp_path / "t.js", text))
        assert reading.format == "timelinejs"
        first, year, american, era = reading.events
        assert (first.date, first.tags, first.summary) == ("2011-12-10/2011-12-11", ["Optional"], "Body")
        assert first.extra == {"classname": "c", "media": {"thumbnail": "o.jpg"}, "time": "07:02"}
        assert first.sources == [Source(publisher="Someone", title="Said")]
        assert (year.date, american.date, era.date) == ("2012", "2012-01-26", "2011/2012")
        assert reading.reject.column == "startDate"
        assert reading.others[0].headline == "The main headline"


def test_the_spreadsheet_of_version_3(tmp_path: Path) -> None:
    reading = sheet(
        tmp_path,
        {
            "Headline": "Women in Computing",
            "Text": "<p>Intro</p>",
            "Type": "title",
            "Background": "https://x.example/b",
        },
        {"Year": "1,815", "Month": "12", "Day": "10", "Headline": "Ada", "Text": 'says "hi", <a href="http://a">a</a>'},
        {},
        {"Year": "1943", "Month": "6", "Display Date": "Summer 1943", "Headline": '"ENIAC"', "Group": "machines"},
        {"Year": "1990", "End Year": "1999", "Headline": "Nineties", "Type": "Era"},
        {
            "Year": "2016",
            "Month": "6",
            "Day": "4",
            "Time": "2:30 PM",
            "End Time": "",
            "Headline": "Timed",
            "Type": "Clash",
        },
        {"Time": "10:00", "Headline": "No date"},
        {"Headline": "No date at all"},
        {"Year": "2016", "End Month": "6", "Headline": "No end year"},
        {"Year": "2016", "Month": "6", "Day": "4", "Time": "soon", "Headline": "No time"},
    )
    assert IMPORTER.sniff(reading.source.head) is Confidence.CERTAIN
    ada, eniac, nineties, timed = reading.events
    assert (ada.date, ada.summary) == ("1815-12-10", 'says "hi", [a](http://a)')
    assert (eniac.date, eniac.date_note, eniac.tags) == ("1943-06", "Summer 1943", ["machines"])
    assert (nineties.date, nineties.tags) == ("1990/1999", ["era"])
    assert timed.extra == {"time": "14:30", "type": "Clash"}
    assert reading.others[0].extra == {"background": "https://x.example/b"}
    assert [(reject.line, reject.column) for reject in reading.rejects] == [
        (8, "time"),
        (9, "year"),
        (10, "end month"),
        (11, "time"),
    ]


def test_the_spreadsheet_of_version_1(tmp_path: Path) -> None:
    reading = sheet(
        tmp_path,
        {
            "Start Date": "6/4/2016",
            "End Date": "6/14/2016",
            "Headline": "A",
            "Tag": "army",
            "Media": "http://x.example/a",
        },
        {"Start Date": "1/26/2012 10:30:00", "Headline": "B"},
        {"Start Date": "4/2012", "Headline": "C"},
        {"Start Date": "31/12/2012", "Headline": "Day first"},
        {"Start Date": "1/2/12", "Headline": "Short year"},
        {"Start Date": "-44", "Headline": "BCE"},
        header=V1,
    )
    assert IMPORTER.sniff(reading.source.head) is Confidence.CERTAIN
    assert [event.date for event in reading.events] == ["2016-06-04/2016-06-14", "2012-01-26", "2012-04"]
    assert reading.events[1].extra == {"time": "10:30"}
    reasons = [reject.reason for reject in reading.rejects]
    assert "month first" in reasons[0]
    assert "expected a date such as" in reasons[1]
    assert "before the first" in reasons[2]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, ends: str) -> None:
    text = "Year,Headline,Media Credit,Display Date\n2016,Café,Ö,\n".replace("\n", ends)
    assert read(written(tmp_path / "t.csv", text.encode(encoding))).event.title == "Café"
    text = json.dumps({"events": [slide(text={"headline": "Café"})]}, ensure_ascii=False, indent=1).replace("\n", ends)
    assert read(written(tmp_path / "t.json", text.encode(encoding))).event.title == "Café"


@pytest.mark.parametrize(
    "data",
    [
        b'{"events": [{"start_date": {"year": 2016}',
        b'{"events": [{"start_date": {"year": 2016}, "text": {"headline": "\x00"}}]}',
        b'{"events": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"events": [{"x": ' + b"9" * 5000 + b"}]}",
        b'{"events": "none"}',
        b'{"title": {"text": {"headline": "x"}}}',
        b"[1, 2",
        b"{}",
        b"3",
        b"null",
    ],
)
def test_a_broken_document_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(StoreError) as caught:
        read(written(tmp_path / "t.json", data), IMPORTER)
    assert 20 < len(str(caught.value)) < 400
    assert "t.json" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        '{"events": [{"date": "2016", "start_date": "2016"}]}',
        '{"type": "FeatureCollection", "features": []}',
        '{"a": 1}',
        "year,title\n2016,x\n",
        "Start Date,Headline,Source\n4/6/2016,x,y\n",
        "hello",
    ],
)
def test_others_are_left_to_others(tmp_path: Path, text: str) -> None:
    (source,) = sources(str(written(tmp_path / "t.txt", text)))
    assert IMPORTER.sniff(source.head) is Confidence.NO


def test_what_we_export_comes_back(tmp_path: Path) -> None:
    world = a_rich_world(tmp_path)
    reading = read(written(tmp_path / "t.timeline.json", exported(world, "timelinejs")), IMPORTER)
    assert not reading.rejects
    assert not reading.others
    found = {event.id: event for event in reading.events}
    assert found.keys() == set(world.ids)
    for ordinal in range(world.size):
        event = world.event(ordinal)
        back = found[event.id]
        assert (back.date, back.title, back.origin, back.date_note) == (event.date, event.title, event.origin, "")


def test_every_kind_of_date_that_we_export_comes_back(tmp_path: Path) -> None:
    world = a_world(tmp_path, *map(dated, DATES))
    reading = read(written(tmp_path / "t.timeline.json", exported(world, "timelinejs")), IMPORTER)
    assert {event.id: event.date for event in reading.events} == {f"on {date}": date for date in DATES}


def test_the_words_for_several_events_do_not_come_back_as_a_note(tmp_path: Path) -> None:
    world = a_world(tmp_path, an_event(id="x:1", date="[2016-05-31..2016-08-12]", tags=[SUMMARY]))
    text = exported(world, "timelinejs")
    assert b"Several events between" in text
    (back,) = read(written(tmp_path / "t.timeline.json", text), IMPORTER).events
    assert (back.date, back.date_note) == ("[2016-05-31..2016-08-12]", "")


def test_rejects_can_be_mended_and_imported_again(tmp_path: Path) -> None:
    store = an_empty_store(tmp_path / "s.json")
    bad = slide({"year": 2016, "month": 13}, unique_id="a")
    era = {"start_date": {"year": 2014}, "text": {"headline": "Era"}}
    path = written(tmp_path / "t.json", {"events": [bad, slide(unique_id="b")], "eras": [era]})
    report = imported(store, path, rejects=tmp_path / "rejects.json")
    assert (report.new, report.rejected) == (1, 2)
    mended = (tmp_path / "rejects.json").read_text()
    assert "start_date.month is '13': expected a month from 1 to 12" in mended
    mended = mended.replace("13", "12", 1).replace('{"year": 2014}', '{"year": 2014}, "end_date": {"year": 2015}')
    again = imported(store, written(tmp_path / "mended.json", mended), dataset="t")
    assert (again.new, again.rejected, again.gone) == (2, 0, 0)
    assert sorted(event["date"] for event in events(store).values()) == ["2014/2015", "2016", "2016-12"]


SLIDES = st.builds(
    slide,
    st.sampled_from([{"year": 2016}, {"year": "2016", "month": "6"}, {"year": -1}, {}, {"year": 2016, "month": 14}]),
    text=st.fixed_dictionaries({"headline": st.text(max_size=8), "text": st.text(max_size=20)}),
    display_date=st.text(max_size=5),
    media=st.one_of(st.none(), st.fixed_dictionaries({"url": st.text(max_size=9), "credit": st.text(max_size=5)})),
)


@given(st.lists(st.one_of(SLIDES, st.none(), st.integers(), st.text(max_size=3)), max_size=8), st.randoms())
def test_counts_in_are_counts_out_in_any_order(slides: list[Any], chance: random.Random) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        once = timeline(Path(folder), *slides)
        assert len(once.items) == len(slides)
        chance.shuffle(slides)
        again = timeline(Path(folder), *slides)
    encoded = (sorted(map(msgspec.json.encode, reading.events)) for reading in (once, again))
    assert next(encoded) == next(encoded)


def test_shuffled_slides_make_the_same_store(tmp_path: Path) -> None:
    slides = [slide({"year": 2016, "month": number % 12 + 1}, group=f"g{number % 3}") for number in range(30)]
    slides += [slide({"year": 2016, "month": 99}) for _ in range(3)]
    found = []
    for seed in range(3):
        store = an_empty_store(tmp_path / f"{seed}.json")
        shuffled = random.Random(seed).sample(slides, len(slides))
        report = imported(store, written(tmp_path / "t.json", {"events": shuffled}))
        assert report.rows == len(slides)
        found.append({**tables(store), "meta": {}})
    assert found[0] == found[1] == found[2]
