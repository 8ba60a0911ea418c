"""Whatever keys a cat presses, cursor, view and screen stay consistent."""

import random
from pathlib import Path

import pytest

from tests.tui.driving import browsing
from tui.commands import COMMANDS
from tui.screens.map import MapScreen
from tui.screens.race import RaceScreen

KEYS = sorted({key for command in COMMANDS for key in command.keys if command.id != "quit"} - {"ctrl+p"})
OVER_ALL = (MapScreen, RaceScreen)
"""Screens that move the one cursor."""
TYPED = ["manbij", "actor:SDF -is", "4 june 2016", "(", "+3d", "deaths:>=10", "s"]


@pytest.mark.parametrize("seed", range(4))
async def test_a_cat_on_the_keyboard(raqqa: Path, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # cats import and export too
    chance = random.Random(seed)
    pressed: list[str] = []
    async with browsing(raqqa, chance.choice([(80, 24), (120, 40), (40, 20)])) as reader:
        for _ in range(40):
            keys = [*chance.choice(TYPED), "enter"] if chance.random() < 0.15 else [chance.choice(KEYS)]
            keys = [key for key in keys if key != "q" or reader.screen.query("Prompt")]
            for key in keys:
                pressed.append(key)
                await reader.press(key)
            if reader.app.return_code is not None:
                assert pressed[-1] in ("q", "enter"), pressed
                return
            state = reader.state
            is_covered = any(isinstance(screen, OVER_ALL) for screen in reader.app.screen_stack)
            if state.view.size:
                assert reader.cursor in state.view.events, pressed
                assert state.view.at(state.view.position_of(reader.cursor)) == reader.cursor, pressed
                if not is_covered:  # the panes are told when it closes
                    assert reader.screen.events.cursor == reader.cursor, pressed
                    assert reader.screen.article.reading is not None
                    assert reader.screen.article.reading.ordinal == reader.cursor, pressed
            else:
                assert state.cursor is None, pressed
            assert state.view.events == state.filter.events(state.timeline), pressed
            if not is_covered:
                assert reader.place == state.position(), pressed


async def test_cats_in_a_hurry(raqqa: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # cats import and export too
    chance = random.Random(4)
    async with browsing(raqqa) as reader:
        for key in chance.choices(KEYS, k=120):
            reader.press_quickly(key)
        await reader.settle()
        await reader.close_all()
        assert reader.app.return_code is None
