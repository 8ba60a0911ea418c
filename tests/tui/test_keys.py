"""Every command's key, on every kind of store and at every size: something sensible, never a crash."""

from pathlib import Path

import pytest

from tests.tui.driving import SIZES, Reader, browsing
from tui.commands import COMMANDS
from tui.screens.arrangement import PANES, Pane

SIZES_OF_SMALL_STORES = ((80, 24), (40, 20))
each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
each_store = pytest.mark.parametrize("store", ["empty", "one", "raqqa"])


def assert_sane(reader: Reader, key: str) -> None:
    """Check that what is shown fits the state."""
    state, screen = reader.state, reader.screen
    assert reader.app.return_code is None, key
    if state.view.size:
        assert reader.cursor in state.view.events, key
        assert screen.events.cursor == reader.cursor, key
    else:
        assert state.cursor is None, key
    assert state.whole.first <= state.window.first <= state.window.last <= state.whole.last, key
    assert all(len(line) <= reader.app.size.width for line in reader.lines()), key
    assert screen.query_one(f"#{screen.pane}").display, key


@each_size
@each_store
async def test_every_key_of_every_pane(store: str, size: tuple[int, int], request: pytest.FixtureRequest) -> None:
    if store != "raqqa" and size not in SIZES_OF_SMALL_STORES:
        pytest.skip("so much room makes no difference to so few events")
    path: Path = request.getfixturevalue(store)
    keys = {(command.where, key) for command in COMMANDS for key in command.keys if command.id != "quit"}
    is_thorough = (store, size) == ("raqqa", (120, 40))
    async with browsing(path, size) as reader:
        for pane in PANES:
            for where, key in sorted(keys):
                if where == pane or (where == "anywhere" and (pane == "timeline" or is_thorough)):
                    await reader.go_to(pane)
                    await reader.press(key)
                    assert_sane(reader, f"{key} in {pane}")
                    await reader.close_all()


@each_store
@pytest.mark.parametrize("pane", PANES)
async def test_q_quits_from_every_pane(store: str, pane: Pane, request: pytest.FixtureRequest) -> None:
    async with browsing(request.getfixturevalue(store)) as reader:
        await reader.go_to(pane)
        await reader.press("q")
        assert reader.app.return_code == 0


async def test_keys_pressed_before_the_store_is_read_do_no_harm(raqqa: Path) -> None:
    async with browsing(raqqa, is_read=False) as reader:
        for command in COMMANDS:
            for key in command.keys:
                if command.id not in ("quit", "help", "command_palette", "toggle_theme"):
                    reader.press_quickly(key)
        await reader.settle()
        assert reader.app.return_code is None
        assert reader.state.timeline.size
