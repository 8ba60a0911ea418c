"""Drafts as cards: no title is cut, and what stands under another is where its first line says."""

from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.cards import Card, card_lines
from tui.drawing.spans import width_of


def a_card(title: str, place: str = "") -> Card:
    return Card(number=1, verdict="", when="Thursday 2 June 2016", edtf="2016-06-02", title=title, place=place)


words = st.lists(st.text("abcé战", min_size=1, max_size=12), max_size=30).map(" ".join)


@given(
    title=words,
    place=st.sampled_from(["", "Manbij", "A place with a long name of its own"]),
    width=st.integers(44, 120),
)
def test_a_draft_that_is_not_the_current_one_has_its_whole_title_too(title: str, place: str, width: int) -> None:
    lines, firsts = card_lines([a_card("now"), a_card(title, place), a_card("then")], 0, width)
    shown = ["".join(span.text for span in line) for line in lines[firsts[1] : firsts[2]]]
    assert "".join(shown[1:]).replace(" ", "") == (title + place).replace(" ", "")
    assert all(width_of(line) <= width for line in lines)
