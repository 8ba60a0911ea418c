"""The race as the README shows it, and as a small terminal has it; `test_screens` tells how to accept what is meant."""

import os
from typing import Final

from store.sample import BUNDLED
from tests.snapshot.test_screens import ACCEPT, HERE, compare, picture, screen, texts_in
from tests.tui.driving import browsing

PICTURE: Final = HERE / "race.svg"
TO_19_JUNE: Final = ("right",) * 10
FAR_AWAY: Final = ("1", "3", "4", "7")


async def test_the_picture_of_the_race_is_what_one_sees() -> None:
    async with browsing(BUNDLED, (120, 36)) as reader:
        await reader.press("r", *FAR_AWAY, *TO_19_JUNE)
        assert "19 June 2016  51 km" in reader.text
        drawn = picture(reader)
    if os.environ.get(ACCEPT):
        PICTURE.write_text(drawn, encoding="utf-8")
    committed = texts_in(PICTURE.read_text(encoding="utf-8"))
    assert len(committed) > 100
    assert committed == texts_in(drawn), f"{ACCEPT}=1 draws it anew"
    assert "url(http" not in PICTURE.read_text(encoding="utf-8")


async def test_the_race_in_80_columns() -> None:
    async with browsing(BUNDLED, (80, 24)) as reader:
        await reader.press("r")
        compare(HERE / "race-80x24.txt", screen(reader))
