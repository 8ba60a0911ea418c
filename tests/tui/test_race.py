"""The race on the screen: moving along its lines, choosing what is drawn, and what it says when there is no race."""

import re
from pathlib import Path

import pytest

from store.sample import BUNDLED
from tests.builders import a_place, a_store, an_event, an_offensive
from tests.cli.calls import Caller
from tests.tui.driving import SIZES, Reader, browsing
from tui.screens.race import RaceScreen

ARMY = "ithriyah-raqqa-offensive-june-2016"
MANBIJ = "manbij-offensive-2016"


def race_of(reader: Reader) -> RaceScreen:
    screen = reader.app.screen
    assert isinstance(screen, RaceScreen)
    return screen


def race_of_stack(reader: Reader) -> RaceScreen:
    """Return the race that is under what is over it."""
    return next(screen for screen in reader.app.screen_stack if isinstance(screen, RaceScreen))


def event_id(reader: Reader) -> str:
    return reader.state.timeline.ids[reader.cursor]


async def test_the_race_to_raqqa_is_drawn_and_read() -> None:
    async with browsing(BUNDLED) as reader:
        await reader.press("r")
        for words in ("The race to Raqqa", "Ithriyah 128 km", "Tabqa airbase 45 km", "closest 51 km 19 Jun 2016"):
            assert words in reader.text
        assert race_of(reader).racing.current == ARMY  # the offensive of the event on which the store opens
        assert "Army said to enter Raqqa province" in reader.lines()[-2]
        assert "left out 11 of 41 events: 1 placed to a road" in reader.lines()[-3]
        await reader.press("question_mark")
        assert "Left out of this race" in reader.text
        assert "not its attackers against its defenders" in reader.text
        await reader.press("escape")
        await reader.press("left", "left")
        assert (event_id(reader), "128 km" in reader.lines()[-2]) == ("ir-2016-06-02-start", True)
        await reader.press("left")
        assert "first point" in reader.lines()[-1]
        await reader.press("end", "enter")
        assert reader.screen is reader.app.screen
        assert (event_id(reader), reader.screen.pane) == ("ucdp:314331", "article")
        assert "Syriatel" in reader.words_of(reader.screen.article)


async def test_one_goes_from_line_to_line_on_the_same_days() -> None:
    async with browsing(BUNDLED) as reader:
        await reader.press("r", "up")
        race = race_of(reader).racing
        assert race.current == MANBIJ
        assert "4 June 2016" in reader.lines()[-2]
        assert event_id(reader) in {reader.state.timeline.ids[point.ordinal] for point in race.lines[4].nearest}
        await reader.press("escape")
        assert (reader.screen.pane, reader.state.timeline.earliest[reader.cursor]) == ("timeline", reader.day)


async def test_lines_are_hidden_by_number_and_by_click_and_all_come_back() -> None:
    async with browsing(BUNDLED) as reader:
        await reader.press("r", "5")
        race = race_of(reader).racing
        assert MANBIJ not in race.frame().styles
        assert "5 ○" in reader.text
        await reader.click_on("Manbij ")
        assert MANBIJ in race.frame().styles
        await reader.press(*"1234567")
        assert "Nothing to draw" in reader.text
        await reader.press("left", "up", "enter")  # nothing to go to, nothing to read
        assert reader.screen.pane == "timeline"
        await reader.press("r", "a", "9")
        assert len(race_of(reader).racing.frame().styles) == 7
        assert "no offensive with that number" in reader.lines()[-1]


async def test_letters_are_those_of_the_rails_a_capital_where_two_share_one() -> None:
    async with browsing(BUNDLED) as reader:
        await reader.press("r")
        racing, rails = race_of(reader).racing, reader.state.rails
        letters = {id_: style.letter for id_, style in racing.styles().items()}
        third = letters.pop("palmyra-offensive-march-2016")  # of three on one rail: it has a letter that no rail has
        assert {id_: letter.lower() for id_, letter in letters.items()} == {id_: rails.letter(id_) for id_ in letters}
        assert third not in {rails.letter(id_) for id_ in racing.offensives}
        assert len(set(letters.values())) == len(letters)
        assert (letters[MANBIJ], letters["northern-raqqa-offensive-2016"]) == ("a", "A")


