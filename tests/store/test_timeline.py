"""The timeline: the order of its events, what it says of days, offensives and records, and how little it does."""

import gc
import os
import weakref
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from store.dates import OPEN_END, parse
from store.errors import StoreChanged
from store.filter import Filter
from store.loader import load_timeline
from store.model import Claim
from store.timeline import RECENT_EVENTS, Timeline
from store.view import View
from tests.builders import a_place, a_store, an_actor, an_event, an_offensive
from tests.store.timelines import UNLESS_CHANGED, Reads, a_timeline, dated, ids, laid_out, replaced, titles

IN_ORDER = [
    "../2016-06-01",  # began who knows when
    "/2016-06-02",
    "0001-01-01",
    "0001-01",
    "2016-01",
    "2016-02-29",
    "2016-02-29/2016-03-01",
    "2016-02-29/..",
    "2016-02-29~",
    "[2016-02-29..2016-03-01]",
    "2016-06-01",
    "2016-06-01/2016-06-02",
    "2016-06-01/2016-06-03",
    "2016-06-01/",
    "2016-06-01?",
    "[2016-06-01..2016-06-02]",
    "2016-06",
    "2016-06-01~/2016-08-02",
    "2016-06-02",
    "2017",
    "9999-12-31",
]


class TestOrder:
    @pytest.mark.parametrize("step", [1, -1, 5, 8])
    def test_earliest_then_known_then_latest_then_id(self, tmp_path: Path, step: int) -> None:
        """Whatever the order in the file: steps that share no factor with the length go through all of it."""
        dates = [IN_ORDER[step * number % len(IN_ORDER)] for number in range(len(IN_ORDER))]
        assert sorted(dates) == sorted(IN_ORDER)
        assert titles(a_timeline(tmp_path, *dated(*dates))) == IN_ORDER

    def test_same_dates_go_by_id(self, tmp_path: Path) -> None:
        names = ["b", "a", "é", "Z", "a1", "10", "9"]
        timeline = a_timeline(tmp_path, *(an_event(id=name) for name in names))
        assert timeline.ids == sorted(names)

    def test_ordinals_ids_and_days_agree(self, tmp_path: Path) -> None:
        timeline = a_timeline(tmp_path, *dated(*reversed(IN_ORDER)))
        assert (timeline.size, list(timeline.everything)) == (len(IN_ORDER), list(range(len(IN_ORDER))))
        for ordinal, id_ in enumerate(timeline.ids):
            event = timeline.event(ordinal)
            edtf = parse(event.date)
            assert (event.id, timeline.ordinal_of[id_]) == (id_, ordinal)
            assert (timeline.earliest[ordinal], timeline.latest[ordinal]) == (edtf.earliest, edtf.latest)
            group = timeline.days.of(ordinal)
            assert (timeline.days.days[group], timeline.days.known[group]) == (edtf.earliest, edtf.start_known)
        assert len(timeline.ordinal_of) == len(IN_ORDER)

    def test_position_in_the_file_does_not_matter(self, tmp_path: Path) -> None:
        forwards = a_timeline(tmp_path, *dated(*IN_ORDER), offensives=[])
        backwards = a_timeline(tmp_path, *reversed(dated(*IN_ORDER)), offensives=[])
        assert titles(forwards) == titles(backwards)
        assert forwards.by_source == backwards.by_source


def day(text: str) -> int:
    return parse(text).earliest


EDGES = ("0001-01-01", "2016-02-28", "2016-02-29", "2016-03-01", "2016-06-01", "2017-05-01", "9999-12-31")


