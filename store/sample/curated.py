"""The curated half of the bundled store: records made from a folder of facts and the texts written for them."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from store.model import (
    Actor,
    Article,
    Claim,
    Event,
    Kind,
    Offensive,
    Participant,
    Place,
    Role,
    Side,
    Source,
    Waypoint,
)
from store.sample.figures import read_claims

Json = dict[str, Any]

SEED_ARTICLE: Final = "independent-2016-06-04"
"""The article that the store is about; its address names it in the facts."""

_SEED_ADDRESS: Final = re.compile(r"-a7065221\.html$")
_ADDRESS: Final = ":/?#[]@!$&'()*+,;=%"
"""What a web address holds beside letters, digits and `-._~`."""
_BYLINE: Final = " (Lizzie Dearden)"
_UCDP_EVENT: Final = re.compile(r"event id (\d+)$")
_HEDGE: Final = re.compile(r' ?\("(at least|or more|more than|up to|about)"(?:\)|, (?P<rest>))')
_SIGNS: Final = {"at least": ">=", "or more": ">=", "more than": ">=", "up to": "<="}
_COUNTED: Final = ("killed or wounded", "killed or executed")
_IS: Final = "Islamic State"


class Prose:
    """The written texts, by record id."""

    def __init__(self, folder: Path) -> None:
        self.actors = _tables(folder, "actors*.toml")
        self.places = _tables(folder, "places*.toml")
        self.offensives = _tables(folder, "offensives*.toml")
        self.events = _tables(folder, "events*.toml")
        self.articles = _tables(folder, "articles*.toml")
        store = _tables(folder, "store.toml")
        self.store = store["meta"]
        self.tolls: Mapping[str, str] = store["tolls"]


def _tables(folder: Path, pattern: str) -> dict[str, Json]:
    tables: dict[str, Json] = {}
    for path in sorted(folder.glob(pattern)):
        for name, table in tomllib.loads(path.read_text("utf-8")).items():
            if name in tables:
                raise ValueError(f"{path.name}: {name} is written twice")
            tables[name] = table
    return tables


def read_facts(folder: Path, name: str) -> list[Json]:
    """Return one list of the facts."""
    facts: list[Json] = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return facts


def sources(facts: Iterable[Mapping[str, Any]]) -> list[Source]:
    """Return citations; a byline in a headline becomes the author."""
    return [
        Source(
            publisher=fact["publisher"],
            title=fact["title"].removesuffix(_BYLINE),
            author="Lizzie Dearden" if fact["title"].endswith(_BYLINE) else "",
            url=quote(fact["url"] or "", safe=_ADDRESS),
            date=fact["date"] or "",
        )
        for fact in facts
    ]


def actor(fact: Json, prose: Json) -> Actor:
    """Return an actor of the facts, with its short name, parent and further aliases as written."""
    kind: Kind = "civilians" if fact["kind"] == "civilian" else fact["kind"]
    ucdp = fact["ucdp_name"]
    aliases = [*fact["aliases"], *prose.get("aliases", ())]
    return Actor(
        id=fact["id"],
        name=fact["name"],
        short=prose.get("short", ""),
        aliases=list(dict.fromkeys(aliases)),
        kind=kind,
        bloc=fact["side"],
        parent=prose.get("parent", ""),
        note=_joined(fact.get("note", ""), prose.get("note", "")),
        sources=sources(fact["sources"]),
        extra={"ucdp_name": ucdp} if ucdp else {},
    )


def place(fact: Json, prose: Json) -> Place:
    """Return a place of the facts; the dataset's name for a spot is one more alias."""
    ucdp = fact["ucdp_name"]
    own = ucdp is not None and (fact["precision"] != "area" or fact["id"] in prose.get("areas", ()))
    extra = {"coord_source": fact["coord_source"], "ucdp_name": ucdp}
    return Place(
        id=fact["id"],
        name=fact["name"],
        aliases=list(dict.fromkeys([*fact["aliases"], *([ucdp] if own else []), *prose.get("aliases", ())])),
        lat=fact["lat"],
        lon=fact["lon"],
        precision=fact["precision"],
        admin1=fact["admin1"],
        country=fact["country"],
        near=fact.get("near") or "",
        note=_joined(fact.get("note") or "", prose.get("note", "")),
        sources=sources(fact["sources"]),
        extra={name: value for name, value in extra.items() if value},
    )


def event(fact: Json, prose: Json, blocs: Mapping[str, str]) -> Event:
    """Return an event of the facts as it was written up."""
    cited = sources(fact["sources"])
    numbers = [match[1] for source in cited if (match := _UCDP_EVENT.search(source.title))]
    return Event(
        id=fact["id"],
        date=prose.get("date") or _date(fact),
        title=prose.get("title") or fact["title"],
        date_note=prose.get("date_note", ""),
        summary=prose.get("summary", "").strip(),
        actors=participants(fact["actors"], blocs, prose.get("sides", {}), prose.get("roles", {})),
        place=fact["place"]["id"],
        precision=prose.get("precision", ""),
        offensives=[fact["offensive_id"]],
        claims=event_claims(fact, prose, cited),
        confidence=fact["confidence"],
        sources=cited,
        articles=[SEED_ARTICLE] if any(_SEED_ADDRESS.search(source.url) for source in cited) else [],
        tags=prose.get("tags", []),
        extra={"same_as": [f"ucdp:{number}" for number in numbers]} if numbers else {},
    )


