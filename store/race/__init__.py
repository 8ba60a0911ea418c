"""The race: how far each day's events of some offensives are from a place.

`race` measures, `method` says how, `as_json` gives the numbers and `draw` the picture. The distance is that of
`store.geo`: the great circle by the haversine formula, on a sphere of 6,371.0088 km.
"""

from store.race.choosing import (
    find_offensives,
    find_target,
    listed_targets,
    on_show,
    place_target,
    suggested_targets,
)
from store.race.legend import legend, title
from store.race.measuring import race
from store.race.picture import Frame, Piece, Style, dashes, draw, km_words, scale_top, visible
from store.race.positions import ROLES, Role
from store.race.telling import as_json, left_out_words, method
from store.race.values import Mark, Point, Race, RaceLine, Target

__all__ = [
    "ROLES",
    "Frame",
    "Mark",
    "Piece",
    "Point",
    "Race",
    "RaceLine",
    "Role",
    "Style",
    "Target",
    "as_json",
    "dashes",
    "draw",
    "find_offensives",
    "find_target",
    "km_words",
    "left_out_words",
    "legend",
    "listed_targets",
    "method",
    "on_show",
    "place_target",
    "race",
    "scale_top",
    "suggested_targets",
    "title",
    "visible",
]
