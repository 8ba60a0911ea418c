"""Queries read, printed, taken apart, and refused with a column."""

import time
import unicodedata
from collections.abc import Callable

import pytest

from store.dates import OPEN_END, OPEN_START, parse_span
from store.dates.plain import read_range
from store.errors import DateError
from store.plain import cell_width
from store.query import (
    BY_NAME,
    EXAMPLES,
    FIELDS,
    GRAMMAR_HELP,
    Against,
    And,
    Everything,
    Figure,
    Match,
    Near,
    Not,
    Or,
    Query,
    QueryError,
    Text,
    When,
    conjoin,
    parse,
    render_error,
    searched,
    terms,
    terms_in,
    to_text,
    without,
)
from store.query.lexer import LONGEST
from store.query.values import read_when

A, B, C = Text("a"), Text("b"), Text("c")
SDF = Match("actor", "SDF")


def day(text: str) -> int:
    return parse_span(text)[0]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        (" \t\n ", Everything()),
        ("*", Everything()),
        ("a", A),
        ("raqq*", Text("raqq")),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a b AND c", And((A, B, C))),
        ("a and b", And((A, Text("and"), B))),
        ("a OR b", Or((A, B))),
        ("a or b", And((A, Text("or"), B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(a b) c", And((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("((a))", A),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("--a", Not(Not(A))),
        ("NOT -(a b)", Not(Not(And((A, B))))),
        ("-a b", And((Not(A), B))),
        ("a NOT b", And((A, Not(B)))),
        ("NOT a OR b", Or((Not(A), B))),
        ("Ar-Raqqah", Text("Ar-Raqqah")),
        ("12:30", Text("12:30")),
        ("a(b)c", And((A, B, C))),
    ],
)
def test_operators_and_groups(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"race for Raqqa"', "race for Raqqa"),
        ("“race for Raqqa”", "race for Raqqa"),
        ('"  two\n lines "', "two lines"),
        (r'"the \"caliphate\""', 'the "caliphate"'),
        (r'"C:\\Users"', "C:\\Users"),
        (r'"50\60"', "50\\60"),
        ('"AND"', "AND"),
        ('"actor:SDF"', "actor:SDF"),
        ('"5*"', "5*"),
        ('"(.*)[a-z]+?"', "(.*)[a-z]+?"),
    ],
)
def test_phrases_and_escapes(text: str, found: str) -> None:
    assert parse(text) == Text(found)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("actor:SDF", SDF),
        ("ACTOR:SDF", SDF),
        ('actor:"Syrian army"', Match("actor", "Syrian army")),
        ("origin:ucdp", Match("dataset", "ucdp")),
        ("type:One-Sided", Match("type", "one-sided")),
        ("has:Article", Match("has", "article")),
        ("id:ucdp:216348", Match("id", "ucdp:216348")),
        ("against:SDF,IS", Against("SDF", "IS")),
        ('against:"Government of Syria",IS', Against("Government of Syria", "IS")),
        ('against:"Government of Syria, IS"', Against("Government of Syria", "IS")),
        ('against:"Interahamwe, ex-FAR","IS"', Against("Interahamwe, ex-FAR", "IS")),
        ("near:Manbij", Near("Manbij", 25)),
        ("near:Manbij~60km", Near("Manbij", 60)),
        ("near:Manbij~60", Near("Manbij", 60)),
        ("near:Manbij~10MI", Near("Manbij", 16.09344)),
        ('near:"Deir ez-Zor"~2.5km', Near("Deir ez-Zor", 2.5)),
        ('near:"Deir ez-Zor~60 km"', Near("Deir ez-Zor", 60)),
        ("near:36.53,37.95~60km", Near((36.53, 37.95), 60)),
        ("near:-17,-179.9", Near((-17.0, -179.9), 25)),
        ("deaths:>=10", Figure("deaths", 10, None)),
        ("deaths>=10", Figure("deaths", 10, None)),
        ("Deaths>50", Figure("deaths", 51, None)),
        ("deaths:<5", Figure("deaths", 0, 4)),
        ("deaths<=5", Figure("deaths", 0, 5)),
        ("deaths:=0", Figure("deaths", 0, 0)),
        ("deaths:7", Figure("deaths", 7, 7)),
        ("deaths:10..20", Figure("deaths", 10, 20)),
        ("deaths:10..", Figure("deaths", 10, None)),
        ("deaths:..20", Figure("deaths", 0, 20)),
        ("best:>=10", Figure("deaths", 10, None)),
        ("low>=10", Figure("low", 10, None)),
        ("high:..20", Figure("high", 0, 20)),
        ("sources:1", Figure("sources", 1, 1)),
        ("origins>1", Figure("origins", 2, None)),
    ],
)
def test_fields(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text", ["a", "actor:SDF", "against:SDF,IS", "near:Manbij", "date:2016", "deaths:>=10", "*", "-a (b OR actor:SDF)"]
)
def test_where_a_term_stood_does_not_count(text: str) -> None:
    tree, later = parse(text), parse(f"   {text}")
    assert tree == later
    assert hash(tree) == hash(later)
    assert [term.column + 3 for term in terms_in(tree)] == [term.column for term in terms_in(later)]