def _date(fact: Json) -> str:
    """Return the date by rule of thumb; spans have to be judged one by one, so they have none."""
    if fact["start"] != fact["end"]:
        raise ValueError(f"{fact['id']}: a span needs a written date")
    match fact["date_precision"]:
        case "day":
            return str(fact["start"])
        case "approx":
            return f"{fact['start']}~"
        case "month":
            return str(fact["start"][:7])
    raise ValueError(f"{fact['id']}: date_precision {fact['date_precision']!r}")


def event_claims(fact: Json, prose: Json, cited: list[Source]) -> list[Claim]:
    """Return the claims, in order, with their figures as written."""
    notations = prose.get("claims") or [""] * len(fact["claims"])
    if len(notations) != len(fact["claims"]):
        raise ValueError(f"{fact['id']}: {len(fact['claims'])} claims, {len(notations)} notations")
    stated = [
        (notation, claim["text"], claim["attributed_to"])
        for claim, notation in zip(fact["claims"], notations, strict=True)
    ]
    stated += [(claim["figures"], claim["text"], claim["attribution"]) for claim in prose.get("also", ())]
    return [claim for notation, text, said_by in stated for claim in read_claims(notation, text, said_by, cited)]


def participants(
    facts: Iterable[Json], blocs: Mapping[str, str], written: Mapping[str, Side], roles: Mapping[str, str]
) -> list[Participant]:
    """Return who took part, on sides: attackers a, defenders and victims b, supporters with the side they belong to."""
    acting = [(fact["id"], roles.get(fact["id"], fact["role"])) for fact in facts]
    sides: dict[str, Side] = {}
    for name, role in acting:
        if role in ("attacker", "defender", "victim"):
            sides[name] = "a" if role == "attacker" else "b"
    for name, role in acting:
        if role == "supporter":
            sides[name] = _supporters_side(blocs[name], {blocs[other]: side for other, side in sides.items()})
    return [
        Participant(id=name, role=_role(role), side=written.get(name, sides.get(name, ""))) for name, role in acting
    ]


def _supporters_side(bloc: str, sides: Mapping[str, Side]) -> Side:
    """Return the side of the supporter's own bloc, else the one opposed to Islamic State, which nobody supported."""
    opposed: dict[Side, Side] = {"a": "b", "b": "a"}
    if bloc in sides:
        return sides[bloc]
    return opposed[sides[_IS]] if _IS in sides else ""


def _role(role: str) -> Role:
    roles: dict[str, Role] = {
        "attacker": "attacker",
        "defender": "defender",
        "supporter": "supporter",
        "victim": "victim",
        "reporter": "reporter",
        "participant": "participant",
    }
    return roles[role]


def offensive(fact: Json, prose: Json, tolls: Mapping[str, str]) -> Offensive:
    """Return an offensive of the facts as it was written up."""
    cited = sources(fact["sources"])
    reached: Mapping[str, Json] = prose.get("waypoints", {})
    who = {**tolls, **prose.get("who", {})}
    carried: Mapping[str, int] = prose.get("carried", {})
    return Offensive(
        id=fact["id"],
        name=fact["name"],
        date=prose.get("date") or f"{fact['start']}/{fact['end']}",
        short=prose.get("short", ""),
        aliases=fact["aliases"],
        date_note=prose.get("date_note") or fact["date_precision"],
        parent=fact["parent"] or "",
        objective=prose.get("objective", ""),
        target=prose.get("target", ""),
        outcome=prose.get("outcome", ""),
        summary=prose.get("summary", "").strip(),
        attackers=fact["attackers"],
        defenders=fact["defenders"],
        supporters=fact["supporters"],
        waypoints=[Waypoint(place=stop["id"], **reached.get(stop["id"], {})) for stop in fact["places"]],
        claims=[claim for toll in fact["casualties"] for claim in toll_claims(toll, who, carried, cited)],
        query=prose.get("query", ""),
        sources=cited,
        tags=[fact["depth"]],
        extra=_crosscheck(fact, prose),
    )


def toll_claims(toll: Json, who: Mapping[str, str], carried: Mapping[str, int], cited: list[Source]) -> list[Claim]:
    """Return one stated toll; what hedges the figure ("at least") stands in the facts' attribution."""
    hedge = _HEDGE.search(toll["attributed_to"])
    attribution = _HEDGE.sub(lambda match: " (" if match["rest"] is not None else "", toll["attributed_to"])
    killed = toll["killed"] if isinstance(toll["killed"], list) else [toll["killed"]]
    figure = "..".join(str(number) for number in killed)
    said = "–".join(f"{number:,}" for number in killed)
    counted = next((words for words in _COUNTED if words in attribution), "killed")
    attribution = attribution.replace(f" ({counted})", "")
    if hedge:
        figure = _SIGNS.get(hedge[1], "") + figure
        said = f"{said} or more" if hedge[1] == "or more" else f"{hedge[1]} {said}"
    at = f"@{carried[attribution]} " if attribution in carried else ""
    notation = f"{at}{counted} / {who[toll['who']]} / {figure}"
    return read_claims(notation, f"{toll['who']}: {said} {counted}", attribution, cited)


def _crosscheck(fact: Json, prose: Json) -> Json:
    found = {"ucdp_crosscheck": fact["ucdp_crosscheck"], "query_note": prose.get("query_note")}
    return {name: value for name, value in found.items() if value}


def article(name: str, prose: Json) -> Article:
    """Return an article as it was written up."""
    return Article(id=name, **prose)


def _joined(*texts: str) -> str:
    return " ".join(text.strip() for text in texts if text)
