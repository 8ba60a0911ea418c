"""Two themes in which every look can be read."""

import pytest
from textual.color import Color
from textual.theme import Theme

from tui.palette import COLOURS, DARK, LIGHT, Palette, colours_by_bloc

READABLE = 4.5
"""Contrast that WCAG asks of text."""
TEXT_LOOKS = (
    "",
    "strong",
    "map-name",
    "muted",
    "heading",
    "key",
    "link",
    "accent",
    "warning",
    "error",
    "good",
    "italic",
)

both_themes = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])


def a_palette(theme: Theme, colour_of: dict[str, str]) -> Palette:
    return Palette(theme, theme.to_color_system().generate(), colour_of)


def luminance(colour: Color) -> float:
    """Return the relative luminance of a colour, as WCAG counts it."""
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    darker, lighter = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def colour_of(palette: Palette, look: str) -> str:
    colour = palette.style(look).color
    assert colour is not None
    return colour.name


@both_themes
@pytest.mark.parametrize("look", TEXT_LOOKS)
def test_text_can_be_read(theme: Theme, look: str) -> None:
    palette = a_palette(theme, {})
    assert theme.background is not None
    assert theme.panel is not None
    assert contrast(colour_of(palette, look), theme.background) >= READABLE
    for ground in ("cursor", "cursor-unfocused"):
        colour = palette.style(ground).bgcolor
        assert colour is not None
        assert contrast(colour_of(palette, look), colour.name) >= READABLE - 1


@both_themes
@pytest.mark.parametrize("colour", COLOURS)
def test_sides_can_be_read(theme: Theme, colour: str) -> None:
    palette = a_palette(theme, {"A side": colour})
    assert theme.background is not None
    assert contrast(colour_of(palette, "bloc:A side"), theme.background) >= READABLE


@both_themes
@pytest.mark.parametrize("look", ["hit", "chip"])
def test_reversed_text_can_be_read(theme: Theme, look: str) -> None:
    style = a_palette(theme, {}).style(look)
    assert style.color is not None
    assert style.bgcolor is not None
    assert contrast(style.color.name, style.bgcolor.name) >= READABLE


@both_themes
def test_unknown_looks_and_sides_are_plain(theme: Theme) -> None:
    palette = a_palette(theme, {})
    assert palette.style("bloc:nobody").color is not None
    assert palette.style("no such look") == palette.style("")
    assert palette.style("bloc:a+b:c").color is not None


def test_looks_add_up() -> None:
    style = a_palette(DARK, {"IS": "red"}).style("bloc:IS+bold")
    assert style.bold
    assert style.color is not None


def test_a_stated_colour_is_the_side_s_and_no_other_s() -> None:
    chosen = colours_by_bloc([("IS", ""), ("Damascus", "red"), ("Damascus", "blue"), ("US-backed", "")])
    assert chosen["Damascus"] == "red"
    assert len(set(chosen.values())) == 3


def test_sides_that_name_no_colour_get_different_ones() -> None:
    chosen = colours_by_bloc([(f"side {n}", "no such colour") for n in range(len(COLOURS))])
    assert sorted(chosen.values()) == sorted(COLOURS)
    assert set(colours_by_bloc([(f"side {n}", "") for n in range(50)]).values()) <= set(COLOURS)
