"""The dateline that begins an agency's report: "BEIRUT, June 4 (Reuters) -"."""

import re
from typing import Final

import msgspec

_LETTER: Final = "A-ZÀ-ÖØ-Þ"
_PLACE: Final = rf"[{_LETTER}][{_LETTER}'’.\- ]+(?:/[{_LETTER}' ]+)?(?:, [A-Z][\w.]+)?"
_MIXED: Final = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}(?:, [A-Z][\w'’. -]{2,25})?"
_DAY: Final = r"(?:, (?P<day>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? ?\d{4})?))?"
_AGENCY: Final = r"\((?P<agency>[A-Z][\w .'&/-]{1,40})\)"
_DASH: Final = r"\s*(?:--|[—–-])\s+"
_ON_DAY: Final = _DAY.removesuffix("?")
_FORMS: Final = (
    re.compile(rf"(?P<place>{_PLACE}){_DAY} ?{_AGENCY}(?:\s*(?:--|[—–?-])\s*|:\s+|\s+(?=[A-Z]))"),
    re.compile(rf"(?P<place>{_MIXED}){_DAY} ?{_AGENCY}{_DASH}"),
    re.compile(rf"(?P<place>{_MIXED}){_ON_DAY} ?{_AGENCY}\s+(?=[A-Z])"),
    re.compile(rf"(?P<place>{_PLACE}){_ON_DAY}:\s+"),
    re.compile(rf"(?P<place>{_PLACE}){_DAY}{_DASH}"),
    re.compile(rf"(?P<place>{_MIXED}){_DAY}\s*(?:--|[—–])\s+(?=[A-Z])"),
)
_CAPITALS: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Dateline(msgspec.Struct, frozen=True):
    """What stands before the first sentence."""

    place: str = ""
    agency: str = ""
    day: str = ""
    """As it stands there, with or without its year."""
    end: int = 0
    """Where the sentence begins."""


def read_dateline(text: str) -> Dateline:
    """Return the dateline of a paragraph; an empty one when it has none."""
    for form in _FORMS:
        if (found := form.match(text)) and len(found["place"].split()) <= 5:
            agency, day = found.groupdict().get("agency") or "", found["day"] or ""
            return Dateline(_cased(found["place"].strip(" ,")), agency.strip(), day, found.end())
    return Dateline()


def _cased(place: str) -> str:
    """Return a place in capitals as one writes it; what is not in capitals stays."""
    return ", ".join(
        _CAPITALS.sub(lambda word: word[0].capitalize(), part) if part.isupper() else part for part in place.split(", ")
    )
