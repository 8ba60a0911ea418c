"""The actor filters: any, only, never; narrowed by typing letters that are keys elsewhere."""

from pathlib import Path

import pytest

from store.filter import Filter
from store.model import Claim
from tests.builders import an_actor, an_event
from tests.tui.driving import Reader, browsing
from tests.tui.texts import MARKUP
from tests.tui.worlds import a_war, war_actors, war_events


def names(reader: Reader) -> list[str]:
    return [value.name for value in reader.screen.actors.values if not value.is_heading]


def current(reader: Reader) -> str:
    return reader.screen.actors.values[reader.screen.actors.cursor].name


async def narrow(reader: Reader, text: str) -> None:
    await reader.press("f", "slash")
    await reader.type(text)


async def test_space_cycles_any_only_never(war: Path) -> None:
    async with browsing(war) as reader:
        await narrow(reader, "sdf")
        await reader.press("enter")
        for choice, size, mark in (("only", 10, "● SDF"), ("never", 11, "× SDF"), ("any", 21, "○ SDF")):
            await reader.press("space")
            assert reader.state.filter.choice(reader.state.timeline, "actor", "sdf") == choice
            assert reader.state.view.size == size
            assert mark in reader.text_of(reader.screen.actors)


async def test_a_side_is_chosen_by_its_heading(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("f", "g")
        assert current(reader) == "Islamic State"
        await reader.press("j", "j")
        assert current(reader) == "Damascus"
        await reader.press("space")
        assert reader.state.filter == Filter("bloc:Damascus")
        assert reader.state.view.size == 10


async def test_groups_open_and_fold(war: Path) -> None:
    async with browsing(war) as reader:
        pane = reader.screen.actors
        await reader.press("f", "slash", *"manbij", "escape")
        assert "▸ Place" in reader.text_of(pane)
        while current(reader) != "Place":
            await reader.press("j")
        for opening, folding in (("enter", "enter"), ("right", "left"), ("space", "space")):
            await reader.press(opening)
            assert "▾ Place" in reader.text_of(pane)
            assert "○ Manbij" in reader.text_of(pane)
            await reader.press(folding)
            assert "○ Manbij" not in reader.text_of(pane)
        await reader.press("right", "j", "left")
        assert current(reader) == "Place"
        await reader.press("j", "space")
        assert reader.state.filter == Filter("place:Manbij")
        assert "● Manbij" in reader.text_of(pane)
        assert reader.state.view.size == 10


async def test_what_is_typed_in_the_bar_marks_the_values(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"-actor:qsd offensive:raqqa", "enter", "f")
        assert "× SDF" in reader.text_of(reader.screen.actors)
        await reader.press("slash", *"raqqa", "enter")
        assert "● Raqqa" in reader.text_of(reader.screen.actors)


async def test_roles_stand_under_a_chosen_actor(war: Path) -> None:
    async with browsing(war) as reader:
        await narrow(reader, "islamic")
        await reader.press("enter", "space", "escape")
        assert "as defender" in reader.text_of(reader.screen.actors)
        await reader.press("j", "space")
        assert reader.state.filter == Filter("actor:IS defender:IS")


async def test_figures_are_typed(tmp_path: Path) -> None:
    events = [an_event(id=f"e{n}", claims=[Claim(attribution="x", counted="killed", best=n)]) for n in range(20)]
    async with browsing(a_war(tmp_path / "war.json", events=events)) as reader:
        await reader.press("f", "G", "enter", "j", "space", *">=x")
        assert "▲" in reader.text or "Expected" in reader.text
        await reader.press("enter")
        assert reader.screen.is_asking
        await reader.press("backspace", *"12", "enter")
        assert reader.state.filter == Filter("deaths:>=12")
        assert reader.state.view.size == 8
        assert "● best figure" in reader.text_of(reader.screen.actors)
        assert ">=12" in reader.text_of(reader.screen.actors)
        assert reader.screen.pane == "actors"
        await reader.press("space", *["backspace"] * 4, "enter")
        assert not reader.state.filter


async def test_a_side_is_chosen_by_a_click_and_folded_by_another(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.click_on("Damascus", reader.screen.actors)
        assert reader.state.filter == Filter("bloc:Damascus")
        await reader.click_on("▾ ● Damascus", reader.screen.actors)
        assert "Syrian army" not in reader.text_of(reader.screen.actors)


async def test_counts_are_live(war: Path) -> None:
    async with browsing(war) as reader:
        assert "○ IS 20 ▾ Damascus" in reader.words_of(reader.screen.actors)
        await reader.press("slash", *"offensive:manbij", "enter")
        assert "○ IS 10 ▾ Damascus ○ Syrian army · " in reader.words_of(reader.screen.actors)


async def test_cursor_stays_on_its_value_when_counts_change(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("f", "j", "j", "j")
        before = current(reader)
        await reader.press("space")
        assert current(reader) == before


# narrowing


async def test_typing_narrows_by_any_name(war: Path) -> None:
    async with browsing(war) as reader:
        for typed, found in (("qsd", ["SDF"]), ("arab", ["Syrian army"]), ("ISLAM", ["IS"]), ("ucdp", [])):
            await narrow(reader, typed)
            assert names(reader) == found
            await reader.press("escape")
        assert len(names(reader)) == 4


@pytest.mark.parametrize("text", ["qjkgG", "123tnNczTbhl", "[]{}<>+-0?", "sdf q /t"])
async def test_letters_that_are_keys_narrow(war: Path, text: str) -> None:
    async with browsing(war) as reader:
        before = (reader.cursor, reader.state.window, reader.app.theme)
        await narrow(reader, text)
        assert reader.screen.actors.narrowed == text
        assert reader.screen.pane == "actors"
        assert (reader.cursor, reader.state.window, reader.app.theme) == before
        assert reader.app.return_code is None
        assert len(reader.app.screen_stack) == 1


async def test_narrowing_again_begins_with_nothing(war: Path) -> None:
    async with browsing(war) as reader:
        await narrow(reader, "sdf")
        await reader.press("enter", "slash")
        assert reader.screen.actors.narrowed == ""
        assert len(names(reader)) == 4
        await reader.type("army")
        assert names(reader) == ["Syrian army"]
        await reader.press("ctrl+u")
        assert len(names(reader)) == 4
        await reader.type("sdf")
        assert names(reader) == ["SDF"]


async def test_foot_says_what_the_key_does_here(war: Path) -> None:
    async with browsing(war, (200, 40)) as reader:
        assert "/ search" in reader.text
        await reader.press("f")
        assert "/ narrow" in reader.text
        assert "/ search" not in reader.text


async def test_brackets_are_shown_as_typed(war: Path) -> None:
    """A border's title reads markup unless it is told not to."""
    async with browsing(war) as reader:
        await narrow(reader, "[red]x[/")
        assert "[red]x[/" in reader.text


async def test_narrowing_to_nothing_says_so(war: Path) -> None:
    async with browsing(war) as reader:
        await narrow(reader, "nobody")
        assert "no such name" in reader.text_of(reader.screen.actors)
        await reader.press("enter", "space", "j", "k", "G", "g", "pagedown")
        assert not reader.state.filter
        await reader.press("escape")
        assert len(names(reader)) == 4


async def test_escape_goes_one_step_at_a_time_and_never_quits(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("z")
        await narrow(reader, "sd")
        actors = reader.screen.actors
        steps = []
        for _ in range(5):
            await reader.press("escape")
            steps.append((actors.is_narrowing, actors.narrowed, reader.screen.is_zoomed, reader.screen.pane))
        assert steps == [
            (False, "", True, "actors"),
            (False, "", False, "actors"),
            (False, "", False, "timeline"),
            (False, "", False, "timeline"),
            (False, "", False, "timeline"),
        ]
        assert reader.said == "Nothing to go back to; q quits."
        assert reader.app.return_code is None


async def test_narrowed_list_keeps_to_what_was_typed_when_counts_change(war: Path) -> None:
    async with browsing(war) as reader:
        await narrow(reader, "s")
        before = names(reader)
        await reader.press("enter", "space")
        assert names(reader) == before


async def test_leaving_the_pane_ends_narrowing(war: Path) -> None:
    """Letters typed after coming back are keys again: what they would do is what the foot of the screen says."""
    async with browsing(war) as reader:
        await narrow(reader, "sdf")
        await reader.press("tab", "tab", "tab")
        assert reader.screen.pane == "actors"
        await reader.press("t", "escape")
        assert reader.screen.actors.narrowed == "sdf"


async def test_many_actors_scroll(tmp_path: Path) -> None:
    actors = [*war_actors(), *(an_actor(id=f"a{n}", name=f"Brigade {n}", short="", bloc="Many") for n in range(200))]
    events = [*war_events(), *(an_event(id=f"e{n}", actors=[{"id": f"a{n}", "role": "victim"}]) for n in range(200))]
    async with browsing(a_war(tmp_path / "war.json", actors=actors, events=events)) as reader:
        pane = reader.screen.actors
        await reader.press("f")
        for key in ("pagedown", "pagedown", "G", "k", "pageup", "g"):
            await reader.press(key)
            assert pane.top <= pane.cursor < pane.top + pane.height
            assert current(reader)[:10] in reader.text_of(pane)


async def test_markup_in_names_is_text(tmp_path: Path) -> None:
    actors = [an_actor(name=MARKUP, short="", aliases=[], bloc="[b]side[/b]")]
    async with browsing(a_war(tmp_path / "war.json", actors=actors), (300, 40)) as reader:
        assert "[bold red]b[/]" in reader.text_of(reader.screen.actors)
        assert "[b]side[/b]" in reader.text_of(reader.screen.actors)
        await narrow(reader, "[/nothing]")
        assert len(names(reader)) == 1