async def test_the_command_line_draws_with_the_same_letters(capsys: pytest.CaptureFixture[str]) -> None:
    printed = Caller(capsys)("race", "--to", "Raqqa").out
    letters = {name: letter for letter, name in re.findall(r"^.\d ● (\w) \S+ (\S.*?)  ", printed, re.MULTILINE)}
    async with browsing(BUNDLED) as reader:
        await reader.press("r")
        racing = race_of(reader).racing
        assert letters == {line.name: racing.styles()[line.offensive].letter for line in racing.lines}
    assert len(letters) == 7


async def test_lines_that_have_no_room_are_listed_in_the_help() -> None:
    async with browsing(BUNDLED, (80, 24)) as reader:
        await reader.press("r")
        assert "more  ? lists all" in reader.text
        assert "Palmyra" not in reader.text
        await reader.press("question_mark")
        assert "The lines of this race" in reader.text
        for number, line in enumerate(race_of_stack(reader).racing.lines, 1):
            assert f"{number} ● " in reader.text
            assert line.name[:20] in reader.text


@pytest.mark.parametrize("size", SIZES)
async def test_the_foot_names_what_restricts_a_race(size: tuple[int, int]) -> None:
    async with browsing(BUNDLED, size) as reader:
        await reader.press("r")
        for words in ("s counts", "/ query"):
            assert (words in reader.lines()[-1]) == (size[0] >= 80)


async def test_far_distances_are_not_cut(tmp_path: Path) -> None:
    places = [a_place(id="np", lat=90, lon=0), a_place(id="sp", lat=-90, lon=0)]
    events = [an_event(id=id_, date=f"2016-06-0{day}", place=id_) for day, id_ in enumerate(("np", "sp"), 1)]
    store = a_store(tmp_path / "s.json", places=places, events=events, offensives=[an_offensive(target="np")])
    async with browsing(store) as reader:
        await reader.press("r")
        scale = [line[:7].rstrip("┤ ").strip() for line in reader.lines() if "┤" in line[:7]]
        assert scale == ["25,000", "20,000", "15,000", "10,000", "5,000", "0"]


async def test_a_point_is_clicked_on() -> None:
    async with browsing(BUNDLED) as reader:
        await reader.press("r")
        screen = race_of(reader)
        line = next(line for line in screen.racing.lines if line.offensive == ARMY)
        letter = screen.racing.styles()[ARMY].letter
        region = screen.picture.region
        last = max(y for y, text in enumerate(reader.lines()) if y < region.bottom - 12 and letter in text[7:95])
        x = reader.lines()[last].index(letter, 7)
        await reader.click(screen.picture, x, last - region.y)
        assert event_id(reader) == reader.state.timeline.ids[line.nearest[line.kms.index(min(line.kms))].ordinal]


async def test_another_target_is_completed_and_kept() -> None:
    async with browsing(BUNDLED) as reader:
        await reader.press("r", "t")
        await reader.type("fallu")
        await reader.press("right", "enter")
        assert "The race to Fallujah" in reader.text
        await reader.press("escape", "r")
        assert "The race to Fallujah" in reader.text
        await reader.press("t")
        await reader.type("zeppelin")
        assert 'There is no place "zeppelin"' in reader.text
        await reader.press("enter")
        assert race_of(reader).prompt is not None
        await reader.press("escape")
        assert "The race to Fallujah" in reader.text
        await reader.press("t")
        await reader.type("36.5, 38")
        await reader.press("enter")
        assert "The race to 36.5, 38" in reader.text


