"""Accepted drafts in a store: the article, events that cite it, and the events that they may be already."""

from pathlib import Path

import pytest

from store.check import check_store
from store.commands.calling import main
from store.database import copy_store, open_store
from store.drafting import Names, Reading, read_article
from store.drafting.matching import MOST, likely_matches
from store.drafting.records import UNREVIEWED, article_of
from store.editing.editor import Editor
from store.loader import load_timeline
from store.model import Article, Event, Passage
from store.pages import Page, open_page, read_page, restore
from store.passages import sentences_of, span_in
from store.reviewing.accepting import accept, accept_step
from store.sample import BUNDLED
from store.timeline import Timeline
from tests.articles.expected import PAGES

WIRE = PAGES / "wire.txt"


@pytest.fixture(scope="module")
def bundled() -> Timeline:
    return load_timeline(BUNDLED)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    copy_store(BUNDLED, tmp_path / "own.json")
    return tmp_path / "own.json"


def read(path: Path, timeline: Timeline) -> tuple[Page, Reading]:
    page = read_page(open_page(str(path)))
    return page, read_article(page, Names(timeline.actors.values(), timeline.places.values()))


def test_accepted_drafts_are_events_that_cite_the_article(own: Path, bundled: Timeline) -> None:
    page, reading = read(WIRE, bundled)
    done = accept(own, page)
    timeline = load_timeline(own)
    assert timeline.size == bundled.size + len(reading.drafts)
    article = timeline.articles[done.article.id]
    assert (article.publisher, article.published, article.body) == ("Northwire", "2016-06-14T16:05+00:00", page.body)
    event = timeline.event(timeline.ordinal_of[f"{done.article.id}-d1"])
    assert event.articles == [article.id]
    assert event.sources[0].publisher == "Northwire"
    assert event.tags == [UNREVIEWED]
    assert (event.place, event.precision) == ("manbij", "near"), "they captured villages south of it"
    sentences = [sentence for _article, sentence in sentences_of(event, timeline.articles)]
    assert sentences[0].startswith("U.S.-backed fighters captured five villages")
    assert check_store(own).errors == check_store(BUNDLED).errors


def test_accepted_events_join_the_offensives_whose_rule_they_meet(own: Path, bundled: Timeline) -> None:
    page, _reading = read(WIRE, bundled)
    done = accept(own, page)
    timeline = load_timeline(own)
    near_manbij = timeline.ordinal_of[f"{done.article.id}-d1"]
    assert near_manbij in timeline.by_offensive["manbij-offensive-2016"]
    assert len(timeline.by_dataset["article"]) == done.events


def test_article_that_is_read_again_adds_nothing(own: Path, bundled: Timeline) -> None:
    page, reading = read(WIRE, bundled)
    first = accept(own, page)
    with open_store(own, writing=True) as database, database.change() as change:
        change.put("events", Event(id=f"{first.article.id}-d1", date="2016-06-14", title="Mended by hand"))
    again = accept(own, page)
    assert (again.events, again.known) == (0, len(reading.drafts))
    timeline = load_timeline(own)
    assert timeline.event(timeline.ordinal_of[f"{first.article.id}-d1"]).title == "Mended by hand"


def test_article_that_the_store_has_under_another_id_is_that_one(own: Path, bundled: Timeline) -> None:
    page, _reading = read(WIRE, bundled)
    with open_store(own, writing=True) as database, database.change() as change:
        stored = Article(
            id="the-wire", headline=article_of(page).headline.upper(), publisher="northwire", published="2016-06-14"
        )
        change.put("articles", stored)
    done = accept(own, page)
    timeline = load_timeline(own)
    assert (done.article.id, len(timeline.articles)) == ("the-wire", len(bundled.articles) + 1)
    assert timeline.articles["the-wire"].body == page.body
    assert {event.articles[0] for event in map(timeline.event, timeline.by_dataset["article"])} == {"the-wire"}
    assert accept(own, page).events == 0


def test_another_article_gets_an_id_of_its_own(bundled: Timeline) -> None:
    page, _reading = read(WIRE, bundled)
    taken = article_of(page)
    other = Article(id=taken.id, headline="Another", publisher="Northwire", published="2016-06-14")
    assert article_of(page, [other]).id == f"{taken.id}-2"
    assert article_of(page, [taken]).id == taken.id


def test_event_finds_its_sentence_when_a_line_was_restored(bundled: Timeline) -> None:
    page, reading = read(PAGES / "uk-paste.txt", bundled)
    span = reading.drafts[0].evidence[0]
    passage = Passage(article="a", start=span.start, end=span.end, begins=reading.body[span.start : span.start + 40])
    longer = article_of(restore(page, page.cut[0][0]))
    found = span_in(longer, passage)
    assert found is not None
    assert longer.body[slice(*found)] == reading.body[span.start : span.end]
    assert span_in(Article(id="a", headline="Without its text"), passage) is None


def test_likely_matches_share_day_place_and_actors(bundled: Timeline) -> None:
    _page, reading = read(WIRE, bundled)
    draft = reading.drafts[0]
    matches = likely_matches(draft, bundled)
    assert 0 < len(matches) <= MOST
    best = bundled.event(matches[0].ordinal)
    assert best.place == draft.place == "manbij"
    assert {each.id for each in best.actors} >= {"sdf", "is"}
    assert matches[0].ordinal in bundled.possibly(736129, 736129)
    assert matches[0].reason == "the same days, place and actors"


def test_nothing_matches_in_an_empty_store(tmp_path: Path, bundled: Timeline) -> None:
    main(["new", str(tmp_path / "empty.json"), "--title", "Empty"])
    _page, reading = read(WIRE, bundled)
    assert likely_matches(reading.drafts[0], load_timeline(tmp_path / "empty.json")) == []


def test_unreviewed_events_are_tagged(own: Path, bundled: Timeline) -> None:
    page, reading = read(WIRE, bundled)
    accept(own, page)
    assert len(load_timeline(own).by_tag[UNREVIEWED]) == len(reading.drafts)


def test_accepting_is_one_step_to_undo(own: Path, bundled: Timeline) -> None:
    page, _reading = read(WIRE, bundled)
    timeline = load_timeline(own)
    with Editor(own) as editor:
        accepted, step = accept_step(timeline, page)
        editor.apply(step)
        assert editor.undo_name.startswith(f"add {accepted.events} events from '")
        after = timeline.with_changes(editor.fresh())
        assert after.size == timeline.size + accepted.events
        editor.undo()
        before = after.with_changes(editor.fresh())
    assert before.size == timeline.size
    assert accepted.article.id not in before.articles