class TestDays:
    @pytest.fixture
    def timeline(self, tmp_path: Path) -> Timeline:
        return a_timeline(tmp_path, *dated(*IN_ORDER))

    @pytest.mark.parametrize(("first", "last"), list(combinations_with_replacement(EDGES, 2)))
    def test_possibly_and_certainly_within(self, timeline: Timeline, first: str, last: str) -> None:
        possible = {text for text in IN_ORDER if parse(text).is_possibly_within(day(first), day(last))}
        certain = {text for text in IN_ORDER if parse(text).is_certainly_within(day(first), day(last))}
        found = [timeline.event(ordinal).title for ordinal in timeline.possibly(day(first), day(last))]
        assert (len(found), set(found)) == (len(possible), possible)
        found = [timeline.event(ordinal).title for ordinal in timeline.certainly(day(first), day(last))]
        assert (len(found), set(found)) == (len(certain), certain)
        assert certain <= possible

    def test_lasting(self, tmp_path: Path) -> None:
        timeline = a_timeline(tmp_path, *dated("2016-06-01", "2016-06-01/2016-06-07", "[2016-06-01..2016-06-08]"))
        assert [titles(timeline)[at] for at in timeline.lasting(7)] == ["[2016-06-01..2016-06-08]"]
        assert len(timeline.lasting(1)) == 2

    def test_first_on_or_after(self, timeline: Timeline) -> None:
        assert [timeline.first_on_or_after(at) for at in (-5, 0)] == [0, 0]
        assert titles(timeline)[timeline.first_on_or_after(1)] == "0001-01-01"
        assert titles(timeline)[timeline.first_on_or_after(day("2016-05-31"))] == "2016-06-01"
        assert timeline.first_on_or_after(day("9999-12-31")) == timeline.size - 1
        assert timeline.first_on_or_after(OPEN_END) == timeline.size

    @pytest.mark.parametrize(
        ("dates", "last"),
        [
            (["2016-06-04"], "2016-06-04"),
            (["2016-06-04/2016-08-12", "2016-07-01"], "2016-08-12"),
            (["2016-06-04/..", "2016-07-01"], "2016-07-01"),
            (["2016-06-04/..", "2016-05-01/2016-06-30"], "2016-06-30"),
            (["2016-06-04/", "2015"], "2016-06-04"),
            (["2015"], "2015-12-31"),
            (["9999-12-31"], "9999-12-31"),
        ],
    )
    def test_last_day(self, tmp_path: Path, dates: list[str], last: str) -> None:
        assert a_timeline(tmp_path, *dated(*dates)).last_day == parse(last).latest

    def test_no_events(self, tmp_path: Path) -> None:
        empty = a_timeline(tmp_path)
        assert (empty.last_day, empty.first_on_or_after(5), len(empty.days)) == (0, 0, 0)
        assert not empty.possibly(1, OPEN_END)
        assert not empty.certainly(1, OPEN_END)


class TestOffensives:
    def test_listed_events_and_those_that_the_query_finds(self, tmp_path: Path) -> None:
        events = [
            an_event(id="listed", date="2016-01-01"),
            an_event(id="found", date="2016-06-04", offensives=[], place="suburb"),
            an_event(id="far", date="2016-06-04", offensives=[], place="raqqa"),
            an_event(id="late", date="2016-09-04", offensives=[], place="suburb"),
        ]
        places = [
            a_place(),
            a_place(id="suburb", name="A suburb", lat=36.6),
            a_place(id="raqqa", name="Raqqa", lat=35.95, lon=39.01),
        ]
        offensive = an_offensive(query="near:manbij~60km date:2016-05-31..2016-08-27 against:sdf,is")
        timeline = a_timeline(tmp_path, *events, places=places, offensives=[offensive])
        assert ids(timeline, timeline.by_offensive[offensive.id]) == ["listed", "found"]
        assert ids(timeline, timeline.listed_in[offensive.id]) == ["listed"]
        assert timeline.unread_queries == []

    @pytest.mark.parametrize(
        "query", ["actor:", "actor:nobody", "(", "near:manbij~", "offensive:manbij-offensive", "date:2016-13", '"']
    )
    def test_query_that_cannot_be_read(self, tmp_path: Path, query: str) -> None:
        offensives = [an_offensive(id="bad", query=query), an_offensive(id="good", query="actor:sdf"), an_offensive()]
        events = [an_event(id="a", offensives=["bad"]), an_event(id="b")]
        timeline = a_timeline(tmp_path, *events, offensives=offensives)
        assert ids(timeline, timeline.by_offensive["bad"]) == ["a"]
        assert ids(timeline, timeline.by_offensive["good"]) == ["a", "b"]
        (unread,) = timeline.unread_queries
        assert (unread.table, unread.record_id) == ("offensives", "bad")
        assert unread.reason.startswith("its query: ")
        assert timeline.report.unsound == []

    def test_campaign_has_the_events_of_its_parts(self, tmp_path: Path) -> None:
        offensives = [
            an_offensive(id="phase", parent="battle", query="actor:sdf"),
            an_offensive(id="war"),
            an_offensive(id="battle", parent="war"),
            an_offensive(id="other", parent="war"),
        ]
        events = [
            an_event(id="a", offensives=[]),
            an_event(id="b", offensives=["other"], actors=[]),
            an_event(id="c", offensives=["war"], actors=[]),
        ]
        timeline = a_timeline(tmp_path, *events, offensives=offensives)
        found = {id_: "".join(ids(timeline, events)) for id_, events in timeline.by_offensive.items()}
        assert found == {"phase": "a", "battle": "a", "other": "b", "war": "abc"}
        assert timeline.ancestors("phase") == ["battle", "war"]
        assert timeline.ancestors("war") == timeline.ancestors("not there") == []

    @pytest.mark.parametrize("length", [1, 2, 3, 5])
    def test_campaigns_in_a_circle(self, tmp_path: Path, length: int) -> None:
        circle = [an_offensive(id=f"o{n}", parent=f"o{(n + 1) % length}") for n in range(length)]
        beside = an_offensive(id="beside", parent="o0")
        events = [an_event(id=f"e{n}", offensives=[f"o{n}"]) for n in range(length)]
        timeline = a_timeline(tmp_path, *events, an_event(id="x", offensives=["beside"]), offensives=[*circle, beside])
        for offensive in circle:
            others = timeline.ancestors(offensive.id)
            assert sorted(others) == sorted({other.id for other in circle} - {offensive.id})
            assert timeline.by_offensive[offensive.id] == timeline.everything
        assert timeline.ancestors("beside") == [f"o{n}" for n in range(length)]
        assert ids(timeline, timeline.by_offensive["beside"]) == ["x"]

    def test_parent_that_is_not_there(self, tmp_path: Path) -> None:
        timeline = a_timeline(tmp_path, an_event(id="a"), offensives=[an_offensive(parent="gone")])
        assert timeline.ancestors("manbij-offensive") == []
        assert set(timeline.by_offensive) == {"manbij-offensive"}


