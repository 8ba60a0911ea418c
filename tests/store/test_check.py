"""The check: every kind of fault is found, named with its place, and nothing is changed."""

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from store import check
from store.check import CheckReport, Finding, check_store, circles
from store.errors import NotAStore, QueryError, StoreNotFound, UnsoundRecord
from store.model import Claim, Participant, Source, Waypoint
from store.validation import is_document_number, validate
from tests.builders import a_meta, a_place, a_store, an_actor, an_article, an_event, an_offensive, with_lines


def text_of(report: CheckReport) -> list[str]:
    return [str(finding) for finding in report.findings]


class TestValidate:
    def test_sound_record_from_json_and_from_a_dict(self) -> None:
        place = a_place()
        raw = {"id": "manbij", "name": "Manbij", "lat": 36.528, "lon": 37.955, "unknown": {"kept": True}}
        assert validate("places", json.dumps(raw).encode()) == place
        assert validate("places", raw) == place

    @pytest.mark.parametrize(
        ("fields", "field", "reason"),
        [
            ({"date": 5}, "date", "field date must be text, found a number"),
            ({"date": None}, "date", "field date must be text, found null"),
            ({"title": ["T"]}, "title", "field title must be text, found a list"),
            ({"summary": {}}, "summary", "field summary must be text, found an object"),
            ({"notes": True}, "notes", "field notes must be text, found true or false"),
            ({"tags": "one"}, "tags", "field tags must be a list, found text"),
            ({"tags": ["one", 2]}, "tags[1]", "field tags[1] must be text, found a number"),
            ({"extra": []}, "extra", "field extra must be an object, found a list"),
            ({"actors": ["sdf"]}, "actors[0]", "field actors[0] must be an object, found text"),
            ({"actors": [{"id": "a"}, {"role": "victim"}]}, "actors[1].id", "field actors[1].id is missing"),
            ({"claims": [{}]}, "claims[0].attribution", "field claims[0].attribution is missing"),
            (
                {"claims": [{"attribution": "A", "low": "3"}]},
                "claims[0].low",
                "field claims[0].low must be a whole number, found text",
            ),
            (
                {"claims": [{"attribution": "A", "low": 3.5}]},
                "claims[0].low",
                "field claims[0].low must be a whole number, found a number",
            ),
            (
                {"confidence": "sure"},
                "confidence",
                "field confidence must be one of: empty, confirmed, reported, disputed; found 'sure'",
            ),
            (
                {"actors": [{"id": "a", "role": "bystander\x1b[2J"}]},
                "actors[0].role",
                "field actors[0].role must be one of: attacker, defender, supporter, victim, reporter, participant; "
                r"found 'bystander\x1b[2J'",
            ),
        ],
    )
    def test_reason_in_plain_words(self, fields: dict[str, Any], field: str, reason: str) -> None:
        raw = {"id": "nr-1", "date": "2016", "title": "T", **fields}
        for given in (raw, json.dumps(raw).encode()):
            with pytest.raises(UnsoundRecord) as caught:
                validate("events", given)
            assert str(caught.value) == f"events nr-1: {reason}"
            assert (caught.value.table, caught.value.record_id, caught.value.field) == ("events", "nr-1", field)

    def test_missing_field(self) -> None:
        with pytest.raises(UnsoundRecord, match=r"^events nr-1: field date is missing$"):
            validate("events", {"id": "nr-1", "title": "T"})

    @pytest.mark.parametrize(("record_id", "said"), [("", "must not be empty"), (5, "must be text"), (None, "must be")])
    def test_id_that_is_none(self, record_id: Any, said: str) -> None:
        with pytest.raises(UnsoundRecord, match=rf"^actors \(no id\): field id {said}"):
            validate("actors", {"id": record_id, "name": "A"})

    @pytest.mark.parametrize(
        ("raw", "said"),
        [
            (b'{"id":"p","name":"P","lat":NaN}', "places p: field lat must be a number, found nan"),
            (b'{"id":"p","name":"P","lat":-Infinity}', "places p: field lat must be a number, found -inf"),
            (b'{"id":"p","name":"P","extra":{"a":[NaN]}}', r"places p: field extra\.a\[0\] must be a number"),
            (b'{"id":"p","name":"P","lat":1e999}', "places p: field lat "),
            (b'{"id":"p","name":"\\ud800"}', "places p: field name holds half of a surrogate pair"),
            (b'{"id":"p","name":"\xff"}', "places p: holds bytes that are not UTF-8 text"),
            (b'{"extra":{"id":"not me"},"id":"p","name":"P",}', "places p: is not JSON"),
            (b'{"id":"p","name":"P"', "places p: is not JSON"),
            (b"", r"places \(no id\): is not JSON"),
            (b"5", r"places \(no id\): must be an object, found a number"),
            (b'{"id":"p","x":' + b"[" * 5000 + b"]" * 5000 + b"}", "places p: is nested too deeply"),
        ],
    )
    def test_what_is_no_record_at_all(self, raw: bytes, said: str) -> None:
        with pytest.raises(UnsoundRecord, match=said):
            validate("places", raw)

    def test_dict_that_json_cannot_say(self) -> None:
        with pytest.raises(UnsoundRecord, match="places p: field name holds half"):
            validate("places", {"id": "p", "name": "\ud800"})
        with pytest.raises(UnsoundRecord, match="places p: cannot be said in JSON"):
            validate("places", {"id": "p", "name": object()})

    def test_message_is_safe_and_short_whatever_the_id(self) -> None:
        with pytest.raises(UnsoundRecord) as caught:
            validate("places", {"id": "\x1b]0;x\x07" + "y" * 10_000_000, "name": 5})
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 300


