"""The review of a saved page, by its keys, until its events show in the timeline."""

import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from store.check import check_store
from store.loader import load_timeline
from store.sample import BUNDLED
from tests.reviewing.pages import PAGE, a_review_store
from tests.tui.driving import Reader, browsing
from tui.commands import COMMANDS
from tui.screens.draft_form import DraftForm
from tui.screens.review import ReviewScreen
from tui.screens.review_choices import NamesScreen


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return a_review_store(tmp_path / "war.json")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE)
    return tmp_path / "page.txt"


@asynccontextmanager
async def reviewing(store: Path, page: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Reader]:
    async with browsing(store, size) as reader:
        await reader.press("P")
        await reader.type(str(page))
        await reader.press("enter")
        assert isinstance(reader.app.screen, ReviewScreen)
        yield reader


def review_of(reader: Reader) -> ReviewScreen:
    assert isinstance(reader.app.screen, ReviewScreen)
    return reader.app.screen


def verdicts(reader: Reader) -> list[str]:
    review = review_of(reader).reviewing.review
    return [review.verdict(number) for number in range(review.size)]


async def reject_the_rest(reader: Reader) -> None:
    while "" in verdicts(reader):
        await reader.press("x")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 20)])
async def test_article_and_drafts_stand_together(store: Path, page: Path, size: tuple[int, int]) -> None:
    async with reviewing(store, page, size) as reader:
        text, drafts = review_of(reader).text, review_of(reader).drafts
        assert "The Syrian Democratic Forces attacked" in reader.words_of(text).replace("▌ ", "")
        assert "Thursday 2 June 2016" in reader.words_of(drafts)
        assert f"0 of {len(verdicts(reader))} reviewed" in reader.lines()[0]
        assert "[on Thursday]" in reader.text or "[Thursday]" in reader.text
        await reader.press("j")
        assert "Islamic State shelled Raqqa" in reader.words_of(drafts)
        assert any("▌ Islamic State shelled" in line for line in reader.text_of(text).splitlines())


async def test_accepted_events_show_in_the_timeline_at_once_and_can_be_taken_back(store: Path, page: Path) -> None:
    async with reviewing(store, page) as reader:
        await reader.press("y")
        await reject_the_rest(reader)
        assert "All are reviewed" in reader.lines()[-1]
        await reader.press("F")
        assert reader.app.screen is reader.screen
        assert reader.event.title.startswith("The Syrian Democratic Forces attacked")
        assert reader.cursor in reader.state.timeline.by_offensive["manbij-offensive"]
        assert "1 event added" in reader.said
        assert "from an article" in reader.words_of(reader.screen.article)
        assert load_timeline(store).size == 2
        await reader.press("u")
        assert reader.state.timeline.size == 1
        assert not reader.state.timeline.articles
    assert [f for f in check_store(store).findings if f.severity == "error"] == []


async def test_unfinished_review_is_kept_and_gone_on_with(store: Path, page: Path) -> None:
    async with reviewing(store, page) as reader:
        await reader.press("x", "y")
        before = verdicts(reader)
        await reader.press("escape")
        assert "The review is kept" in reader.said
        assert reader.state.timeline.size == 1
    async with reviewing(store, page) as reader:
        assert verdicts(reader) == before
        assert before[:2] == ["rejected", "accepted"]


async def test_undo_and_redo_in_the_review(store: Path, page: Path) -> None:
    async with reviewing(store, page) as reader:
        await reader.press("y", "u")
        assert not any(verdicts(reader))
        await reader.press("U")
        assert verdicts(reader)[0] == "accepted"
        await reader.press("u", "u")
        assert "nothing to undo" in reader.lines()[-1]


async def test_merging_joins_the_event_that_is_there(store: Path, page: Path) -> None:
    async with reviewing(store, page) as reader:
        assert "Clashes at Manbij" in reader.words_of(review_of(reader).drafts)
        await reader.press("m")
        assert "nothing of it is overwritten" in " ".join(reader.text.split())
        await reader.press("enter")
        assert verdicts(reader)[0] == "merged"
        await reader.press("F")
        assert reader.event.id == "clash"
        assert [claim.attribution for claim in reader.event.claims] == ["Syrian Observatory"]
        assert reader.event.title == "Clashes at Manbij"
    async with reviewing(store, page) as reader:
        assert verdicts(reader)[0] == "stored"
        await reader.press("k", "k", "y")
        assert "in the store already" in reader.text


async def test_draft_without_a_match_says_so(store: Path, page: Path) -> None:
    async with reviewing(store, page) as reader:
        await reader.press("j", "m")
        assert "No event of the store" in reader.lines()[-1]


async def test_edited_draft_says_how_it_reads(store: Path, page: Path) -> None:
    async with reviewing(store, page) as reader:
        await reader.press("e")
        assert isinstance(reader.app.screen, DraftForm)
        await reader.press("down")
        date = reader.app.focused
        assert isinstance(date, Input)
        date.value = "someday"
        await reader.settle()
        assert "!" in reader.text
        await reader.press("enter")
        assert isinstance(reader.app.screen, DraftForm)
        date.value = ""
        await reader.type("2 or 3 june")
        if "!" in reader.text:
            date.value = ""
            await reader.type("about 3 june")
        assert "June 2016" in reader.text
        await reader.press("down")
        place = reader.app.focused
        assert isinstance(place, Input)
        place.value = ""
        await reader.type("raq")
        await reader.press("right", "enter")
        review = review_of(reader).reviewing.review
        assert review.draft(0).place == "raqqa"
        assert review.draft(0).date.startswith("2016-06-0") or "2016-06-02" in review.draft(0).date
        assert verdicts(reader)[0] == "accepted"
        await reader.press("u")
        assert review.draft(0).place == "manbij"


