"""Pages written for the tests, and what a person would take from them; written before the reader saw them.

`PAGES` is what the reader's rules were made with, in the world of the bundled store. `ELSEWHERE` has pages of other
conflicts and other papers, with names of their own, that were written when those rules stood, and that mended them.
`HELD_OUT` is of that kind too, and no rule was mended for it: what it measures is what a new page will get. A page
whose faults are mended moves to `ELSEWHERE`, and another has to be written in its place, unseen.
"""

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from store.drafting import Names
from store.loader import load_timeline
from store.model import Actor, Place
from store.sample import BUNDLED

PAGES = Path(__file__).parent / "pages"
ELSEWHERE = Path(__file__).parent / "elsewhere"
HELD_OUT = Path(__file__).parent / "held_out"
NAMES = Path(__file__).parent / "names.toml"

_BESIDE = (folder / "shared" / "articles" / "independent-2016-06-04.txt" for folder in Path(__file__).parents[3:5])
SEED = next((path for path in _BESIDE if path.exists()), None)
"""The page that the project began with. It is its publisher's, and no part of the project."""


class Claimed(msgspec.Struct, frozen=True):
    """A figure of the page."""

    counted: str
    by: str
    who: str = ""
    low: int | None = None
    best: int | None = None
    high: int | None = None


class Happening(msgspec.Struct, frozen=True):
    """A draft that the page should give, known by words of the sentence that it rests on."""

    says: str
    date: str
    place: str
    actors: dict[str, str]
    claims: list[Claimed]


class Expected(msgspec.Struct, frozen=True):
    """What is in a page."""

    headline: str
    author: str
    publisher: str
    published: str
    kept: list[str]
    """How each paragraph of the article begins; every other line is none of it."""
    none: list[str]
    """Words of sentences that give no draft, and add nothing to one."""
    dateline: str = ""
    standfirst: str = ""
    url: str = ""
    optional: list[str] = []
    """How lines begin that may be taken for a part of the article or not."""
    event: list[Happening] = []


def page_files(folder: Path = PAGES) -> list[Path]:
    """Return the pages of a set, in the order of their names."""
    return sorted(path for path in folder.iterdir() if path.suffix != ".toml")


def names_of(folder: Path) -> Names:
    """Return the names that the pages of a set are read with: those of other conflicts, or of the bundled store."""
    if folder != PAGES:
        told = tomllib.loads(NAMES.read_text(encoding="utf-8"))
        return Names(msgspec.convert(told["actors"], list[Actor]), msgspec.convert(told["places"], list[Place]))
    timeline = load_timeline(BUNDLED)
    return Names(timeline.actors.values(), timeline.places.values())


def expected_of(page: Path) -> Expected:
    """Return what is expected of a page."""
    with page.with_suffix(".toml").open("rb") as file:
        told: dict[str, Any] = tomllib.load(file)
    return msgspec.convert(told, Expected)