SOUND: list[tuple[str, Any]] = [
    ("events", an_event(date="[2016-06-13..2016-06-15]")),
    ("events", an_event(claims=[Claim(attribution="A", low=1, high=1, source=0)])),
    ("events", an_event(claims=[Claim(attribution="A", low=1, best=2, high=3, source=0)])),
    ("events", an_event(sources=[Source(publisher="A", url="HTTP://example.org", date="2016~")])),
    ("events", an_event(id="manbij", place="manbij")),  # no circle: the one is an event, the other a place
    ("places", a_place(id="p", lat=-90.0, lon=180.0)),
    ("places", a_place(id="p", lat=None, lon=None, near="manbij")),
    ("articles", an_article(published="2016-06-04T10:00:00+03:00", url="https://example.org")),
    ("articles", an_article(published="2016-06")),
    ("offensives", an_offensive(id="o", parent="manbij-offensive")),
    ("events", an_event(title="ا\tالرقة\r\nline", summary="[bold]x[/] «–» \U0001f600")),
]

UNSOUND: list[tuple[str, Any, str, str]] = [
    ("events", an_event(date="2016-02-30"), "date", "2016-02-30"),
    ("events", an_event(date=""), "date", ""),
    ("events", an_event(date="June"), "date", "June"),
    ("offensives", an_offensive(id="o", date="2016-08-12/2016-05-31"), "date", "ends before it begins"),
    (
        "offensives",
        an_offensive(id="o", waypoints=[Waypoint(place="manbij", reached="2016-13")]),
        "waypoints[0].reached",
        "2016-13",
    ),
    ("events", an_event(sources=[Source(publisher="A", date="soon")]), "sources[0].date", "soon"),
    ("articles", an_article(published="2016-06-04T25:00:00Z"), "published", "2016-06-04T25"),
    ("events", an_event(actors=[Participant(id="sdf"), Participant(id="who")]), "actors[1].id", "names 'who'"),
    ("events", an_event(actors=[Participant(id="")]), "actors[0].id", "names '', which is not among the actors"),
    ("events", an_event(place="nowhere"), "place", "names 'nowhere', which is not among the places"),
    ("events", an_event(offensives=["x"]), "offensives[0]", "not among the offensives"),
    ("events", an_event(articles=["x"]), "articles[0]", "not among the articles"),
    ("offensives", an_offensive(id="o", parent="x"), "parent", "not among the offensives"),
    ("offensives", an_offensive(id="o", target="x"), "target", "not among the places"),
    ("offensives", an_offensive(id="o", attackers=["is", "x"]), "attackers[1]", "not among the actors"),
    ("offensives", an_offensive(id="o", defenders=["x"]), "defenders[0]", "not among the actors"),
    ("offensives", an_offensive(id="o", supporters=["x"]), "supporters[0]", "not among the actors"),
    ("offensives", an_offensive(id="o", waypoints=[Waypoint(place="x")]), "waypoints[0].place", "not among the places"),
    ("actors", an_actor(id="a", parent="x"), "parent", "not among the actors"),
    ("places", a_place(id="p", near="x"), "near", "not among the places"),
    ("places", a_place(id="p", near="p"), "near", "goes in a circle: p → p"),
    ("offensives", an_offensive(id="o", parent="o"), "parent", "goes in a circle: o → o"),
    ("places", a_place(id="p", lat=90.5), "lat", "must be from -90 to 90 degrees, found 90.5"),
    ("places", a_place(id="p", lon=-181), "lon", "must be from -180 to 180 degrees"),
    ("places", a_place(id="p", lon=None), "lon", "is missing, though its other half is given"),
    ("events", an_event(claims=[Claim(attribution="A", low=5, best=3)]), "claims[0].low", "is 5, more than best, 3"),
    ("events", an_event(claims=[Claim(attribution="A", low=5, high=3)]), "claims[0].low", "is 5, more than high, 3"),
    ("events", an_event(claims=[Claim(attribution="A", best=4, high=3)]), "claims[0].best", "more than high"),
    ("events", an_event(claims=[Claim(attribution="A", source=1)]), "claims[0].source", "names source 1, but"),
    ("events", an_event(claims=[Claim(attribution="A", source=-1)]), "claims[0].source", "names source -1"),
    ("offensives", an_offensive(id="o", claims=[Claim(attribution="A", source=0)]), "claims[0].source", "has none"),
    ("events", an_event(sources=[Source(publisher="A", url="ftp://x")]), "sources[0].url", "must begin with http"),
    ("articles", an_article(url="javascript:alert(1)"), "url", "must begin with http"),
    ("actors", an_actor(id="a", sources=[Source(publisher="A", url="x")]), "sources[0].url", "must begin with http"),
    ("events", an_event(id="villages-taken"), "id", "the first one counts"),
]

