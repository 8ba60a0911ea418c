"""Two records of one occurrence: proposed, linked, and told apart again."""

from pathlib import Path

import pytest

from store.editing import steps
from store.editing.pairs import likely_pairs
from store.errors import RecordNotFound, UnsoundRecord
from store.model import Participant
from store.timeline import Timeline
from tests.builders import a_place, an_event
from tests.store.timelines import a_timeline


def a_world(folder: Path) -> Timeline:
    return a_timeline(
        folder,
        an_event(id="mine", title="Mine"),
        an_event(id="theirs", title="Theirs", origin="ucdp:1", place="near", date="2016-06-03/2016-06-04"),
        an_event(id="far", origin="ucdp:2", place="far"),
        an_event(id="later", origin="ucdp:3", date="2016-06-05"),
        an_event(id="long", origin="ucdp:4", date="2016-06"),
        an_event(id="others", origin="ucdp:5", actors=[Participant(id="army")]),
        an_event(id="own", title="Another of mine"),
        places=[a_place(), a_place(id="near", name="N", lat=36.6), a_place(id="far", name="F", lat=39.0)],
    )


def pairs(timeline: Timeline) -> list[tuple[str, ...]]:
    return [
        tuple(sorted((timeline.ids[pair.one], timeline.ids[pair.other])))
        for pair in likely_pairs(timeline, timeline.everything)
    ]


def test_likely_pairs_share_day_neighbourhood_and_actors(tmp_path: Path) -> None:
    assert sorted(pairs(a_world(tmp_path))) == [("mine", "theirs"), ("own", "theirs")]


def test_a_link_is_made_and_taken_back(tmp_path: Path) -> None:
    timeline = a_world(tmp_path)
    step = steps.link(timeline, "theirs", "mine")
    assert step.name == "link 'Theirs' and 'Mine'"
    linked = timeline.with_changes(step.changes)
    one, other = linked.ordinal_of["mine"], linked.ordinal_of["theirs"]
    assert linked.twins == {one: {other}, other: {one}}
    assert pairs(linked) == [("own", "theirs")]
    assert steps.link(linked, "mine", "theirs").changes == ()
    assert linked.with_changes(steps.unlink(linked, "mine", "theirs").changes).twins == {}
    assert linked.with_changes(step.inverse.changes).twins == {}
    with pytest.raises(UnsoundRecord):
        steps.link(timeline, "mine", "mine")
    with pytest.raises(RecordNotFound):
        steps.link(timeline, "mine", "gone")
