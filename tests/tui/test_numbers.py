"""What the numbers rest on, on the screen: as the command line says it, and each line one key from its events."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.commands.basis import basis_as_json
from store.model import Claim
from store.resting import Killed, Resting, Row, resting
from tests.builders import a_store, an_event
from tests.cli.calls import Caller
from tests.tui.driving import Reader, browsing
from tests.tui.texts import ESCAPES, WIDE
from tests.tui.worlds import text_of
from tui.drawing.numbers import number_lines
from tui.drawing.spans import width_of
from tui.screens.numbers import NumbersScreen

numbers = st.integers(0, 9_999_999)


def numbers_of(reader: Reader) -> NumbersScreen:
    assert isinstance(reader.app.screen, NumbersScreen)
    return reader.app.screen


@given(st.sampled_from(["SOHR", WIDE, ESCAPES, "x" * 90, ""]), numbers, numbers, st.integers(38, 300))
def test_lines_stay_in_their_room(name: str, events: int, alone: int, width: int) -> None:
    events, alone = max(events, alone), min(events, alone)
    killed = Killed(name, 1, alone, events, events, alone, "dataset:x")
    words, sure = Row(name, events, "says:x", alone), Row(name, alone, "confidence:reported")
    basis = Resting(events, [killed, killed], [("Whose word it is", [words]), ("How sure", [sure])], killed)
    for line in number_lines(basis, width):
        assert width_of(line.spans) <= width
        assert text_of(line.spans).isprintable()


async def test_screen_and_command_line_agree(raqqa: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said: dict[str, Any] = json.loads(Caller(capsys)("stats", "--json", "-q", "date:2016-06").out)
    async with browsing(raqqa, (200, 60), query="date:2016-06") as reader:
        await reader.press("W")
        screen = numbers_of(reader)
        assert basis_as_json(screen.resting) == said["rests_on"]
        for each in said["rests_on"]["killed"]:
            row = next(line for line in reader.lines() if f"{each['best']:,}" in line)
            assert f"{each['low']:,}" in row
            assert f"{each['high']:,}" in row
        for section in said["rests_on"]["sections"][:4]:
            for row in section["rows"]:
                assert any(row["name"] in line and f"{row['events']:,}" in line for line in reader.lines())


async def test_the_dead_of_another_time_are_told_and_one_key_away(tmp_path: Path) -> None:
    events = [
        an_event(date="2016", claims=[Claim(attribution="UCDP", counted="killed", best=8179)]),
        an_event(date="2016-06-04", claims=[Claim(attribution="UCDP", counted="killed", best=5)]),
    ]
    async with browsing(a_store(tmp_path / "s.json", events=events), query="date:2016-06-04") as reader:
        await reader.press("W")
        assert "of these 8,179 – 8,179 – 8,179 in 1 event not certainly within the dates" in reader.text
        await reader.press("j", "enter")
        assert reader.state.filter.text == "date:2016-06-04 -certain:2016-06-04"
        await reader.press("c", "M")
        assert "of the best 8,179 dated to more than a month" in reader.text


async def test_without_events_it_says_so(tmp_path: Path) -> None:
    async with browsing(a_store(tmp_path / "s.json", events=[])) as reader:
        await reader.press("W")
        assert "No event is in view" in reader.text
        assert "lowest" not in reader.text
        await reader.press("j", "enter", "escape")
        assert reader.app.screen is reader.screen


@pytest.mark.parametrize(("name", "query"), [("one source", "sources:1"), ("claims that disagree", "has:disagreement")])
async def test_a_line_leads_to_its_events(raqqa: Path, name: str, query: str) -> None:
    async with browsing(raqqa, (80, 24), query="date:2016-06") as reader:
        expected = {row.name: row for _heading, section in resting(
            reader.state.timeline, reader.state.view.events).sections for row in section}[name]  # fmt: skip
        await reader.press("W")
        numbers = numbers_of(reader).numbers
        for _ in range(40):
            if numbers.term != expected.query:
                await reader.press("j")
        assert name in reader.text
        await reader.press("enter")
        assert reader.state.view.size == expected.events
        assert query in reader.state.filter.text.replace("=", "")
        assert "date:2016-06" in reader.state.filter.text


async def test_the_line_of_all_leads_nowhere_and_closing_changes_nothing(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        before = reader.state.filter
        await reader.press("W", "enter")
        assert "about all events" in numbers_of(reader).query_one("HintBar").message  # type: ignore[attr-defined]  # it has
        await reader.press("G", "g", "space", "b", "W")
        assert len(reader.app.screen_stack) == 1
        assert reader.state.filter == before


async def test_clicks_move_and_choose(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("W")
        await reader.click_on("confirmed")
        await reader.click_on("confirmed")
        assert reader.state.filter.text == "confidence:confirmed"


async def test_a_store_with_nothing_to_say(tmp_path: Path) -> None:
    store = a_store(tmp_path / "war.json", events=[an_event(sources=[], actors=[])])
    async with browsing(store, (40, 20)) as reader:
        await reader.press("W")
        assert "no figure is given" in reader.text
        await reader.press("enter")
        assert reader.state.view.size == 1
    async with browsing(a_store(tmp_path / "none.json", events=[]), (80, 24)) as reader:
        await reader.press("W", "j", "enter", "escape", "M", "enter", "escape", "s", "O")
        assert len(reader.app.screen_stack) == 1
