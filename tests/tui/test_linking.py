"""`L`: two records of one occurrence side by side, linked and told apart again."""

from pathlib import Path

import pytest

from store.loader import load_timeline
from store.model import Claim
from tests.builders import an_event
from tests.tui.driving import browsing
from tests.tui.worlds import a_war
from tui.screens.linking import LinkScreen


def a_doubled_war(path: Path) -> Path:
    """Write a store in which two datasets tell of one occurrence, and of others that are none."""
    said = [Claim(attribution="SOHR [red]", text="At least \x1b[31mtwenty", counted="killed", best=20)]
    theirs = [Claim(attribution="UCDP", best=31, counted="killed")]
    events = [
        an_event(id="mine", title="Raid on the mill", offensives=[], claims=said),
        an_event(id="ucdp:1", title="IS - SDF", offensives=[], origin="ucdp:1", claims=theirs),
        an_event(id="ucdp:2", title="Another day", date="2016-06-08", offensives=[], origin="ucdp:2"),
        an_event(id="ucdp:3", title="Others", actors=[], offensives=[], origin="ucdp:3"),
    ]  # fmt: skip
    return a_war(path, events=events)


def links(path: Path) -> list[tuple[str, str]]:
    return load_timeline(path).same_as


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20)])
async def test_a_likely_pair_is_shown_linked_and_told_apart(tmp_path: Path, size: tuple[int, int]) -> None:
    store = a_doubled_war(tmp_path / "w.json")
    async with browsing(store, size, query="id:mine") as reader:
        await reader.press("L")
        assert isinstance(reader.app.screen, LinkScreen)
        assert "IS - SDF" in reader.text
        assert "Another day" not in reader.text
        assert "Others" not in reader.text
        assert "\x1b" not in reader.text
        if size[0] > 80:
            row = next(line for line in reader.lines() if "20 killed" in line or "twenty" in line)
            assert "31 killed" in row
        await reader.press("enter")
        assert reader.said.startswith("Done, u undoes it: link '")
        assert links(store) == [("mine", "ucdp:1")]
        reader.screen.action_record_history()
        await reader.settle()
        assert "extra.same_as: (empty)" in " ".join(reader.text.split()) or size[0] < 80
        await reader.press("escape", "L")
        assert "= IS - SDF" in reader.text
        await reader.press("enter")
        assert links(store) == []
        await reader.press("u")
        assert links(store) == [("mine", "ucdp:1")]
        await reader.press("u")
        assert links(store) == []


async def test_a_marked_event_can_be_linked_too(tmp_path: Path) -> None:
    store = a_doubled_war(tmp_path / "w.json")
    async with browsing(store) as reader:
        await reader.press("g", ",", "G", "L")
        assert "marked" in reader.text
        await reader.press("escape")
        assert links(store) == []


async def test_nothing_likely_is_said_in_a_sentence(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("L")
        assert "Mark one with ," in reader.said
