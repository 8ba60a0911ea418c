"""Rows of CSV: what is a row, what is none, and that the one after it is read all the same."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from store.importers.cells import LONGEST_CELL, MOST_LINES
from store.importers.formulas import bare, defused
from store.importers.opening import sources
from store.importers.protocol import REASON, Rejected
from store.importers.source import Source
from store.importers.table import Row, header_of, read_table


def a_source(path: Path, data: str | bytes) -> Source:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (source,) = sources(str(path))
    return source


def read(
    path: Path, data: str | bytes, *, header: Sequence[str] = (), pad: bool = False
) -> list[tuple[int, list[str] | str]]:
    """Return each row's line and cells, or the line and reason of what is no row."""
    rows = read_table(a_source(path, data), header=header, pad=pad)
    return [(row.line, row.reason if isinstance(row, Rejected) else list(row.cells.values())) for row in rows]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n3,4\n", [(2, ["1", "2"]), (3, ["3", "4"])]),
        ("a,b\r\n1,2\r\n", [(2, ["1", "2"])]),
        ("a,b\n1,2", [(2, ["1", "2"])]),
        ("a;b\n1;2,5\n", [(2, ["1", "2,5"])]),
        ("a\tb\n1\t2\n", [(2, ["1", "2"])]),
        ("a|b\n1|2\n", [(2, ["1", "2"])]),
        ("sep=;\na;b\n1;2\n", [(3, ["1", "2"])]),
        ('a,b\n"1\nand more","2"\n3,4\n', [(2, ["1\nand more", "2"]), (4, ["3", "4"])]),
        ('a,b\n"say ""hello""",2\n', [(2, ['say "hello"', "2"])]),
        ('a,b\n5" gun,2\n3,4\n', [(2, ['5" gun', "2"]), (3, ["3", "4"])]),
        ('a,b\n5" gun,6" gun\n', [(2, ['5" gun', '6" gun'])]),
        ('a,b\n"1" ,2\n', [(2, ["1 ", "2"])]),
        ("\n\na,b\n\n1,2\n,\n  \n3,4\n", [(5, ["1", "2"]), (8, ["3", "4"])]),
        ("a,b\n1,2,,\n", [(2, ["1", "2"])]),
        ('"a", "b"\n"1, 2", "3"\n', [(2, ["1, 2", "3"])]),
        ('a,b\n1, "x" y\n', [(2, ["1", ' "x" y'])]),
        ("a,b\n", []),
        ("", []),
        ("\n\n", []),
        ("a\n1\n", [(2, ["1"])]),
    ],
)
def test_rows(path: Path, text: str, expected: list[object]) -> None:
    assert read(path, text) == expected


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('a,b\n"1,2\n3,4\n5,6\n', 2, "a quote is opened in this row and never closed"),
        ('a,b\n1,"2\n3,4\n5,6\n', 2, "a quote is opened in this row and never closed"),
        ('a,b\n5" gun,"2\n3,4\n5,6\n', 2, "a quote is opened in this row and never closed"),
        ("a,b\n1\n3,4\n5,6\n", 2, "the row has 1 cells where the header names 2"),
        ("a,b\n1,2,3\n3,4\n5,6\n", 2, "the row has 3 cells where the header names 2"),
        ("a,b\n1,\x002\n3,4\n5,6\n", 2, "it holds a zero byte, so the file may be damaged here"),
    ],
)
def test_a_bad_row_costs_one_row(path: Path, text: str, line: int, reason: str) -> None:
    assert read(path, text) == [(line, reason), (3, ["3", "4"]), (4, ["5", "6"])]


def test_a_cell_of_ten_megabytes_costs_one_row(path: Path) -> None:
    (_first, huge, last) = read_table(a_source(path, f"a,b\n1,2\nx,{'y' * 10_000_000}\n3,4\n"))
    assert isinstance(huge, Rejected)
    assert (huge.line, huge.column, huge.reason) == (3, "b", "the cell has 10,000,000 characters, more than 1,000,000")
    assert len(huge.value) <= 200
    assert isinstance(last, Row)
    assert len(str(huge.raw)) < 1000


def test_a_line_beyond_all_measure_costs_one_row_and_no_memory(path: Path) -> None:
    found = read(path, b"a,b\n1,2\n" + b"z" * (40 << 20) + b"\n3,4\n")
    assert [row for row in found if isinstance(row[1], list)] == [(2, ["1", "2"]), (4, ["3", "4"])]
    assert [row[0] for row in found] == [2, 3, 4]


def test_a_quote_that_swallows_much_is_let_go(path: Path) -> None:
    rows = "".join(f"{number},x\n" for number in range(3 * MOST_LINES))
    found = read(path, f'a,b\n"open,x\n{rows}')
    assert isinstance(found[0][1], str)
    assert len(found) == 1 + 3 * MOST_LINES


def test_a_long_cell_that_is_not_too_long_is_one(path: Path) -> None:
    ((_line, cells),) = read(path, f"a,b\n1,{'y' * LONGEST_CELL}\n")
    assert len(cells[1]) == LONGEST_CELL


def test_columns_go_by_their_names(path: Path) -> None:
    (row,) = read_table(a_source(path, "\ufeff Date ,TITLE,title,,\u00a0x\n1,2,3,4,5\n"))
    assert isinstance(row, Row)
    assert dict(row.cells) == {"date": "1", "title": "2", "title (2)": "3", "column 4": "4", "x": "5"}


def test_a_table_without_a_header_row(path: Path) -> None:
    assert read(path, "1,2\n3,4\n", header=("a", "b")) == [(1, ["1", "2"]), (2, ["3", "4"])]


def test_missing_cells_may_be_empty(path: Path) -> None:
    assert read(path, "a,b,c\n1\n1,2,3,4\n", pad=True) == [
        (2, ["1", "", ""]),
        (3, "the row has 4 cells where the header names 3"),
    ]


def test_lines_of_an_old_macintosh(path: Path) -> None:
    assert read(path, "a,b\r1,2\r3,4") == [(2, ["1", "2"]), (3, ["3", "4"])]


def test_a_file_of_rejects_is_read_without_its_reasons(path: Path) -> None:
    source = a_source(path, f"a,{REASON},b\n'=1+1,too bad,2\n")
    (row,) = read_table(source)
    assert isinstance(row, Row)
    assert (dict(row.cells), list(row.raw)) == ({"a": "=1+1", "b": "2"}, ["=1+1", "2"])
    assert (source.header, source.is_partial) == (("a", "b"), True)


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-x", "@x", "\tx", "'=1", "''=1", "'-5", "plain", "'quoted'", "", "'"])
def test_formulas_are_defused_and_made_whole_again(cell: str) -> None:
    assert not defused(cell).startswith(("=", "+", "-", "@", "\t"))
    assert bare(defused(cell)) == cell


@pytest.mark.parametrize("number", ["-1", "+3.5", "-37.95", "1e5"])
def test_numbers_are_no_formulas(number: str) -> None:
    assert defused(number) == bare(number) == number


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Id,Date\n1,2", ("id", "date")),
        ('\ufeff"Id";"Da\nte"\n', ("id", "da te")),
        ('{"events": [1, 2]}', ()),
        ("BEGIN:VCALENDAR\r\n", ()),
        ("<html>", ()),
        ("", ()),
    ],
)
def test_what_the_first_row_names(text: str, columns: tuple[str, ...]) -> None:
    assert header_of(text) == columns
