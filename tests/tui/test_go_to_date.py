"""Going to a date: in plain English, told what it was read as, and what is there."""

from pathlib import Path

import pytest

from tests.builders import a_store, an_event
from tests.tui.driving import Reader, browsing
from tests.tui.worlds import JUNE, iso
from tui.widgets.prompt import Prompt


def reply(reader: Reader) -> str:
    return reader.text_of(reader.screen.query_one(Prompt).query_one(".reply"))


async def go(reader: Reader, text: str) -> None:
    await reader.press("t")
    await reader.type(text)
    await reader.press("enter")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4 June 2016", "manbij-3"),
        ("2016-06-04", "manbij-3"),
        ("4 jun", "manbij-3"),
        ("june 2016", "manbij-0"),
        ("2016", "manbij-0"),
    ],
)
async def test_dates_as_people_write_them(war: Path, text: str, found: str) -> None:
    async with browsing(war) as reader:
        await go(reader, text)
        assert reader.event.id == found
        assert not reader.screen.query(Prompt)
        assert reader.app.focused is reader.screen.events


async def test_steps_from_where_one_is(war: Path) -> None:
    async with browsing(war) as reader:
        await go(reader, "+3d")
        assert reader.event.date == iso(JUNE + 3)
        await go(reader, "-2d")
        assert reader.event.date == iso(JUNE + 1)
        await go(reader, "+1w")
        assert reader.event.date == iso(JUNE + 8)


async def test_what_was_understood_is_said_while_typing(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("t")
        assert reply(reader) == ""
        await reader.type("4 june 2016")
        assert reply(reader).strip() == "Saturday 4 June 2016: 2 events certainly, 3 possibly"


async def test_what_may_be_of_another_day_is_counted_apart(tmp_path: Path) -> None:
    dates = ("2016-06-20", "2016-06-20", "[2016-06-19..2016-06-22]", "2016-06", "2016-06-21")
    events = [an_event(id=str(number), date=date) for number, date in enumerate(dates)]
    async with browsing(a_store(tmp_path / "vague.json", events=events)) as reader:
        await reader.press("t")
        await reader.type("20 june 2016")
        assert reply(reader).strip() == "Monday 20 June 2016: 2 events certainly, 4 possibly"
        await reader.press("escape", "t")
        await reader.type("june 2016")
        assert reply(reader).strip() == "some time in June 2016: 5 events"


@pytest.mark.parametrize(
    "text", ["rubbish", "31 february 2016", "2016-13-45", "4/6/2016", "?!", "9" * 40, "+99999999y"]
)
async def test_nonsense_is_told_and_nothing_moves(war: Path, text: str) -> None:
    async with browsing(war) as reader:
        await reader.press("j", "j")
        before = reader.event.id
        await reader.press("t")
        await reader.type(text)
        told = reply(reader).strip()
        assert len(told) > 10
        await reader.press("enter")
        assert reader.event.id == before
        assert reply(reader).strip()  # the prompt stays, so that the date can be mended
        await reader.press("escape")
        assert not reader.screen.is_asking


async def test_a_day_without_events_leads_to_the_nearest(war: Path) -> None:
    async with browsing(war) as reader:
        await go(reader, "1 august 2016")
        assert reader.event.date == iso(JUNE + 9)
        assert reader.said == "Nothing on 1 August 2016; this is the nearest."


async def test_going_to_a_date_obeys_the_filter(war: Path) -> None:
    async with browsing(war, query="raqqa") as reader:
        await go(reader, "4 june 2016")
        assert reader.event.id == "raqqa-3"
        assert reader.state.view.size == 10


async def test_escape_stays_and_enter_on_nothing_too(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("t", *"9 june 2016", "escape")
        assert reader.event.id == "manbij-0"
        await reader.press("t", "enter")
        assert reader.event.id == "manbij-0"
        assert not reader.said


async def test_way_back_from_a_date(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("j", "j", "j")
        before = reader.event.id
        await go(reader, "9 june 2016")
        await reader.press("escape")
        assert reader.event.id == before


async def test_far_ends_of_the_calendar(tmp_path: Path) -> None:
    events = [
        an_event(id="a", date="0001-01-01"),
        an_event(id="b", date="9999-12-31"),
        an_event(id="c", date="../1900"),
    ]
    async with browsing(a_store(tmp_path / "long.json", events=events)) as reader:
        for text in ("+1d", "-1d", "+9999y", "-9999y", "9999-12-31", "0001-01-01", "0000", "..", "/.."):
            await reader.press("g" if "-" in text else "G")
            await go(reader, text)
            assert reader.app.return_code is None
            await reader.close_all()


async def test_empty_store_has_no_dates_to_go_to(empty: Path) -> None:
    async with browsing(empty) as reader:
        await go(reader, "4 june 2016")
        assert reader.said == "No events to go to."


async def test_opening_at_a_date(war: Path) -> None:
    async with browsing(war, at="2016-06-08") as reader:
        assert reader.event.id == "manbij-7"
    async with browsing(war, at="2016-08-01") as reader:
        assert "this is the nearest" in reader.said
