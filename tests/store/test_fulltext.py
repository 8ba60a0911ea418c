"""Plain text search: every event whose own words or names hold the text, and no other."""

import os
from pathlib import Path
from threading import Thread

import pytest

from store import elsewhere, foldedtexts, fulltext
from store.errors import StoreChanged
from store.foldedtexts import EVENTS_BETWEEN_REPORTS, folded_texts, line_of
from store.loader import load_timeline
from store.model import Claim, Participant, Source
from store.text import fold
from store.timeline import Timeline
from tests.builders import a_place, a_store, an_actor, an_event, with_lines
from tests.store.timelines import UNLESS_CHANGED, Reads, a_timeline, dated, ids, line


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    events = [
        an_event(id="title", date="2016-06-01", title="Shells hit the Ḥaṭlah road", actors=[], place="", sources=[]),
        an_event(id="summary", date="2016-06-02", summary="first line\nsecond\n\nline\n", actors=[], sources=[]),
        an_event(id="claim", date="2016-06-03", claims=[Claim(attribution="An Officer", text="Straße frei")], place=""),
        an_event(id="source", date="2016-06-04", sources=[Source(publisher="ARA News", title="“SDF” at İstanbul")]),
        an_event(id="notes", date="2016-06-05", notes="the end", date_note="or the day before", place="lost-place"),
        an_event(id="who", date="2016-06-06", title="\n", actors=[Participant(id="nusra"), Participant(id="ghost")]),
    ]
    actors = [
        an_actor(aliases=["Qasad"]),
        an_actor(id="is", name="Islamic State", short="IS", aliases=["Daesh"]),
        an_actor(id="nusra", name="Jabhat al-Nuṣra", short=""),
    ]
    places = [a_place(aliases=["Mabbug"], admin1="Aleppo", admin2="Manbij district", country="Syria")]
    return a_timeline(tmp_path, *events, actors=actors, places=places)


MANBIJ = ["summary", "source", "who"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hatlah", ["title"]),
        ("Ḥaṭlah ROAD", ["title"]),
        ("strasse", ["claim"]),
        ("STRASSE FREI", ["claim"]),
        ('sdf" at istanbul', []),  # the quotes are not fold's to make plain
        ("istanbul", ["source"]),
        ("first line second", ["summary"]),
        ("first line\nsecond", ["summary"]),
        ("second  line", ["summary"]),  # a line feed each
        ("end villages", []),  # two events, one after the other
        ("road villages", []),
        ("or the day", ["notes"]),
        ("villages taken", ["summary", "claim", "source", "notes"]),
        ("officer", ["claim"]),
        ("ara n", ["source"]),
        ("sohr", ["claim", "notes", "who"]),
        ("daesh", ["claim", "source", "notes"]),
        ("qasad", ["claim", "source", "notes"]),
        ("al-nusra", ["who"]),
        ("ghost", ["who"]),
        ("mabb", MANBIJ),
        ("aleppo", MANBIJ),
        ("syria", ["summary", "claim", "source", "notes", "who"]),  # the place, or the Syrian Democratic Forces
        ("manbij district", MANBIJ),
        ("lost-pl", ["notes"]),
        ("nowhere at all", []),
    ],
)
@pytest.mark.parametrize("at_a_time", [1, 2, 4, 1000])
def test_what_is_found(
    timeline: Timeline, text: str, found: list[str], at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "_EVENTS_AT_A_TIME", at_a_time)
    assert ids(timeline, timeline.search(fold(text))) == found


def test_line_feed_alone_is_a_space(timeline: Timeline) -> None:
    assert timeline.search("\n") == timeline.search(" ")


def test_nothing_asked_is_everything(timeline: Timeline) -> None:
    assert timeline.search("") == timeline.everything


def test_answers_do_not_change_those_given_before(timeline: Timeline) -> None:
    before = ids(timeline, timeline.search("sohr"))
    for text in range(200):
        timeline.search(str(text))
    assert ids(timeline, timeline.search("sohr")) == before


def test_no_events(tmp_path: Path) -> None:
    assert not a_timeline(tmp_path).search("x")


def test_first_and_last_event_and_hits_beside_each_other(tmp_path: Path) -> None:
    events = [an_event(id=f"e{n}", date=f"2016-06-0{n}", title="aaa" * (n in (1, 5)), place="") for n in range(1, 6)]
    timeline = a_timeline(tmp_path, *events, actors=[])
    assert ids(timeline, timeline.search("aa")) == ["e1", "e5"]
    assert ids(timeline, timeline.search("aaa")) == ["e1", "e5"]
    assert ids(timeline, timeline.search("aaaa")) == []


def test_text_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = a_timeline(tmp_path, *dated(*(f"2016-06-{day:02}" for day in range(1, 31))))
    reads = Reads(monkeypatch)
    assert not timeline.text.is_read
    for text in ("2016", "06-0", "2016", "x"):
        timeline.search(text)
    assert (reads.count, timeline.text.is_read) == (30, True)
    timeline.read_texts()
    assert reads.count == 30