class TestRecords:
    def test_blocs(self, tmp_path: Path) -> None:
        timeline = a_timeline(tmp_path, actors=[an_actor(bloc="US-backed"), an_actor(id="is")])
        assert [timeline.bloc_of(who) for who in ("sdf", "is", "nobody")] == ["US-backed", "Others", "Others"]

    def test_of_whom_some_were_killed(self, tmp_path: Path) -> None:
        claims = {
            "is": [Claim(attribution="SOHR", counted="killed", who="is", low=26)],
            "all": [Claim(attribution="SOHR", counted="killed", best=3)],
            "none": [Claim(attribution="SOHR", counted="killed", who="is", best=0)],
            "hurt": [Claim(attribution="SOHR", counted="wounded", who="is", best=4)],
        }
        timeline = a_timeline(tmp_path, *(an_event(id=name, claims=said) for name, said in claims.items()))
        assert {who: ids(timeline, found) for who, found in timeline.by_killed.items()} == {"is": ["is"]}

    @pytest.mark.parametrize(
        ("place", "located"),
        [(a_place(), True), (a_place(lat=0.0, lon=0.0), True), (a_place(lat=None), False), (a_place(lon=None), False)],
    )
    def test_located(self, tmp_path: Path, place: object, located: bool) -> None:
        timeline = a_timeline(tmp_path, an_event(id="a"), places=[place])  # type: ignore[list-item]  # a place
        assert timeline.is_located("manbij") is located
        assert bool(timeline.having["coordinates"]) is located
        assert not timeline.is_located("nowhere")


