"""Searching: the view follows as one types, what cannot be read is told under the bar, escape undoes it all."""

import threading
from pathlib import Path

import pytest
from rich.style import Style
from textual.widgets import Input

from store.errors import QueryError
from store.filter import Filter
from store.query import parse
from tests.tui.driving import Reader, browsing
from tui.browsing import Asked, Browsing
from tui.screens.searching import Found
from tui.widgets.prompt import Prompt


def reply(reader: Reader) -> str:
    """Return the line under the one that is typed in."""
    prompt = reader.screen.query_one(Prompt)
    return reader.text_of(prompt.query_one(".reply"))


def segment_style(reader: Reader, look: str) -> Style:
    assert reader.screen.events.palette is not None
    return reader.screen.events.palette.style(look)


def is_open(reader: Reader) -> bool:
    return bool(reader.screen.query(Prompt))


async def test_view_follows_each_letter(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash")
        sizes = []
        for letter in "day 3":
            await reader.type(letter)
            sizes.append(reader.state.view.size)
        assert sizes == [20, 20, 20, 20, 2]
        assert reply(reader) == "2 events"
        assert reader.place.endswith("of 2, from 21")
        await reader.press("enter")
        assert not is_open(reader)
        assert reader.state.filter == Filter("day 3")
        assert "day ✕" in reader.text


async def test_letters_that_are_keys_are_letters_here(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash")
        await reader.type("jkqgGtnNcTz123[]{}?<>+0y")
        assert reader.screen.query_one(Input).value == "jkqgGtnNcTz123[]{}?<>+0y"
        assert reader.app.return_code is None


async def test_no_letter_typed_ahead_is_lost(war: Path) -> None:
    """Who types fast has typed three letters before the bar is there."""
    async with browsing(war) as reader:
        for letter in "/manbij":
            reader.press_quickly(letter)
        await reader.settle()
        assert reader.screen.query_one(Input).value == "manbij"
        assert reader.state.view.size == 10


async def test_counts_are_worded(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash")
        await reader.type("leaflets")
        assert reply(reader) == "1 event"
        await reader.type("x")
        assert reply(reader) == "no event"


# what cannot be read


@pytest.mark.parametrize(
    "query", ["actor:nobody", "date:rubbish", "(manbij", "deaths:>=x", "near:manbij~xkm", "no:such"]
)
async def test_bad_query_keeps_the_last_good_view(war: Path, query: str) -> None:
    async with browsing(war, query="offensive:manbij") as reader:
        await reader.press("slash")
        await reader.press("end", "space")
        await reader.type(query)
        assert reply(reader).strip().startswith("▲")
        assert len(reply(reader).strip()) > 5
        assert reader.state.view.size in range(11)
        before = reader.state.view
        await reader.press("enter")
        assert is_open(reader)
        assert reader.state.view is before


async def test_caret_stands_under_what_is_wrong(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash")
        await reader.type("front date:rubbish")
        lines = reader.lines()
        at = next(number for number, line in enumerate(lines) if "front date:rubbish" in line)
        caret = lines[at + 1].index("▲")
        assert lines[at][caret:].startswith(("date", "rubbish"))


@pytest.mark.parametrize("width", [40, 80])
async def test_all_that_is_wrong_is_told_where_a_line_has_no_room_for_it(war: Path, width: int) -> None:
    async with browsing(war, (width, 24)) as reader:
        await reader.press("slash", *"front offensive:manbij dead:x")
        prompt = reader.screen.query_one(Prompt)
        with pytest.raises(QueryError) as wrong:
            parse("front offensive:manbij dead:x")
        assert str(wrong.value) in reader.words_of(prompt)
        assert prompt.region.bottom == 24
        await reader.resize(200, 24)
        assert str(wrong.value) in reader.text
        await reader.press(*["backspace"] * 7)
        assert prompt.size.height == 2


async def test_keys_under_the_bar_say_what_each_does(war: Path) -> None:
    async with browsing(war, (80, 24)) as reader:
        await reader.press("slash")
        assert "enter keep  esc undo" in reader.text


async def test_a_mended_query_is_no_longer_wrong(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash")
        await reader.type("manbij (")
        assert "▲" in reply(reader)
        await reader.press("backspace", "backspace")
        assert reply(reader) == "10 events"
        await reader.press("enter")
        assert not is_open(reader)


async def test_bad_query_typed_and_entered_at_once_is_told(war: Path) -> None:
    async with browsing(war) as reader:
        for key in ["slash", *"date:x", "enter"]:
            reader.press_quickly(key)
        await reader.settle()
        assert "▲" in reader.text or reader.said


def held_search(monkeypatch: pytest.MonkeyPatch, last: str) -> threading.Event:
    """Have the search for one text wait until the event that is returned is set."""
    may_go = threading.Event()
    ask = Browsing.ask

    def slow(state: Browsing, wanted: Filter) -> Asked:
        if wanted.text == last:
            may_go.wait(10)
        return ask(state, wanted)

    monkeypatch.setattr(Browsing, "ask", slow)
    return may_go


async def test_enter_takes_the_text_that_stands_there_whatever_was_wrong_before(
    war: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(war) as reader:
        may_go = held_search(monkeypatch, "near:Manbij~60km")
        await reader.press("slash", *"near:Manbij~")
        assert "▲" in reply(reader)
        for key in "60km":
            await reader.press_and_wait(key)
        assert not reply(reader)
        await reader.press_and_wait("enter")
        assert reader.app.focused is reader.screen.events
        may_go.set()
        await reader.settle()
        assert not is_open(reader)
        assert reader.state.filter == Filter("near:Manbij~60km")


async def test_enter_does_not_take_a_text_that_is_wrong_and_not_searched_for_yet(
    war: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(war) as reader:
        may_go = held_search(monkeypatch, "near:Manbij~")
        for key in ["slash", *"near:Manbij~", "enter"]:
            await reader.press_and_wait(key)
        assert is_open(reader)
        assert "▲ Expected a distance" in reply(reader)
        may_go.set()
        await reader.settle()
        assert "▲ Expected a distance" in reply(reader)
        await reader.press(*"60km", "enter")
        assert not is_open(reader)
        assert reader.state.filter == Filter("near:Manbij~60km")


@pytest.mark.parametrize("query", ["actor:nobody", "near:nowhere~60km", "("])
async def test_bad_query_from_the_call_shows_everything_and_says_why(war: Path, query: str) -> None:
    async with browsing(war, query=query) as reader:
        assert reader.state.view.size == 21
        assert reader.said


async def test_bar_can_be_opened_again_at_once(war: Path) -> None:
    async with browsing(war) as reader:
        for _ in range(3):
            for key in ["slash", *"manbij", "enter", "slash", *"day", "enter", "slash", *"x", "escape"]:
                reader.press_quickly(key)
            await reader.settle()
            assert not is_open(reader)
            assert reader.state.filter == Filter("manbij day")
            await reader.press("c")


# leaving it


async def test_escape_restores_filter_view_and_cursor(war: Path) -> None:
    async with browsing(war, query="front") as reader:
        await reader.press("j", "j", "j")
        before = (reader.event.id, reader.state.filter, reader.place)
        await reader.press("slash")
        await reader.type(" leaflets")
        assert reader.state.view.size == 0
        await reader.press("escape")
        assert not is_open(reader)
        assert (reader.event.id, reader.state.filter, reader.place) == before
        assert reader.app.focused is reader.screen.events


async def test_search_begins_with_the_query_there_is(war: Path) -> None:
    async with browsing(war, query="offensive:manbij") as reader:
        await reader.press("slash")
        assert reader.screen.query_one(Input).value == "offensive:manbij "
        assert reader.state.view.size == 10


async def test_choices_stay_when_the_query_changes(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("f", "slash", *"army", "enter", "space", "escape", "escape")
        assert reader.state.view.size == 10
        await reader.press("slash", *"day 3", "enter")
        assert reader.state.view.size == 1
        assert len(reader.state.chips()) == 3


@pytest.mark.parametrize("leave", ["tab", "click"])
async def test_leaving_the_bar_takes_what_was_typed(war: Path, leave: str) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"manbij")
        if leave == "tab":
            await reader.press("tab")
        else:
            await reader.click(reader.screen.events, 10, 3)
        assert not is_open(reader)
        assert reader.state.filter == Filter("manbij")
        await reader.press("slash", "escape")
        assert not is_open(reader)
        assert reader.state.filter == Filter("manbij")


# in time


async def test_answers_that_come_late_are_dropped(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"manbij")
        assert reader.state.view.size == 10
        stale = reader.state.ask(Filter("leaflets"))
        reader.screen.post_message(Found(reader.screen._generation - 1, stale))
        await reader.settle()
        assert reader.state.filter.text == "manbij"
        assert reply(reader) == "10 events"


async def test_slow_search_does_not_overtake_a_fast_one(war: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for "m" ends after the one for "manbij": what counts is what was typed last."""
    may_go = threading.Event()
    ask = Browsing.ask

    def slow(state: Browsing, wanted: Filter) -> Asked:
        if wanted.text == "m":
            may_go.wait(10)
        return ask(state, wanted)

    async with browsing(war) as reader:
        monkeypatch.setattr(Browsing, "ask", slow)
        for letter in "/manbij":
            reader.press_quickly(letter)
        for _ in range(20):
            await reader.pilot.pause(0)
        may_go.set()
        await reader.settle()
        assert reader.state.filter.text == "manbij"
        assert reader.state.view.size == 10
        assert reply(reader) == "10 events"


async def test_search_that_waits_for_another_is_dropped_when_there_is_a_newer_one(
    war: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go = threading.Event()
    asked: list[str] = []
    ask = Browsing.ask

    def slow(state: Browsing, wanted: Filter) -> Asked:
        asked.append(wanted.text)
        may_go.wait(10)
        return ask(state, wanted)

    async with browsing(war) as reader:
        monkeypatch.setattr(Browsing, "ask", slow)
        for letter in "/manbij":
            await reader.press_and_wait(letter)
        may_go.set()
        await reader.settle()
        assert asked == ["m", "manbij"]
        assert reader.state.view.size == 10


@pytest.mark.parametrize(("keys", "left"), [(["c"], Filter()), (["f", "j", "space"], Filter("manbij actor:IS"))])
async def test_what_is_done_while_a_search_is_under_way_stays_done(
    war: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str], left: Filter
) -> None:
    may_go = threading.Event()
    ask = Browsing.ask

    def slow(state: Browsing, wanted: Filter) -> Asked:
        if wanted == Filter("manbij"):
            may_go.wait(10)
        return ask(state, wanted)

    async with browsing(war) as reader:
        monkeypatch.setattr(Browsing, "ask", slow)
        for key in ["slash", *"manbij", "enter", *keys]:
            await reader.press_and_wait(key)
        may_go.set()
        await reader.settle()
        assert reader.state.filter == left


async def test_choice_made_while_a_bad_query_is_under_way(war: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go = threading.Event()
    ask = Browsing.ask

    def slow(state: Browsing, wanted: Filter) -> Asked:
        if threading.current_thread() is not threading.main_thread():
            may_go.wait(10)
        return ask(state, wanted)

    async with browsing(war) as reader:
        monkeypatch.setattr(Browsing, "ask", slow)
        for key in ["slash", *"actor:nobody", "enter", "f", "j", "space"]:
            await reader.press_and_wait(key)
        may_go.set()
        await reader.settle()
        assert reader.app.return_code is None
        assert not reader.state.filter
        assert reader.said


async def test_answer_to_an_abandoned_search_is_dropped(war: Path) -> None:
    async with browsing(war) as reader:
        for key in ["slash", *"leaflets", "escape"]:
            reader.press_quickly(key)
        await reader.settle()
        assert not is_open(reader)
        assert reader.state.filter == Filter()
        assert reader.state.view.size == 21


async def test_answer_that_comes_while_the_bar_goes_is_no_crash(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", "m")
        screen = reader.screen
        answer = Found(screen._generation, reader.state.ask(Filter("m")))
        reader.press_quickly("enter")
        for _ in range(15):
            screen.post_message(answer)
            await reader.pilot.pause(0)
        await reader.settle()
        assert reader.app.return_code is None


async def test_found_words_are_marked_in_list_and_article(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"front", "enter")
        hits = [
            segment.text
            for strip in reader.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None
            and segment.style.bgcolor is not None
            and segment.style.bgcolor == segment_style(reader, "hit").bgcolor
        ]
        assert hits.count("front") >= 10


async def test_found_words_are_marked_wherever_the_article_has_them(war: Path) -> None:
    async with browsing(war, query="front SOHR") as reader:
        lines = reader.screen.article._lines
        assert [span.text for span in lines[0] if span.look == "hit"] == ["front"]
        assert "SOHR" in [span.text for line in lines for span in line if span.look == "hit"]