WARNED: list[tuple[str, Any, str, str]] = [
    ("articles", an_article(url="https://example.org/\u0627 b"), "url", "must write with %"),
    ("events", an_event(title="a\x1b[31mb"), "title", "control characters"),
    ("events", an_event(summary="a\x7f"), "summary", "control characters"),
    ("events", an_event(notes="\x85"), "notes", "control characters"),
    ("events", an_event(tags=["a", "\u202eb"]), "tags[1]", "control characters"),
    ("events", an_event(tags=["\u061c"]), "tags[0]", "control characters"),
    ("events", an_event(tags=["\u2067"]), "tags[0]", "control characters"),
    ("events", an_event(tags=["\ufffa"]), "tags[0]", "control characters"),
    ("events", an_event(tags=["\ufeff"]), "tags[0]", "control characters"),
    ("events", an_event(tags=["\U000e0041"]), "tags[0]", "control characters"),
    ("events", an_event(extra={"k": {"deep": ["\b"]}}), "extra.k.deep[0]", "control characters"),
]


def store_with(path: Path, table: str, record: Any) -> Path:
    """Add a record to a sound store, past every gate."""
    import msgspec

    a_store(path)
    tables = json.loads(path.read_bytes())
    tables[table]["99"] = msgspec.to_builtins(record)
    lines = {name: [json.dumps(item, ensure_ascii=False) for item in tables[name].values()] for name in tables}
    del lines["meta"]
    return with_lines(path, **lines)