def test_terms_of_two_kinds_are_never_equal() -> None:
    assert Text("a") != "a"
    assert Match("actor", "SDF") != Against("actor", "SDF")
    assert len({Match("actor", "SDF"), Against("actor", "SDF"), Match("actor", "SDF", column=3)}) == 2


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("date:2016-06-04", day("2016-06-04"), day("2016-06-04")),
        ("date:2016-06", day("2016-06-01"), day("2016-06-30")),
        ("date:2016-05-31..2016-08-12", day("2016-05-31"), day("2016-08-12")),
        ("date:2016-05..", day("2016-05-01"), OPEN_END),
        ("certain:..2016-05", OPEN_START, day("2016-05-31")),
        ("on:[2016-06-13..2016-06-15]", day("2016-06-13"), day("2016-06-15")),
        ("after:2016", day("2017-01-01"), OPEN_END),
        ("after:2016-05-31..2016-08-12", day("2016-08-13"), OPEN_END),
        ("before:2016-06-04", OPEN_START, day("2016-06-03")),
        ('after:"1 July 2016"', day("2016-07-02"), OPEN_END),
    ],
)
def test_dates(text: str, first: int, last: int) -> None:
    found = parse(text)
    assert isinstance(found, When)
    assert (found.first, found.last) == (first, last)


POINTS = ["2016", "2016-06", "2016-06-04", "2016-22", "2016-06-31", "2016-6-4", "201X", "2016-06-XX", "2016-06~", ""]


@pytest.mark.parametrize("dots", ["..", "...", " .. ", "/", ",", "-", ""])
@pytest.mark.parametrize("last", POINTS)
@pytest.mark.parametrize("first", POINTS)
def test_dates_are_those_that_people_may_type_anywhere(first: str, dots: str, last: str) -> None:
    text = f"{first}{dots}{last}"
    assert days_of(lambda: read_when("date", text, 5)) == days_of(lambda: When("date", text, *read_range(text)))


def days_of(read: Callable[[], When]) -> tuple[int, int] | str:
    try:
        found = read()
    except (DateError, QueryError) as error:
        return str(error)
    return found.first, found.last


