"""Drafts as lines of text: what is shown reads as what it was, and what is typed is understood or answered."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.drafting import Draft, DraftActor, DraftClaim, Names
from store.reviewing.fields import Book, Field, NotRead, claim_text, draft_from, fields_of, read_claim, said_of
from tests.builders import a_place
from tests.reviewing.pages import actors

BOOK = Book(Names(actors(), [a_place(aliases=["Membij"])]), published=736118)
DRAFT = Draft(
    key="d1",
    title="Clashes",
    date="2016-06-03~",
    date_reason="said so",
    place="manbij",
    actors=(DraftActor("sdf", "attacker", "it acts"), DraftActor("is", "defender", "acted upon")),
    claims=(
        DraftClaim("SOHR", "said", counted="killed", who="is", low=26),
        DraftClaim("SDF", "said", text="all quiet"),
    ),
)


def test_lines_of_a_draft_read_as_the_draft() -> None:
    lines = fields_of(DRAFT, BOOK)
    assert [line.text for line in lines] == [
        "Clashes",
        "2016-06-03~",
        "Manbij",
        "attacker SDF; defender IS",
        "at least 26 killed (IS), says SOHR",
        "“all quiet”, says SDF",
        "",
    ]
    assert draft_from(DRAFT, lines, BOOK) == DRAFT


def test_what_is_changed_has_the_person_for_a_reason() -> None:
    lines = [
        Field("title", " New  title "),
        Field("date", "2 June"),
        Field("place", "membij"),
        Field("actors", "islamic state; Reporter SOHR"),
        Field("claim", "between us, says nobody"),
    ]
    draft = draft_from(DRAFT, lines, BOOK)
    assert (draft.title, draft.date, draft.date_reason) == ("New title", "2016-06-02", "set by hand")
    assert (draft.place, draft.place_reason) == ("manbij", "")
    assert [(each.id, each.role) for each in draft.actors] == [("is", "participant"), ("sohr", "reporter")]
    assert draft.claims == (DraftClaim("nobody", "set by hand", text="between us"),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (Field("date", "june 2016"), "some time in June 2016"),
        (Field("date", "4 june"), "Saturday 4 June 2016"),
        (Field("place", ""), "no place"),
        (Field("claim", "26 killed (is) says SOHR"), "26 killed (IS), says SOHR"),
        (Field("claim", "20-30 killed"), "20 to 30 killed"),
        (Field("claim", "more than 5 hurt"), "at least 6 hurt"),
        (Field("claim", "1,200 displaced (families), says UN"), "1,200 displaced (families), says UN"),
    ],
)
def test_line_says_how_it_reads(line: Field, said: str) -> None:
    assert said_of(line, BOOK) == said


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (Field("title", "  "), "needs a title"),
        (Field("date", "someday"), "date"),
        (Field("date", ""), "date"),
        (Field("place", "Atlantis"), "no place 'Atlantis'"),
        (Field("actors", "attacker SDF; QSD"), "no actor 'QSD'"),
        (Field("actors", "SDF; attacker SDF"), "twice"),
        (Field("claim", "26"), "what the figure counts"),
        (Field("claim", "30 to 20 killed"), "lowest figure comes first"),
        (Field("claim", "says SOHR"), "what was said"),
    ],
)
def test_line_that_does_not_read_says_why(line: Field, problem: str) -> None:
    with pytest.raises(NotRead, match=problem):
        said_of(line, BOOK)


_figures = st.lists(st.integers(0, 9999), min_size=3, max_size=3).map(sorted)


@given(_figures, st.sampled_from([(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 0), (0, 1, 1), (1, 1, 1)]))
def test_every_figure_reads_back(figures: list[int], shown: tuple[int, int, int]) -> None:
    low, best, high = (figure if is_shown else None for figure, is_shown in zip(figures, shown, strict=True))
    claim = DraftClaim("SOHR", "", counted="killed", who="is", low=low, best=best, high=high)
    text = claim_text(claim, BOOK)
    read = read_claim(text, BOOK)
    assert read is not None
    assert claim_text(read, BOOK) == text
    assert (read.counted, read.who, read.attribution) == ("killed", "is", "SOHR")


def test_place_is_as_exact_as_the_article_has_it_until_another_is_set() -> None:
    near = replace(DRAFT, precision="near")
    lines = fields_of(near, BOOK)
    assert draft_from(near, lines, BOOK) == near
    elsewhere = [Field("place", "") if line.name == "place" else line for line in lines]
    assert draft_from(near, elsewhere, BOOK).precision == ""


def test_figure_keeps_the_words_that_hedge_it_when_it_is_edited() -> None:
    claim = DraftClaim("SOHR", "", "He says 9 “men” were reportedly killed", "killed", "is", best=9)
    text = claim_text(claim, BOOK)
    assert text == "9 killed (IS): “He says 9 “men” were reportedly killed”, says SOHR"
    assert read_claim(text.replace("9 killed", "8 killed"), BOOK) == replace(claim, best=8, reason="set by hand")
    beyond = DraftClaim("SOHR", "", "more than a dozen killed", "killed", "is", low=12, is_beyond=True)
    assert claim_text(beyond, BOOK) == "more than 12 killed (IS), says SOHR"
    fewer = read_claim("fewer than 20 killed, says SOHR", BOOK)
    assert fewer is not None
    assert fewer.high == 19


@given(st.text(max_size=60))
def test_no_claim_makes_the_reader_fall_over(text: str) -> None:
    with suppress(NotRead):
        read_claim(text, BOOK)
