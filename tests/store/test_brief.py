"""Values in a few words: for whoever compares what a record said with what it says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.reading.brief import in_brief
from tests.tui.worlds import the_war

SOHR = {"publisher": "SOHR", "date": "2016-06-04"}
UCDP = {"publisher": "UCDP", "url": "https://example.org/ucdp"}
WORDS = st.text("abc ☃", max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("field", "value", "beside", "expected"),
    [
        ("title", "A raid", None, "A raid"),
        ("title", None, "A raid", ""),
        ("sources", [], [SOHR], ""),
        ("extra", {}, None, ""),
        ("sources", [SOHR, UCDP], None, "2 sources (SOHR, 2016-06-04; UCDP, https://example.org/ucdp)"),
        ("sources", [SOHR, UCDP], [SOHR], "2 sources (UCDP, https://example.org/ucdp)"),
        ("sources", [SOHR], [SOHR, UCDP], "1 source"),
        ("claims", [{"attribution": "SOHR", "counted": "killed", "low": 26, "source": 0}], None,
         "1 claim (SOHR: at least 26 killed [1])"),
        ("claims", [{"attribution": "AP", "tags": ["★"], "text": "only at the edge"}], None,
         "1 claim (AP: only at the edge #★)"),
        ("claims", [{"unknown": {"deep": [1, True]}}], None, "1 claim (unknown deep 1, yes)"),
        ("actors", [{"id": "is", "role": "attacker", "side": "a"}], None, "1 actor (Islamic State, attacker, side a)"),
        ("offensives", ["manbij", "nowhere"], None, "Manbij offensive, nowhere"),
        ("place", "manbij", None, "Manbij"),
        ("title", "red \x1b[31m\u202e", None, "red"),
    ],
)  # fmt: skip
def test_values_in_words(field: str, value: Any, beside: Any, expected: str) -> None:
    assert in_brief(field, value, longest=200, beside=beside, timeline=the_war()) == expected


def test_a_long_list_is_cut_and_closed() -> None:
    words = in_brief("sources", [{"publisher": f"Publisher {n}"} for n in range(9)], longest=40)
    assert words == "9 sources (Publisher 0; Publisher 1; P…)"


@given(field=st.sampled_from(["claims", "sources", "actors", "extra", "title", "offensives"]), value=JSON, beside=JSON)
def test_no_value_is_shown_as_json(field: str, value: Any, beside: Any) -> None:
    words = in_brief(field, value, longest=60, beside=beside)
    assert len(words) <= 60
    assert not set("{}[]\"'") & set(words)
