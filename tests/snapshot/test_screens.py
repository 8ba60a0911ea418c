"""What the browser shows at its start, line by line, and the picture of it in the README.

Each screen is a text file beside this one. After a change that is meant, write them anew and read what changed:

    DATELINE_ACCEPT=1 pytest tests/snapshot
    git diff tests/snapshot
"""

import html
import os
import re
from pathlib import Path
from typing import Final

import pytest

from store.sample import BUNDLED
from tests.tui.driving import Reader, browsing
from tui.pictures import drawn as drawn_now

HERE: Final = Path(__file__).parent
PICTURE_SIZE: Final = (120, 40)
PICTURES: Final = {
    "browser": (),
    "map": ("m", "+", "+", "+", "space", "space", "space"),
    "matrix": ("M",),
    "numbers": ("W",),
}
"""Pictures in the README, with the keys that lead to what they show."""
ACCEPT: Final = "DATELINE_ACCEPT"
_TEXT: Final = re.compile(r'<text class="[^"]*" x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)</text>')


def compare(path: Path, drawn: str) -> None:
    """Compare what is drawn with what was accepted, or accept it."""
    if os.environ.get(ACCEPT):
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8").splitlines() == drawn.splitlines(), f"{ACCEPT}=1 accepts what is meant"


def screen(reader: Reader) -> str:
    """Return the screen as text without blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in reader.lines()) + "\n"


def picture(reader: Reader) -> str:
    """Return the screen as SVG that fetches nothing: the fonts it would like are left to the reader's system."""
    return drawn_now(reader.app, "svg")


def texts_in(svg: str) -> list[tuple[str, str, str]]:
    """Return each text of a picture with where it stands."""
    return [(x, y, html.unescape(text)) for x, y, text in _TEXT.findall(svg)]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_start_on_4_june(size: tuple[int, int]) -> None:
    async with browsing(BUNDLED, size) as reader:
        assert "Sat 4 June 2016" in reader.text
        compare(HERE / f"{size[0]}x{size[1]}.txt", screen(reader))


@pytest.mark.parametrize("name", PICTURES)
async def test_the_picture_in_the_readme_is_what_one_sees(name: str) -> None:
    path = HERE / f"{name}.svg"
    async with browsing(BUNDLED, PICTURE_SIZE) as reader:
        await reader.press(*PICTURES[name])
        drawn = picture(reader)
    if os.environ.get(ACCEPT):
        path.write_text(drawn, encoding="utf-8")
    committed = texts_in(path.read_text(encoding="utf-8"))
    assert len(committed) > 100
    assert committed == texts_in(drawn), f"{ACCEPT}=1 draws it anew"


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_fetches_nothing(name: str) -> None:
    svg = (HERE / f"{name}.svg").read_text(encoding="utf-8")
    assert "url(http" not in svg
    assert set(re.findall(r"https?://[^\"' )]*", svg)) <= {
        "http://www.w3.org/2000/svg",
        "https://www.textualize.io",
        "http://www.textualize.io",
    }
