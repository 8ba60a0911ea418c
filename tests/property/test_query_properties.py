"""What holds of every query: the laws of sets, printing and reading, and an answer to whatever is typed."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from store.errors import QueryError
from store.geo import distance_km
from store.query import (
    Against,
    Everything,
    Figure,
    Match,
    Near,
    Not,
    Query,
    Text,
    all_of,
    any_of,
    conjoin,
    evaluate,
    parse,
    render_error,
    searched,
    terms,
    terms_in,
    to_text,
    without,
)
from store.query.choosing import Choice, choice_of, choose, read_parts
from store.query.fields import FIELDS
from store.query.lexer import LONGEST
from store.query.parser import MOST_TEXTS
from store.query.resolve import facet
from store.query.values import read_when
from tests.store.query_world import ACTORS, OFFENSIVES, PLACES, TAGS, FakeIndex, Happening, atan2_distance, holds

FIRST_DAY, LAST_DAY = 735999, 736060
"""A window of two months, in which the events of these tests happen: 30 January to 31 March 2016."""

# events

days = st.integers(FIRST_DAY, LAST_DAY)
spans = st.tuples(days, st.one_of(st.just(0), st.integers(0, 40))).map(lambda span: (span[0], span[0] + span[1]))
participants = st.lists(
    st.tuples(
        st.sampled_from(list(ACTORS)),
        st.sampled_from(["attacker", "defender", "supporter", "victim", "reporter", "participant"]),
        st.sampled_from(["", "a", "b"]),
    ),
    max_size=4,
).map(tuple)


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


happenings = st.builds(
    lambda span, **rest: Happening(*span, **rest),
    spans,
    actors=participants,
    place=st.sampled_from(["", *PLACES]),
    offensives=some(list(OFFENSIVES)),
    type=st.sampled_from(["", "state-based", "non-state", "one-sided"]),
    dataset=st.sampled_from(["curated", "ucdp"]),
    tags=some(list(TAGS)),
    confidence=st.sampled_from(["", "confirmed", "reported", "disputed"]),
    deaths=st.one_of(st.none(), st.integers(0, 30)),
    having=some(["article", "claims", "coordinates", "notes"]),
    sources=some(["SOHR", "Airwars", "Reuters"]),
    text=st.sampled_from(["", "Shells hit the Ḥaṭlah road", "is near al-Bab", "SDF enter Manbij", "a b"]),
)
indexes = st.lists(happenings, max_size=12).map(
    lambda events: FakeIndex([Happening(dataset="ucdp"), *sorted(events, key=lambda event: event.earliest)])
)

# queries whose every name is known

known = [
    *(("actor", name) for name in ("IS", "isis", "sdf", "Syrian", "nusra", "Syrian Army", "forces", "gov")),
    *((role, "SDF") for role in ("attacker", "defender", "supporter", "victim", "reporter", "participant")),
    *(("bloc", name) for name in ("US-backed", "islamic", "Damascus and allies")),
    *(("offensive", name) for name in ("manbij-2016", "Raqqa", "operation abu", "offensive")),
    *(("country", name) for name in ("Syria", "ir", "FIJI")),
    *(("type", name) for name in ("state-based", "non-state", "one-sided")),
    *(("confidence", name) for name in ("confirmed", "reported", "disputed")),
    *(("has", name) for name in ("article", "claims", "coordinates", "notes")),
    *(("tag", name) for name in ("siege", "air", "belagerung", "none")),
    ("dataset", "ucdp"),
    ("id", "e1"),
    ("id", "e99"),
]
iso = st.sampled_from(["2016-02-01", "2016-02", "2016-02-10..2016-03-05", "2016-03..", "..2016-02-14", "2016", "2015"])
whens = st.one_of(
    st.builds(lambda name, value: read_when(name, value, 0), st.sampled_from(["date", "certain", "on"]), iso),
    st.builds(lambda name: read_when(name, "2016-02", 0), st.sampled_from(["after", "before"])),
)
kilometres = st.floats(0, 20015, allow_nan=False).map(lambda km: round(km, 6))
degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180)).map(lambda p: (round(p[0], 12), round(p[1], 12)))
known_terms = st.one_of(
    st.just(Everything()),
    st.sampled_from(known).map(lambda pair: Match(*pair)),
    st.sampled_from(["is", "al-bab", "HATLAH", "enter Manbij", "daesh", "Rakka", "nothing"]).map(Text),
    st.builds(Against, st.sampled_from(["SDF", "is", "Syrian"]), st.sampled_from(["ISIS", "saa", "YPG"])),
    st.builds(Near, st.sampled_from(["Manbij", "al-Bab", "Fiji", "South Pole"]), kilometres),
    st.builds(Near, degrees, kilometres),
    whens,
    st.builds(
        lambda field, low, more: Figure(field, low, low + more if more >= 0 else None),
        st.sampled_from(["deaths", "low", "high", "sources", "origins"]),
        st.integers(0, 30),
        st.integers(-1, 20),
    ),
)

# queries of any words

words = (
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
any_terms = st.one_of(
    known_terms,
    words.map(Text),
    st.builds(Match, st.sampled_from([field.name for field in FIELDS if field.reading == "name"]), words),
    st.builds(Against, words, words),
    st.builds(Near, words.filter(lambda name: "," not in name), kilometres),
    st.builds(Figure, st.just("high"), st.integers(0, 999_999_999), st.none()),
)


def trees(leaves: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    def larger(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
        several = st.lists(parts, min_size=2, max_size=4)
        return st.one_of(parts.map(Not), several.map(all_of), several.map(any_of))

    found = st.recursive(leaves, larger, max_leaves=12)
    return found.filter(lambda tree: sum(isinstance(term, Text) for term in terms_in(tree)) <= MOST_TEXTS)


known_trees = trees(known_terms)
any_trees = trees(any_terms)


@given(known_trees, indexes)
@settings(max_examples=200, deadline=None)
def test_the_answer_is_that_of_asking_event_by_event(tree: Query, index: FakeIndex) -> None:
    expected = [ordinal for ordinal, event in enumerate(index.events) if holds(tree, event, ordinal)]
    assert list(evaluate(tree, index)) == expected


@given(known_trees, known_trees, indexes)
@settings(deadline=None)
def test_de_morgan(one: Query, other: Query, index: FakeIndex) -> None:
    assert evaluate(Not(all_of([one, other])), index) == evaluate(any_of([Not(one), Not(other)]), index)
    assert evaluate(Not(any_of([one, other])), index) == evaluate(all_of([Not(one), Not(other)]), index)


@given(known_trees, known_trees, indexes)
@settings(deadline=None)
def test_order_does_not_matter(one: Query, other: Query, index: FakeIndex) -> None:
    assert evaluate(all_of([one, other]), index) == evaluate(all_of([other, one]), index)
    assert evaluate(any_of([one, other]), index) == evaluate(any_of([other, one]), index)


@given(known_trees, known_trees, indexes)
@settings(deadline=None)
def test_to_filter_twice_is_to_ask_for_both(one: Query, other: Query, index: FakeIndex) -> None:
    both = evaluate(one, index) & evaluate(other, index)
    assert evaluate(all_of([one, other]), index) == both
    assert evaluate(conjoin(one, to_text(other)), index) == both


@given(known_trees, indexes)
@settings(deadline=None)
def test_double_negation(tree: Query, index: FakeIndex) -> None:
    assert evaluate(Not(Not(tree)), index) == evaluate(tree, index)
    assert evaluate(Not(tree), index) == index.everything - evaluate(tree, index)


@given(iso, indexes)
@settings(deadline=None)
def test_certainly_is_within_possibly(window: str, index: FakeIndex) -> None:
    assert evaluate(parse(f"certain:{window}"), index) <= evaluate(parse(f"date:{window}"), index)


@given(st.dates().map(str), indexes)
@settings(deadline=None)
def test_before_on_and_after_leave_nothing_out(day: str, index: FakeIndex) -> None:
    assert evaluate(parse(f"before:{day} OR on:{day} OR after:{day}"), index) == index.everything


@given(any_trees)
@settings(max_examples=200, deadline=None)
@example(Not(Text("-")))
@example(Near("5", 0.000001))
@example(Near((-0.0, 1e-12), 20015.0))
@example(Against(",", "~"))
@example(Text("deaths>=1"))
@example(Text("”“"))
@example(read_when("date", "june 2016", 0))
def test_a_printed_tree_reads_as_the_same_tree(tree: Query) -> None:
    assert parse(to_text(tree)) == tree
    assert to_text(parse(to_text(tree))) == to_text(tree)


@given(any_trees)
@settings(deadline=None)
def test_terms_are_the_whole_and_can_each_be_dropped(tree: Query) -> None:
    parts = terms(tree)
    assert all_of([part for _, part in parts]) == tree
    assert all(parse(text) == part for text, part in parts)
    for index in range(len(parts)):
        rest = [part for at, (_, part) in enumerate(parts) if at != index]
        assert without(tree, index) == all_of(rest)
    assert conjoin(tree, to_text(tree)) == tree
    assert set(searched(tree)) <= {term.text for term in terms_in(tree) if isinstance(term, Text)}


facet_values = st.sampled_from([*(("actor", id_) for id_ in ACTORS), ("type", "one-sided"), ("bloc", "Others")])


@given(known_trees, facet_values, st.sampled_from(["any", "only", "never"]), indexes)
@settings(deadline=None)
def test_a_choice_that_is_made_can_be_read_and_taken_back(
    tree: Query, value: tuple[str, str], choice: Choice, index: FakeIndex
) -> None:
    # events of every value, so that a name means as many values whichever events there are
    index = FakeIndex([*index.events, *(Happening(LAST_DAY, LAST_DAY, ((id_, "victim", ""),)) for id_ in ACTORS)])
    made = parse(to_text(choose(tree, index, *value, choice)))
    assert choice_of(read_parts(made, index), *value) == choice
    events = facet(index, value[0]).get(value[1], BitMap())
    if choice == "never":
        assert not evaluate(made, index) & events
    neutral = choose(tree, index, *value, "any")
    assert evaluate(choose(made, index, *value, "any"), index) == evaluate(neutral, index)
    if choice_of(read_parts(tree, index), *value) == "any":
        assert neutral == tree


fragments = st.sampled_from(
    [
        *'()-"“”\\*~,:.<>= \n\x1b\x00\u202eİß漢é',
        *(f"{field.name}:" for field in FIELDS),
        *(
            "AND ",
            "OR ",
            "NOT ",
            "SDF",
            "is",
            "2016-06",
            "june",
            "..",
            "[",
            "]",
            ">=10",
            "60km",
            "near:1,1~",
            "deaths>=",
        ),
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(fragments, max_size=60).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered_or_refused(text: str) -> None:
    start = time.process_time()
    index = FakeIndex([Happening(text="is")])
    try:
        tree = parse(text)
        assert len(to_text(tree)) > LONGEST or parse(to_text(tree)) == tree
        evaluate(tree, index)
    except QueryError as error:
        assert 0 <= error.column <= len(text)  # noqa: PT017 (that there is an error or none is both right)
        shown, caret, message = render_error(text, error).split("\n")
        assert caret.strip() == "^"
        assert "\x1b" not in shown + message
    assert time.process_time() - start < 1


@given(st.lists(fragments, min_size=10, max_size=40).map("".join), st.integers(2, 400))
@settings(max_examples=60, deadline=None)
def test_long_text_is_answered_fast(text: str, times: int) -> None:
    whole = (text * times)[:LONGEST]
    start = time.process_time()
    try:
        evaluate(parse(whole), FakeIndex([]))
    except QueryError as error:
        render_error(whole, error)
    assert time.process_time() - start < 1


@given(degrees, degrees)
def test_distance_is_that_of_another_formula(one: tuple[float, float], other: tuple[float, float]) -> None:
    # haversine is ill-conditioned for antipodes, where an error of rounding is a few metres
    assert distance_km(*one, *other) == pytest.approx(atan2_distance(*one, *other), abs=0.01)


def test_the_oracle_and_the_index_are_not_empty() -> None:
    """Guard the guards: with a world in which nothing matches, the laws above would hold of anything."""
    events = [Happening(FIRST_DAY, LAST_DAY, (("is", "attacker", "a"),), "manbij", deaths=3, tags=("siege",))]
    index = FakeIndex(events)
    for query in ("actor:IS", "near:Manbij~5km", "tag:siege", "deaths:3", "date:2016-02", "attacker:daesh"):
        assert evaluate(parse(query), index) == BitMap([0])
        assert holds(parse(query), events[0], 0)
