"""Moving: from event to event, day to day, offensive to offensive, and back. All of it obeys the filter."""

from pathlib import Path

import pytest

from store.filter import Filter
from store.model import Claim, Event
from tests.builders import a_store, an_event
from tests.tui.driving import Reader, browsing
from tests.tui.worlds import JUNE, a_war, iso, war_events
from tui.messages import EventHighlighted


async def filtered(reader: Reader, query: str) -> None:
    await reader.press("slash")
    await reader.type(query)
    await reader.press("enter")


# by events


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("down", "up")])
async def test_one_event_down_and_up(war: Path, down: str, up: str) -> None:
    async with browsing(war) as reader:
        await reader.press(down, down, down)
        assert reader.cursor == 3
        await reader.press(up)
        assert reader.cursor == 2


async def test_ends_hold(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("k", "pageup", "g")
        assert reader.cursor == 0
        await reader.press("G", "j", "space", "pagedown")
        assert reader.cursor == reader.state.timeline.size - 1
        await reader.press("home")
        assert reader.cursor == 0
        await reader.press("end")
        assert reader.cursor == reader.state.timeline.size - 1


async def test_pages_are_as_long_as_the_screen_and_lead_back(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        start = reader.cursor
        await reader.press("space")
        assert reader.cursor == start + reader.screen.events.height - 2
        await reader.press("b")
        assert reader.cursor == start


async def test_cursor_is_always_on_the_screen(raqqa: Path) -> None:
    async with browsing(raqqa, (80, 24)) as reader:
        for key in ("j",) * 15 + ("space",) * 4 + ("k",) * 15 + ("G", "g", "]", "]", "}", "}", "[", "{", "b"):
            await reader.press(key)
            assert "▌" in reader.text_of(reader.screen.events), key
            assert reader.event.title[:12] in reader.text_of(reader.screen.events), key


async def test_keys_faster_than_the_screen_all_count(raqqa: Path) -> None:
    """Messages of a burst replace each other; the keys must not."""
    async with browsing(raqqa) as reader:
        start = reader.cursor
        for _ in range(25):
            reader.press_quickly("j")
        await reader.settle()
        assert reader.cursor == start + 25


async def test_a_move_is_told_once(war: Path) -> None:
    async with browsing(war) as reader:
        reader.messages.clear()
        await reader.press("j")
        told = {message.ordinal for message in reader.messages if isinstance(message, EventHighlighted)}
        assert told == {1}


# by days and offensives


async def test_days(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("j", "]")
        assert reader.event.id == "vague"  # a heading of its own on the same day
        await reader.press("]")
        assert reader.event.date == iso(JUNE + 1)
        await reader.press("]", "]", "[")
        assert reader.event.date == iso(JUNE + 2)


async def test_days_obey_the_filter(war: Path) -> None:
    async with browsing(war, query="day 7") as reader:
        assert reader.event.date == iso(JUNE + 7)
        await reader.press("]")
        assert reader.event.date == iso(JUNE + 7)
        assert "last day" in reader.said
        await reader.press("[")
        assert "first day" in reader.said


async def test_offensives(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("}")
        assert reader.event.id == "raqqa-0"
        await reader.press("}")
        assert reader.event.id == "raqqa-0"
        assert reader.said == "No offensive begins later."
        await reader.press("{", "{")
        assert reader.event.id == "manbij-0"
        assert reader.said == "No offensive begins earlier."


async def test_a_message_goes_with_the_next_move(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("{")
        assert reader.said
        await reader.press("j")
        assert not reader.said


# with a filter


async def test_cursor_follows_its_event_through_filters(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press(*"jjjjjjj")
        before = reader.event.id
        assert before.startswith("manbij")
        await filtered(reader, "offensive:manbij")
        assert reader.event.id == before
        assert reader.state.view.size == 10
        await reader.press("c")
        assert reader.event.id == before
        assert reader.state.view.size == 21


async def test_cursor_goes_to_the_nearest_day_when_its_event_is_filtered_out(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("G")
        assert reader.event.id == "raqqa-9"
        await filtered(reader, "offensive:manbij")
        assert reader.event.id == "manbij-9"


async def test_every_move_stays_within_the_filter(war: Path) -> None:
    async with browsing(war) as reader:
        await filtered(reader, "offensive:manbij")
        for key in ("j", "k", "G", "g", "space", "b", "]", "[", "}", "{", "n", "N", "l", "h", ">", "<", "+", "-"):
            await reader.press(key)
            assert reader.event.offensives == ["manbij"], key


async def test_matches(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("n")
        assert "press / to search" in reader.said
        await filtered(reader, "manbij")
        await reader.press("n", "n")
        assert reader.event.id == "manbij-2"
        await reader.press("N")
        assert reader.event.id == "manbij-1"
        await reader.press("G", "n")
        assert reader.said == "That is the last match."
        await reader.press("g", "N")
        assert reader.said == "That is the first match."


# from afar


async def test_meanwhile_leads_to_the_other_front_and_escape_back(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("]", "]", "]")
        assert reader.event.id == "manbij-2"
        await reader.press("A")
        assert reader.event.offensives == ["raqqa"]
        await reader.press("escape")
        assert reader.event.id == "manbij-2"


async def test_meanwhile_lifts_a_filter_that_hides_its_event(war: Path) -> None:
    async with browsing(war, query="offensive:manbij") as reader:
        await reader.press("A")
        assert reader.event.offensives == ["raqqa"]
        assert reader.state.filter == Filter()
        assert reader.said == "The filter hid that event; it is cleared. ( brings it back."


async def test_meanwhile_letters_without_an_event_say_so(one: Path) -> None:
    async with browsing(one) as reader:
        await reader.press("K")
        assert reader.said == "Nothing else under that letter."
        assert reader.cursor == 0


# through time


async def test_window_zooms_around_the_cursor(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        day = reader.day
        lengths = [reader.state.window.days]
        for _ in range(6):
            await reader.press("+")
            lengths.append(reader.state.window.days)
            assert day in reader.state.window
        assert lengths == [123, 62, 31, 14, 7, 3, 1]
        assert reader.screen.timeline_pane.border_title == f"Timeline  {reader.state.window_words()}"
        await reader.press("0")
        assert reader.state.window == reader.state.whole


async def test_the_strip_counts_what_one_asks_for(raqqa: Path) -> None:
    async with browsing(raqqa, (200, 60)) as reader:
        overview = reader.screen.overview
        evidence, everything = reader.state.timeline.evidence, reader.state.timeline.everything
        drawn = everything - reader.state.timeline.lasting(31)
        sums = [reader.state.timeline.size]
        sums += [weights.total(drawn) for weights in (evidence.best, evidence.low, evidence.high)]
        sums.append(evidence.sources.total(everything))
        for words, expected in zip(
            ("events", "killed, best figures", "killed, lowest figures", "killed, highest figures", "sources cited"),
            sums,
            strict=True,
        ):
            caption = reader.text_of(overview).splitlines()[2]
            assert overview.measure.words == words
            assert words in caption or overview.measure.short in caption
            counts = overview._counts(overview._strip_scale(overview.content_size.width)).shown
            most = max(counts)
            assert any(said in caption for said in (f"{most:,}", f" ≤ {most}", f" ≤ {-(-most // 1000)}k"))
            assert sum(counts) == expected
            await reader.press("s")
        assert reader.said == "The strip counts events."


async def test_the_dead_of_a_year_do_not_stand_on_its_first_day(tmp_path: Path) -> None:
    def killed(date: str, best: int) -> Event:
        return an_event(date=date, claims=[Claim(attribution="UCDP", counted="killed", best=best)])

    events = [killed("2016", 8179), killed("2016-01-01/2016-03-02", 60), killed("2016-01", 5), killed("2016-07-09", 9)]
    async with browsing(a_store(tmp_path / "war.json", events=events), (120, 40)) as reader:
        overview = reader.screen.overview
        await reader.press("s")
        assert reader.said == (
            "The strip counts killed, best figures. 8,239 are not drawn: their events span more than a month."
        )
        counts = overview._counts(overview._strip_scale(overview.content_size.width))
        assert (max(counts.shown), sum(counts.shown), counts.undrawn) == (9, 14, 8239)
        await filtered(reader, "certain:2016-07")
        assert overview.undrawn == 0
        await reader.press("c", "s", "s", "s", "s")
        assert (reader.said, overview.undrawn) == ("The strip counts events.", 0)


async def test_a_filter_shows_its_events_under_all_of_them(raqqa: Path) -> None:
    async with browsing(raqqa, query="offensive:manbij-offensive-2016") as reader:
        over, under, caption = reader.text_of(reader.screen.overview).splitlines()[:3]
        assert over.endswith(" all")
        assert under.endswith(" shown")
        assert "·" in under
        assert "≤" in caption or "at most" in caption


async def test_panning_moves_the_window_and_takes_the_cursor_when_it_must(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        before = reader.state.window
        await reader.press("l")
        assert reader.state.window.first == before.first + before.days // 4
        await reader.press("h")
        assert reader.state.window == before
        await reader.press(">")
        assert reader.state.window.first == before.first + before.days
        assert reader.day in reader.state.window
        assert reader.screen.events.cursor == reader.cursor
        assert reader.screen.article.reading is not None
        assert reader.screen.article.reading.id == reader.event.id


async def test_window_follows_the_cursor_out_of_sight(tmp_path: Path) -> None:
    events = [an_event(id=f"e{n:02}", date=iso(JUNE + 200 * n)) for n in range(12)]
    async with browsing(a_store(tmp_path / "long.json", events=events)) as reader:
        for _ in range(11):
            await reader.press("j")
            assert reader.day in reader.state.window
            assert "▼" in reader.text_of(reader.screen.overview)


async def test_a_single_event_has_all_the_time_there_is(one: Path) -> None:
    async with browsing(one) as reader:
        await reader.press("+", "-", "0", "<", ">", "h", "l")
        assert reader.state.window.days == 1
        assert reader.place == "1 of 1"


async def test_open_and_vague_dates_can_all_be_visited(tmp_path: Path) -> None:
    dates = (
        "../2016-06-02",
        "2016",
        "2016-06",
        "2016-06-03~",
        "[2016-06-03..2016-06-09]",
        "2016-06-04/..",
        "2016-06-04/",
    )
    events = [*war_events(), *(an_event(id=f"d{n}", date=date) for n, date in enumerate(dates))]
    async with browsing(a_war(tmp_path / "war.json", events=events)) as reader:
        await reader.press("g")
        for _ in range(len(events)):
            assert reader.text
            await reader.press("j", "-")
        assert reader.place == f"{len(events)} of {len(events)}"
