"""Help, the palette, and what is copied and opened."""

from pathlib import Path

import pytest
from textual.command import CommandPalette, DiscoveryHit

from store.query import GRAMMAR_HELP
from tests.builders import a_meta
from tests.tui.driving import Reader, browsing
from tests.tui.texts import MARKUP
from tests.tui.worlds import a_war, texts_of
from tui.bindings import key_table
from tui.commands import COMMANDS, SCREENS, Where
from tui.providers import Commands
from tui.screens.arrangement import PANES
from tui.screens.help import HelpScreen, help_lines


async def read_all(reader: Reader) -> str:
    """Read a modal screen from its top to its end, as running text."""
    seen: list[str] = []
    for _ in range(60):
        page = [line.strip("│ ") for line in reader.lines() if "│" in line]
        new = [line for line in page if line not in seen]
        if not new:
            break
        seen += new
        await reader.press("space")
    return " ".join(" ".join(seen).split())


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_help_opens_every_key(raqqa: Path, size: tuple[int, int]) -> None:
    async with browsing(raqqa, size) as reader:
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, HelpScreen)
        assert "esc closes" in reader.text
        await reader.press("escape")
        assert len(reader.app.screen_stack) == 1


def test_help_is_made_of_the_commands() -> None:
    text = "\n".join(texts_of(help_lines()))
    for where in ("timeline", "actors", "article", "anywhere"):
        for keys, name in key_table(where):
            assert keys in text
            assert name in text


@pytest.mark.parametrize("where", SCREENS)
def test_help_of_a_screen_begins_with_its_own_keys(where: Where) -> None:
    lines = texts_of(help_lines(where))
    table = key_table(where)
    assert all(keys in line and name in line for (keys, name), line in zip(table, lines[1:], strict=False))
    assert sorted(lines) == sorted(texts_of(help_lines()))


async def test_help_is_closed_by_whatever_one_presses_for_it(war: Path) -> None:
    async with browsing(war) as reader:
        for key in ("escape", "q", "question_mark", "f1", "enter"):
            await reader.press("f1")
            assert len(reader.app.screen_stack) == 2
            await reader.press(key)
            assert len(reader.app.screen_stack) == 1
            assert reader.app.return_code is None
            assert reader.app.focused is reader.screen.events


async def test_help_scrolls(raqqa: Path) -> None:
    async with browsing(raqqa, (80, 24)) as reader:
        await reader.press("question_mark")
        text = await read_all(reader)
        assert COMMANDS[0].name in text
        assert COMMANDS[-1].name in text


async def test_about_tells_what_the_store_holds_and_whom_to_cite(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("i")
        text = await read_all(reader)
        assert f"{reader.state.timeline.size:,} events" in text
        assert "raqqa.json" in text.replace(" ", "")
        for line in reader.state.timeline.meta.attribution:
            assert line[:20] in text


async def test_about_a_store_with_markup_in_its_title(tmp_path: Path) -> None:
    path = a_war(
        tmp_path / "war.json", meta=a_meta(title=MARKUP, description=MARKUP, licence=MARKUP, attribution=[MARKUP])
    )
    async with browsing(path, (200, 50)) as reader:
        await reader.press("i")
        assert reader.text.count("[bold red]b[/]") >= 4


async def test_the_query_language_on_one_page(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.screen.run_action("query_help")
        await reader.settle()
        text = await read_all(reader)
        assert all(
            line.strip()[:30] in text for line in GRAMMAR_HELP.splitlines() if line.strip() and "  " not in line.strip()
        )


# the palette


async def run_from_palette(reader: Reader, name: str) -> None:
    """Open the palette, type a command's name, and run it; the palette answers in its own time."""
    await reader.press("ctrl+p")
    await reader.until(lambda: isinstance(reader.app.screen, CommandPalette))
    await reader.type(name)
    await reader.until(lambda: name[:40] in reader.text)
    await reader.press("enter")
    await reader.until(lambda: not any(isinstance(screen, CommandPalette) for screen in reader.app.screen_stack))
    await reader.settle()


async def test_palette_runs_what_it_offers(war: Path) -> None:
    async with browsing(war) as reader:
        for number, command in enumerate(COMMANDS):
            is_tried = not command.keys or number % 4 == 0
            if is_tried and command.where == "anywhere" and not command.action.startswith("app."):
                await run_from_palette(reader, command.name)
                assert reader.app.return_code is None
                await reader.close_all()


async def test_palette_runs_commands_of_the_pane_in_use(war: Path) -> None:
    async with browsing(war) as reader:
        await run_from_palette(reader, "Last event")
        assert reader.place == "21 of 21"
        await reader.press("f")
        await run_from_palette(reader, "Last line")
        assert reader.screen.actors.cursor == len(reader.screen.actors.values) - 1


async def test_palette_quits(war: Path) -> None:
    async with browsing(war) as reader:
        await run_from_palette(reader, "Quit")
        assert reader.app.return_code == 0


# sources and citations


async def test_numbers_open_sources_in_the_article(war: Path, opened: list[str]) -> None:
    async with browsing(war) as reader:
        await reader.press("enter", "1")
        assert opened == ["https://example.org/sohr"]
        await reader.press("o")
        assert len(opened) == 2
        await reader.press("7")
        assert reader.said == "There is no source 7."


async def test_over_ssh_the_address_is_copied(war: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 22")
    async with browsing(war) as reader:
        await reader.press("enter", "o")
        assert not opened
        assert reader.app.clipboard == "https://example.org/sohr"
        assert reader.said == "No web browser here; copied https://example.org/sohr"


async def test_citation_names_event_store_and_sources(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("y")
        lines = reader.app.clipboard.splitlines()
        assert lines[0] == "Manbij front, day 0 (Manbij, Wednesday 1 June 2016). A race, manbij-0."
        assert lines[1] == "[1] SOHR, https://example.org/sohr"
        assert reader.said == "Sent the citation with its sources to the terminal's clipboard."


async def test_palette_offers_every_command_of_the_pane(war: Path) -> None:
    async with browsing(war) as reader:
        for pane in PANES:
            await reader.go_to(pane)
            offered = [hit.text async for hit in Commands(reader.screen).discover() if isinstance(hit, DiscoveryHit)]
            assert offered == [
                command.name
                for command in COMMANDS
                if command.where in (pane, "anywhere") and command.id != "command_palette"
            ]
