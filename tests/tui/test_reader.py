"""Articles of the store, read whole: their text, find, and steps from one event that cites them to the next."""

from pathlib import Path

import pytest

from store.passages import passage_of
from store.text import one_line
from tests.builders import an_article, an_event
from tests.reviewing.pages import a_review_store
from tests.tui.driving import Reader, browsing
from tui.screens.choosing import PickScreen
from tui.screens.reader import ArticleScreen

BODY = "\n\n".join(
    [
        "The Syrian Democratic Forces attacked Islamic State near Manbij on Thursday.",
        *(f"Filler paragraph {n}, about the weather and the roads, of no account to anybody." for n in range(30)),
        "Islamic State shelled Raqqa on Friday \\[sic\\].",
        "> A quote \x1b]0;x\x07 of [red]somebody[/red].",
    ]
)


def passage(words: str) -> object:
    start = BODY.index(words)
    return passage_of("wire", BODY, start, BODY.index(".", start) + 1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    article = an_article(
        id="wire", headline="Rebels advance", publisher="Wire", url="https://example.org/wire", body=BODY
    )
    bare = an_article(id="bare", headline="Only a title", body="")
    events = [
        an_event(id="attack", date="2016-06-02", articles=["wire"], passages=[passage("The Syrian")]),
        an_event(id="shelling", date="2016-06-03", articles=["wire"], passages=[passage("Islamic State shelled")]),
        an_event(id="both", date="2016-06-04", articles=["wire", "bare"]),
        an_event(id="none", date="2016-06-05"),
    ]
    return a_review_store(tmp_path / "war.json", events=events, articles=[article, bare])


def reader_of(reader: Reader) -> ArticleScreen:
    assert isinstance(reader.app.screen, ArticleScreen)
    return reader.app.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 20)])
async def test_article_opens_at_the_sentence_of_the_event(store: Path, size: tuple[int, int]) -> None:
    async with browsing(store, size) as reader:
        await reader.press("g", "j")
        assert reader.event.id == "shelling"
        await reader.press("R")
        assert "cited by 3 events" in reader.lines()[0] or size[0] < 60
        assert "2 of 3" in reader.text
        assert any("▌ Islamic State shelled" in line for line in reader.lines())
        assert max(len(line.rstrip(" ▐")) for line in reader.text_of(reader_of(reader).sheet).splitlines()) <= 77
        assert "\\[" not in reader.text
        await reader.press("escape")
        assert reader.event.id == "shelling"


async def test_steps_from_event_to_event_and_into_the_timeline(store: Path) -> None:
    async with browsing(store, (80, 24)) as reader:
        await reader.press("g", "R")
        assert any("▌ The Syrian Democratic" in line for line in reader.lines())
        await reader.press("right_square_bracket")
        assert any("▌ Islamic State shelled" in line for line in reader.lines())
        await reader.press("right_square_bracket")
        assert "no sentence is noted" in reader.text
        await reader.press("right_square_bracket", "left_square_bracket", "enter")
        assert reader.event.id == "both"


async def test_find_goes_from_match_to_match(store: Path) -> None:
    async with browsing(store, (80, 24)) as reader:
        await reader.press("g", "R", "slash")
        await reader.type("shelled RAQQA")
        assert "in 1 line" in reader.text
        await reader.press("enter")
        assert "Islamic State shelled" in reader.text
        await reader.press("slash")
        await reader.type("filler")
        assert "in 30 lines" in reader.text
        await reader.press("enter", "n", "n")
        assert "3 of 30" in reader.lines()[-1]
        await reader.press("N")
        assert "2 of 30" in reader.lines()[-1]
        await reader.press("escape", "n")
        assert "Nothing is searched for" in reader.lines()[-1]
        await reader.press("slash")
        await reader.type("zzz")
        assert "does not stand there" in reader.text
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen


async def test_place_in_an_article_is_remembered(store: Path) -> None:
    async with browsing(store, (80, 24)) as reader:
        await reader.press("g", "j", "j", "R")
        assert isinstance(reader.app.screen, PickScreen)
        await reader.press("enter", "space", "j")
        top = reader_of(reader).sheet.top
        assert top > 10
        await reader.press("escape", "R", "enter")
        assert reader_of(reader).sheet.top == top


async def test_article_without_text_says_so(store: Path) -> None:
    async with browsing(store) as reader:
        await reader.press("g", "j", "j", "R", "j", "enter")
        assert "The store has no text of it" in reader.text
        await reader.press("o")
        assert "no link" in reader.lines()[-1]


async def test_event_without_an_article_says_so(store: Path) -> None:
    async with browsing(store) as reader:
        await reader.press("G", "R")
        assert "cites no article" in reader.said


async def test_event_quotes_its_sentences_and_a_click_opens_the_article(store: Path) -> None:
    async with browsing(store) as reader:
        await reader.press("g")
        told = one_line(reader.words_of(reader.screen.article))
        assert "Rests on R reads the article “The Syrian Democratic Forces" in told
        await reader.click_on("“The Syrian", reader.screen.article)
        assert isinstance(reader.app.screen, ArticleScreen)


async def test_link_is_opened_and_nothing_hostile_is_drawn(store: Path, opened: list[str]) -> None:
    async with browsing(store) as reader:
        await reader.press("g", "R", "o", "G", "T", "question_mark", "escape")
        assert opened == ["https://example.org/wire"]
        assert "[red]somebody[/red]" in reader.text
        assert not set(reader.text) & {"\x1b", "\x07"}
