"""Light and dark, with colours and without: nothing depends on colour alone."""

from pathlib import Path

import pytest
from rich.color import Color

from tests.tui.driving import Reader, browsing


def colours(reader: Reader) -> set[Color]:
    """Return every colour on the screen."""
    strips = reader.app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style is not None]
    return {colour for style in styles for colour in (style.color, style.bgcolor) if colour is not None}


async def test_theme_changes_every_pane_and_no_text(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        dark, text = colours(reader), reader.text
        await reader.press("T")
        light = colours(reader)
        assert reader.text == text
        assert not {colour.name for colour in dark} & {colour.name for colour in light}
        await reader.press("T")
        assert colours(reader) == dark


async def test_theme_changes_under_help_and_palette(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("T", "question_mark")
        assert not {colour.name for colour in colours(reader)} & {"#12151a"}
        await reader.press("escape")


async def test_without_colour_all_is_grey_and_all_is_said(raqqa: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("f", "j", "space", "j", "space", "space", "escape")
        text = reader.text
    monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(raqqa) as reader:
        await reader.press("f", "j", "space", "j", "space", "space", "escape")
        assert reader.text == text
        for colour in colours(reader):
            red, green, blue = colour.get_truecolor()
            assert red == green == blue, colour


async def test_what_colour_says_is_said_in_signs_too(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("f", "j", "space", "j", "space", "space")
        actors = reader.text_of(reader.screen.actors)
        assert {"○", "●", "×", "▌"} <= set(actors)
        await reader.press("c", "escape")
        assert "▌" in reader.text_of(reader.screen.events)
        assert "▼" in reader.text_of(reader.screen.overview)
        letters = set(reader.text_of(reader.screen.legend)) - set("─ ")
        assert letters
        assert all(f"{letter} " in reader.text_of(reader.screen.overview) for letter in letters)
