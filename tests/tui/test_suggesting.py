"""The bar helps to write a query: it offers how to go on, remembers what was asked, tells what is wrong."""

import time
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from store.filter import Filter
from tests.tui.driving import Reader, browsing
from tui.asked import QueryHistory
from tui.screens.arrangement import PANES, Pane
from tui.screens.help import QueryHelpScreen
from tui.widgets.number_prompt import NumberPrompt
from tui.widgets.offers import Offers


def typed(reader: Reader) -> str:
    return reader.screen.query_one(Input).value


def offered(reader: Reader) -> list[str]:
    shown = reader.screen.query_one(Offers)
    return reader.text_of(shown).splitlines() if shown.display else []


async def paste(reader: Reader, text: str) -> None:
    reader.screen.query_one(Input).post_message(events.Paste(text))
    await reader.settle()


# going on as offered


async def test_tab_takes_the_first_offer_and_leads_on(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"act")
        assert offered(reader) == ["▌actor:  took part, in any role"]
        await reader.press("tab")
        assert typed(reader) == "actor:"
        assert len(offered(reader)) == 3
        await reader.press(*"qs", "tab")
        assert typed(reader) == "actor:SDF "
        assert reader.state.filter == Filter("actor:SDF")
        assert offered(reader) == []


async def test_offers_stand_over_the_bar_with_their_counts(war: Path) -> None:
    async with browsing(war, (80, 24)) as reader:
        await reader.press("slash", *"offensive:manbij actor:")
        lines = reader.lines()
        bar = next(number for number, line in enumerate(lines) if "/ offensive:manbij" in line)
        assert [line.split() for line in offered(reader)] == [
            ["▌IS", "Islamic", "State", "10"],
            ["SDF", "Syrian", "Democratic", "Forces", "10"],
        ]
        assert "Islamic State" in lines[bar - 2]
        assert lines[bar - 2].index("IS") == lines[bar].index("actor:") + len("actor:")


async def test_arrows_choose_and_enter_takes_what_was_chosen(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"actor:", "down", "down", "down", "up", "enter")
        assert typed(reader) == "actor:SDF "
        await reader.press("enter")
        assert not reader.screen.is_asking
        assert reader.state.filter == Filter("actor:SDF")


async def test_right_takes_at_the_end_and_moves_elsewhere(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"actor:ar", "left", "right")
        assert typed(reader) == "actor:ar"
        await reader.press("right")
        assert typed(reader) == 'actor:"Syrian army" '


async def test_click_takes_an_offer(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"actor:")
        await reader.click_on("Syrian Arab Army", reader.screen.query_one(Offers))
        assert typed(reader) == 'actor:"Syrian army" '
        await reader.press("x")
        assert typed(reader) == 'actor:"Syrian army" x'


async def test_enter_without_a_choice_asks_what_is_typed(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"actor:arm", "enter")
        assert reader.state.filter == Filter("actor:arm")


async def test_offers_go_with_the_bar(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"ac", "escape")
        assert "took part" not in reader.text


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_offers_fit(war: Path, size: tuple[int, int]) -> None:
    async with browsing(war, size) as reader:
        await reader.press("slash", *"front day offensive:manbij a")
        shown = reader.screen.query_one(Offers)
        assert shown.region.right <= size[0]
        assert shown.region.bottom == size[1] - 2
        assert any("attacker:" in line for line in offered(reader))


# what was asked before


async def test_arrows_bring_back_what_was_asked(war: Path) -> None:
    async with browsing(war) as reader:
        for query in ("manbij", "raqqa", "manbij"):
            await reader.press("slash", *query, "enter", "c")
        await reader.press("slash", *"zz", "up")
        assert typed(reader) == "manbij"
        assert reader.state.view.size == 10
        await reader.press("up")
        assert typed(reader) == "raqqa"
        await reader.press("up", "down", "down")
        assert typed(reader) == "zz"


def test_history_of_queries_has_each_once() -> None:
    history = QueryHistory()
    for query in ("a", "b", " a ", "", "c"):
        history.enter(query)
    assert history.entered == ["b", "a", "c"]
    assert [history.step(-1, "new"), history.step(-1, "c"), history.step(-1, "a"), history.step(-1, "b")] == [
        "c", "a", "b", None,
    ]  # fmt: skip
    assert [history.step(1, "b"), history.step(1, "a"), history.step(1, "c"), history.step(1, "new")] == [
        "a", "c", "new", None,
    ]  # fmt: skip


# the language


async def test_question_mark_opens_the_language_and_comes_back(war: Path) -> None:
    async with browsing(war) as reader:
        for before in ("", "front "):
            await reader.press("slash", *before, "?")
            assert isinstance(reader.app.screen, QueryHelpScreen)
            await reader.press("escape", *"day")
            assert typed(reader) == f"{before}day"
            await reader.press("escape")


async def test_question_mark_in_a_word_is_one(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"date:2016?")
        assert typed(reader) == "date:2016?"


# bad input


