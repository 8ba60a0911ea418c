"""The lines at the top and the foot, and what is said when there is nothing to show."""

from pathlib import Path

import msgspec
import pytest

from tests.builders import a_meta, a_store, an_actor, an_event, an_offensive, with_lines
from tests.tui.driving import browsing
from tests.tui.texts import ESCAPES, HOSTILE, unsafe
from tui.commands import COMMANDS


def as_line(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()


async def test_position_says_of_how_many_and_from_how_many(tmp_path: Path) -> None:
    """The words of the design: "3 of 28, from 16,566"."""
    events = [an_event(id=f"e{n:05}", title="Found" if n < 28 else "Other") for n in range(16_566)]
    async with browsing(a_store(tmp_path / "many.json", events=events)) as reader:
        assert reader.place == "1 of 16,566"
        await reader.press("slash", *"found", "enter", "j", "j")
        assert reader.place == "3 of 28, from 16,566"
        assert reader.lines()[0].rstrip().endswith("3 of 28, from 16,566")


async def test_title_and_chips_stand_before_it(war: Path) -> None:
    async with browsing(war) as reader:
        assert reader.lines()[0].startswith(" Dateline  A race ")
        await reader.press("slash", *"front -raqqa", "enter")
        top = reader.lines()[0]
        assert top.index("A race") < top.index("front ✕") < top.index("-raqqa ✕") < top.index("1 of 10")


async def test_position_stays_when_there_is_no_room_for_the_rest(war: Path) -> None:
    async with browsing(war, (40, 20)) as reader:
        await reader.press("slash", *"front day -raqqa", "enter")
        assert reader.lines()[0].rstrip().endswith("1 of 10, from 21")


@pytest.mark.parametrize("pane", ["actors", "timeline", "article"])
async def test_foot_tells_what_the_pane_can_do(raqqa: Path, pane: str) -> None:
    async with browsing(raqqa, (200, 40)) as reader:
        for _ in range(3):
            if reader.screen.pane != pane:
                await reader.press("tab")
        foot = reader.lines()[-1]
        own = {key for command in COMMANDS if command.where == pane for key in command.keys}
        for command in COMMANDS:
            if command.hint and (command.where == pane or (command.where == "anywhere" and command.keys[0] not in own)):
                assert command.hint in foot, command.id


async def test_foot_ends_with_help_and_quit_in_any_width(raqqa: Path) -> None:
    async with browsing(raqqa, (40, 20)) as reader:
        for width in (40, 60, 80, 120):
            await reader.resize(width, 24)
            assert "? help  q quit" in reader.lines()[-1]


# nothing to show


async def test_empty_result_names_what_emptied_it(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("slash", *"manbij raqqa", "enter")
        said = reader.words_of(reader.screen.events)
        assert "No event passes the filter." in said
        assert "Without manbij: 10 events." in said
        assert "Without raqqa: 10 events." in said
        assert reader.place == "0 of 21"
        assert "No event is chosen." in reader.words_of(reader.screen.article)
        await reader.press("j", "k", "g", "G", "]", "enter", "y", "A", "escape")
        await reader.press("c")
        assert reader.state.view.size == 21
        assert "No event" not in reader.text


async def test_empty_store_says_so(empty: Path) -> None:
    async with browsing(empty) as reader:
        said = reader.words_of(reader.screen.events)
        assert "A race has no events yet." in said
        assert str(empty.name) in said.replace(" ", "")
        assert reader.place == "no events"


async def test_clear_without_a_filter_says_so(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("c")
        assert reader.said == "No filter is set."


# records that are not sound


async def test_records_left_out_are_counted_and_listed(tmp_path: Path) -> None:
    path = with_lines(
        tmp_path / "unsound.json",
        events=[
            as_line(an_event(id="good", offensives=[], place="", actors=[])),
            '{"id": "no-title", "date": "2016-06-04"}',
            '{"id": "no-day", "date": "2016-06-31", "title": "x"}',
            '{"id": "wrong", "date": "2016-06-04", "title": 7}',
            as_line(an_event(id="good", title="Twice")),
        ],
    )
    async with browsing(path) as reader:
        assert reader.place == "1 of 1"
        assert "4 records are not sound and are left out" in reader.lines()[0]
        await reader.click_on("4 records")
        for id_ in ("no-title", "no-day", "wrong", "good"):
            assert id_ in reader.text
        assert "dateline check" in reader.text
        await reader.press("escape")
        assert len(reader.app.screen_stack) == 1


async def test_reasons_and_ids_are_only_text(tmp_path: Path) -> None:
    bad = msgspec.json.encode({"id": HOSTILE, "date": HOSTILE, "title": [HOSTILE]}).decode()
    async with browsing(with_lines(tmp_path / "unsound.json", events=[bad])) as reader:
        await reader.screen.run_action("unsound")
        await reader.settle()
        assert "[bold red]b[/]" in reader.text
        assert not unsafe(reader.text)


async def test_sound_store_has_no_such_notice(war: Path) -> None:
    async with browsing(war) as reader:
        assert "left out" not in reader.lines()[0]
        await reader.screen.run_action("unsound")
        await reader.settle()
        assert "Every record is sound." in reader.text


async def test_references_that_lead_nowhere_are_names(tmp_path: Path) -> None:
    event = an_event(
        id="e", place="no-place", offensives=["no-offensive"], actors=[{"id": "nobody"}], articles=["none"]
    )
    offensive = an_offensive(target="no-target", parent="no-parent", attackers=["nobody"])
    path = a_store(tmp_path / "dangling.json", events=[event], offensives=[offensive], actors=[an_actor()], places=[])
    async with browsing(path) as reader:
        assert "NO-PLACE" in reader.words_of(reader.screen.article)
        assert "nobody" in reader.words_of(reader.screen.article)
        assert "nobody" in reader.words_of(reader.screen.actors)


async def test_title_of_a_store_is_one_clean_line(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json", meta=a_meta(title=f"One\n{ESCAPES}two [/b]"))
    async with browsing(path) as reader:
        assert reader.lines()[0].startswith(" Dateline  One red")
        assert reader.lines()[0].rstrip().endswith("1 of 1")