async def test_days_from_day_zero_role_and_query() -> None:
    async with browsing(BUNDLED) as reader:
        await reader.press("r", "d")
        assert "D+0" in reader.text
        assert "days since each began" in reader.text
        await reader.press("d", "s")
        race = race_of(reader).racing
        assert race.wanted.role == "attacker"
        assert "as attacker" in reader.lines()[0]
        await reader.press("/")
        await reader.type("dataset:ucdp")
        await reader.press("enter")
        assert "dataset:ucdp" in reader.lines()[0]
        assert all(line.events <= 173 for line in race.lines)
        await reader.press("/")
        await reader.type(" actor:")
        assert "▲" in reader.text or "needs" in reader.text or race_of(reader).prompt is not None
        await reader.press("escape")
        assert race.wanted.query == "dataset:ucdp"


async def test_it_follows_the_one_filter_and_the_window() -> None:
    async with browsing(BUNDLED, query="offensive:manbij-offensive-2016 date:2016-06") as reader:
        await reader.press("r")
        race = race_of(reader).racing
        assert [line.offensive for line in race.lines if line.offensive == MANBIJ] == [MANBIJ]
        assert race.lines[0].events < 198
        assert "The race to Manbij" in reader.text
        before = reader.state.window.days
        await reader.press("+")
        assert reader.state.window.days < before
        await reader.press("0")
        assert reader.state.window == reader.state.whole


@pytest.mark.parametrize("size", SIZES)
async def test_it_fits_every_size_in_either_theme(size: tuple[int, int]) -> None:
    async with browsing(BUNDLED, size) as reader:
        await reader.press("r", "T")
        text = reader.text
        assert "The race to Raqqa" in text
        assert any("\u2801" <= letter <= "\u28ff" for letter in text)
        assert "91 km" in reader.lines()[-2]
        await reader.resize(12, 5)
        await reader.press("left", "up", "d", "escape")
        assert reader.screen is reader.app.screen


async def test_stores_without_a_race_say_so(tmp_path: Path) -> None:
    loose = a_store(tmp_path / "a.json", events=[an_event(offensives=[])], offensives=[])
    async with browsing(loose) as reader:
        await reader.press("r")
        assert "there is no race to draw" in reader.said
    aimless = a_store(tmp_path / "b.json", offensives=[an_offensive(target="elsewhere")])
    async with browsing(aimless) as reader:
        await reader.press("r")
        assert "Press t to give a place" in reader.text
        await reader.press("left", "up", "d", "s", "1", "a", "+", "t")
        await reader.type("manbij")
        await reader.press("enter")
        assert "The race to Manbij" in reader.text
        assert "closest 0.0 km" in reader.text
    nowhere = a_store(tmp_path / "c.json", events=[an_event(place="")], places=[a_place()])
    async with browsing(nowhere) as reader:
        await reader.press("r")
        assert "no position known; 1 left out" in reader.text


@pytest.mark.parametrize(
    "dates",
    [("0001-01-01", "5000-01-01"), ("2016-06-04", "2016-06-04"), ("2016-12-31", "2017-01-01"), ("9999-12-31",)],
)
async def test_spans_of_every_length(tmp_path: Path, dates: tuple[str, ...]) -> None:
    places = [a_place(), a_place(id="line", name="Line", lat=0.0, lon=180.0), a_place(id="pole", name="Pole", lat=90.0)]
    events = [an_event(id=f"e{n}", date=date, place=places[n % 3].id) for n, date in enumerate(dates)]
    offensive = an_offensive(date=f"{dates[0]}/{dates[-1]}" if len(dates) > 1 else dates[0], target="pole")
    async with browsing(a_store(tmp_path / "x.json", events=events, offensives=[offensive], places=places)) as reader:
        await reader.press("r", "0")
        assert "The race to Pole" in reader.text
        assert dates[0][:4].lstrip("0") in reader.text
        await reader.press("d")
        assert "D+0" in reader.text