@pytest.mark.parametrize(
    "text", ["2016-06-04", "2016-06~", "2016..", "2016-05-31..2016-08-12", "[2016-06-13..2016-06-15]"]
)
def test_edtf_waits_for_no_reader_of_words(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.dates.plain.read_range", lambda _text: pytest.fail("it was read as words"))
    assert isinstance(parse(f"date:{text}"), When)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("date:june 2016", 'date:"june 2016"'),
        ("date:june 2016 manbij", 'date:"june 2016" manbij'),
        ("after:1 July 2016 actor:SDF", 'after:"1 July 2016" actor:SDF'),
        ("date:4 June 2016 .. 12 August 2016 sdf", 'date:"4 June 2016 .. 12 August 2016" sdf'),
        ("date:2016 june", "date:2016 june"),
        ("date:2016-05.. 2016", 'date:"2016-05.. 2016"'),
        ("date:2016-05.. manbij", "date:2016-05.. manbij"),
        ('date:"june" 2016', None),
    ],
)
def test_words_of_a_date_need_no_quotes_while_they_make_a_date(text: str, printed: str | None) -> None:
    if printed is None:
        with pytest.raises(QueryError, match="year is missing"):
            parse(text)
    else:
        assert to_text(parse(text)) == printed


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ('a "b', 2, "closing quote"),
        ('a ""', 2, "between the quotes"),
        ("(a", 0, "closing parenthesis"),
        ("a (b (c)", 2, "closing parenthesis"),
        ("a)", 1, "closes nothing"),
        ("a ()", 3, "in the parentheses"),
        ("a OR", 4, "at the end"),
        ("OR a", 0, "not OR"),
        ("a AND OR b", 6, "not OR"),
        ("NOT", 3, "at the end"),
        ("-", 0, "minus sign"),
        ("a - b", 2, "minus sign"),
        ("(-)", 1, "minus sign"),
        ("a actr:x", 2, 'no field "actr". Did you mean actor'),
        ("http://x.org", 0, "To search for a colon, quote it"),
        ("actor:", 6, "as in actor:SDF"),
        ("actor: SDF", 6, "as in actor:SDF"),
        ("actor=SDF", 5, "a colon after actor"),
        ("deaths >= 10", 7, "no space"),
        ("deaths:>=", 7, "Expected a number"),
        ("deaths:many", 7, "Expected a number"),
        ("deaths:20..10", 7, "smaller number first"),
        ("deaths:<0", 7, "between 0 and"),
        ("deaths:>9999999999", 7, "Expected a number"),
        ("deaths:>999999999", 7, "between 0 and"),
        ("deaths:١٠", 7, "Expected a number"),
        ("type:onesided", 5, "Did you mean one-sided"),
        ("confidence:sure", 11, "confirmed, reported or disputed"),
        ("has:note", 4, "Did you mean notes"),
        ("against:SDF", 8, "comma between them"),
        ("against:SDF,", 12, "both sides of the comma"),
        ("against:a,b,c", 12, "quote a name"),
        ("near:Manbij~far", 12, "a distance such as 60km"),
        ("near:Manbij~60 km", 15, "no space within"),
        ("near:~5km", 5, "a place before"),
        ("near:Manbij~30000km", 12, "at most 20,015 km"),
        ("near:95,37", 5, "latitude between"),
        ("near:36,190", 5, "longitude between"),
        ("date:31 june 2016", 5, "June 2016 has 30 days"),
        ("date:2016-13", 5, "2016-13"),
        ("date:2016..2015", 5, "ends before it begins"),
        ("after:4/6/2016", 6, "could be"),
        ("after:2016..", 6, "ends on a known day"),
        ("before:..2016", 7, "begins on a known day"),
        ("a\x1b[2Jb", 1, r"U\+001B"),
        ("a\x00", 1, r"U\+0000"),
        ("\u202eabc", 0, r"U\+202E"),
        ("\ud800", 0, r"U\+D800"),
    ],
)
def test_what_is_wrong_is_told_with_its_column(text: str, column: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse(text)
    assert caught.value.column == column


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1000 + "a" + ")" * 1000,
        "(a OR " * 1000 + "b" + ")" * 1000,
        "-" * 9999 + "a",
        "NOT " * 2000 + "a",
        "-(" * 3000 + "a",
        "(" * 10_000,
        ")" * 10_000,
        '"' * 10_000,
        "\\" * 10_000,
        '"' + "\\" * 9_000,
        "a " * 5_000,
        "a " * 20 + "b",
        "a OR " * 2_000,
        "date:june " * 1_000,
        "date:4 " * 1_400,
        "date:x x x x x x x " * 500,
        "date:" + "9" * 9_000,
        "deaths:1 " * 1_100,
        "deaths:" + "1" * 9_000,
        "actor:x " * 1_250,
        "near:x~1km " * 900,
        "near:" + "1" * 9_000 + ",1",
        "x" * 9_000 + ":y",
        "a" * 10_001,
        "\U0010ffff" * 10_000,
        "é" * 10_000,
        "\x1b" * 10_000,
    ],
    ids=lambda text: f"{text[:12]!r}x{len(text)}",
)
def test_silly_input_is_answered_within_a_second(text: str) -> None:
    start = time.process_time()
    column = 0
    try:
        tree = parse(text)
    except QueryError as error:
        column = error.column
        render_error(text, error)
    else:
        assert len(to_text(tree)) > LONGEST or parse(to_text(tree)) == tree  # quotes and escapes take room too
    assert time.process_time() - start < 1
    assert 0 <= column <= len(text)


