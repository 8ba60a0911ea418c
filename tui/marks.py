"""Every mark that the screen shows, once: for the help and the README."""

from typing import Final

from tui.drawing.bar import MARKS as END_MARKS
from tui.drawing.bar import NESTED, OPEN, SURE, VAGUE
from tui.drawing.cards import SIGNS
from tui.drawing.event_row import CURATED_NODE, IMPORTED_NODE, NOTE_MARK, OUTSIDE_NODE, STAR_MARK, TAG_MARK
from tui.drawing.mapsigns import OTHER_SHAPE, SHAPES
from tui.widgets.actor_filters import FOLDS, MARKS
from tui.widgets.event_list import CURSOR, MARKED

Marks = tuple[tuple[str, str], ...]

IN_THE_LIST: Final[Marks] = (
    (CURATED_NODE, "an event that somebody wrote up in this store"),
    (IMPORTED_NODE, "an event from a dataset or from an article"),
    (OUTSIDE_NODE, "with the filter lifted (C): an event that does not pass it"),
    ("│", "an offensive that runs on that day; its letter stands over the rail and before its bar"),
    (CURSOR, "the event that the article shows"),
    (MARKED, "marked with , or . for what * # and delete do to all that are marked"),
    (STAR_MARK, "starred with *"),
    (NOTE_MARK, 'it has a note of yours, written with "'),
    (TAG_MARK, "it has tags; where there is room the first is named, and +2 are two more"),
    ("~", "about then"),
    ("?", "not certain: 3–6 Jun ? is once between the two"),
    (
        "3 or 4 Jun",
        "one of the two days; 3–6 Jun without ? lasted so long, since 2 Jun goes on, 2 Jun–? has no known end",
    ),
)
OVER_IT: Final[Marks] = (
    (
        "▁▄█",
        "how many events, or killed (in none of over a month); · under it: there are some, and the filter hides them",
    ),
    ("╰──╯", "the days that the bars show"),
    ("▼", "the day of the event under the cursor"),
    (f"{SURE} {VAGUE} {OPEN}", "an offensive: on certain days, on days that are not, where no end is known"),
    (f"{' '.join(END_MARKS.values())}", "at the end of a bar: about then, not certain, both"),
    ("▶ ◀", "it goes on; it began before anything known"),
    (NESTED.strip(), "a part of the campaign over it"),
    ("─ ═ ≡", "one, two, more offensives that find no line of their own"),
)
IN_THE_FILTERS: Final[Marks] = (
    (" ".join(MARKS[choice] for choice in ("any", "only", "never")), "any, only, never: what the filter does with it"),
    (f"{FOLDS[False]} {FOLDS[True]}", "a group that is folded, that is open"),
    ("·", "in the place of a count: no event"),
)
ELSEWHERE: Final[Marks] = (
    (
        " ".join(shape[0] for shape in (*SHAPES[:3], OTHER_SHAPE)),
        "on the map: a shape for each side; large with many killed, hollow where the place is only roughly known",
    ),
    ("[ ]", "on the map: around the event under the cursor; ? beside a sign: its day is not certain"),
    ("─ ╌ ×", "in the race, across: a waypoint that is reached, contested, lost"),
    (
        " ".join(SIGNS[state] for state in ("", "accepted", "merged", "rejected", "stored")),
        "a draft that is open, accepted, merged, rejected, in the store already",
    ),
    ("[3 June]", "in an article: a date; actors are bold, places underlined, figures both"),
)
GROUPS: Final[tuple[tuple[str, Marks], ...]] = (
    ("Marks in the list", IN_THE_LIST),
    ("Marks over the list", OVER_IT),
    ("Marks in the filters", IN_THE_FILTERS),
    ("Marks elsewhere", ELSEWHERE),
)
"""The marks by where they stand, as (mark, what it means)."""
