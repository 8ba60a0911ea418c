"""A review: decisions that can be taken back, names that are learnt, and the step that it ends in."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.check import check_store
from store.drafting import DraftActor
from store.editing.editor import Editor
from store.errors import StoreNotWritable
from store.loader import load_timeline
from store.model import Claim, Source
from store.passages import sentences_of
from store.reviewing import Choices, Decision, Learnt, Review
from store.reviewing.kept import kept_path, load_kept, save_kept
from store.reviewing.writing import finish, is_same_text, joined
from store.timeline import Timeline
from tests.builders import an_article, an_event
from tests.reviewing.pages import PAGE, a_page, a_raw, a_review_store

HOSTILE = "A hill\x1b]0;x\x07 taken\n\n3 June 2016\n\nThe SDF attacked [red]IS[/red] near Manbij on Friday\u202e.\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return a_review_store(tmp_path / "war.json")


@pytest.fixture
def review(store: Path) -> Review:
    return Review(a_page(), load_timeline(store))


def written(store: Path, review: Review) -> Timeline:
    with Editor(store) as editor:
        editor.apply(finish(review).step)
    return load_timeline(store)


def test_decisions_are_counted_and_taken_back(review: Review) -> None:
    assert review.reviewed == 0
    review.decide(0, "accepted")
    review.decide(1, "rejected")
    assert [review.verdict(0), review.verdict(1)] == ["accepted", "rejected"]
    assert review.undo() == "reject draft 2"
    assert [review.verdict(0), review.verdict(1), review.reviewed] == ["accepted", "", 1]
    assert review.redo() == "reject draft 2"
    assert review.reviewed == 2
    assert review.redo() == ""
    review.undo()
    review.undo()
    assert review.undo() == ""
    assert not review.is_touched


def test_next_open_draft_is_found_around_the_end(review: Review) -> None:
    last = review.size - 1
    assert review.next_open(0) == 1
    assert review.next_open(last) == 0
    review.decide(0, "accepted")
    assert review.next_open(last) == 1
    for number in range(review.size):
        review.decide(number, "rejected")
    assert review.next_open(1) == 1


def test_accepted_draft_is_an_event_with_its_sentence_in_the_offensive_whose_rule_it_meets(
    store: Path, review: Review
) -> None:
    review.decide(0, "accepted")
    finished = finish(review)
    assert finished.said() == "1 event added."
    timeline = written(store, review)
    ordinal = timeline.ordinal_of[finished.first]
    event = timeline.event(ordinal)
    assert (event.date, event.place, event.tags) == ("2016-06-02", "manbij", [])
    assert ordinal in timeline.by_offensive["manbij-offensive"]
    assert event.claims[0].low == 26
    ((article, sentence),) = sentences_of(event, timeline.articles)
    assert article == review.article.id
    assert sentence.startswith("The Syrian Democratic Forces attacked")
    assert not check_store(store).findings


def test_merging_adds_and_overwrites_nothing(store: Path, review: Review) -> None:
    before = review.timeline.event(review.timeline.ordinal_of["clash"])
    review.decide(0, "merged", "clash")
    finished = finish(review)
    assert (finished.first, finished.events, finished.merged) == ("clash", 0, 1)
    assert finished.step.name == f"merge 1 draft from 'Rebels advance near Manbij' with '{before.title}'"
    timeline = written(store, review)
    after = timeline.event(timeline.ordinal_of["clash"])
    assert (after.title, after.date, after.actors, after.place) == (
        before.title,
        before.date,
        before.actors,
        before.place,
    )
    assert after.sources[:1] == before.sources
    assert after.sources[1].title == "Rebels advance near Manbij"
    assert (after.claims[0].attribution, after.claims[0].source) == ("Syrian Observatory", 1)
    assert after.articles == [review.article.id]
    assert len(after.passages) == 1
    assert timeline.size == review.timeline.size


def test_whole_review_is_one_step_to_take_back(store: Path, review: Review) -> None:
    review.decide(0, "merged", "clash")
    review.decide(1, "accepted")
    review.learn(Learnt("Harun Brigade", "actor"))
    title = review.timeline.event(0).title
    with Editor(store) as editor:
        step = finish(review).step
        assert step.name == f"add 1 event from 'Rebels advance near Manbij', merge 1 draft with '{title}'"
        editor.apply(step)
        assert load_timeline(store).size == 2
        editor.undo()
    timeline = load_timeline(store)
    assert (timeline.size, list(timeline.articles), "harun-brigade" in timeline.actors) == (1, [], False)
    assert not timeline.event(0).articles


def test_what_is_in_the_store_already_is_not_offered_again(store: Path, review: Review) -> None:
    review.decide(0, "accepted")
    again = Review(a_page(), written(store, review))
    assert [again.verdict(0), again.verdict(1)] == ["stored", ""]
    again.decide(1, "accepted")
    assert finish(again).events == 1
    assert written(store, again).size == 3


def test_learnt_names_are_read_at_once_and_written(store: Path, review: Review) -> None:
    assert [each.name for each in review.unknown] == ["Tal Hamad", "Harun Brigade"]
    review.learn(Learnt("Tal Hamad", "place"))
    review.learn(Learnt("Harun Brigade", "alias", "sdf"))
    assert review.unknown == ()
    number = next(n for n in range(review.size) if review.draft(n).place == "tal-hamad")
    assert {each.id for each in review.draft(number).actors} >= {"sdf"}
    review.decide(number, "accepted")
    timeline = written(store, review)
    assert timeline.actors["sdf"].aliases == ["Harun Brigade"]
    assert timeline.places["tal-hamad"].lat is None
    assert not [finding for finding in check_store(store).findings if finding.severity == "error"]


def test_decisions_hold_when_drafts_move(review: Review) -> None:
    review.decide(1, "rejected")
    review.learn(Learnt("Tal Hamad", "place"))
    review.learn(Learnt("Harun Brigade", "actor"))
    rejected = [review.draft(n).title for n in range(review.size) if review.verdict(n) == "rejected"]
    assert rejected == ["Islamic State shelled Raqqa on Friday, killing nine civilians"]


def test_cut_line_comes_back_and_goes_again(review: Review) -> None:
    at = next(at for at, line in review.page.cut if line.text.startswith("Subscribe"))
    review.restore(at)
    assert "Subscribe to our newsletter" in review.article.body
    review.undo()
    assert "Subscribe" not in review.article.body


def test_skipped_name_is_not_offered_again(review: Review) -> None:
    review.learn(Learnt("Tal Hamad", "skipped"))
    assert [each.name for each in review.unknown] == ["Harun Brigade"]
    assert not [change for change in finish(review).step.changes if change.table == "places"]


def test_merge_with_an_event_that_is_gone_is_open_again(review: Review) -> None:
    review.decide(0, "merged", "no-such-event")
    assert review.verdict(0) == ""


def test_hostile_page_gives_clean_records(store: Path) -> None:
    review = Review(a_page(HOSTILE), load_timeline(store))
    for number in range(review.size):
        review.decide(number, "accepted")
    timeline = written(store, review)
    texts = [timeline.event(n).title for n in range(timeline.size)] + [a.body for a in timeline.articles.values()]
    assert not set("".join(texts)) & {"\x1b", "\x07", "\u202e"}


# between sessions


def test_unfinished_review_is_kept_for_its_page_and_store(store: Path, review: Review, tmp_path: Path) -> None:
    path = kept_path(a_raw(), store)
    assert not path.parent.exists()
    assert load_kept(path) == Choices()
    review.decide(0, "accepted")
    review.edit(1, review.draft(1))
    review.learn(Learnt("Tal Hamad", "place"))
    save_kept(path, review.choices)
    again = Review(a_page(), review.timeline, load_kept(path))
    assert again.choices == review.choices
    assert [again.verdict(n) for n in range(again.size)] == [review.verdict(n) for n in range(review.size)]
    assert kept_path(a_raw(PAGE + "."), store) != path
    assert kept_path(a_raw(), tmp_path / "other.json") != path
    assert PAGE.split("\n")[-2].encode() not in path.read_bytes()


def test_nothing_chosen_leaves_no_file(store: Path) -> None:
    path = kept_path(a_raw(), store)
    save_kept(path, Choices({"a": Decision("accepted")}))
    save_kept(path, Choices())
    assert not path.exists()


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b'{"version":1,"choices":{"decisions":[]}}', b"[" * 100_000])
def test_broken_kept_review_is_begun_anew(store: Path, data: bytes) -> None:
    path = kept_path(a_raw(), store)
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    assert load_kept(path) == Choices()


def test_review_that_cannot_be_kept_is_said(store: Path, home: Path) -> None:
    path = kept_path(a_raw(), store)
    path.parent.parent.mkdir(parents=True)
    path.parent.write_text("a file in the way")
    with pytest.raises(StoreNotWritable, match="cannot be kept"):
        save_kept(path, Choices({"a": Decision("accepted")}))


def test_article_that_the_store_has_an_abstract_of_gets_its_text_and_loses_nothing(tmp_path: Path) -> None:
    known = an_article(
        id="wire", headline="Rebels advance near Manbij", published="2016-06-03T09:00:00Z", body="*An abstract.*"
    )
    store = a_review_store(tmp_path / "war.json", articles=[known])
    review = Review(a_page(), load_timeline(store))
    review.decide(0, "accepted")
    timeline = written(store, review)
    assert list(timeline.articles) == ["wire"]
    article = timeline.articles["wire"]
    assert article.body == a_page().body
    assert (article.note, article.author) == ("*An abstract.*", "Jane Doe")
    event = timeline.event(timeline.ordinal_of[f"wire-{review.draft(0).key}"])
    assert len(sentences_of(event, timeline.articles)) == 1
    assert Review(a_page(), timeline).verdict(0) == "stored"


def test_two_of_many_actors_are_enough_to_propose_a_match(review: Review) -> None:
    actors = (*review.draft(0).actors, DraftActor("army", "supporter", ""))
    review.edit(0, replace(review.draft(0), place="", actors=actors))
    assert [match.ordinal for match in review.matches(0)] == [review.timeline.ordinal_of["clash"]]


def test_article_that_an_event_cites_already_is_no_second_source() -> None:
    cited = Source(publisher="The Independent", title="A ‘Race’", date="2016-06-04", url="https://example.org/a")
    event = an_event(id="one", date="2016-06-04", sources=[Source(publisher="AP"), cited], claims=[])
    claim = Claim(attribution="SOHR", text="crossed", source=0)
    read = Source(publisher="Independent", title="A 'race'", date="2016-06-04")
    draft = an_event(id="two", date="2016-06-04", sources=[read], claims=[claim])
    fields = joined(event, [draft])
    assert [source["publisher"] for source in fields["sources"]] == ["AP", "The Independent"]
    assert fields["claims"][0]["source"] == 1


@pytest.mark.parametrize(
    "other",
    [
        Source(publisher="The Independent", title="A race", date="2016-06-05"),
        Source(publisher="The Independent", title="Another", date="2016-06-04"),
        Source(publisher="Reuters", title="A race", date="2016-06-04"),
        Source(publisher="The Independent", date="2016-06-04"),
    ],
)
def test_other_texts_stay_sources_of_their_own(other: Source) -> None:
    assert not is_same_text(Source(publisher="The Independent", title="A race", date="2016-06-04"), other)
