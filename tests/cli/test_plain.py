import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.commands.compact import compact_date
from store.plain import Column, Table, bar, cell_width, cut, pad, wrap

TEXT = st.text(alphabet=st.sampled_from("ab  c战é\u0301الرقة–"), max_size=60)


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("战争", 4), ("e\u0301", 1), ("الرقة", 5), ("", 0), ("A\u200bB", 2)]
)
def test_cells(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@given(TEXT, st.integers(0, 40))
def test_cut_fits_and_leaves_what_fits(text: str, width: int) -> None:
    short = cut(text, width)
    assert cell_width(short) <= width
    assert (short == text) == (cell_width(text) <= width)


@given(TEXT, st.integers(1, 40))
def test_wrapped_text_fits_and_loses_nothing(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_width(line) <= max(width, 2) for line in lines)


def test_wrapping_keeps_words_whole_and_addresses_too() -> None:
    address = "https://example.org/" + "a" * 60
    assert list(wrap(f"see {address} there now", 20, first="[1] ")) == ["[1] see", f"    {address}", "    there now"]
    assert list(wrap("a" * 25, 10)) == ["a" * 10, "a" * 10, "a" * 5]


def test_pad() -> None:
    assert pad("战", 4) == "战  "
    assert pad("7", 3, right=True) == "  7"


@pytest.mark.parametrize(
    ("part", "whole", "drawn"),
    [
        (0, 10, ""),
        (10, 10, "████████"),
        (5, 10, "████"),
        (1, 1000, "▏"),
        (3, 0, ""),
        (20, 10, "████████"),
        (9, 16, "████▌"),
    ],
)
def test_bar(part: int, whole: int, drawn: str) -> None:
    assert bar(part, whole, 8) == drawn


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=5), st.integers(24, 90))
def test_table_fits(rows: list[tuple[str, str, str]], room: int) -> None:
    table = Table([Column("A", most=8), Column("B", stretches=True), Column("C", most=8)], room)
    assert all(cell_width(line) <= room for line in [*table.page(rows), table.header()])


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2016-06-04", "4 Jun 2016"),
        ("2016-06-04~", "~4 Jun 2016"),
        ("2016-06-04%", "~?4 Jun 2016"),
        ("[2016-06-13..2016-06-15]", "13–15 Jun 2016 ?"),
        ("[2016-05-31..2016-06-01]", "31 May or 1 Jun 2016"),
        ("[2016-06-01,2016-06-03]", "1 or 3 Jun 2016"),
        ("2016-06", "June 2016 ?"),
        ("2016", "2016 ?"),
        ("2016-05-31/2016-08-12", "31 May to 12 Aug 2016"),
        ("2015-12-30/2017-01-02", "30 Dec 2015 to Jan 2017"),
        ("2016-06-02/..", "since 2 Jun 2016"),
        ("2016-06-02/", "2 Jun 2016–?"),
        ("2016-22", "summer 2016 ?"),
    ],
)
def test_compact_dates_keep_day_year_and_doubt(edtf: str, words: str) -> None:
    assert compact_date(edtf) == words
