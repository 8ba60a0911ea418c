"""What the numbers of a view rest on: how many were killed and who counts them, on how few sources, how exactly.

Every line has the query that finds its events, so that a reader of it is one key, or one command, from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from pyroaring import BitMap

from store.dating import DATING
from store.query import evaluate, parse, to_text
from store.query.resolve import term_for
from store.query.tree import Not
from store.query.windows import surely_then
from store.text import one_line
from store.timeline import Timeline

PLACED: Final[Mapping[str, str]] = {
    "point": "the very place",
    "town": "the town",
    "near": "within about 25 km of a point",
    "area": "along a road, a river or in a zone",
    "district": "the district",
    "province": "the province",
    "country": "the country",
    "waters": "international waters or airspace",
    "unlocated": "not located",
}
CONFIDENCE: Final = ("confirmed", "reported", "disputed")
UNSAID: Final = "not said"
LOOSELY_DATED: Final = "(dated:longer OR dated:open)"


class Row(Struct, frozen=True):
    """Some events of the view."""

    name: str
    events: int
    query: str
    """The term that finds them; empty: there is none."""
    alone: int | None = None
    """Of an origin: the events that are nobody else's word."""


class Killed(Struct, frozen=True):
    """What the figures of some events add up to."""

    name: str
    """Of the dataset, or of all."""
    low: int
    best: int
    high: int
    with_figure: int
    without_figure: int
    query: str
    """The term of the dataset; empty: of all."""


class Resting(Struct, frozen=True):
    """All of it."""

    events: int
    killed: list[Killed]
    """By dataset, the largest first; and before them all together where there are several."""
    sections: list[tuple[str, list[Row]]]
    """Under their headings. Rows without events are left out."""
    loose: Killed | None = None
    """How much of it all is of events that may have happened at quite another time; None: nothing is."""


def resting(timeline: Timeline, events: BitMap, query: str = "") -> Resting:
    """Work out what the numbers of some events rest on.

    Args:
        timeline: What they are of.
        events: They.
        query: What found them, which may ask for dates.
    """

    def row(name: str, found: BitMap, query: str) -> Row:
        return Row(name, events.intersection_cardinality(found), query)

    evidence = timeline.evidence
    few = [
        row("no source is cited", evidence.sources.equal_to(0), "sources:0"),
        row("one source", evidence.sources.equal_to(1), "sources:1"),
        row("one origin: the word of one, whoever passed it on", evidence.origins.equal_to(1), "origins:1"),
        row("claims that disagree", timeline.having["disagreement"], "has:disagreement"),
    ]
    sure = [row(name, timeline.by_confidence.get(name, BitMap()), f"confidence:{name}") for name in CONFIDENCE]
    coded = BitMap.union(BitMap(), *timeline.by_confidence.values())
    sure.append(row(UNSAID, timeline.everything - coded, " ".join(f"-confidence:{name}" for name in CONFIDENCE)))
    dated = [row(words, timeline.by_dating[name], f"dated:{name}") for name, words in DATING.items()]
    placed = [row(words, timeline.by_exactness[name], f"precision:{name}") for name, words in PLACED.items()]
    sections = [
        ("On how few they rest", few),
        ("How sure the store is", sure),
        ("How exactly the date is known", dated),
        ("How exactly the place is known", placed),
        ("Whose word it is", _origins(timeline, events)),
    ]
    kept = [(heading, [row for row in rows if row.events]) for heading, rows in sections]
    found = [(heading, rows) for heading, rows in kept if rows]
    return Resting(len(events), _killed(timeline, events), found, _loose(timeline, events, query))


def _origins(timeline: Timeline, events: BitMap) -> list[Row]:
    """Return whose word the events are, those of the most first."""
    alone = timeline.evidence.origins.equal_to(1) & events
    rows = [
        Row(
            one_line(name),
            events.intersection_cardinality(found),
            to_text(term_for("says", name, timeline)),
            alone.intersection_cardinality(found),
        )
        for name, found in timeline.evidence.by_origin.items()
        if events.intersect(found)
    ]
    return sorted(rows, key=lambda row: (-row.events, row.name))


def _killed(timeline: Timeline, events: BitMap) -> list[Killed]:
    """Add up by dataset: two of them may record the same dead, so that their sum would count those twice."""
    found = [
        _sum(timeline, events & rows, one_line(dataset), to_text(term_for("dataset", dataset, timeline)))
        for dataset, rows in timeline.by_dataset.items()
        if events.intersect(rows)
    ]
    found.sort(key=lambda each: (-each.with_figure, each.name))
    return found if len(found) < 2 else [_sum(timeline, events, "all together", ""), *found]


def _loose(timeline: Timeline, events: BitMap, query: str) -> Killed | None:
    """Add up what a reader may take for the dead of some days, and is that of a year which has these days in it."""
    then = surely_then(parse(query))
    term = to_text(Not(then)) if then is not None else LOOSELY_DATED
    name = "not certainly within the dates asked for" if then is not None else "dated to more than a month"
    found = _sum(timeline, events & evaluate(parse(term), timeline), name, term)
    return found if found.with_figure else None


def _sum(timeline: Timeline, events: BitMap, name: str, query: str) -> Killed:
    evidence = timeline.evidence
    low, best, high = (weights.total(events) for weights in (evidence.low, evidence.best, evidence.high))
    with_figure = events.intersection_cardinality(evidence.best.known)
    return Killed(name, low, best, high, with_figure, len(events) - with_figure, query)
