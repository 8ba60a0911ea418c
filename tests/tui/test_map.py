"""The map in the browser: what keys and the mouse do on it."""

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pytest

from store.model import Event, Participant, Side
from store.timeline import Timeline
from store.whereabouts import Whereabouts
from tests.builders import a_place, a_store, an_actor, an_event
from tests.tui.driving import Reader, browsing
from tests.tui.worlds import JUNE, iso
from tui.basemap import CREDIT
from tui.mapwords import iso as iso_day
from tui.screens.map import MapScreen

PLACES = [
    a_place(id="ithriyah", name="Ithriyah", lat=35.37, lon=37.78),
    a_place(id="resafa", name="Resafa", lat=35.63, lon=38.76, precision="near"),
    a_place(id="manbij", name="Manbij", lat=36.53, lon=37.95, precision="town"),
    a_place(id="district", name="Raqqa district", lat=35.95, lon=39.0, precision="district"),
    a_place(id="province", name="Raqqa province", lat=35.9, lon=38.9, precision="province"),
]


def march(path: Path, **tables: Any) -> Path:
    """Write a store in which an army marches through the places, one a day; the province is last."""
    events = [an_event(id=place.id, date=iso(JUNE + day), place=place.id) for day, place in enumerate(PLACES)]
    events[2] = an_event(id="manbij", date="[2016-06-02..2016-06-05]", place="manbij")
    return a_store(path, **{"events": events, "places": PLACES, **tables})


def the_map(reader: Reader) -> MapScreen:
    screen = reader.app.screen
    assert isinstance(screen, MapScreen)
    return screen


