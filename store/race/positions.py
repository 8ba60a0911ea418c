"""Which events of an offensive say where its forces were, and why the others do not.

An event is left out, for the first reason that holds, when

- its place is not known well enough (UCDP's `where_prec` 4 and up: province, area, country, waters), or has no
  coordinates that lie on the globe;
- its day is not known to within a week, or it went on for longer;
- it does not fit the role that was asked for. `any` takes every event, `attacker`, `defender`, `supporter`, `victim`
  and `participant` those in which one of the offensive's attackers had that role. `ground`, without being asked, takes
  what is most likely a position of the attackers themselves; a strike from the air is none. Left out are then
  - events before or after the offensive's days;
  - events in which none of its attackers (or of the forces that these are part of, or consist of) and one of its
    defenders were on opposite sides. Supporters, who mostly fly, and reporters do not count;
  - events tagged as done from afar: air or drone strikes, shelling, missiles;
  - events that the offensive's rule found in a dataset and that count the dead by party, with no fighter among them:
    where fighters meet, seldom only civilians die;
  - events written by hand at a waypoint that the offensive is not said to have reached or contested, and that is
    nearer to the target than all those that it did: that is where it was going.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

from pyroaring import BitMap

from store.dates import parse_span
from store.errors import DateError
from store.facets import union
from store.model import Offensive
from store.query.names import words_of
from store.race.groundwork import NOT_EXACT_ENOUGH, Groundwork
from store.timeline import Timeline

Role = Literal["ground", "attacker", "defender", "supporter", "victim", "participant", "any"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

REASONS: Final[Mapping[str, str]] = {
    "unlocated": "without coordinates",
    **{precision: f"placed to {words}" for precision, words in NOT_EXACT_ENOUGH.items()},
    "date": "not known to within a week",
    "days": "before or after the offensive",
    "sides": "not its attackers against its defenders",
    "afar": "from the air or from afar",
    "civilians": "no fighter among the dead",
    "goal": "at a place that it did not get to",
    "role": "not in that role",
}
"""Why events are left out, in the order in which it is looked at, with the words for it."""

_AFAR: Final = frozenset(
    ("air", "airstrike", "airstrikes", "aerial", "drone", "shelling", "artillery", "missile", "remote")
)
_ON_THE_GROUND: Final = ("attacker", "defender", "victim", "participant")


class Positions:
    """The events of an offensive that are measured; the others are counted by reason."""

    def __init__(self, own: BitMap) -> None:
        self.events = own
        self.left_out: dict[str, int] = {}

    def leave_out(self, reason: str, events: BitMap) -> None:
        """Leave events out for a reason."""
        gone = self.events & events
        if gone:
            self.left_out[reason] = len(gone)
            self.events = self.events - gone

    def keep(self, reason: str, events: BitMap) -> None:
        """Leave all but some events out for a reason."""
        self.leave_out(reason, self.events - events)


def positions(
    timeline: Timeline, where: Groundwork, offensive: Offensive, events: BitMap, role: Role, goals: Iterable[str]
) -> Positions:
    """Return the events of an offensive that are measured.

    Args:
        timeline: Where they are.
        where: What is known of places and days there.
        offensive: Whose they are.
        events: Only these are looked at.
        role: Which of them are taken for positions.
        goals: Places that the offensive was on its way to and did not get to.
    """
    found = Positions(timeline.by_offensive.get(offensive.id, BitMap()) & events)
    found.keep("unlocated", where.located)
    for precision, inexact in where.inexact.items():
        found.leave_out(precision, inexact)
    found.leave_out("date", where.long)
    if role == "ground":
        _keep_ground(found, timeline, where, offensive, goals)
    elif role != "any":
        fighters = family(timeline, offensive.attackers)
        found.keep("role", union(timeline.by_role.get((who, role), BitMap()) for who in fighters))
    return found


def _keep_ground(
    found: Positions, timeline: Timeline, where: Groundwork, offensive: Offensive, goals: Iterable[str]
) -> None:
    listed = timeline.listed_in.get(offensive.id, BitMap())
    try:
        first, last, _known = parse_span(offensive.date)
        found.keep("days", timeline.possibly(first, last))
    except DateError:
        pass  # an offensive without days has no others
    found.keep("sides", _opposed(timeline, offensive))
    tags = [tag for tag in timeline.by_tag if _AFAR.intersection(words_of(tag).split())]
    found.leave_out("afar", union(timeline.by_tag[tag] for tag in tags))
    found.leave_out("civilians", where.without_fighters - listed)
    found.leave_out("goal", listed & union(timeline.by_place.get(place, BitMap()) for place in goals))


def _opposed(timeline: Timeline, offensive: Offensive) -> BitMap:
    """Return the events with the offensive's attackers on one side and its defenders on the other."""
    if not offensive.attackers:
        return timeline.everything
    ours = _by_side(timeline, family(timeline, offensive.attackers) - set(offensive.supporters))
    if not offensive.defenders:
        return ours["a"] | ours["b"]
    theirs = _by_side(timeline, family(timeline, offensive.defenders))
    return ours["a"] & theirs["b"] | ours["b"] & theirs["a"]


def _by_side(timeline: Timeline, actors: Iterable[str]) -> dict[str, BitMap]:
    found = {"a": BitMap(), "b": BitMap()}
    for actor in actors:
        fought = union(timeline.by_role.get((actor, role), BitMap()) for role in _ON_THE_GROUND)
        for side in found:
            found[side] |= timeline.by_side.get((actor, side), BitMap()) & fought
    return found


def family(timeline: Timeline, actors: Iterable[str]) -> set[str]:
    """Return actors with those that they are part of, and those that are part of them.

    A dataset may know "the government" where an offensive names the army, and an article a brigade of it.
    """
    named = set(actors)
    found = set(named)
    for actor in named:
        found |= _ancestors(timeline, actor)
    found |= {other for other in timeline.actors if _ancestors(timeline, other) & named}
    return found


def _ancestors(timeline: Timeline, actor: str) -> set[str]:
    found: set[str] = set()
    record = timeline.actors.get(actor)
    while record is not None and record.parent and record.parent not in found:
        found.add(record.parent)
        record = timeline.actors.get(record.parent)
    return found
