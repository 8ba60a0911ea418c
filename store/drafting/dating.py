"""The day of a happening: the one its clause gives, the one that goes on, or about the day of publication."""

import re
from datetime import date, timedelta
from typing import Final

import msgspec

from store.dates import parse
from store.dates.parts import WEEKDAYS
from store.drafting.clauses import Clause
from store.drafting.memory import Memory, Read
from store.drafting.when import When

BACKGROUND_DAYS: Final = 60
"""What an article dates further back than this before its publication is background, not its news."""
_COUNTED_DAY: Final = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|[Yy]esterday|[Tt]oday|[Oo]vernight)\b")


def own_date(read: Read, clause: Clause) -> When | None:
    """Return the date that a clause gives: its own, or one said of the whole sentence."""
    usable = [each for each in read.dates if not each.is_bound]
    if not usable:
        return None
    start, end = read.tokens[clause.first].start, read.tokens[clause.last - 1].end
    at = read.tokens[clause.main.at].start
    own = [each for each in usable if start <= each.start < end]
    if own:
        return min(own, key=lambda each: abs(each.start - at))
    opens = usable[0].start <= read.tokens[min(3, len(read.tokens) - 1)].start
    if len(usable) > 1 or not (opens or clause.joiner == ""):
        return None
    return msgspec.structs.replace(usable[0], reason=f"said of the whole sentence; {usable[0].reason}")


class Dating:
    """What an article's publication says of days that its sentences leave out."""

    def __init__(self, published: date | None, today: date) -> None:
        self._published = published
        self._today = today

    def carried(self, read: Read, clause: Clause, memory: Memory) -> When:
        """Return the date of the sentence before where this one goes on, else about the day of publication."""
        at = read.tokens[clause.first].start
        before = memory.date_for(read)
        if before is not None:
            return msgspec.structs.replace(before, start=at, end=at, text="", reason="as in the sentence before")
        if self._published is not None:
            return When(at, at, "", f"{self._published}~", "no day is named: about the day of publication")
        day = self.open_day(read)
        why = f'"{day}" stays open: the article' if day else "no day is named, and the article"
        return When(at, at, "", f"[..{self._today}]", f"{why} does not say when it was published; before it was read")

    def open_day(self, read: Read) -> str:
        """Return the day that a sentence counts from a publication of which the day is not known."""
        found = _COUNTED_DAY.search(read.sentence.text) if self._published is None else None
        return found[0] if found else ""

    def is_background(self, edtf: str) -> bool:
        """Tell whether a date lies too far back to be the article's news, or is yet to come."""
        if self._published is None:
            return False
        dated = parse(edtf)
        oldest = (self._published - timedelta(days=BACKGROUND_DAYS)).toordinal()
        last = dated.earliest if edtf.endswith("/..") else dated.latest
        return last < oldest or dated.earliest > self._published.toordinal() + 1 or len(edtf) == len("2016")