async def test_the_map_opens_shows_the_view_and_closes(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("m")
        for name in ("Manbij", "Tabqa", "Raqqa", "Fallujah", "200 km", CREDIT):
            assert name in reader.text
        assert "2,042 events" in reader.text
        assert "Not drawn: 98 known only to the province, 41 known only to the country." in reader.text
        assert "[●]" in reader.text
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_the_map_follows_the_filter(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json"), query="place:Manbij") as reader:
        await reader.press("m")
        assert "1 event " in reader.lines()[0]
        assert "Manbij" in reader.text
        assert "Every event of the view is drawn." in reader.text


async def test_keys_move_the_map_and_bring_it_back(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m")
        mapping = the_map(reader).mapping
        fitted = mapping.frame
        await reader.press("l", "j")
        assert mapping.frame.lon > fitted.lon
        assert mapping.frame.lat < fitted.lat
        await reader.press("h", "k")
        assert mapping.frame.lon == pytest.approx(fitted.lon, abs=0.01)
        assert mapping.frame.lat == pytest.approx(fitted.lat, abs=1e-3)
        await reader.press("+")
        assert mapping.frame.degrees < fitted.degrees
        await reader.press("-", "-")
        assert mapping.frame.degrees > fitted.degrees
        await reader.press("0")
        assert mapping.frame == fitted


async def test_zooming_keeps_the_cursor_until_the_map_is_moved_away(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m", *"++++++")
        assert "[" in reader.text
        await reader.press(*"jjjjjjjjj")
        assert "[•]" not in reader.text
        before = the_map(reader).mapping.frame
        await reader.press("+")
        assert the_map(reader).mapping.frame.lat == before.lat
        await reader.press("n")  # the map goes where the cursor goes
        assert "[" in reader.text


async def test_days_are_stepped_with_a_trail_and_the_cursor_comes_along(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m", "space")
        screen = the_map(reader)
        assert "Wed 1 June 2016" in reader.lines()[0]
        assert "2016-06-01" not in reader.text  # it is written large
        assert "█▀" in reader.text
        assert [len(age) for age in screen.mapping.ages()] == [1, 0, 0, 0]
        await reader.press("space")
        assert "Thu 2 June 2016" in reader.lines()[0]
        assert reader.event.id == "resafa"
        assert [len(age) for age in screen.mapping.ages()] == [2, 1, 0, 0]  # Manbij may have been on this day
        vague = [mark.is_vague for mark in screen.marks if mark.age == 0]
        assert sorted(vague) == [False, True]
        assert "?" in reader.text_of(screen.map)
        assert "day not certain" in reader.text
        await reader.press("b")
        assert reader.event.id == "ithriyah"
        await reader.press("b")
        assert "That is the first day with events." in reader.text
        await reader.press("a")
        assert "5 events" not in reader.lines()[0]
        assert "4 events" in reader.lines()[0]  # the province is none of them


async def test_a_trail_can_be_longer_and_shorter(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m", "space", "<")
        assert "7 days long" in reader.text
        await reader.press(">", ">", ">", ">", ">")
        assert the_map(reader).mapping.trail_days == 90


async def test_long_gaps_are_passed_over(tmp_path: Path) -> None:
    events = [an_event(id="early", date="2016-06-01"), an_event(id="late", date="2019-06-01")]
    async with browsing(a_store(tmp_path / "s.json", events=events)) as reader:
        await reader.press("m", "space")
        for _ in range(15):
            await reader.press("space")
        assert reader.event.id == "late"
        await reader.press("space")
        assert "That is the last day with events." in reader.text
        assert reader.event.id == "late"


async def test_it_plays_and_escape_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.map.SECONDS_OF_A_DAY", 0.01)
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m", "p")
        screen = the_map(reader)
        await reader.until(lambda: screen.mapping.day == JUNE + 4)
        await reader.until(lambda: not screen.is_playing)
        await reader.settle()
        assert "That is the last day with events." in reader.text
        monkeypatch.setattr("tui.screens.map.SECONDS_OF_A_DAY", 100)
        await reader.press("b", "b", "b", "p")
        assert screen.is_playing
        await reader.press("escape")
        assert not screen.is_playing
        assert screen.mapping.day is not None
        await reader.press("escape")
        assert screen.mapping.day is None
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_events_and_days_are_stepped_as_in_the_browser_and_enter_reads(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m", "n")
        assert reader.event.id == "resafa"
        await reader.press("N", "]", "]")
        assert reader.event.id == "manbij"
        await reader.press("[")
        assert reader.event.id == "resafa"
        await reader.press("enter")
        assert reader.app.screen is reader.screen
        assert reader.screen.pane == "article"
        assert reader.screen.events.cursor == reader.cursor
        await reader.press("escape", "(")  # back to where the map was opened
        assert reader.event.id == "ithriyah"


async def test_signs_say_how_exact_a_place_is_and_a_province_is_none(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m")
        screen = the_map(reader)
        assert {mark.exactness for mark in screen.marks} == {"exact", "near", "district"}
        assert "within about 25 km" in reader.text
        assert "in that district (ring: 15 km)" in reader.text
        assert "Not drawn: 1 known only to the province." in reader.text
        await reader.press("n", "n", "n", "n")
        assert reader.event.id == "province"
        assert "not drawn: only the province is known" in reader.text
        assert "[▪]" not in reader.text


async def test_the_mouse_points_zooms_and_drags(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m")
        screen = the_map(reader)
        mark = next(mark for mark in screen.marks if mark.spots[0].place == "manbij")
        await reader.click(screen.map, mark.column + 1, mark.row)  # a near miss
        assert reader.event.id == "manbij"
        before = screen.mapping.frame
        at = before.point(2 * mark.column + 1, 4 * mark.row + 2)
        await reader.wheel(screen.map, mark.column, mark.row, down=False)
        nearer = screen.mapping.frame
        assert nearer.degrees < before.degrees
        assert nearer.dot(*at) == pytest.approx((2 * mark.column + 1, 4 * mark.row + 2), abs=0.5)
        await reader.pilot.mouse_down(screen.map, offset=(20, 10))
        await reader.pilot.hover(screen.map, offset=(30, 10))
        await reader.pilot.mouse_up(screen.map, offset=(30, 10))
        await reader.settle()
        assert screen.mapping.frame.lon < nearer.lon
        assert reader.event.id == "manbij"  # a drag is no click


async def test_clicks_on_one_sign_go_through_its_events(tmp_path: Path) -> None:
    events = [an_event(id=f"e{day}", date=iso(JUNE + day)) for day in range(3)]
    async with browsing(a_store(tmp_path / "s.json", events=events)) as reader:
        await reader.press("m")
        screen = the_map(reader)
        seen = []
        for _ in range(4):
            await reader.click(screen.map, screen.marks[0].column, screen.marks[0].row)
            seen.append(reader.event.id)
        assert seen == ["e1", "e2", "e0", "e1"]


async def test_a_move_decodes_no_event_and_paints_no_line_twice(raqqa: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[int] = []
    uncached = Timeline.uncached_event

    def noted(timeline: Timeline, ordinal: int) -> Any:
        if threading.current_thread() is threading.main_thread():  # the texts are read in another meanwhile
            decoded.append(ordinal)
        return uncached(timeline, ordinal)

    async with browsing(raqqa) as reader:
        await reader.press("m")
        monkeypatch.setattr(Timeline, "uncached_event", noted)
        await reader.press("l", "j", "+", "-", "0", "space", "a")
        assert decoded == []
        screen = the_map(reader)
        screen.show_map()
        assert screen.lines_painted == 0
        await reader.press("n")
        assert screen.lines_painted < screen.map.size.height / 2
        assert len(decoded) <= 1


BAD_PLACES: dict[str, list[Any]] = {
    "no place at all": [],
    "all at one point": [a_place()],
    "across the date line": [a_place(lon=179.5), a_place(id="b", lon=-179.5)],
    "at the poles": [a_place(lat=90.0, lon=0.0), a_place(id="b", lat=-90.0, lon=10.0)],
    "not on the Earth": [a_place(lat=95.0)],
}


@pytest.mark.parametrize("what", BAD_PLACES)
async def test_odd_places_make_a_right_picture_or_a_sentence(tmp_path: Path, what: str) -> None:
    places = BAD_PLACES[what]
    ids = [place.id for place in places] or [""]
    store = a_store(tmp_path / "s.json", events=[an_event(place=id_) for id_ in ids], places=places)
    async with browsing(store, (80, 24)) as reader:
        timeline = reader.state.timeline
        drawn = len(Whereabouts(timeline).drawn)
        await reader.press("m", "space", "a", "+", "-", "-", "h", "0")
        screen = the_map(reader)
        assert sum(mark.count for mark in screen.marks) == drawn
        if drawn:
            assert "Every event of the view is drawn." in reader.text
        else:
            assert "without a place" in reader.text
            assert "not located" in reader.text or "not drawn: no coordinates" in reader.text


async def test_an_empty_view_and_an_empty_store_say_so(empty: Path, tmp_path: Path) -> None:
    async with browsing(empty) as reader:
        await reader.press("m", "space", "p", "n", "]", "+", "0", "enter")
        assert reader.app.screen is reader.screen
    async with browsing(march(tmp_path / "s.json"), query="zeppelin") as reader:
        await reader.press("m", "space")
        assert "No event is in view" in reader.text
        assert "no events" in reader.lines()[0]
        await reader.press("escape")


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (2, 2)])
async def test_little_room_still_shows_a_map(tmp_path: Path, size: tuple[int, int]) -> None:
    async with browsing(march(tmp_path / "s.json"), size) as reader:
        await reader.press("m", "space", "+", "n")
        assert all(len(line) == size[0] for line in reader.lines())
        await reader.resize(100, 30)
        await reader.press("0")
        assert "Ithriyah" in reader.text


async def test_names_from_a_store_are_cleaned(tmp_path: Path) -> None:
    places = [a_place(name="[red]Man\x1b[31mbij\u202e[/]")]
    async with browsing(a_store(tmp_path / "s.json", places=places)) as reader:
        await reader.press("m")
        assert "\x1b" not in reader.text
        assert "[red]Man" in reader.text


async def test_shapes_tell_sides_apart_without_colour(tmp_path: Path) -> None:
    events = [
        an_event(place="ithriyah", actors=[Participant(id="sdf", role="attacker")]),
        an_event(place="manbij", actors=[Participant(id="is", role="attacker")]),
    ]
    actors = [an_actor(bloc="SDF and allies"), an_actor(id="is", name="IS", bloc="Islamic State")]
    async with browsing(march(tmp_path / "s.json", events=events, actors=actors)) as reader:
        await reader.press("m")
        text = reader.text_of(the_map(reader).map)
        assert "•" in text or "●" in text
        assert "▪" in text or "■" in text
        assert "● Islamic State" in reader.text
        assert "■ SDF and allies" in reader.text


async def test_the_sign_is_of_the_side_in_most_events_whoever_a_dataset_puts_first(tmp_path: Path) -> None:
    def clash(place: str, *ids: str) -> Event:
        sides: tuple[Side, ...] = ("a", "b")
        parts = [Participant(id=id_, role="participant", side=side) for id_, side in zip(ids, sides, strict=True)]
        return an_event(place=place, actors=parts)

    shelling = an_event(
        place="district", actors=[Participant(id="army", role="attacker"), Participant(id="rebels", role="victim")]
    )
    events = [
        *(clash("ithriyah", "army", other) for other in ("rebels", "is")),
        *(clash("manbij", "army", "rebels") for _ in range(3)),
        shelling,
    ]
    actors = [an_actor(id=id_, name=id_.title(), short="") for id_ in ("army", "rebels", "is")]
    async with browsing(march(tmp_path / "s.json", events=events, actors=actors)) as reader:
        await reader.press("m")
        found = {spot.events[0]: mark.side for mark in the_map(reader).marks for spot in mark.spots}
        places = {reader.state.timeline.event(ordinal).place: side for ordinal, side in found.items()}
        assert places == {"ithriyah": "Army", "manbij": "Rebels", "district": "Army"}
        assert "In most events: " in reader.text
        await reader.press("question_mark")
        assert "Signs on this map" in reader.text
        assert "the side that takes part in most of the events" in reader.text


async def test_without_blocs_the_signs_tell_the_busiest_actors_apart(tmp_path: Path) -> None:
    """A plain import of a dataset says who fought, not on which side."""
    names = ["army", *(f"group{number}" for number in range(9))]
    events = [
        an_event(id=f"{name}-{number}", place=place, actors=[Participant(id=name, role="attacker")])
        for at, (name, place) in enumerate(zip(names, ["ithriyah", "manbij", *["resafa"] * 8], strict=True))
        for number in range(20 - at)
    ]
    actors = [an_actor(id=name, name=name.title(), short="") for name in names]
    async with browsing(march(tmp_path / "s.json", events=events, actors=actors)) as reader:
        await reader.press("m")
        screen = the_map(reader)
        assert screen.mapping.sides[:2] == ["Army", "Group0"]
        assert screen.mapping.sides[-1] == "Others"  # those beyond eight
        assert {mark.side for mark in screen.marks} >= {"Army", "Group0"}
        assert "● Army" in reader.text
        assert "■ Group0" in reader.text
        assert screen.map.palette is not None
        styles = [screen.map.palette.style(f"bloc:{side}").color for side in ("Army", "Group0", "Group1")]
        assert len(set(styles)) == 3


async def test_what_the_map_stands_on_is_worked_out_once(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m")
        ground = the_map(reader).mapping.ground
        counted = ground.counted(reader.state.view.events)
        await reader.press("escape", "m")
        assert the_map(reader).mapping.ground is ground
        assert ground.counted(reader.state.view.events) is counted


async def test_the_theme_and_the_help_work_on_the_map(tmp_path: Path) -> None:
    async with browsing(march(tmp_path / "s.json")) as reader:
        await reader.press("m", "T")
        assert reader.app.theme == "dateline-light"
        await reader.press("?")
        assert "On the map" in reader.text or "Marks" in reader.text
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen


def test_a_day_is_a_date() -> None:
    assert iso_day(dt.date(2016, 6, 4).toordinal()) == "2016-06-04"
    assert iso_day(0) == ""