def test_reading_ahead_tells_how_far_it_is(tmp_path: Path) -> None:
    count = 2 * EVENTS_BETWEEN_REPORTS + 10
    path = a_store(tmp_path / "x.json", events=(an_event(id=f"e{number}") for number in range(count)))
    timeline = load_timeline(path)
    told: list[tuple[int, int]] = []

    def go_on(done: int, size: int) -> bool:
        told.append((done, size))
        return True

    timeline.read_texts(go_on)
    assert told == [(done, count) for done in (0, EVENTS_BETWEEN_REPORTS, 2 * EVENTS_BETWEEN_REPORTS)]
    assert timeline.text.is_read


def test_reading_ahead_can_be_stopped(tmp_path: Path) -> None:
    timeline = a_timeline(tmp_path, *dated("2016-06-01", "2016-06-02"))
    timeline.read_texts(lambda _done, _size: False)
    assert not timeline.text.is_read
    assert ids(timeline, timeline.search("2016-06-02")) == ["e1"]  # and taken up again


def test_reading_ahead_while_somebody_searches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = a_timeline(tmp_path, *(an_event(id=f"e{number}") for number in range(500)))
    reads = Reads(monkeypatch)
    threads = [Thread(target=timeline.read_texts) for _number in range(4)]
    for thread in threads:
        thread.start()
    assert len(timeline.search("villages")) == 500
    for thread in threads:
        thread.join()
    assert reads.count == 500


def test_file_changed_before_it_was_searched(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json", events=dated("2016-06-01", "2016-06-02"))
    timeline = load_timeline(path)
    os.truncate(path, 400)
    for _attempt in range(2):
        with pytest.raises(StoreChanged, match=UNLESS_CHANGED):
            timeline.search("2016")


def loaded(tmp_path: Path) -> Timeline:
    """Return a timeline with unsound records and two of one id, out of order."""
    events = [line(an_event(id=f"e{day}", date=f"2016-06-{30 - day}", title=f"Öl\nfield {day}")) for day in range(20)]
    events[5:5] = ["[]", line(an_event(id="e2", title="Twin")), '{"id":"x"}']
    return load_timeline(with_lines(tmp_path / "x.json", events=events, actors=[line(an_actor())]))


@pytest.fixture
def elsewhere_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the texts of small files read by two other processes."""
    monkeypatch.setattr(foldedtexts, "MANY_BYTES", 1)
    monkeypatch.setattr(elsewhere, "workers", lambda: 3)


@pytest.mark.usefixtures("elsewhere_read")
def test_other_processes_read_the_same_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = Reads(monkeypatch)
    timeline = loaded(tmp_path)
    texts = folded_texts(timeline, lambda _done: None)
    assert reads.count == 0
    assert texts == [line_of(timeline.uncached_event(ordinal)) for ordinal in range(timeline.size)]
    assert ids(timeline, timeline.search("ol field 7")) == ["e7"]


@pytest.mark.usefixtures("elsewhere_read")
@pytest.mark.parametrize("call", ["raise SystemExit(1)", "print('.....')"])
def test_texts_that_others_do_not_read_are_read_here(
    tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "_CALL", call)
    timeline = loaded(tmp_path)
    assert ids(timeline, timeline.search("ol field 7")) == ["e7"]


@pytest.mark.usefixtures("elsewhere_read")
@pytest.mark.parametrize(
    ("old", "new", "reads_here"),
    [(b'"13": {', b'"12": {', 0), (b',\n"13": {', b'\n},\n"events": {\n"13": {', 20)],
    ids=["number", "table"],
)
def test_texts_of_what_stands_twice(
    tmp_path: Path, old: bytes, new: bytes, reads_here: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_store(tmp_path / "x.json", events=dated(*(f"2016-06-{day:02}" for day in range(1, 21))))
    assert path.read_bytes().count(old) == 1
    path.write_bytes(path.read_bytes().replace(old, new))
    timeline = load_timeline(path)
    reads = Reads(monkeypatch)
    texts = folded_texts(timeline, lambda _done: None)
    assert (len(texts), reads.count) == (20, reads_here)
    assert texts == [line_of(timeline.uncached_event(ordinal)) for ordinal in range(timeline.size)]


@pytest.mark.usefixtures("elsewhere_read")
def test_file_without_events_has_no_texts(tmp_path: Path) -> None:
    timeline = load_timeline(with_lines(tmp_path / "x.json", events=[], actors=[line(an_actor())]))
    assert folded_texts(timeline, lambda _done: None) == []
    assert not timeline.search("x")


@pytest.mark.usefixtures("elsewhere_read")
def test_texts_of_a_file_that_changed_are_not_another_s(tmp_path: Path) -> None:
    timeline = loaded(tmp_path)
    path = tmp_path / "x.json"
    path.write_bytes(path.read_bytes().replace(b'"id":"e9"', b'"id":"f9"'))
    with pytest.raises(StoreChanged, match=UNLESS_CHANGED):
        timeline.search("field")


@pytest.mark.usefixtures("elsewhere_read")
def test_other_processes_end_when_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[elsewhere.Work] = []
    stop = elsewhere.Work.stop

    def noted(work: elsewhere.Work) -> None:
        stop(work)
        stopped.append(work)

    monkeypatch.setattr(elsewhere.Work, "stop", noted)
    timeline = loaded(tmp_path)
    timeline.read_texts(lambda _done, _size: False)
    assert len(stopped) == 2
    assert not timeline.text.is_read