def test_as_many_groups_and_terms_as_anyone_needs() -> None:
    assert parse("(" * 40 + "a" + ")" * 40) == A
    with pytest.raises(QueryError, match="deeper than 40") as caught:
        parse("(" * 41 + "a" + ")" * 41)
    assert caught.value.column == 40
    parse(" OR ".join(f"id:{n}" for n in range(500)))
    parse("-(tag:x) NOT tag:y " * 100)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a AND b", "a b"),
        ("a b OR c", "a AND b OR c"),
        ("a (b OR c)", "a (b OR c)"),
        ("NOT (a b)", "-(a b)"),
        ("NOT a", "-a"),
        ("-*", "-*"),
        ("*", ""),
        ('"one"', "one"),
        ('"OR"', '"OR"'),
        ('"-x"', '"-x"'),
        ('"a:b"', '"a:b"'),
        ("origin:ucdp", "dataset:ucdp"),
        ("deaths>50", "deaths:>=51"),
        ("deaths:<5", "deaths:<=4"),
        ("near:x~1mi", "near:x~1.609344km"),
        ('near:"a b"', 'near:"a b"~25km'),
        ("near:20.5,-0.25~20015km", "near:20.5,-0.25~20015km"),
        ('against:"a b",c', 'against:"a b",c'),
        ("on:2016-06-03~", "on:2016-06-03~"),
        (r'source:"\"q\" \\"', r'source:"\"q\" \\"'),
    ],
)
def test_printed_form(text: str, printed: str) -> None:
    assert to_text(parse(text)) == printed
    assert parse(printed) == parse(text)


def test_trees_are_of_one_form() -> None:
    with pytest.raises(ValueError, match="two parts"):
        And((A,))
    with pytest.raises(ValueError, match="none of them Or"):
        Or((A, Or((B, C))))


def test_terms_are_the_parts_that_all_have_to_match() -> None:
    tree = parse("actor:SDF (a OR b) -c")
    assert terms(tree) == [("actor:SDF", SDF), ("a OR b", Or((A, B))), ("-c", Not(C))]
    assert terms(parse("a OR b")) == [("a OR b", Or((A, B)))]
    assert terms(Everything()) == []


def test_a_term_can_be_dropped() -> None:
    tree = parse("actor:SDF (a OR b) -c")
    assert without(tree, 0) == parse("(a OR b) -c")
    assert without(tree, 2) == parse("actor:SDF (a OR b)")
    assert without(parse("a b"), 0) == B
    assert without(A, 0) == Everything()


def test_a_term_can_be_added() -> None:
    assert conjoin(Everything(), "actor:SDF") == SDF
    assert to_text(conjoin(parse("a OR b"), "c")) == "(a OR b) c"
    assert conjoin(parse("a actor:SDF"), "actor:SDF b") == And((A, SDF, B))
    assert conjoin(A, "") == A
    with pytest.raises(QueryError):
        conjoin(A, "(")