async def test_unknown_names_are_taught_one_after_the_other(store: Path, page: Path) -> None:
    async with reviewing(store, page) as reader:
        await reader.press("n")
        assert "Tal Hamad" in reader.text
        await reader.press("enter")
        assert isinstance(reader.app.screen, NamesScreen)
        await reader.press("l")
        await reader.type("syrian d")
        await reader.press("right", "enter")
        review = review_of(reader).reviewing.review
        assert [(each.name, each.kind, each.of) for each in review.choices.learnt] == [
            ("Tal Hamad", "place", ""),
            ("Harun Brigade", "alias", "sdf"),
        ]
        assert any(draft.place == "tal-hamad" for draft in review.reading.drafts)


async def test_cut_line_is_put_back(store: Path, page: Path) -> None:
    async with reviewing(store, page) as reader:
        await reader.press("r")
        assert "Subscribe to our newsletter" in reader.text
        await reader.press("G", "enter")
        assert "Subscribe to our newsletter" in review_of(reader).reviewing.review.reading.body


async def test_nothing_accepted_writes_nothing(store: Path, page: Path) -> None:
    before = store.read_bytes()
    async with reviewing(store, page) as reader:
        await reader.press("F")
        assert "Nothing is accepted yet" in reader.lines()[-1]
        await reader.press("question_mark", "escape", "T", "space", "b")
        await reader.press("escape")
    assert store.read_bytes() == before


async def test_bundled_store_is_copied_first(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = BUNDLED.read_bytes()
    async with reviewing(BUNDLED, page) as reader:
        await reader.press("y", "F")
        assert "not written to" in " ".join(reader.text.split())
        await reader.press("enter")
        assert reader.screen.path.parent.resolve() in (tmp_path.resolve(), Path().resolve())
        assert reader.event.articles
    assert BUNDLED.read_bytes() == before


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b]52;c;eA==\x07[red]A hill[/red] taken\n\nIS attacked \x1b[2JTabqa on 3 June 2016\xe2\x80\xae, it said.\n",
        b"<html><body><form><button>Sign in</button></form></body></html>",
        b"\xff\xfe\x00\x01 broken",
        "Статья о войне. Армия вошла в Ракку в пятницу.\n".encode() * 20,
    ],
)
async def test_hostile_and_odd_pages_do_no_harm(store: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "odd.html").write_bytes(data)
    async with browsing(store) as reader:
        await reader.press("P")
        await reader.type(str(tmp_path / "odd.html"))
        await reader.press("enter")
        assert not set(reader.text) & {"\x1b", "\x07", "\u202e"}
        await reader.press("y", "m", "e", "escape", "x", "j", "u", "F", "escape")
        await reader.press("escape")


async def test_missing_and_empty_files_are_answered(store: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    async with browsing(store) as reader:
        await reader.press("P")
        await reader.type(str(tmp_path / "none.txt"))
        await reader.press("enter")
        assert "There is no file" in reader.text
        await reader.press("escape", "P")
        await reader.type(str(tmp_path / "empty.txt"))
        await reader.press("enter")
        assert "is empty" in reader.said


async def test_review_says_when_it_cannot_be_kept(store: Path, page: Path, home: Path) -> None:
    (home / "state_home").mkdir(parents=True)
    (home / "state_home" / "dateline").write_text("a file in the way")
    assert os.environ["XDG_STATE_HOME"] == str(home / "state_home")
    async with reviewing(store, page) as reader:
        await reader.press("y")
        assert "cannot be kept" in reader.lines()[-1]
        await reader.press("escape")
        assert isinstance(reader.app.screen, ReviewScreen)
        assert "cannot be kept" in reader.lines()[-1]
        await reader.press("escape")
        assert not isinstance(reader.app.screen, ReviewScreen)


async def test_a_cat_in_the_review_leaves_it_consistent(store: Path, page: Path) -> None:
    chance = random.Random(6)
    keys = sorted({key for command in COMMANDS if command.where == "review" for key in command.keys} - {"q", "escape"})
    async with reviewing(store, page, (80, 24)) as reader:
        for _ in range(60):
            await reader.press(chance.choice([*keys, "escape", "a", "p"]))
            screen = next((each for each in reader.app.screen_stack if isinstance(each, ReviewScreen)), None)
            if screen is None:  # it was left, or finished
                await reader.close_all()
                await reader.press("P")
                await reader.type(str(page))
                await reader.press("enter")
                continue
            review = screen.reviewing.review
            assert 0 <= screen.reviewing.current < review.size
            assert f"{review.reviewed} of {review.size} reviewed" in reader.lines()[0]
        await reader.close_all()
    assert [f for f in check_store(store).findings if f.severity == "error"] == []
