"""What is on a screen as a file: a picture that any browser draws, or plain text."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from textual.app import App
from textual.screen import Screen

from store.errors import StoreNotWritable
from store.files import not_writable
from store.text import clean, one_line

Kind = Literal["svg", "txt"]

_FONT_FACE: Final = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""The fonts that a picture would fetch from the network: it uses those of whoever looks at it."""
_BLANKS: Final = re.compile(r'(<text [^>]*?)x="([\d.]+)"([^>]*?)textLength="([\d.]+)"([^>]*>)((?:&#160;)++)(?!<)')
"""The blanks at the start of a text, and where it stands."""
CELL: Final = 12.2
"""Width of a cell in a picture of Rich's."""
_NO_NAME: Final = re.compile(r"[^\w.-]+")
LONGEST_STEM: Final = 60


def drawn(app: App[None], kind: Kind) -> str:
    """Return what the uppermost screen shows now."""
    if kind == "svg":
        return picture(app.export_screenshot(title="Dateline"))
    return text_of(app.screen)


def picture(svg: str) -> str:
    """Return Textual's picture so that it fetches nothing, and that every program draws it alike.

    Some drop the blanks at the start of a text and draw the rest too far to the left: there each text begins with
    what is to be seen.
    """
    return _BLANKS.sub(_without_blanks, _FONT_FACE.sub("", svg))


def _without_blanks(text: re.Match[str]) -> str:
    begin, x, middle, length, end, blanks = text.groups()
    width = blanks.count(";") * CELL
    return f'{begin}x="{float(x) + width:g}"{middle}textLength="{float(length) - width:g}"{end}'


def text_of(screen: Screen[object]) -> str:
    """Return the lines of a screen, without spaces at their ends and without anything that drives a terminal."""
    strips = screen._compositor.render_strips()
    return "".join(clean("".join(segment.text for segment in strip)).rstrip() + "\n" for strip in strips)


def name_for(*parts: str, kind: Kind) -> str:
    """Return a name for the file, from what it shows: the store, the screen, the day."""
    words = [_NO_NAME.sub("-", one_line(part)).strip("-.") for part in parts]
    return f"{'-'.join(word for word in words if word)[:LONGEST_STEM] or 'dateline'}.{kind}"


def save(text: str, path: Path, *, replace: bool) -> None:
    """Write a file, whole or not at all.

    Args:
        text: What goes into it.
        path: Where.
        replace: Whether a file of that name may be replaced.

    Raises:
        StoreNotWritable: It cannot be written, or is there already and may not be replaced.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        if not replace and path.exists():
            raise StoreNotWritable(f"{one_line(path.name)} is there already. Choose another name.")
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        part.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
        reason = error if isinstance(error, OSError) else OSError(0, str(error))
        raise not_writable(path, reason) from error