class TestOpenFile:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return a_store(tmp_path / "x.json", events=dated("2016-06-01", "2016-06-02", "2016-06-03"))

    def test_replaced_by_another_store(self, path: Path) -> None:
        timeline = load_timeline(path)
        a_store(path, events=dated("2017-01-01"))
        assert titles(timeline) == ["2016-06-01", "2016-06-02", "2016-06-03"]
        assert len(timeline.search("2016-06-0")) == 3
        assert b'"2016-06-02"' in timeline.raw(1)
        assert titles(load_timeline(path)) == ["2017-01-01"]

    def test_removed(self, path: Path) -> None:
        timeline = load_timeline(path)
        path.unlink()
        assert titles(timeline) == ["2016-06-01", "2016-06-02", "2016-06-03"]

    def test_cut_short(self, path: Path) -> None:
        timeline = load_timeline(path)
        kept = timeline.event(0)
        os.truncate(path, 100)
        assert timeline.event(0) is kept  # read before
        for ordinal in (1, 2):
            for read in (timeline.event, timeline.uncached_event, timeline.raw):
                with pytest.raises(StoreChanged, match=f"{path} {UNLESS_CHANGED} while it was open. Open it again."):
                    read(ordinal)

    @pytest.mark.parametrize(
        "change",
        [
            lambda data: b"",
            lambda data: bytes(len(data)),
            lambda data: b"\xff" * len(data),
            lambda data: b'": {' * len(data),
            lambda data: b'"1": {' * len(data),
            lambda data: data.replace(b'"id":"e', b'"id":"f'),
            lambda data: data.replace(b"title", b"tit\xffe"),
            lambda data: data.replace(b'"events"', b'"1234567890events"'),
            lambda data: data.replace(b'"date":"2016', b'"date":20160'),
            lambda data: data.replace(b'"date":"2016-06-0', b'"x":' + b"[" * 5000),
            lambda data: data[:200] + b"         " + data[200:],
        ],
    )
    def test_rewritten_in_place(self, path: Path, change: object) -> None:
        timeline = load_timeline(path)
        path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]  # the functions above
        for ordinal in range(3):
            with pytest.raises(StoreChanged, match=UNLESS_CHANGED):
                timeline.event(ordinal)
        with pytest.raises(StoreChanged, match=UNLESS_CHANGED):
            timeline.search("2016")

    def test_raw_is_never_another_record(self, path: Path) -> None:
        timeline = load_timeline(path)
        path.write_bytes(path.read_bytes().replace(b'"id":"e1"', b'"id":"e7"'))
        with pytest.raises(StoreChanged, match=UNLESS_CHANGED):
            timeline.raw(1)

    def test_file_on_one_line_is_kept_in_memory(self, path: Path) -> None:
        timeline = load_timeline(laid_out(path, None))
        path.write_bytes(b"")
        assert titles(timeline) == ["2016-06-01", "2016-06-02", "2016-06-03"]

    def test_is_closed_with_the_last_use(self, path: Path) -> None:
        """A load tells the collector to look past what it made, so a timeline must go without its help."""
        gc.disable()
        try:
            timeline = load_timeline(path)
            View(timeline, Filter(text="actor:sdf 2016 near:manbij~5km").events(timeline))
            timeline.event(0)
            gone = weakref.ref(timeline)
            del timeline
            assert gone() is None
        finally:
            gc.enable()

    def test_two_timelines_of_one_file(self, path: Path) -> None:
        one, other = load_timeline(path), load_timeline(path)
        del one
        assert titles(other) == ["2016-06-01", "2016-06-02", "2016-06-03"]

    def test_replaced_while_it_is_read(self, path: Path) -> None:
        """What is read stays the file that was opened."""
        told: list[int] = []

        def replace(done: int, _size: int) -> None:
            told.append(done)
            replaced(path, b"{}")

        assert titles(load_timeline(path, progress=replace)) == ["2016-06-01", "2016-06-02", "2016-06-03"]
        assert told


class TestWorkDone:
    @pytest.fixture
    def timeline(self, tmp_path: Path) -> Timeline:
        return a_timeline(tmp_path, *(an_event(id=f"e{n}", date=f"2016-06-{1 + n % 30:02}") for n in range(300)))

    def test_an_event_is_read_when_it_is_shown_and_then_no_more(
        self, timeline: Timeline, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reads = Reads(monkeypatch)
        timeline.event(7)
        assert reads.count == 1
        timeline.event(7)
        assert reads.count == 1
        timeline.uncached_event(7)
        assert reads.count == 2
        timeline.event(8)
        assert reads.count == 3

    def test_only_the_last_events_are_remembered(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        timeline = a_timeline(tmp_path, *(an_event(id=f"e{number}") for number in range(RECENT_EVENTS + 1)))
        reads = Reads(monkeypatch)
        for ordinal in range(timeline.size):
            timeline.event(ordinal)
        timeline.event(timeline.size - 1)
        assert reads.count == timeline.size
        timeline.event(0)
        assert reads.count == timeline.size + 1

    def test_nothing_that_a_key_asks_for_reads_events(
        self, timeline: Timeline, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reads = Reads(monkeypatch)
        wanted = Filter(text="actor:sdf date:2016-06 (deaths:>=0 OR place:manbij)").cycle(timeline, "actor", "is")
        view = View(timeline, wanted.events(timeline))
        assert view.size == 300
        for name in ("actor", "bloc", "type", "dataset", "confidence", "offensive"):
            wanted.on(timeline).live_counts(name)
        view.histogram(range(day("2016-06-01"), day("2016-07-01")))
        for row in range(view.rows):
            view.row(row)
        for step in (-1, 1):
            view.next_day(150, step)
            view.next_in(timeline.by_actor["sdf"], 150, step)
        view.nearest(150)
        view.nearest_to_day(day("2016-06-09"))
        timeline.possibly(day("2016-06-09"), day("2016-06-10"))
        timeline.ancestors("manbij-offensive")
        assert reads.count == 0
