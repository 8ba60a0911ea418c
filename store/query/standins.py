"""Events at a point that stands for a province or a country: what `near:` counts though it was elsewhere in it."""

from pyroaring import BitMap

from store.query.index import QueryIndex
from store.query.tree import Near, Query, terms_in

LEAVE_OUT = "-precision:province -precision:country"
"""What leaves them out of a query."""


def stand_ins(tree: Query, events: BitMap, index: QueryIndex) -> BitMap:
    """Return those of a query's events that are known to a province or a country only; none without a `near:`."""
    if not any(isinstance(term, Near) for term in terms_in(tree)):
        return BitMap()
    return events & (index.by_exactness["province"] | index.by_exactness["country"])
