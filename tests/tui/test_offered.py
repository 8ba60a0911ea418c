"""What the palette offers on each screen: its own commands and the general ones, and none that does nothing there."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest
from textual.command import DiscoveryHit
from textual.screen import Screen

import tui.screens
from tests.builders import an_article, an_event
from tests.reviewing.pages import PAGE, a_review_store
from tests.tui.driving import Reader, browsing
from tests.tui.test_forms import box
from tests.tui.test_help import run_from_palette
from tui.commands import ON_EVERY_SCREEN, SCREENS
from tui.palette import LIGHT
from tui.providers import Commands, offered_on, target_of
from tui.screens.form import FormScreen
from tui.screens.help import HelpScreen

GENERAL: Final = {"Light or dark", "Save this screen as SVG", "Save this screen as text", "Help", "Quit"}
WAYS: Final[dict[str, tuple[str, ...]]] = {
    "BrowseScreen": (),
    "MatrixScreen": ("M",),
    "NumbersScreen": ("W",),
    "MapScreen": ("m",),
    "RaceScreen": ("r",),
    "HelpScreen": ("?",),
    "AboutScreen": ("i",),
    "QueryHelpScreen": ("query_help",),
    "UnsoundScreen": ("unsound",),
    "ViewsScreen": ("v",),
    "ExportScreen": ("X",),
    "ImportScreen": ("I",),
    "PageScreen": ("P",),
    "FormScreen": ("e",),
    "LinkScreen": ("L",),
    "ArticleScreen": ("R", "enter"),
    "PickScreen": ("R",),
    "PictureScreen": ("app.save_screen('svg')",),
    "CopyScreen": ("save_copy",),
    "ReviewScreen": ("P", "PAGE", "enter"),
    "DraftForm": ("P", "PAGE", "enter", "e"),
    "MergeScreen": ("P", "PAGE", "enter", "m"),
    "CutScreen": ("P", "PAGE", "enter", "r"),
    "NamesScreen": ("P", "PAGE", "enter", "n"),
}
"""How each screen is come to: keys, and commands that have none."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a store from which every screen can be come to."""
    (tmp_path / "page.txt").write_text(PAGE)
    articles = [an_article(id=id_, headline=id_, body="The army took the village on Friday.") for id_ in ("one", "two")]
    events = [
        an_event(id="mine", articles=["one", "two"]),
        an_event(id="ucdp:1", title="IS - SDF", origin="ucdp:1"),
        an_event(id="clash", date="2016-06-02", title="Clashes at Manbij", offensives=[]),
    ]
    return a_review_store(tmp_path / "war.json", events=events, articles=articles)


async def come_to(reader: Reader, name: str, page: Path) -> None:
    """Go from the browser to a screen."""
    for step in WAYS[name]:
        if step == "PAGE":
            await reader.type(str(page))
        elif len(step) == 1 or step == "enter":
            await reader.press(step)
        else:
            await reader.screen.run_action(step)
            await reader.settle()
    assert type(reader.app.screen).__name__ == name


def screens() -> Iterator[type[Screen[Any]]]:
    """Yield every screen of the browser, those that are only the base of others left out."""
    for module in pkgutil.iter_modules(tui.screens.__path__):
        for found in vars(import_module(f"tui.screens.{module.name}")).values():
            is_ours = isinstance(found, type) and issubclass(found, Screen) and found.__module__.startswith("tui.")
            if is_ours and not found.__subclasses__():
                yield found


def test_every_screen_is_gone_through() -> None:
    assert {screen.__name__ for screen in screens()} == set(WAYS)


@pytest.mark.parametrize("name", WAYS)
async def test_palette_offers_nothing_that_does_nothing(store: Path, name: str) -> None:
    async with browsing(store, query="id:mine") as reader:
        await come_to(reader, name, store.with_name("page.txt"))
        screen = reader.app.screen
        offered = offered_on(screen)
        names = [hit.text async for hit in Commands(screen).discover() if isinstance(hit, DiscoveryHit)]
        assert names == [command.name for command in offered]
        assert set(names) >= GENERAL - ({"Help"} if isinstance(screen, HelpScreen) else set())
        assert len({(command.where, command.id) for command in offered}) == len(offered)
        for command in offered:
            action, _, _arguments = (command.action or command.id).partition("(")
            target = reader.app if action.startswith("app.") else target_of(command, screen)
            assert callable(getattr(target, f"action_{action.removeprefix('app.')}", None)), command
            assert target in (reader.app, screen) or target.screen is screen
        pane = getattr(screen, "pane", "")
        if name != "BrowseScreen":
            assert all(command.where == pane or command.id in ON_EVERY_SCREEN for command in offered)
            assert any(command.where == pane for command in offered) is (pane in SCREENS)


async def test_commands_of_a_pane_are_done_there_while_a_line_is_typed(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("t")
        await run_from_palette(reader, "Last event")
        assert reader.place == "21 of 21"
        assert reader.screen.is_asking


async def test_another_theme_reaches_a_form_that_keeps_what_is_typed(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("e")
        await reader.type("!")
        form = box(reader)
        before = form._hints.palette
        await run_from_palette(reader, "Light or dark")
        assert reader.app.theme == LIGHT.name
        assert box(reader) is form
        assert form.form.texts["title"].endswith("!")
        assert form._hints.palette not in (None, before)


async def test_help_over_a_form_goes_back_to_it(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("e")
        form = reader.app.screen
        await run_from_palette(reader, "Help")
        assert isinstance(reader.app.screen, HelpScreen)
        await reader.press("escape")
        assert reader.app.screen is form


@pytest.mark.parametrize(("key", "title"), [("M", "In the matrix"), ("W", "In what the numbers rest on")])
async def test_help_from_the_palette_begins_with_the_screen(war: Path, key: str, title: str) -> None:
    async with browsing(war) as reader:
        await reader.press(key)
        await run_from_palette(reader, "Help")
        assert isinstance(reader.app.screen, HelpScreen)
        assert title in reader.lines()[3]


async def test_palette_says_that_there_is_no_next_event_in_a_form(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("e", "ctrl+p")
        await reader.type("Next event")
        await reader.until(lambda: "No matches found" in reader.text)
        await reader.press("escape")
        assert isinstance(reader.app.screen, FormScreen)
