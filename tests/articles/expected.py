"""Pages written for the tests, and what a person would take from them; written before the reader saw them."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec

PAGES = Path(__file__).parent / "pages"

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
    """Words of sentences that give no draft."""
    dateline: str = ""
    standfirst: str = ""
    url: str = ""
    optional: list[str] = []
    """How lines begin that may be taken for a part of the article or not."""
    event: list[Happening] = []


def page_files() -> list[Path]:
    """Return the pages, in the order of their names."""
    return sorted(path for path in PAGES.iterdir() if path.suffix != ".toml")


def expected_of(page: Path) -> Expected:
    """Return what is expected of a page."""
    with page.with_suffix(".toml").open("rb") as file:
        told: dict[str, Any] = tomllib.load(file)
    return msgspec.convert(told, Expected)
