"""Marked text: laid out, looked up, and whole whatever lies over it."""

from hypothesis import given
from hypothesis import strategies as st

from store.drafting.model import Mention
from tests.tui.worlds import text_of, texts_of
from tui.drawing.marked import BodyLayout, Finder, Mark, lines_with_hits, mention_marks
from tui.drawing.spans import Line

BODY = "The army took Raqqa on Friday.\n\n### After\n\n- a point, with \\*stars\\*\n\n> said he"


def _laid(body: str, marks: list[Mark], width: int) -> list[Line]:
    return BodyLayout(body).lines(marks, width)


def test_marks_do_not_stand_on_colour_alone() -> None:
    mentions = [
        Mention("actor", 4, 8, "army", "army"),
        Mention("place", 14, 19, "Raqqa", "raqqa"),
        Mention("date", 23, 29, "Friday", "2016-06-03"),
    ]
    line = _laid(BODY, mention_marks(mentions, {"army": "Damascus"}), 60)[0]
    looks = {span.text: span.look for span in line}
    assert looks["army"] == "bloc:Damascus+bold"
    assert looks["Raqqa"] == "underlined"
    assert text_of(line) == "The army took Raqqa on [Friday]."


def test_markdown_is_laid_out() -> None:
    assert texts_of(_laid(BODY, [], 60)) == [
        "The army took Raqqa on Friday.", "", "After", "", "• a point, with *stars*", "", "│ said he",
    ]  # fmt: skip


def test_words_are_found_across_marks_case_and_escapes() -> None:
    finder = Finder(BODY)
    (hit,) = finder.marks("raqqa ON")
    assert BODY[hit.start : hit.end] == "Raqqa on"
    assert len(finder.marks("*stars*")) == 1
    assert finder.marks("") == finder.marks("nowhere") == []
    lines = _laid(BODY, [Mark(14, 19, "underlined"), hit], 60)
    assert lines_with_hits(lines) == [0]


_spans = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=12)


@given(st.text(alphabet="ab \n.é漢", max_size=90), _spans, st.integers(8, 40))
def test_no_mark_takes_or_adds_text(body: str, spans: list[tuple[int, int]], width: int) -> None:
    marks = [Mark(min(pair), max(pair), "underlined", f"draft:{n}") for n, pair in enumerate(spans)]
    plain = "".join(texts_of(_laid(body, [], width))).replace(" ", "")
    assert "".join(texts_of(_laid(body, marks, width))).replace(" ", "") == plain
    assert plain == "".join(body.split())


def test_what_is_laid_out_again_is_what_would_be_laid_out_anew() -> None:
    layout = BodyLayout(BODY)
    for marks, width in (([], 60), ([Mark(4, 8, "bold")], 60), ([Mark(4, 8, "bold", "a:1")], 60), ([], 20), ([], 60)):
        assert layout.lines(marks, width) == _laid(BODY, marks, width)


def test_only_the_paragraphs_whose_marks_differ_are_laid_out_again() -> None:
    layout = BodyLayout(BODY)
    before = layout.lines([Mark(4, 8, "bold")], 60)
    after = layout.lines([Mark(4, 8, "underlined")], 60)
    assert [one is other for one, other in zip(before, after, strict=True) if one] == [False, True, True, True]