class TestFindings:
    def test_sound_store(self, tmp_path: Path) -> None:
        report = check_store(a_store(tmp_path / "x.json"))
        assert report.is_sound
        assert report.findings == []
        assert report.counts == {"offensives": 1, "events": 1, "actors": 2, "places": 1, "articles": 0, "views": 0}

    @pytest.mark.parametrize(("table", "record"), SOUND)
    def test_nothing_is_said_of_what_is_sound(self, tmp_path: Path, table: str, record: Any) -> None:
        assert text_of(check_store(store_with(tmp_path / "x.json", table, record))) == []

    @pytest.mark.parametrize(("table", "record", "field", "reason"), UNSOUND)
    def test_error(self, tmp_path: Path, table: str, record: Any, field: str, reason: str) -> None:
        report = check_store(store_with(tmp_path / "x.json", table, record))
        (finding,) = report.findings
        assert (finding.table, finding.record_id, finding.field) == (table, record.id, field)
        assert reason in finding.reason
        assert finding.severity == "error"
        assert (report.errors, report.warnings, report.is_sound) == (1, 0, False)

    @pytest.mark.parametrize(("table", "record", "field", "reason"), WARNED)
    def test_warning(self, tmp_path: Path, table: str, record: Any, field: str, reason: str) -> None:
        report = check_store(store_with(tmp_path / "x.json", table, record))
        (finding,) = report.findings
        assert (finding.table, finding.record_id, finding.field) == (table, record.id, field)
        assert reason in finding.reason
        assert finding.severity == "warning"
        assert (report.errors, report.warnings, report.is_sound) == (0, 1, True)

    def test_place_in_the_file(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", events=[an_event(id="good"), an_event(id="bad", place="nowhere")])
        (finding,) = check_store(path).findings
        assert finding.line is not None
        assert '"id":"bad"' in path.read_text().split("\n")[finding.line - 1]
        assert str(finding) == (
            f"events bad (line {finding.line}): field place names 'nowhere', which is not among the places"
        )

    def test_records_that_do_not_fit_the_model(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", actors=['{"id":"a"}', '{"id":"b","name":5}', "[]", '{"name":"C"}'])
        assert text_of(check_store(path)) == [
            "actors a (line 6): field name is missing",
            "actors b (line 7): field name must be text, found a number",
            "actors (line 8): must be an object, found a list",
            "actors (line 9): field id is missing",
        ]

    def test_reference_to_a_record_that_is_not_sound_is_not_said_twice(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        path.write_text(path.read_text().replace('"name":"Manbij",', ""))
        assert [finding.table for finding in check_store(path).findings] == ["places"]

    def test_every_later_one_of_the_same_id(self, tmp_path: Path) -> None:
        line = '{"id":"a","name":"A"}'
        report = check_store(with_lines(tmp_path / "x.json", actors=[line, line, line], places=[line]))
        assert [(finding.table, finding.line, finding.field) for finding in report.findings] == [
            ("actors", 7, "id"),
            ("actors", 8, "id"),
        ]

    def test_circle_of_three_is_said_once(self, tmp_path: Path) -> None:
        ring = [an_offensive(id=name, parent=above) for name, above in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))]
        report = check_store(a_store(tmp_path / "x.json", offensives=[an_offensive(), *ring]))
        assert [(finding.record_id, finding.reason) for finding in report.findings] == [
            ("a", "goes in a circle: a → b → c → a")
        ]

    def test_table_that_is_not_known(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", _default=['{"a":1}', "5"], mine=["{}"])
        report = check_store(path)
        assert text_of(report) == [
            "_default (line 5): is a table that Dateline does not know; it is kept",
            "mine (line 9): is a table that Dateline does not know; it is kept",
        ]
        assert report.is_sound

    def test_meta(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", meta=a_meta(opens_at="yesterday", licence="L"))
        path.write_text(path.read_text().replace('"licence":"L"', '"licence":5'))
        assert [finding.field for finding in check_store(path).findings] == ["licence"]
        path.write_text(path.read_text().replace('"licence":5', '"licence":"L"'))
        (finding,) = check_store(path).findings
        assert (finding.field, finding.line) == ("opens_at", 3)
        for sound in ("villages-taken", "2016-06-04"):
            path.write_text(path.read_text().replace("yesterday", sound))
            assert check_store(path).findings == []
            path.write_text(path.read_text().replace(f'"opens_at":"{sound}"', '"opens_at":"yesterday"'))

    def test_document_numbers(self, tmp_path: Path) -> None:
        path = with_lines(tmp_path / "x.json", actors=[f'{{"id":"{name}","name":"A"}}' for name in "abc"])
        path.write_text(path.read_text().replace('"2": ', '"1": ').replace('"3": ', '"03": '))
        report = check_store(path)
        assert [(finding.record_id, finding.reason) for finding in report.findings] == [
            ("b", "shares document number 1 with one before it: TinyDB shows but one"),
            ("c", "has the document number '03', which TinyDB cannot read"),
        ]
        assert report.counts["actors"] == 3

    def test_nothing_is_changed(self, tmp_path: Path) -> None:
        path = store_with(tmp_path / "x.json", *UNSOUND[0][:2])
        before = path.read_bytes(), path.stat().st_mtime_ns
        check_store(path)
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
        assert [name.name for name in tmp_path.iterdir()] == ["x.json"]


class TestQueries:
    def test_query_that_cannot_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def parse(text: str) -> None:
            if text == "actor:":
                raise QueryError("an actor was expected.", 6)

        module = ModuleType("store.query")
        module.__dict__["parse"] = parse
        monkeypatch.setitem(sys.modules, "store.query", module)
        queries = [an_offensive(), an_offensive(id="o", query="actor:"), an_offensive(id="p", query="actor:SDF")]
        report = check_store(a_store(tmp_path / "x.json", offensives=queries))
        assert [(finding.record_id, finding.field, finding.reason) for finding in report.findings] == [
            ("o", "query", "cannot be read, at column 7: an actor was expected.")
        ]

    def test_with_the_language_itself(self, tmp_path: Path) -> None:
        pytest.importorskip("store.query")
        queries = [an_offensive(), an_offensive(id="o", query="(actor:SDF"), an_offensive(id="p", query="actor:SDF")]
        report = check_store(a_store(tmp_path / "x.json", offensives=queries))
        assert [(finding.record_id, finding.field) for finding in report.findings] == [("o", "query")]


class TestOtherFiles:
    @pytest.mark.parametrize("indent", [None, 0, 2])
    def test_other_layout_has_no_lines(self, tmp_path: Path, indent: int | None) -> None:
        path = a_store(tmp_path / "x.json", events=[an_event(id="bad", place="nowhere"), an_event(id="good")])
        path.write_text(json.dumps(json.loads(path.read_bytes()), indent=indent))
        report = check_store(path)
        assert [(finding.record_id, finding.line) for finding in report.findings] == [("bad", None)]
        assert report.counts["events"] == 2

    def test_broken_lines_are_named_and_the_rest_is_checked(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", events=[an_event(id=name) for name in "abcd"])
        lines = path.read_text().split("\n")
        first = next(number for number, line in enumerate(lines) if '"id":"a"' in line)
        lines[first] = lines[first].rstrip(",")  # a comma is missing
        lines[first + 1] = lines[first + 1].replace('"date":', '"date"')
        lines[first + 2] = "<<<<<<< HEAD"
        lines[first + 3] = lines[first + 3].replace("manbij", "nowhere", 1)
        path.write_text("\n".join(lines))
        report = check_store(path)
        assert [(finding.line, finding.table, finding.record_id) for finding in report.findings] == [
            (first + 1, "", ""),
            (first + 2, "events", "b"),
            (first + 3, "", ""),
            (first + 4, "events", "d"),
        ]
        assert not report.is_sound

    @pytest.mark.parametrize("name", [b'"\xff"', b'"\\x"', b'"a\x01"', b'"articles'])
    def test_name_of_a_table_that_is_no_json(self, tmp_path: Path, name: bytes) -> None:
        path = a_store(tmp_path / "x.json")
        path.write_bytes(path.read_bytes().replace(b'"articles"', name))
        (finding, *_rest) = check_store(path).findings
        assert (finding.line, finding.severity) == (
            path.read_bytes()[: path.read_bytes().index(name)].count(b"\n") + 1,
            "error",
        )

    @pytest.mark.parametrize("line", ["[1", "[" * 100_000 + "]" * 100_000, "{}\x0b"])
    def test_broken_line_of_a_table_that_is_not_known(self, tmp_path: Path, line: str) -> None:
        report = check_store(with_lines(tmp_path / "x.json", mine=["{}", line]))
        assert [finding.severity for finding in report.findings] == ["warning", "error"]
        assert "is not a Dateline store" in report.findings[1].reason

    def test_file_that_was_cut_off(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json")
        content = path.read_bytes()
        path.write_bytes(content[: content.index(b'"places"')])
        report = check_store(path)
        assert "the file ends before the store does" in text_of(report)[-1]

    @pytest.mark.parametrize("kind", [NotAStore, StoreNotFound])
    def test_what_is_no_store(self, tmp_path: Path, kind: type[Exception]) -> None:
        if kind is NotAStore:
            (tmp_path / "x.json").write_text('{"a": 1')
        with pytest.raises(kind):
            check_store(tmp_path / "x.json")

    def test_hostile_text_never_reaches_a_message(self, tmp_path: Path) -> None:
        evil = "\x1b]52;c;ZXZpbA==\x07\u202e"
        event = {"id": evil, "date": evil, "title": "T", "place": evil, "confidence": evil, "extra": {evil: "\b"}}
        other = {**event, "id": evil + "2", "date": "2016", "confidence": ""}
        path = with_lines(tmp_path / "x.json", events=[json.dumps(event), json.dumps(other)])
        report = check_store(path)
        assert report.errors
        assert all(line.isprintable() for line in text_of(report))


class TestManyRecords:
    def test_list_is_bounded_and_the_count_is_not(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(check, "MOST_FINDINGS", 3)
        path = a_store(tmp_path / "x.json", events=[an_event(place="nowhere") for _number in range(10)])
        report = check_store(path)
        assert (len(report.findings), report.errors) == (3, 10)

    def test_progress_ends_with_the_whole_file(self, tmp_path: Path) -> None:
        path = a_store(tmp_path / "x.json", events=(an_event(title="x" * 1000) for _number in range(4000)))
        told: list[tuple[int, int]] = []
        check_store(path, progress=lambda done, size: told.append((done, size)))
        size = path.stat().st_size
        assert len(told) == size // (1 << 20) + 1
        assert told[-1] == (size, size)
        assert told == sorted(told)


def test_finding_of_the_file_as_a_whole() -> None:
    assert str(Finding("", "", None, "", "is broken")) == "the file: is broken"


def test_sentence_after_a_field_stands_behind_a_colon() -> None:
    assert (
        str(Finding("events", "a", 7, "date", "The date is empty."))
        == "events a (line 7): field date: The date is empty."
    )


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ({}, []),
        ({"a": "b", "b": "c"}, []),
        ({"a": "a"}, [["a"]]),
        ({"t": "a", "a": "b", "b": "a"}, [["a", "b"]]),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, [["a", "b"], ["c", "d"]]),
    ],
)
def test_circles(above: dict[str, str], expected: list[list[str]]) -> None:
    assert list(circles(above)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", True), ("7", True), ("-3", True), ("07", False), ("٣", False), ("", False), ("1 ", False)],
)
def test_document_number(text: str, expected: bool) -> None:
    assert is_document_number(text) is expected
