"""The short notation in which the written texts give a claim's figures.

    "@1 killed / is / >=26; killed / saa / 9"

says that source 1 carries the claim, that it counts at least 26 killed on the side of the actor `is`, and 9 on that
of `saa`. A figure is `26`, `>=26`, `<=9`, `24..203`, or `73 24..203` for a best estimate with its range; `73 ..203` has
no lowest. "@-" says that none of the sources is known to carry it; without "@" the source is guessed from the
attribution. An empty notation is a statement without figures.
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from store.model import Claim, Source
from store.text import fold

_SOURCE: Final = re.compile(r"@(\d+|-)\s*")
_FIGURE: Final = re.compile(
    r"(?P<sign>>=|<=)(?P<bound>\d+)"
    r"|(?:(?P<best>\d+)(?: |$))?(?:(?P<low>\d+)?\.\.(?P<high>\d+))?"
)
_VIA: Final = re.compile(r"\bvia\s+(.+)$")


def read_claims(notation: str, text: str, attribution: str, sources: Sequence[Source]) -> list[Claim]:
    """Return the claims that one statement makes: one for each figure, the first with the statement itself."""
    at = _SOURCE.match(notation)
    source = guess_source(attribution, sources) if at is None else _position(at[1])
    if source is not None and source >= len(sources):
        raise ValueError(f"{notation!r}: there is no source {source}")
    stated = Claim(attribution=attribution, source=source)
    rest = notation[at.end() if at else 0 :]
    claims = [_figured(stated, part) for part in rest.split(";")] if rest else [stated]
    claims[0] = replace(claims[0], text=text)
    return claims


def _position(text: str) -> int | None:
    return None if text == "-" else int(text)


def _figured(stated: Claim, part: str) -> Claim:
    counted, who, figure = (cell.strip() for cell in part.split("/"))
    match = _FIGURE.fullmatch(figure)
    if not counted or match is None or not figure:
        raise ValueError(f"{part!r} is not `counted / who / figure`")
    low, best, high = (int(match[name]) if match[name] else None for name in ("low", "best", "high"))
    if match["sign"]:
        bound = int(match["bound"])
        low, high = (bound, None) if match["sign"] == ">=" else (None, bound)
    return replace(stated, counted=counted, who=who, low=low, best=best, high=high)


def guess_source(attribution: str, sources: Sequence[Source]) -> int | None:
    """Return the source whose publisher the attribution begins with or reports by, if just one fits."""
    if len(sources) == 1:
        return 0
    via = _VIA.search(attribution)
    name = fold(via[1] if via else attribution)
    fits = [
        at
        for at, source in enumerate(sources)
        if any(_begins(name, fold(known)) for known in (source.publisher, _abbreviation(source.publisher)) if known)
    ]
    return fits[0] if len(fits) == 1 else None


def _begins(name: str, publisher: str) -> bool:
    return name.startswith(publisher) or publisher.startswith((f"{name} (", f"{name},")) or publisher == name


def _abbreviation(publisher: str) -> str:
    """Return the capitals in brackets or before them: the ones of "(UCDP)" and of "SOHR (Syrian ...)"."""
    match = re.search(r"\(([A-Z]{2,})\)$|^([A-Z]{2,}) \(", publisher)
    return (match[1] or match[2]) if match else ""
