"""Who published a pasted page: the name that its notices use of itself, its copyright line, or its agency."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

_NAME: Final = r"(?P<name>(?:The )?[A-Z][\w.&'’-]*(?: (?:of |the |& |and )?[A-Z][\w.&'’-]*){0,3})"
_OWN: Final = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (rf"(?:©|\([cC]\)|[Cc]opyright)(?: ©)?(?: \d{{4}}(?:[-–]\d{{2,4}})?)?,? (?:by )?{_NAME}", 6),
        (rf"(?:notifications|newsletter|alerts|emails?|updates|headlines|stories|news|more) from {_NAME}", 4),
        (
            r"(?:[Ss]ubscribe|[Ss]ign up|[Ll]og in|[Ss]ign in|[Rr]egister|[Dd]onate)(?: now| today)?"
            rf" (?:to|for|with) {_NAME}",
            3,
        ),
        (rf"(?:[Ff]ollow) {_NAME} on\b", 3),
        (rf"(?:[Ss]upport|[Jj]oin|[Dd]ownload) {_NAME}", 2),
        (rf"{_NAME} (?:is|needs|depends|relies|uses|and our partners|app|newsletter)\b", 2),
        (rf"(?:other|fellow|of) {_NAME} (?:readers|subscribers|users)", 3),
    )
)
_LEGAL: Final = re.compile(
    r"\b(?:All Rights Reserved|Ltd|Limited|Inc|LLC|Media Group|Corp(?:oration)?)\b.*", re.IGNORECASE
)
_NO_NAMES: Final = frozenset(
    {
        "us", "our", "your", "you", "this", "the", "we", "facebook", "twitter", "instagram", "youtube",
        "whatsapp", "telegram", "google", "apple", "please",
    }
)  # fmt: skip
_LEAST_WEIGHT: Final = 3


def publisher_in(lines: Iterable[str], masthead: str = "") -> str:
    """Return the name that a page's own lines give its publisher; empty when none stands out.

    Args:
        lines: The lines that are no part of the article.
        masthead: The line that heads the page, if it looks like a name.
    """
    weights: Counter[str] = Counter()
    if masthead:
        weights[masthead] += _LEAST_WEIGHT
    for line in lines:
        for pattern, weight in _OWN:
            for found in pattern.finditer(line):
                name = _LEGAL.sub("", found["name"]).strip(" .,'’")
                if name and name.lower() not in _NO_NAMES:
                    weights[name] += weight
    merged = _merged(weights)
    if not merged:
        return ""
    name, weight = max(merged.items(), key=lambda item: (item[1], item[0].startswith("The ")))
    return name if weight >= _LEAST_WEIGHT else ""


def is_masthead(text: str) -> bool:
    """Tell whether a line could be the name of a paper: a few capitalised words and nothing else."""
    words = text.split()
    return (
        1 < len(words) <= 5
        and text[-1].isalpha()
        and all(w[0].isupper() or w in ("of", "the", "and", "for") for w in words)
    )


def _merged(weights: Counter[str]) -> dict[str, int]:
    """Count "Independent" for "The Independent" where a page has both."""
    merged = dict(weights)
    for name in weights:
        for full in (f"The {name}", f"the {name}"):
            if full in merged and name in merged:
                merged[full] += merged.pop(name)
    return {name[:1].upper() + name[1:]: weight for name, weight in merged.items()}


def publisher_of(url: str) -> str:
    """Return the host of an address, without its "www", for a page that names no publisher."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
