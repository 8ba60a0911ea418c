"""Colours: two themes, and a style for every look that `tui.drawing` names."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.style import Style
from textual.theme import Theme

DARK: Final = Theme(
    name="dateline-dark",
    primary="#6cb6f5",
    secondary="#8fa3b8",
    accent="#f2c14e",
    foreground="#d9dfe7",
    background="#12151a",
    surface="#181c22",
    panel="#222831",
    success="#7cc38a",
    warning="#f2c14e",
    error="#ef7d74",
    dark=True,
    variables={"border": "#3b4552", "input-selection-background": "#6cb6f5 35%"},
)
LIGHT: Final = Theme(
    name="dateline-light",
    primary="#0b62ad",
    secondary="#55606e",
    accent="#9a5b00",
    foreground="#22262c",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e7e4dc",
    success="#2c7a3f",
    warning="#8a5a00",
    error="#b3261e",
    dark=False,
    variables={"border": "#b9b4a8", "input-selection-background": "#0b62ad 25%"},
)

_SIDES_DARK: Final = {
    "red": "#f0776c",
    "yellow": "#f2c14e",
    "grey": "#b4bac4",
    "green": "#7cc38a",
    "purple": "#c59af0",
    "orange": "#f0a35e",
    "blue": "#7db8f0",
    "teal": "#62c8c0",
    "pink": "#ee8fb8",
    "slate": "#93a3b5",
}
_SIDES_LIGHT: Final = {
    "red": "#b3261e",
    "yellow": "#8a5a00",
    "grey": "#4d545e",
    "green": "#1f6e36",
    "purple": "#7433ad",
    "orange": "#a84300",
    "blue": "#0b5cad",
    "teal": "#006b64",
    "pink": "#a82a63",
    "slate": "#4a5868",
}
COLOURS: Final = tuple(_SIDES_DARK)
"""Names that a record's `colour` may have; sides without one take them in turn."""


class Palette:
    """Turns looks into styles for one theme and one store's sides."""

    def __init__(self, theme: Theme, variables: Mapping[str, str], colour_of: dict[str, str]) -> None:
        """Make the styles.

        Args:
            theme: Textual's theme.
            variables: Its colours by name, as the app has worked them out.
            colour_of: Colour name by bloc.
        """
        self._sides = _SIDES_DARK if theme.dark else _SIDES_LIGHT
        self._colour_of = colour_of
        foreground, background = variables["foreground"], variables["background"]
        muted = "#929dab" if theme.dark else "#5a636e"
        faint = "#56616f" if theme.dark else "#a39d8f"
        primary, accent = variables["primary"], variables["accent"]
        self._styles: dict[str, Style] = {
            "": Style(color=foreground),
            "strong": Style(color="#ffffff" if theme.dark else "#000000", bold=True),
            "muted": Style(color=muted),
            "faint": Style(color=faint),
            "aside": Style(color="#6f7b8a" if theme.dark else "#7b7568"),
            "heading": Style(color=primary, bold=True),
            "key": Style(color=accent, bold=True),
            "link": Style(color=primary, underline=True),
            "accent": Style(color=accent, bold=True),
            "warning": Style(color=variables["warning"]),
            "error": Style(color=variables["error"], bold=True),
            "good": Style(color=variables["success"]),
            "hit": Style(color=background, bgcolor=accent),
            "chip": Style(color=background, bgcolor=primary),
            "italic": Style(color=foreground, italic=True),
            "map-water": Style(color="#4f93cf" if theme.dark else "#2f74b5"),
            "map-coast": Style(color="#8fa3b8" if theme.dark else "#5b6a7a"),
            "map-border": Style(color="#6d7785" if theme.dark else "#9a9484"),
            "map-name": Style(color="#c3cad3" if theme.dark else "#40464e"),
            "cursor": Style(bgcolor="#2b3a4d" if theme.dark else "#d5e3f2"),
            "cursor-unfocused": Style(bgcolor="#232a33" if theme.dark else "#e5e3dc"),
        }
        self._made: dict[tuple[str, str], Style] = {}

    def style(self, look: str) -> Style:
        """Return the style of a look; `A+B` is both looks, the later on top."""
        if look not in self._styles:
            self._styles[look] = self._compose(look)
        return self._styles[look]

    def _compose(self, look: str) -> Style:
        style = Style()
        for part in look.split("+"):
            if part.startswith("bloc:"):
                style += Style(color=self._sides[self._colour_of.get(part[5:], "slate")])
            elif part == "bold":
                style += Style(bold=True)
            elif part == "underlined":
                style += Style(underline=True)
            elif part == "slanted":
                style += Style(italic=True)
            elif part == "dim":
                style += self._styles["faint"]
            elif part == "reverse":
                style += Style(reverse=True)
            else:
                style += self._styles.get(part, self._styles[""])
        return style


def colours_by_bloc(stated: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Give each bloc a colour.

    Args:
        stated: (bloc, colour name or empty) of every actor. The first colour stated for a bloc is taken; the others
            get the colours that are left, in turn.
    """
    chosen: dict[str, str] = {}
    for bloc, colour in stated:
        if colour in COLOURS:
            chosen.setdefault(bloc, colour)
    free = [colour for colour in COLOURS if colour not in chosen.values()] or list(COLOURS)
    for bloc, _colour in stated:
        if bloc not in chosen:
            chosen[bloc] = free[len(chosen) % len(free)]
    return chosen
