"""Everything that a key does can be pointed at."""

from pathlib import Path

from tests.builders import a_store, an_event
from tests.tui.driving import browsing
from tests.tui.worlds import JUNE, a_war, iso, war_events


async def test_click_on_an_event_goes_there(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.click_on("Raqqa front, day 4", reader.screen.events)
        assert reader.event.id == "raqqa-4"
        assert reader.screen.article.reading is not None
        assert reader.screen.article.reading.id == "raqqa-4"


async def test_click_on_a_heading_or_below_the_list_does_nothing(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.click_on("Sat 4 June", reader.screen.events)
        await reader.click(reader.screen.events, 5, reader.screen.events.height - 1)
        assert reader.event.id == "manbij-0"


async def test_click_into_a_pane_takes_the_focus_there(war: Path) -> None:
    async with browsing(war) as reader:
        for widget, pane in ((reader.screen.article, "article"), (reader.screen.events, "timeline")):
            await reader.click(widget, 5, 3)
            assert reader.screen.pane == pane


async def test_click_on_a_value_cycles_it(war: Path) -> None:
    async with browsing(war) as reader:
        for size, mark in ((10, "●"), (11, "×"), (21, "○")):
            await reader.click_on("SDF", reader.screen.actors)
            assert reader.state.view.size == size
            assert f"{mark} SDF" in reader.text


async def test_click_on_a_chip_drops_it(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"front manbij", "enter", "f", "j", "space", "escape")
        assert [text for text, _action in reader.state.chips()] == ["front", "manbij", "actor:IS"]
        await reader.click_on("manbij ✕")
        assert [text for text, _action in reader.state.chips()] == ["front", "actor:IS"]
        await reader.click_on("actor:IS ✕")
        await reader.click_on("front ✕")
        assert not reader.state.filter
        assert reader.state.view.size == 21


async def test_click_on_a_bar_goes_to_its_offensive(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("G")
        await reader.click_on("Raqqa", reader.screen.overview)
        assert reader.event.id == "raqqa-0"
        await reader.press("escape")
        assert reader.event.id == "raqqa-9"


async def test_click_on_the_strip_goes_to_the_day(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        overview = reader.screen.overview
        await reader.click(overview, 0, 0)
        assert reader.cursor < reader.state.timeline.size // 2
        early = reader.day
        await reader.click(overview, overview.content_size.width - 1, 0)
        assert reader.day > early
        assert reader.state.window.first <= reader.day <= reader.state.window.last


async def test_click_on_the_axis_goes_to_the_day(war: Path) -> None:
    async with browsing(war) as reader:
        width = reader.screen.overview.content_size.width
        await reader.click(reader.screen.overview, width - 1, 2)
        assert reader.event.date == iso(JUNE + 9)
        await reader.click(reader.screen.overview, 0, 2)
        assert reader.event.date == iso(JUNE)


async def test_every_cell_of_a_day_in_the_strip_leads_to_that_day(tmp_path: Path) -> None:
    events = [an_event(id=f"day-{day}", date=f"2016-06-0{day}") for day in (1, 2, 3)]
    async with browsing(a_store(tmp_path / "war.json", events=events, offensives=[])) as reader:
        overview = reader.screen.overview
        width = overview.content_size.width
        found = []
        for x in (0, width // 6, width // 3 + 2, width // 2, width - 2):
            await reader.click(overview, x, 0)
            found.append(reader.event.id)
        assert found == ["day-1", "day-1", "day-2", "day-2", "day-3"]


async def test_click_on_more_opens_all_lanes_and_closes_them(raqqa: Path) -> None:
    async with browsing(raqqa, (80, 24)) as reader:
        overview = reader.screen.overview
        before = overview.size.height
        await reader.click_on("more", overview)
        assert overview.size.height > before
        assert "more" not in reader.text_of(overview)
        assert "└ b Fallujah" in reader.text_of(overview)
        assert reader.screen.events.size.height >= 8
        await reader.press("O")
        assert overview.size.height == before
        await reader.press("O", "0")
        assert "more" in reader.text_of(overview)  # 37 lanes are more than there is room for
        assert reader.screen.events.size.height >= 8


async def test_click_on_a_source_opens_it(war: Path, opened: list[str]) -> None:
    async with browsing(war) as reader:
        await reader.click_on("1 SOHR", reader.screen.article)
        assert opened == ["https://example.org/sohr"]
        assert reader.said == "Opened source 1: SOHR"


async def test_click_on_an_actor_in_the_article_filters_by_it(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.click_on("Syrian Democratic", reader.screen.article)
        assert reader.state.filter.choice(reader.state.timeline, "actor", "sdf") == "only"


async def test_click_on_meanwhile_goes_there(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("j", "j", "j")
        await reader.click_on("A Raqqa:", reader.screen.article)
        assert reader.event.offensives == ["raqqa"]


async def test_click_on_a_tab_shows_its_pane(raqqa: Path) -> None:
    async with browsing(raqqa, (40, 20)) as reader:
        for name, pane in (("Article", "article"), ("Filters", "actors"), ("Timeline", "timeline")):
            await reader.click_on(name, reader.screen.tabs)
            assert reader.screen.pane == pane


async def test_wheel_scrolls_what_is_under_it(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        before = reader.cursor
        for pane in (reader.screen.events, reader.screen.article, reader.screen.actors):
            top = pane.top
            await reader.wheel(pane, 2, 2)
            assert pane.top == top + 3
            await reader.wheel(pane, 2, 2, down=False)
            assert pane.top == top
        assert reader.cursor == before


async def test_wheel_over_the_overview_pans(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        first = reader.state.window.first
        await reader.wheel(reader.screen.overview, 5, 4)
        assert reader.state.window.first > first
        await reader.wheel(reader.screen.overview, 5, 4, down=False)
        assert reader.state.window.first == first


async def test_click_on_the_scrollbar_goes_that_far(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        events = reader.screen.events
        await reader.click(events, events.line_width, events.height - 1)
        assert events.top == events.line_count() - events.height
        await reader.click(events, events.line_width, 0)
        assert events.top == 0
        await reader.click(events, events.line_width, events.height // 2)
        assert abs(events.top - events.line_count() // 2) < events.height


async def test_ids_with_colons_and_signs_are_only_ids(tmp_path: Path) -> None:
    events = [*war_events(), an_event(id="odd", actors=[{"id": "a:b+c:[d]", "role": "victim"}], origin="x:y:z")]
    async with browsing(a_war(tmp_path / "war.json", events=events)) as reader:
        await reader.click_on("a:b+c:[d]", reader.screen.actors)
        assert reader.state.view.size == 1
        await reader.click_on("actor:a:b+c:[d] ✕")
        assert not reader.state.filter
        await reader.click_on("X ", reader.screen.actors)
        assert reader.state.view.size == 1
