"""Who wrote it: "By Jane Doe in Beirut", "Jane Doe, Middle East correspondent", or a bare name beside the date."""

import re
from typing import Final

_WORD: Final = r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\.?|al-[A-Z]\w+|de|van|von|der|bin|el|la)"
_NAME: Final = rf"{_WORD}(?: {_WORD}){{1,3}}"
_NAMES: Final = rf"{_NAME}(?:(?:, | and | & |, and ){_NAME}){{0,5}}"
_BY: Final = re.compile(
    rf"(?:(?:Written|Reported|Words|Story|Report) )?[Bb][Yy]:?\s+(?P<who>{_NAMES}|{_WORD})"
    r"(?:(?:,|\s+in\b|\s+[|–—-]|\s+for\b|$).*)?"
)
_BARE: Final = re.compile(rf"(?P<who>{_NAMES})")
_TITLED: Final = re.compile(
    rf"(?P<who>{_NAMES}),? (?:in [A-Z]\w+|(?:[\w-]+ ){{0,4}}"
    r"(?i:correspondent|editor|reporter|writer|bureau chief|staff))\b.*"
)
_LONGEST: Final = 140
_NO_NAMES: Final = frozenset(
    {
        "the", "a", "an", "this", "in", "on", "at", "of", "for", "from", "with", "to", "news", "world", "live",
        "update", "updates", "today", "breaking", "exclusive", "analysis", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday",
        "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "comments", "middle", "east",
        "africa", "europe", "asia", "home", "syria", "iraq", "war",
    }
)  # fmt: skip


_CREDITS: Final = re.compile(
    rf"\(?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ww]ritten|[Cc]ompiled) by:?\s+(?P<who>{_NAMES})\b.*"
)
_PARTS: Final = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|;\s+")


def parts_of(text: str) -> list[str]:
    """Return what a line lists: author, paper, post, as far as bars and dashes part them."""
    return [part.strip(" ,") for part in _PARTS.split(text) if part.strip(" ,")]


def reported_by(text: str) -> str:
    """Return the author whom the credits of an agency name: "(Reporting by Jane Doe)"."""
    found = _CREDITS.match(text.strip()) if len(text) <= 2 * _LONGEST else None
    return _tidy(found["who"]) if found else ""


def signed_by(text: str) -> str:
    """Return the author that a line names with "By", else an empty string."""
    found = _BY.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return _tidy(found["who"]) if found else ""


def bare_author(text: str) -> str:
    """Return the author that a line is, if it has the form of a name, perhaps with a post."""
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    found = _BARE.fullmatch(text) or _TITLED.fullmatch(text)
    if not found or any(word.lower() in _NO_NAMES for word in re.findall(r"\w+", found["who"])):
        return ""
    return _tidy(found["who"])


def _tidy(names: str) -> str:
    """Return names as one writes them, those in capitals too."""
    return " ".join(word.capitalize() if word.isupper() and len(word) > 3 else word for word in names.split())
