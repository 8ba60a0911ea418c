"""Time at its ends: the first and the last year, five thousand years, one day, hundreds of offensives."""

from pathlib import Path

import pytest

from tests.builders import a_store, an_event, an_offensive
from tests.tui.driving import browsing
from tests.tui.texts import ESCAPES, WIDE

STORES = {
    "ends of the calendar": (["0001-01-01", "9999-12-31"], ["0001/9999", "../0500", "9000/.."]),
    "five thousand years": (["0100-01-01", "2500-06", "5100-01-01~"], ["0100-01-01~/5100?", "2000-01-01/"]),
    "one day": (["2016-06-04"] * 5, ["2016-06-04", "2016-06-04/2016-06-04"]),
    "one event without offensives": (["2016-06-04"], []),
    "nothing": ([], []),
    "hundreds of offensives": (
        ["2016-06-01", "2016-12-01"],
        [f"2016-{1 + n % 12:02}-{1 + n % 28:02}/2017-01-{1 + n % 31:02}" for n in range(300)],
    ),
}


@pytest.mark.parametrize("name", STORES)
@pytest.mark.parametrize("size", [(40, 20), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_scale_of_every_span_is_drawn(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    dates, spans = STORES[name]
    events = [an_event(id=f"e{n}", date=date, offensives=[]) for n, date in enumerate(dates)]
    offensives = [
        an_offensive(id=f"o{n}", name=f"{n} {ESCAPES}{WIDE}", short="", date=span, parent=f"o{n // 3}" if n else "")
        for n, span in enumerate(spans)
    ]
    async with browsing(a_store(tmp_path / "war.json", events=events, offensives=offensives), size) as reader:
        await reader.press("0", "s", "O", *"+++++++++++++++++++", "l", ">", "<", "h", *"-----", "s", "O")
        lines = reader.text_of(reader.screen.overview).splitlines()
        assert all(line.replace("\u3000", " ").isprintable() for line in lines)
        if dates:
            assert sum("▼" in line for line in lines) <= 1
            whole = reader.state.whole
            await reader.press("0")
            assert reader.state.window == whole
