"""Tags as they are typed: commas or semicolons between them, wherever one types them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.loader import load_timeline
from store.model import Claim
from store.text import one_line
from tests.builders import an_event
from tests.tui.driving import browsing
from tests.tui.test_forms import box, fill, the_event
from tests.tui.worlds import a_war
from tui.tags import SEVERAL, last_tag, split_tags

plain = st.text("ab-ß(漢 .*+", min_size=1, max_size=6).map(one_line).filter(bool)
with_commas = st.text("ab, ", min_size=1, max_size=6).map(one_line).filter(bool)


@given(st.lists(plain, max_size=5), st.lists(st.sampled_from([",", ";", " , ", "; ", ";,", " ;; "]), min_size=5))
def test_whatever_stands_between_them(tags: list[str], marks: list[str]) -> None:
    text = "".join(tag + mark for tag, mark in zip(tags, marks, strict=False))
    assert split_tags(text) == list(dict.fromkeys(tags))


@given(st.lists(with_commas, max_size=5))
def test_tags_with_commas_stay_whole_once_they_are_known(tags: list[str]) -> None:
    assert split_tags("; ".join(tags), tags) == list(dict.fromkeys(tags))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ; , ", []),
        ("siege, siege;siege", ["siege"]),
        ("Raqqa, city", ["Raqqa, city"]),
        ("Raqqa, city, more", ["Raqqa, city", "more"]),
        ("old Raqqa, city", ["old Raqqa", "city"]),
        ("Raqqa, citywide", ["Raqqa", "citywide"]),
        ("a; b\x1b[31m", ["a; b"]),
    ],
)
def test_known_tags(text: str, expected: list[str]) -> None:
    assert split_tags(text, ["Raqqa, city", "a; b", "siege"]) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [("", ""), ("sie", "sie"), ("a; ", ""), ("a,", ""), ("a; -b c", "-b c"), ("a; Raqqa, city", "Raqqa, city")],
)
def test_the_tag_that_is_being_typed(text: str, last: str) -> None:
    assert last_tag(text, ["Raqqa, city"]) == last


@pytest.mark.parametrize("typed", ["siege, front line", "siege; front line", "siege ;front line,"])
async def test_both_marks_do_after_the_number_sign_and_in_the_form(war: Path, typed: str) -> None:
    async with browsing(war) as reader:
        here = reader.event.id
        await reader.press("#")
        assert SEVERAL in reader.text
        await reader.type(typed)
        await reader.press("enter")
        assert the_event(war, here).tags == ["siege", "front line"]
        await reader.press("#")
        await reader.type("-siege; -front line")
        await reader.press("enter", "e")
        assert the_event(war, here).tags == []
        assert SEVERAL in reader.text
        await fill(reader, "tags", typed)
        assert "2 tags: siege · front line" in reader.text
        await reader.press("f2")
        assert the_event(war, here).tags == ["siege", "front line"]


async def test_a_tag_with_a_comma_is_not_torn_when_another_joins_it(tmp_path: Path) -> None:
    claim = Claim(attribution="SOHR", text="taken", tags=["east, west"])
    store = a_war(tmp_path / "w.json", events=[an_event(id="e", offensives=[], tags=["Raqqa, city"], claims=[claim])])
    async with browsing(store) as reader:
        await reader.press("e")
        form = box(reader)
        await fill(reader, "tags", "Raqqa, city, siege")
        form.set_focus(form._controls["claims"])
        await reader.settle()
        await reader.press("enter")
        await fill(reader, "tags", "east, west; north")
        await reader.press("f2", "f2")
        event = load_timeline(store).event(0)
        assert event.tags == ["Raqqa, city", "siege"]
        assert event.claims[0].tags == ["east, west", "north"]
        await reader.press("#")
        await reader.type("-Raqqa, city")
        await reader.press("enter")
        assert load_timeline(store).event(0).tags == ["siege"]
