"""How exactly events are dated: each in one set, by what its date says."""

import pytest
from pyroaring import BitMap

from store.dating import DATING
from store.filter import Filter
from tests.builders import an_event
from tests.tui.worlds import a_timeline

DATES = {
    "2016-06-04": "day",
    "2016-06-04~": "about",
    "2016-06-04?": "about",
    "2016-06-01/2016-06-30": "lasting",
    "2016-06-02/..": "lasting",
    "[2016-06-13..2016-06-15]": "week",
    "[2016-06-01..2016-06-07]": "week",
    "[2016-06-01..2016-06-08]": "month",
    "2016-06": "month",
    "[2016-06-01..2016-07-05]": "longer",
    "2016": "longer",
    "../2016-06-04": "open",
}


@pytest.fixture(scope="module")
def timeline():  # type: ignore[no-untyped-def]  # a Timeline
    return a_timeline(events=[an_event(id=f"at {date}", date=date) for date in DATES])


@pytest.mark.parametrize(("date", "expected"), DATES.items())
def test_a_date_is_as_exact_as_it_says(timeline, date: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    at = timeline.ordinal_of[f"at {date}"]
    assert [name for name in DATING if at in timeline.by_dating[name]] == [expected]
    assert at in Filter(f"dated:{expected}").events(timeline)


def test_every_event_is_in_one_set(timeline) -> None:  # type: ignore[no-untyped-def]
    sets = [timeline.by_dating[name] for name in DATING]
    assert BitMap.union(*sets) == timeline.everything
    assert sum(map(len, sets)) == timeline.size
