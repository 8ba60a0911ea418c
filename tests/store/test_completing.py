"""How a query may go on: fields by their beginning, values by any of their names, with what one would see."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.filter import Filter
from store.query import FIELDS, parse
from store.query.completing import MOST_OFFERS, Offer, complete
from store.query.writing import writing_at
from tests.builders import a_place, an_actor, an_event
from tests.tui.worlds import the_war, war_actors, war_events

WAR: Final = the_war()


def offers(text: str, cursor: int | None = None) -> list[Offer]:
    return complete(text, len(text) if cursor is None else cursor, WAR, range(2015, 2018))


def texts(text: str) -> list[str]:
    return [offer.text for offer in offers(text)]


# where


@pytest.mark.parametrize("text", ["", " ", "manbij", "actor:SDF ", '"a phrase', "no:such", "near:Manbij~60", "(", "-"])
def test_nothing_to_complete(text: str) -> None:
    assert offers(text) == []


def test_fields_begin_with_what_is_typed() -> None:
    assert texts("ac") == ["actor:"]
    assert texts("manbij -so") == ["manbij -source:", "manbij -sources:"]
    assert [offer.label for offer in offers("a")] == [
        f"{field.name}:" for field in FIELDS if field.name.startswith("a")
    ]


def test_field_is_completed_at_its_end_only() -> None:
    assert offers("actor", 2) == []


def test_middle_of_a_query() -> None:
    offer = offers("actor:sd front", 8)[0]
    assert (offer.text, offer.cursor, offer.label) == ("actor:SDF front", 9, "SDF")


# values


def test_values_by_any_name_are_written_so_that_they_mean_one() -> None:
    assert texts("actor:qsd") == ["actor:SDF "]
    assert texts("actor:arab") == ['actor:"Syrian army" ']
    assert texts('actor:"syrian arm') == ['actor:"Syrian army" ']
    assert offers("actor:qsd")[0].note == "Syrian Democratic Forces"


def test_counts_are_of_the_rest_of_the_query() -> None:
    """Independent of the bitmaps: what one sees when the offer is taken."""
    for text in ("actor:", "offensive:manbij actor:", "actor:IS attacker:", "-actor:", "front against:IS,", "date:"):
        found = offers(text)
        assert found
        for offer in found:
            negated = text.startswith("-")
            taken = Filter(offer.text.lstrip("-") if negated else offer.text)
            assert offer.count == len(taken.events(WAR)), offer


def test_values_that_leave_nothing_give_way_to_others() -> None:
    assert [offer.label for offer in offers("offensive:manbij attacker:")] == ["SDF"]
    assert [(offer.label, offer.count) for offer in offers("leaflets attacker:SD")] == [("SDF", 0)]


def test_either_of_two_and_groups_count_what_else_has_to_match() -> None:
    assert offers("offensive:raqqa (attacker:IS OR defender:")[0].count == 10
    assert offers("offensive:raqqa NOT defender:")[0].count == 10


def test_against_takes_two() -> None:
    assert texts("against:sd") == ["against:SDF,"]
    assert texts("against:SDF,i") == ["against:SDF,IS "]


def test_near_gets_a_distance() -> None:
    assert texts("near:man") == ["near:Manbij~25km "]


def test_dates_and_deaths() -> None:
    assert texts("date:") == ["date:2016 "]
    assert texts("on:2016-0") == ["on:2016-06 "]
    assert all(offer.count == 0 for offer in offers("deaths:>"))


def test_words_of_the_format() -> None:
    assert texts("type:one") == ["type:one-sided "]
    assert texts("has:co") == ["has:coordinates "]


# whatever is typed

fields = st.sampled_from(("actor:", "against:", "place:", "near:", "date:", "deaths:", "type:", "-source:", "tag:", ""))
pieces = st.one_of(fields, st.sampled_from(("(", ")", " OR ", ' "', "NOT ", "sd", "IS,", "man", "~", "\\", "=", "*")))
queries = st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=8).map("".join)


@settings(max_examples=300)
@given(queries, st.integers(0, 60))
def test_whatever_is_typed_is_answered(text: str, cursor: int) -> None:
    found = complete(text, min(cursor, len(text)), WAR, range(2015, 2018))
    assert len(found) <= max(MOST_OFFERS, len(FIELDS))
    for offer in found:
        assert 0 <= offer.cursor <= len(offer.text)
        assert offer.count is None or 0 <= offer.count <= WAR.size


@settings(max_examples=200)
@given(st.text(alphabet='abc:"-() ,~\\“”', max_size=20), st.integers(0, 20))
def test_what_is_written_lies_within_the_text(text: str, cursor: int) -> None:
    writing = writing_at(text, min(cursor, len(text)))
    if writing is not None:
        assert 0 <= writing.start <= writing.end <= len(text)
        assert writing.start <= cursor


hostile = st.text(alphabet='ab "\\()-:,~*=“”é', min_size=1, max_size=8).filter(lambda name: bool(name.strip()))


@settings(max_examples=60, deadline=None)
@given(hostile)
def test_offers_of_any_name_can_be_read(name: str) -> None:
    """A name may hold whatever the language uses."""
    world = the_war(
        actors=[*war_actors(), an_actor(id="odd", name=name, short="")],
        places=[a_place(), a_place(id="odd", name=name)],
        events=[*war_events(), an_event(id="odd", actors=[{"id": "odd"}], place="odd", tags=[name])],
    )
    for text in ("actor:", "tag:", "place:"):
        for offer in complete(text, len(text), world):
            parse(offer.text)
            assert offer.count == len(Filter(offer.text).events(world))


def test_ten_thousand_letters_are_no_trouble() -> None:
    for text in ("a" * 10_000, "(" * 10_000, '"' * 10_001, "actor:" + "x" * 10_000, "a:" * 5_000, "-" * 10_000):
        assert len(offers(text)) <= MOST_OFFERS
