"""How the lines of a race are dashed: no two of one colour alike, while there are dashes left."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from store.race.picture import PATTERNS, dashes


@given(st.lists(st.sampled_from(["red", "blue", ""]), max_size=16))
def test_lines_of_a_colour_share_dashes_only_when_all_are_taken(looks: list[str]) -> None:
    found = dashes(looks)
    assert len(found) == len(looks)
    for look in set(looks):
        shared = Counter(pattern for pattern, other in zip(found, looks, strict=True) if other == look)
        assert max(shared.values()) - min(shared[pattern] for pattern in PATTERNS) <= 1


def test_lines_of_different_colours_differ_too_while_there_are_dashes() -> None:
    assert len(set(dashes(["red", "blue", "red", "green", "blue"]))) == len(PATTERNS)
