"""What holds of every timeline: each answer is the one that a slow walk over all events gives.

The walks look at the records one by one and share nothing with `store.timeline`, `view`, `filter` and `fulltext` but
`store.dates.parse`, `store.index.toll` and `store.text.fold`, which have tests of their own.
"""

import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from store import layout
from store.dates import parse
from store.errors import StoreError
from store.filter import FACETS, Choice, Filter, facet
from store.index import disagree, toll
from store.loader import load_timeline
from store.model import Actor, Claim, Event, Offensive, Participant, Place, Source
from store.text import fold
from store.timeline import Timeline
from store.view import View
from tests.builders import with_lines

DATES = (
    *(f"2016-06-{day:02}" for day in range(1, 8)),
    *("2016-06-01/2016-06-03", "2016-06-02/2016-06-05", "2016-05-01/2016-06-04", "2016-06-03/2017-01-01"),
    *("[2016-06-01..2016-06-03]", "[2016-06-02..2016-06-05]", "2016-06", "2016", "201X", "2016-06-03~", "2016-06-03?"),
    *("2016-06-02/..", "2016-06-02/", "../2016-06-05", "/2016-06-02", "2016-06-05~/2016-06-07"),
    *("0001-01-01", "0001", "9999-12-31", "9999-12", "2016-02-29", "2016-02-29/2016-03-01"),
)
ACTORS = {
    "sdf": Actor(id="sdf", name="Syrian Democratic Forces", short="SDF", aliases=["Qasad"], bloc="US-backed"),
    "is": Actor(id="is", name="Islamic State", short="IS", bloc="IS"),
    "nusra": Actor(id="nusra", name="Jabhat al-Nuṣra"),
}
PLACES = {
    "manbij": Place(id="manbij", name="Manbij", lat=36.5, lon=37.9, admin1="Aleppo", country="Syria"),
    "bab": Place(id="bab", name="al-Bāb", aliases=["Al Bab"]),
}
OFFENSIVES = {
    "phase": Offensive(id="phase", name="Phase", date="2016", parent="battle"),
    "battle": Offensive(id="battle", name="Battle", date="2016", parent="war"),
    "war": Offensive(id="war", name="War", date="2016", parent="phase"),  # a circle
    "other": Offensive(id="other", name="Other", date="2016", parent="gone"),
}
BELONGS = {"phase": {"phase", "battle", "war"}, "battle": {"phase", "battle", "war"}, "war": {"phase", "battle", "war"}}
"""Offensives whose events an offensive has too, where these are not its own alone."""

texts = st.one_of(
    st.text("aab \nİßé́ﬁ", max_size=8),
    st.sampled_from(["", "Shells hit the Ḥaṭlah road", "SDF enter\nManbij", "Straße", "al-Bab", "e\n", "\n"]),
)