def test_columns_after_an_edit_are_those_of_the_printed_query() -> None:
    tree = conjoin(parse("a     OR b"), "actor:SDF")
    assert isinstance(tree, And)
    found = tree.parts[1]
    assert isinstance(found, Match)
    assert to_text(tree)[found.column :] == "SDF"


def test_columns_of_terms_point_at_their_values() -> None:
    text = 'x against:"a b",c near:"d e"~5km'
    tree = parse(text)
    assert isinstance(tree, And)
    _, against, near = tree.parts
    assert isinstance(against, Against)
    assert isinstance(near, Near)
    assert text[against.column :].startswith("a b")
    assert text[against.other_column :].startswith("c near")
    assert text[near.column :].startswith("d e")


def test_words_to_mark_are_those_that_are_not_excluded() -> None:
    assert searched(parse('a -b (c OR "d e") actor:SDF --a a')) == ["a", "c", "d e"]


# the error under the query


def test_caret_stands_under_the_column() -> None:
    with pytest.raises(QueryError) as caught:
        parse("a foo:b")
    assert render_error("a foo:b", caught.value).split("\n") == [
        "a foo:b",
        "  ^",
        'There is no field "foo". To search for a colon, quote it.',
    ]


@pytest.mark.parametrize(
    ("before", "cells"),
    [
        ("漢字 ", 5),
        ("e\u0301 ", 2),
        ("\u200b\u0301x ", 2),
        ("\x1b[31m ", 6),
        ("a\nb\tc ", 6),
        ("🪖 ", 3),
        ("\u202e ", 2),
    ],
)
def test_caret_copes_with_wide_combining_and_control_characters(before: str, cells: int) -> None:
    shown, caret, message = render_error(before + "?", QueryError("bad \x1b[2Jthing", len(before))).split("\n")
    assert caret == " " * cells + "^"
    assert cell_width(shown) == cells + 1
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in shown + message)


@pytest.mark.parametrize("column", [0, 40, 5_000, 9_999, 10_000, 99_999, -3])
@pytest.mark.parametrize("text", ["x" * 10_000, "漢" * 10_000], ids=["narrow", "wide"])
def test_a_long_query_is_cut_around_the_caret(text: str, column: int) -> None:
    shown, caret, _ = render_error(text, QueryError("bad", column), width=60).split("\n")
    assert cell_width(shown) <= 60
    assert len(caret) <= 61
    assert len(caret) <= cell_width(shown) + 1


def test_caret_under_an_empty_query() -> None:
    assert render_error("", QueryError("bad", 0)) == "\n^\nbad"


# the help


def test_help_tells_of_every_field_and_every_choice() -> None:
    for name in BY_NAME:
        assert f"{name}:" in GRAMMAR_HELP
    for field in FIELDS:
        assert f"  {field.example} " in GRAMMAR_HELP
        assert all(choice in GRAMMAR_HELP for choice in field.choices)


def test_every_example_parses_and_asks_for_its_field() -> None:
    for field in FIELDS:
        found = parse(field.example)
        assert to_text(found).startswith(f"{field.name}:")
    for query, _ in EXAMPLES:
        assert f"  {query}\n" in GRAMMAR_HELP
        assert to_text(parse(query))


def test_help_fits_a_terminal() -> None:
    assert max(map(len, GRAMMAR_HELP.splitlines())) <= 80
    assert GRAMMAR_HELP.isascii()


def test_twenty_free_words_are_enough() -> None:
    words = " ".join(f"w{n}" for n in range(21))
    with pytest.raises(QueryError, match="at most 20 free words") as caught:
        parse(words)
    assert words[caught.value.column :] == "w20"
    assert parse(f'"{words}"') == Text(words)
    with pytest.raises(QueryError, match="at most 500 terms"):
        parse("tag:x " * 501)
