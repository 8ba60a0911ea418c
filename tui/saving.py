"""What is on the screen, saved as a picture or as text."""

import re
from itertools import count
from pathlib import Path
from typing import Any, Final, Literal

from textual.app import App
from textual.screen import Screen

Kind = Literal["svg", "txt"]
_FONT_FACE: Final = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""The fonts that a picture would fetch from the network: it uses those of whoever looks at it."""


def save_screen(app: App[None], screen: Screen[Any], name: str, kind: Kind) -> str:
    """Save a screen in the folder in which the program was started, under a name that nothing has yet.

    Returns:
        A sentence that says where it is, or why it is not.
    """
    if kind == "svg":
        text = _FONT_FACE.sub("", app.export_screenshot(title="Dateline"))
    else:
        strips = screen._compositor.render_strips()
        text = "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"
    for number in count(1):
        path = Path.cwd() / f"{name}{f'-{number}' if number > 1 else ''}.{kind}"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError as error:
            return f"Nothing was saved: {path} cannot be written ({error.strerror})."
        return f"Saved as {path}."
    raise AssertionError("there is always another number")