def some(values: Sequence[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=most)


numbers = st.none() | st.integers(0, 5)
claims = st.builds(
    Claim,
    attribution=st.sampled_from(["SOHR", "An officer", ""]),
    text=texts,
    counted=st.sampled_from(["", "killed", "wounded"]),
    who=st.sampled_from(["", "is"]),
    low=numbers,
    best=numbers,
    high=numbers,
)
participants = st.builds(
    Participant,
    id=st.sampled_from([*ACTORS, "ghost"]),
    role=st.sampled_from(["attacker", "defender", "victim", "supporter", "participant"]),
    side=st.sampled_from(["", "a", "b"]),
)
records = st.builds(
    Event,
    id=st.text("abcé1:", min_size=1, max_size=4),
    date=st.sampled_from(DATES),
    title=texts,
    summary=texts,
    date_note=texts,
    notes=texts,
    type=st.sampled_from(["", "state-based", "one-sided"]),
    confidence=st.sampled_from(["", "confirmed", "disputed"]),
    origin=st.sampled_from(["", "ucdp:1", "acled:1"]),
    place=st.sampled_from(["", *PLACES, "lost"]),
    actors=st.lists(participants, max_size=3),
    offensives=some([*OFFENSIVES, "unheard-of"]),
    claims=st.lists(claims, max_size=2),
    sources=st.lists(st.builds(Source, publisher=st.sampled_from(["SOHR", "ARA Néws"]), title=texts), max_size=2),
    tags=some(["siege", "[red]"]),
)
events_of = st.lists(records, max_size=14, unique_by=lambda event: event.id)


class World:
    """A timeline, and its events in their order as the oracle has them."""

    def __init__(self, folder: Path, events: list[Event]) -> None:
        path = with_lines(
            folder / "x.json",
            offensives=map(line, OFFENSIVES.values()),
            events=map(line, events),
            actors=map(line, ACTORS.values()),
            places=map(line, PLACES.values()),
        )
        self.timeline = load_timeline(path)
        self.events = sorted(events, key=_key)

    def where(self, holds: Callable[[Event], bool]) -> list[int]:
        """Return the ordinals of the events for which something holds."""
        return [ordinal for ordinal, event in enumerate(self.events) if holds(event)]


def line(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()


def _key(event: Event) -> tuple[int, bool, int, str]:
    edtf = parse(event.date)
    return edtf.earliest, not edtf.start_known, edtf.latest, event.id


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("timelines")


some_days = st.integers(parse("2016-05-28").earliest, parse("2016-06-12").earliest)
days = st.one_of(some_days, st.sampled_from([1, 2, parse("2016-02-29").earliest, 3652058, 3652059]))


# order and time


@given(events=events_of)
def test_order_is_total_and_whatever_the_file_had(folder: Path, events: list[Event]) -> None:
    world = World(folder, events)
    assert world.timeline.ids == [event.id for event in world.events]
    assert [world.timeline.event(ordinal) for ordinal in range(world.timeline.size)] == world.events
    assert world.timeline.report.unsound == []
    backwards = World(folder, events[::-1])
    assert backwards.timeline.ids == world.timeline.ids
    assert backwards.timeline.by_actor == world.timeline.by_actor


@given(events=events_of, window=st.tuples(days, days).map(sorted))
def test_possibly_and_certainly_within_days(folder: Path, events: list[Event], window: list[int]) -> None:
    world = World(folder, events)
    first, last = window
    spans = {event.id: parse(event.date) for event in events}

    def may_be(event: Event) -> bool:
        span = spans[event.id]
        return any(span.earliest <= day <= span.latest for day in _looked_at(first, last, span.earliest, span.latest))

    def must_be(event: Event) -> bool:
        span = spans[event.id]
        return all(first <= day <= last for day in (span.earliest, span.latest))

    assert list(world.timeline.possibly(first, last)) == world.where(may_be)
    assert list(world.timeline.certainly(first, last)) == world.where(must_be)


def _looked_at(first: int, last: int, *edges: int) -> list[int]:
    """Return the days of a window; of a long one, only those where something may change."""
    if last - first < 100:
        return list(range(first, last + 1))
    return [day for edge in (first, last, *edges) for day in (edge - 1, edge, edge + 1) if first <= day <= last]


@given(events=events_of, edges=st.lists(days, max_size=8).map(sorted), data=st.data())
def test_histogram_counts_each_event_of_its_days_once(
    folder: Path, events: list[Event], edges: list[int], data: st.DataObject
) -> None:
    world = World(folder, events)
    view = _view(world, data)
    bins = view.histogram(edges)
    earliest = [parse(world.events[ordinal].date).earliest for ordinal in view.events]
    assert bins == [sum(first <= day < last for day in earliest) for first, last in pairwise(edges)]
    if edges:
        assert sum(bins) == sum(edges[0] <= day < edges[-1] for day in earliest)
    assert sum(view.histogram([-1, 3652061])) == view.size


# views


def _view(world: World, data: st.DataObject) -> View:
    size = world.timeline.size
    return View(world.timeline, BitMap(data.draw(st.sets(st.integers(0, max(size - 1, 0)))) if size else []))


def _heading(event: Event) -> tuple[int, bool]:
    edtf = parse(event.date)
    return edtf.earliest, edtf.start_known


@given(events=events_of, data=st.data())
def test_rows_are_events_under_their_headings(folder: Path, events: list[Event], data: st.DataObject) -> None:
    world = World(folder, events)
    view = _view(world, data)
    groups = [key for key, _group in groupby(map(_heading, world.events))]
    expected: list[tuple[str, int]] = []
    for key, group in groupby(view.events, key=lambda ordinal: _heading(world.events[ordinal])):
        ordinals = list(group)
        expected.append(("heading", groups.index(key)))
        expected += [("event", ordinal) for ordinal in ordinals]
        assert view.group_size(groups.index(key)) == len(ordinals)
        named = world.timeline.days.days[groups.index(key)], bool(world.timeline.days.known[groups.index(key)])
        assert named == key
    assert [view.row(row) for row in range(view.rows)] == expected
    for position, ordinal in enumerate(view.events):
        assert (view.at(position), view.position_of(ordinal)) == (ordinal, position)
        assert view.row(view.row_of(ordinal)) == ("event", ordinal)
        assert expected[view.row_of(ordinal)] == ("event", ordinal)


@given(events=events_of, data=st.data(), day=days)
def test_neighbours(folder: Path, events: list[Event], data: st.DataObject, day: int) -> None:
    world = World(folder, events)
    view = _view(world, data)
    others = BitMap(data.draw(st.sets(st.integers(0, 13))))
    earliest = [parse(event.date).earliest for event in world.events]
    headings = [_heading(event) for event in world.events]
    within = list(view.events)
    for ordinal in range(world.timeline.size):
        later = [other for other in within if headings.index(headings[other]) > headings.index(headings[ordinal])]
        before = [other for other in within if headings.index(headings[other]) < headings.index(headings[ordinal])]
        assert view.next_day(ordinal, 1) == min(later, default=None)
        last_before = max(before, default=None)
        firsts = [other for other in before if last_before is not None and headings[other] == headings[last_before]]
        assert view.next_day(ordinal, -1) == min(firsts, default=None)
        assert view.next_in(others, ordinal, 1) == min((o for o in within if o in others and o > ordinal), default=None)
        assert view.next_in(others, ordinal, -1) == max(
            (o for o in within if o in others and o < ordinal), default=None
        )
        nearest = view.nearest(ordinal)
        if ordinal in within or not within:
            assert nearest == (ordinal if within else None)
        else:
            assert nearest is not None
            assert nearest in within
            assert abs(earliest[nearest] - earliest[ordinal]) == min(
                abs(earliest[o] - earliest[ordinal]) for o in within
            )
    nearest = view.nearest_to_day(day)
    if not within:
        assert nearest is None
    else:
        assert nearest is not None
        assert nearest in within
        assert abs(earliest[nearest] - day) == min(abs(earliest[other] - day) for other in within)
        if day in (earliest[other] for other in within):
            assert nearest == min(other for other in within if earliest[other] == day)


# facets and filters


def _values(facet: str, event: Event) -> set[str]:
    """Return the values of an event under a facet of the filter."""
    return VALUES_OF.get(facet, partial(_in_role, facet))(event) - {""}


def _in_role(role: str, event: Event) -> set[str]:
    return {participant.id for participant in event.actors if participant.role == role}


def _offensives(event: Event) -> set[str]:
    listed = set(event.offensives)
    return listed | {id_ for id_ in OFFENSIVES if BELONGS.get(id_, {id_}) & listed}


def _has(event: Event) -> set[str]:
    place = PLACES.get(event.place)
    found = {
        "claims": event.claims,
        "notes": event.notes,
        "article": event.articles,
        "coordinates": place and place.lat,
    }
    return {name for name, having in found.items() if having} | ({"disagreement"} if disagree(event.claims) else set())


def _unit(kind: str, event: Event) -> set[str]:
    return {getattr(PLACES.get(event.place), kind, "")}


VALUES_OF: dict[str, Callable[[Event], set[str]]] = {
    "actor": lambda event: {who.id for who in event.actors},
    "bloc": lambda event: {(ACTORS[who.id].bloc if who.id in ACTORS else "") or "Others" for who in event.actors},
    "type": lambda event: {event.type},
    "confidence": lambda event: {event.confidence},
    "dataset": lambda event: {event.origin.split(":")[0] or "curated"},
    "offensive": _offensives,
    "place": lambda event: {event.place},
    **{unit: partial(_unit, unit) for unit in ("country", "admin1", "admin2")},
    "source": lambda event: {each.publisher for each in event.sources} | {each.attribution for each in event.claims},
    "tag": lambda event: set(event.tags),
    "has": _has,
}


def _sides(event: Event) -> set[tuple[str, str]]:
    implied = {"attacker": "a", "defender": "b", "victim": "b"}
    sides = {(who.id, who.side or implied.get(who.role, "")) for who in event.actors}
    return {(who, side) for who, side in sides if side}


def _figure(which: int, event: Event) -> set[int]:
    found = toll(event.claims)
    return {found[which]} if found else set()


HAS: dict[str, Callable[[Event], set[Any]]] = {
    **{f"by_{name}": partial(_values, name) for name in VALUES_OF if name != "has"},
    "by_role": lambda event: {(who.id, who.role) for who in event.actors},
    "by_side": _sides,
    "by_publisher": lambda event: {source.publisher for source in event.sources},
    "by_claimant": lambda event: {claim.attribution for claim in event.claims} - {""},
    **{name: partial(_figure, which) for which, name in enumerate(("by_low", "by_deaths", "by_high"))},
    "listed_in": lambda event: set(event.offensives),
}


@given(events=events_of)
def test_each_value_has_its_events(folder: Path, events: list[Event]) -> None:
    world = World(folder, events)
    for name, values_of in HAS.items():
        facet = getattr(world.timeline, name)
        values = {value for event in events for value in values_of(event)}
        assert {value for value, found in facet.items() if found} == values
        for value in values:
            assert list(facet[value]) == world.where(partial(_holds, values_of, value))


def _holds(values_of: Callable[[Event], set[Any]], value: Any, event: Event) -> bool:
    return value in values_of(event)


VALUES = {
    "actor": [*ACTORS, "ghost", "nobody"],
    "bloc": ["US-backed", "IS", "Others"],
    "type": ["state-based", "one-sided", "non-state"],
    "dataset": ["curated", "ucdp", "acled"],
    "confidence": ["confirmed", "disputed"],
    "offensive": [*OFFENSIVES, "unheard-of"],
    "attacker": ["sdf", "is"],
    "participant": ["ghost"],
    "place": [*PLACES, "lost"],
    "country": ["Syria"],
    "admin1": ["Aleppo"],
    "source": ["SOHR", "An officer"],
    "tag": ["siege", "[red]"],
    "has": ["claims", "disagreement", "coordinates"],
}
choices = st.dictionaries(
    st.sampled_from([(name, value) for name, values in VALUES.items() for value in values]),
    st.sampled_from(["only", "never", "any"]),
    max_size=5,
)
QUERIES: dict[str, Callable[[Event], bool]] = {
    "": lambda event: True,
    "date:2016-06-01..2016-06-04": lambda event: parse(event.date).is_possibly_within(*_window()),
    "tag:siege OR deaths:>=2": lambda event: "siege" in event.tags or (toll(event.claims) or (0, 0))[1] >= 2,
    "-(place:manbij OR deaths:>=99)": lambda event: event.place != "manbij",
}


def _window() -> tuple[int, int]:
    return parse("2016-06-01").earliest, parse("2016-06-04").earliest


def _passes(chosen: dict[tuple[str, str], Choice], query: str, event: Event) -> bool:
    for name in FACETS:
        values = _values(name, event)
        only = {value for (facet, value), choice in chosen.items() if (facet, choice) == (name, "only")}
        never = {value for (facet, value), choice in chosen.items() if (facet, choice) == (name, "never")}
        if never & values or (only and not only & values):
            return False
    return QUERIES[query](event)


@given(events=events_of, chosen=choices, query=st.sampled_from(list(QUERIES)))
def test_filter_and_live_counts(
    folder: Path, events: list[Event], chosen: dict[tuple[str, str], Choice], query: str
) -> None:
    world = World(folder, events)
    chosen = {key: choice for key, choice in chosen.items() if key[1] in facet(world.timeline, key[0])}
    wanted = Filter(text=query)
    for (name, value), choice in chosen.items():
        wanted = wanted.choose(world.timeline, name, value, choice)
    for (name, value), choice in chosen.items():
        assert wanted.choice(world.timeline, name, value) == choice
    assert list(wanted.events(world.timeline)) == world.where(partial(_passes, chosen, query))
    for name in FACETS:
        for value, count in wanted.on(world.timeline).live_counts(name).items():
            # what one would see with this value alone chosen in its facet, what is left out there staying so
            alone = {key: choice for key, choice in chosen.items() if key[0] != name or choice == "never"}
            alone[name, value] = "only"
            assert count == len(world.where(partial(_passes, alone, query)))


@given(presses=st.lists(st.tuples(st.just("actor"), st.sampled_from(["sdf", "is"])), max_size=12))
def test_each_third_press_of_a_choice_undoes_it(folder: Path, presses: list[tuple[str, str]]) -> None:
    timeline = World(folder, []).timeline
    wanted = Filter()
    for value in presses:
        wanted = wanted.cycle(timeline, *value)
    for value in {("actor", "sdf"), ("actor", "is")}:
        assert wanted.choice(timeline, *value) == ("any", "only", "never")[presses.count(value) % 3]


# text


def _told(event: Event) -> list[str]:
    """Return the strings in which an event is found: what it says in one piece, and each name."""
    said = [event.title, event.summary, event.date_note, event.notes]
    said += [source.title for source in event.sources] + [claim.text for claim in event.claims]
    names = [source.publisher for source in event.sources] + [claim.attribution for claim in event.claims]
    for who in event.actors:
        actor = ACTORS.get(who.id)
        names += [actor.name, actor.short, *actor.aliases] if actor else [who.id]
    place = PLACES.get(event.place)
    names += [place.name, *place.aliases, place.admin1, place.admin2, place.country] if place else [event.place]
    return [" ".join(filter(None, said)).replace("\n", " "), *names]


needles = st.one_of(
    st.text("aab \nİßé́ﬁi", min_size=1, max_size=3),
    st.sampled_from(
        ["road", "ḤAṬLAH", "strasse", "SDF enter\nManbij", "ara ne", "qas", "ghost", "lost", "aleppo", "e "]
    ),
)


@given(events=events_of, needle=needles)
@example(events=[Event(id="a", date="2016", title="a"), Event(id="b", date="2017", title="b")], needle="a\nb")
@example(events=[Event(id="a", date="2016", title="é\n"), Event(id="b", date="2017", title="\né")], needle="é")
def test_search_finds_what_a_scan_finds(folder: Path, events: list[Event], needle: str) -> None:
    world = World(folder, events)
    text = fold(needle)
    wanted = text.replace("\n", " ")
    expected = world.where(lambda event: any(wanted in fold(string) for string in _told(event)))
    assert list(world.timeline.search(text)) == expected
    assert list(world.timeline.search(text)) == expected  # as it remembers it


# files


@settings(max_examples=50)
@given(events=st.lists(records, max_size=6), size=st.integers(1, 2000), indent=st.none() | st.integers(0, 2))
def test_layouts_and_slices_give_the_same(folder: Path, events: list[Event], size: int, indent: int | None) -> None:
    """Ids may come twice here: which one counts is the same, too."""
    path = with_lines(folder / "y.json", events=map(line, events), actors=map(line, ACTORS.values()))
    other = folder / "z.json"
    other.write_text(json.dumps(json.loads(path.read_bytes()), indent=indent))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "SLICE_BYTES", size)
        ours, theirs = load_timeline(path), load_timeline(other)
    assert _contents(ours) == _contents(theirs)
    first = {event.id: event for event in reversed(events)}
    assert [ours.event(ordinal) for ordinal in range(ours.size)] == sorted(first.values(), key=_key)
    lines = [unsound.line for unsound in ours.report.unsound]
    assert lines == [6 + at for at, event in enumerate(events) if event is not first[event.id]]


def _contents(timeline: Timeline) -> Any:
    return (
        [timeline.event(ordinal) for ordinal in range(timeline.size)],
        [getattr(timeline, name) for name in HAS],
        timeline.having,
        [unsound.record_id for unsound in timeline.report.unsound],
    )


@given(data=st.data(), events=st.lists(records, min_size=1, max_size=3, unique_by=lambda event: event.id))
def test_a_damaged_file_is_refused_or_shown_as_tinydb_would(
    folder: Path, data: st.DataObject, events: list[Event]
) -> None:
    path = with_lines(folder / "d.json", events=map(line, events), actors=map(line, ACTORS.values()))
    whole = path.read_bytes()
    at = data.draw(st.integers(whole.index(b'"events"'), len(whole)))
    until = data.draw(st.sampled_from([at, at + 1, at + 3, len(whole)]))
    damaged = (
        whole[:at]
        + data.draw(st.sampled_from([b"", b"\n", b" ", b",", b'"', b"}", b"{", b"0", b"\xff"]))
        + whole[until:]
    )
    path.write_bytes(damaged)
    try:
        tables = json.loads(damaged)
    except ValueError:
        tables = None
    try:
        timeline = load_timeline(path)
    except StoreError:
        assert not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values())
        return
    assert timeline.size + len(timeline.report.unsound) <= len(events) + len(ACTORS)
    shown = [timeline.event(ordinal).id for ordinal in range(timeline.size)]
    assert shown == timeline.ids
    if isinstance(tables, dict):
        ids = [record.get("id") for record in tables.get("events", {}).values() if isinstance(record, dict)]
        assert set(shown) <= set(ids) | {event.id for event in events}
    else:
        with pytest.raises(UnicodeDecodeError):  # bytes that are no text spoil one record only
            damaged.decode()


def test_the_oracle_knows_what_belongs() -> None:
    """The walks over `BELONGS` mean something: the circle of campaigns is one."""
    chain = ["phase"]
    while (parent := OFFENSIVES[chain[-1]].parent) not in chain:
        chain.append(parent)
    assert set(chain) == BELONGS["phase"]
