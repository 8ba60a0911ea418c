"""What the browser is for, from the start screen to the end, with the keyboard alone."""

from pathlib import Path

import pytest

from store.dates import parse
from tests.tui.driving import Reader, browsing

CROSSING = "ir-2016-06-04-crosses"
JUNE_4 = parse("2016-06-04").earliest


async def find(reader: Reader, event_id: str) -> None:
    """Move down until the cursor is on an event."""
    for _ in range(60):
        if reader.event.id == event_id:
            return
        await reader.press("j")
    raise AssertionError(f"{event_id} is not there")


async def whole_article(reader: Reader) -> str:
    """Read an article from its top to its end."""
    seen: list[str] = []
    await reader.press("g")
    for _ in range(40):
        seen += reader.text_of(reader.screen.article).splitlines()
        top = reader.screen.article.top
        await reader.press("space")
        if reader.screen.article.top == top:
            break
    return " ".join(" ".join(line.rstrip("▐ ") for line in seen).split())


async def go_to_4_june(reader: Reader) -> None:
    await reader.press("t")
    await reader.type("4 june 2016")
    await reader.press("enter")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (200, 60)])
async def test_the_race_for_raqqa_is_read_with_the_keyboard(raqqa: Path, size: tuple[int, int]) -> None:
    async with browsing(raqqa, size) as reader:
        await go_to_4_june(reader)
        assert reader.day == JUNE_4
        assert "Sat 4 June 2016" in reader.text

        # the army crossed into the province: who says so, and who doubts it
        await find(reader, CROSSING)
        await reader.press("enter")
        assert reader.screen.pane == "article"
        text = await whole_article(reader)
        assert "Raqqa province" in text
        for claim in reader.event.claims:
            for word in claim.attribution.split():
                assert word in text
        assert "disputed" in text

        # three offensives on their rails, side by side
        rails = reader.state.rails
        running = {run.offensive for lane in range(len(rails)) if (run := rails.at(JUNE_4, lane)) is not None}
        parallel = [offensive for offensive in running if offensive.startswith(("ithriyah", "manbij", "fallujah"))]
        assert len(parallel) == 3
        assert len({rails.lane_of[offensive] for offensive in parallel}) == 3

        # one key from Meanwhile to Manbij
        reading = reader.screen.article.reading
        assert reading is not None
        letters = {other.offensive: letter for letter, other in zip("ABDEFHJK", reading.meanwhile, strict=False)}
        await reader.press(letters["Manbij"])
        manbij = next(offensive for offensive in parallel if offensive.startswith("manbij"))
        assert reader.cursor in reader.state.timeline.by_offensive[manbij]
        assert reader.cursor in reader.state.timeline.possibly(JUNE_4, JUNE_4)

        # SDF only
        await reader.press("f", "slash")
        await reader.type("sdf")
        await reader.press("enter", "space")
        sdf = reader.state.timeline.by_actor["sdf"]
        assert reader.state.view.events == sdf
        assert "actor:SDF ✕" in reader.text
        assert f"of {len(sdf):,}, from {reader.state.timeline.size:,}" in reader.place

        # and never IS
        await reader.press("escape", "f", "slash")
        await reader.type("islamic state")
        await reader.press("enter", "space", "space")
        assert reader.state.view.events == sdf - reader.state.timeline.by_actor["is"]

        await reader.press("escape", "escape", "c")
        assert reader.state.view.size == reader.state.timeline.size
        await reader.press("q")
        assert reader.app.return_code == 0


async def test_three_rails_are_seen_on_4_june(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        await go_to_4_june(reader)
        await find(reader, CROSSING)
        line = next(line for line in reader.text_of(reader.screen.events).splitlines() if line.startswith("▌"))
        gutter = line[1 : line.index(reader.event.title[:8])]
        assert gutter.count("◆") == 1
        assert gutter.count("│") >= 2
        letters = [character for character in reader.text_of(reader.screen.legend) if character.isalpha()]
        assert letters[:3] == ["a", "b", "c"]