HOSTILE = [
    "a" * 10_500,
    "(" * 5_000,
    '"' * 9_999,
    "[red]" * 1_000,
    "\x1b[31mred\x1b]0;title\x07\x00\x9b2J",
    "\u202eright to left\u2066 مرحبا",
    "-" * 9_000,
    "actor:" * 1_500,
    "near:" + "9" * 9_000 + "~1km",
    "one\ntwo\r\nthree",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_whatever_is_pasted_is_answered(war: Path, text: str) -> None:
    async with browsing(war) as reader:
        await reader.press("slash")
        began = time.process_time()
        await paste(reader, text)
        assert time.process_time() - began < 5  # that nothing takes the square of it; seldom more than a tenth
        said = reader.text_of(reader.screen.query_one(".reply"))
        assert said.strip()
        assert "\x1b" not in reader.text
        assert "\u202e" not in reader.text
        await reader.press("escape")
        assert reader.state.view.size == 21
        assert not reader.state.filter


# dropping terms


def numbers(reader: Reader) -> str:
    """Return what the question which term to drop says."""
    return reader.words_of(reader.screen.query_one(NumberPrompt))


def is_asked(reader: Reader) -> bool:
    return bool(reader.screen.query(NumberPrompt))


async def test_terms_are_dropped_by_number(war: Path) -> None:
    async with browsing(war, query="front manbij actor:IS") as reader:
        await reader.press("x")
        assert " 1  front ✕ " in reader.lines()[0]
        assert "1 front 2 manbij 3 actor:IS" in numbers(reader)
        await reader.press("2")
        assert not is_asked(reader)
        assert reader.state.filter == Filter("front actor:IS")
        assert " 1  front" not in reader.lines()[0]
        await reader.press("(")
        assert reader.state.filter == Filter("front manbij actor:IS")


async def test_the_only_term_is_dropped_unasked(war: Path) -> None:
    async with browsing(war, query="front") as reader:
        await reader.press("x")
        assert not is_asked(reader)
        assert not reader.state.filter
        await reader.press("x")
        assert "No filter" in reader.said


@pytest.mark.parametrize("pane", PANES)
async def test_focus_goes_back_to_where_a_term_was_dropped(war: Path, pane: Pane) -> None:
    async with browsing(war, query="front manbij actor:IS") as reader:
        await reader.go_to(pane)
        before = reader.app.focused
        for answer in ("escape", "1"):
            await reader.press("x", answer)
            assert not is_asked(reader)
            assert reader.app.focused is before
            assert reader.screen.pane == pane
        assert reader.state.filter == Filter("manbij actor:IS")


async def test_figure_that_is_none_of_the_terms_is_told(war: Path) -> None:
    async with browsing(war, query="front manbij") as reader:
        for wrong in ("3", "0"):
            await reader.press("x", wrong)
            assert "Press 1 to 2" in numbers(reader)
            await reader.press("escape")
        assert reader.state.filter == Filter("front manbij")


async def test_another_key_leaves_the_question_and_does_what_it_does(war: Path) -> None:
    async with browsing(war, query="front manbij") as reader:
        await reader.press("g", "x", "j")
        assert not is_asked(reader)
        assert reader.place.startswith("2 of")
        await reader.press("x", "enter")
        assert reader.screen.article.has_focus
        await reader.press("x", "tab")
        assert not is_asked(reader)
        assert reader.screen.actors.has_focus
        await reader.press("x", "²", "x", "x")
        assert is_asked(reader)
        await reader.press("f1", "escape")
        assert not is_asked(reader)
        await reader.go_to("timeline")
        await reader.press("x", "/")
        assert not is_asked(reader)
        await reader.type("q")
        assert reader.screen.is_asking
        await reader.press("escape", "x", "c")
        assert not reader.state.filter
        assert not is_asked(reader)


async def test_keys_after_the_question_are_answered_in_their_order(war: Path) -> None:
    async with browsing(war, query="front manbij") as reader:
        await reader.press("g")
        await reader.type("xjjxkx1G")
        assert reader.state.filter == Filter("manbij")
        assert reader.place == "10 of 10, from 21"
        await reader.type("xc/raqqa")
        assert reader.screen.is_asking
        await reader.press("enter")
        assert reader.state.filter == Filter("raqqa")


async def test_question_is_gone_when_a_term_is_clicked_away(war: Path) -> None:
    async with browsing(war, query="front manbij actor:IS") as reader:
        await reader.press("x")
        await reader.click_on("front", reader.screen.status)
        assert not is_asked(reader)
        assert reader.state.filter == Filter("manbij actor:IS")
        assert reader.app.focused is reader.screen.events


async def test_more_terms_than_figures(war: Path) -> None:
    query = " ".join(f"-word{number}" for number in range(12))
    async with browsing(war, (200, 40), query=query) as reader:
        await reader.press("x")
        assert "backspace drops the last" in numbers(reader)
        assert " 9  -word8" in reader.lines()[0]
        assert " 10  " not in reader.lines()[0]
        await reader.press("9")
        assert "-word8 " not in reader.state.filter.text
        await reader.press("x", "backspace")
        assert "-word11" not in reader.state.filter.text


async def test_backspace_drops_the_last_term(war: Path) -> None:
    async with browsing(war, query="front manbij") as reader:
        await reader.press("backspace")
        assert reader.state.filter == Filter("front")
        await reader.press("backspace", "backspace")
        assert not reader.state.filter
        assert "No filter" in reader.said


async def test_empty_result_offers_to_drop_what_emptied_it(war: Path) -> None:
    async with browsing(war, query="manbij -leaflets raqqa") as reader:
        said = reader.words_of(reader.screen.events)
        assert "1 Without manbij: 10 events." in said
        assert "3 Without raqqa: 10 events." in said
        await reader.press("x", "3")
        assert reader.state.view.size == 10
        await reader.press("(")
        await reader.click_on("Without manbij", reader.screen.events)
        assert reader.state.filter == Filter("-leaflets raqqa")
