"""The words that report a happening, by kind, and what has to stand beside those that mean much else."""

import re
from typing import Final, Literal

import msgspec

from store.drafting.tokens import word_set

Kind = Literal["attack", "clash", "capture", "move", "loss", "people", "truce"]
Form = Literal["past", "part", "ing", "base"]


class Verb(msgspec.Struct, frozen=True):
    """One form of a verb."""

    base: str
    kind: Kind
    forms: frozenset[Form]
    needs: str = ""
    """Pattern of what follows within a few words, for a verb that means much else."""


_TAKEN: Final = (
    r"control|villages?|towns?|hills?|hilltops?|heights|cit(?:y|ies)|districts?|neighbou?rhoods?|positions?|areas?|"
    r"bases?|airport|airbase|fields?|bridges?|dams?|crossings?|checkpoints?|ground|territory|quarter|suburbs?|"
    r"junction|@place"
)
_TAKERS: Final = (
    r"to .*(?:@actor|forces|troops|army|rebels?|fighters|militants|militias?|insurgents|jihadists|soldiers)|"
    r"into the hands"
)
_PEOPLE: Final = r"fighters?|soldiers?|men|militants?|members?|troops|people|civilians|lives|officers?|rebels?"
_BOMBS: Final = r"bombs?|barrel|munitions?|shells?|missiles?|leaflets"
_SHOTS: Final = r"rockets?|shells?|missiles?|mortars?|rounds|on|at|into"
_NEAR: Final = (
    r"@place|outskirts|edges?|town|city|village|border|province|district|river|centre|center|walls?|gates?|base|"
    r"kilomet"
)

# base / past / participle (where it differs), kind, needs
_VERBS: Final = (
    ("capture/captured capture", ""), ("seize/seized capture", ""), ("take/took/taken capture", _TAKEN),
    ("retake/retook/retaken capture", ""), ("re-take/re-took/re-taken capture", ""),
    ("recapture/recaptured capture", ""),
    ("regain/regained capture", _TAKEN), ("liberate/liberated capture", ""), ("overrun/overran/overrun capture", ""),
    ("occupy/occupied capture", ""), ("reclaim/reclaimed capture", _TAKEN), ("clear/cleared capture", _TAKEN),
    ("secure/secured capture", _TAKEN), ("establish/established capture", "control"),
    ("restore/restored capture", "control"),
    ("gain/gained capture", _TAKEN), ("win/won capture", "control"), ("wrest/wrested capture", ""),
    ("lose/lost loss", rf"{_PEOPLE}|control|ground|town|village|@place"), ("fall/fell/fallen capture", _TAKERS),
    ("enter/entered move", _NEAR), ("cross/crossed move",
    r"into|border|river|from|the|over"), ("advance/advanced move", ""),
    ("reach/reached move", _NEAR), ("push/pushed move",
    r"into|towards?|west|east|north|south|back|through|deeper|on|forward"),
    ("approach/approached move", _NEAR), ("withdraw/withdrew/withdrawn move", ""), ("retreat/retreated move", ""),
    ("deploy/deployed move", r"to|in|near|along|around|@place"), ("airlift/airlifted move", ""),
    ("break/broke/broken move", r"into|through"),
    ("attack/attacked attack", ""), ("strike/struck attack", ""), ("hit/hit attack", ""), ("bomb/bombed attack", ""),
    ("shell/shelled attack", ""), ("bombard/bombarded attack", ""), ("raid/raided attack", ""),
    ("ambush/ambushed attack", ""),
    ("storm/stormed attack", ""), ("target/targeted attack", ""), ("assault/assaulted attack", ""),
    ("fire/fired attack", _SHOTS), ("drop/dropped attack", _BOMBS), ("detonate/detonated attack", ""),
    ("explode/exploded attack", ""), ("down/downed attack", ""),
    ("shoot/shot attack", r"down"),
    ("destroy/destroyed attack", ""), ("besiege/besieged attack", ""), ("encircle/encircled attack", ""),
    ("surround/surrounded attack", r"@place|town|city|village|them|the"), ("repel/repelled attack", ""),
    ("repulse/repulsed attack", ""), ("pound/pounded attack", ""), ("counter-attack/counter-attacked attack", ""),
    ("blow/blew/blown attack", r"up"), ("cut/cut attack",
    r"road|supply|route|highway|off"), ("collapse/collapsed truce", r".*"),
    ("fight/fought clash",
    r"@actor|against|with|over|for|in|near|off|back"), ("clash/clashed clash", ""), ("battle/battled clash", ""),
    ("kill/killed loss", ""), ("die/died loss", ""), ("wound/wounded loss", ""), ("injure/injured loss", ""),
    ("execute/executed loss", ""), ("behead/beheaded loss", ""), ("massacre/massacred loss", ""),
    ("murder/murdered loss", ""),
    ("assassinate/assassinated loss", ""), ("shoot/shot loss",
    r"dead|at|and|@figure|him|her|them"), ("eliminate/eliminated loss", ""),
    ("flee/fled people", ""), ("escape/escaped people", ""), ("displace/displaced people", ""),
    ("evacuate/evacuated people", ""),
    ("arrest/arrested people", ""), ("detain/detained people", ""), ("kidnap/kidnapped people", ""),
    ("abduct/abducted people", ""),
    ("release/released people", _PEOPLE + r"|women|children|hostages?|prisoners?|captives?|@figure|him|her|them"),
    ("free/freed people", ""), ("rescue/rescued people", ""), ("surrender/surrendered people", ""),
    ("expel/expelled people", ""),
    ("return/returned people", r"to"), ("sign/signed truce", r"truce|ceasefire|agreement|deal"),
)  # fmt: skip


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return f"{base[:-2]}ying"
    if base.endswith("e") and not base.endswith("ee"):
        return f"{base[:-1]}ing"
    doubled = ("hit", "cut", "overrun", "win", "drop", "expel", "repel", "kidnap", "abet")
    return f"{base}{base[-1]}ing" if base in doubled else f"{base}ing"


def _forms() -> dict[str, list[Verb]]:
    found: dict[str, list[Verb]] = {}
    for said, needs in _VERBS:
        spelt, kind = said.split()
        base, past, *rest = spelt.split("/")
        part = rest[0] if rest else past
        by_word: dict[str, set[Form]] = {}
        words: tuple[tuple[str, Form], ...] = ((base, "base"), (past, "past"), (part, "part"), (_ing(base), "ing"))
        for word, form in words:
            by_word.setdefault(word, set()).add(form)
        for word, forms in by_word.items():
            found.setdefault(word, []).append(Verb(base, kind, frozenset(forms), needs))  # type: ignore[arg-type]  # a kind, as the table has them
    return found


VERBS: Final = _forms()
"""Every form that is read, with the verbs that it may be of."""

EVENT_NOUNS: Final[dict[str, Kind]] = {
    "clash": "clash", "clashes": "clash", "fighting": "clash", "battle": "clash", "battles": "clash",
    "firefight": "clash",
    "skirmish": "clash", "skirmishes": "clash", "attack": "attack", "attacks": "attack", "assault": "attack",
    "assaults": "attack", "offensive": "attack", "operation": "attack", "campaign": "attack", "strike": "attack",
    "strikes": "attack", "airstrike": "attack", "airstrikes": "attack", "air-strike": "attack", "air-strikes": "attack",
    "raid": "attack", "raids": "attack", "sorties": "attack", "bombing": "attack", "bombings": "attack",
    "shelling": "attack",
    "bombardment": "attack", "explosion": "attack", "explosions": "attack", "blast": "attack", "blasts": "attack",
    "ambush": "attack", "counter-attack": "attack", "counterattack": "attack", "siege": "attack", "advance": "move",
    "push": "move", "withdrawal": "move", "ceasefire": "truce", "truce": "truce", "cease-fire": "truce",
    "fire": "attack",
    "evacuation": "people",
}  # fmt: skip
"""Nouns for a happening. Alone they tell nothing: an occurrence has to be told of them."""

OCCURRENCE: Final = re.compile(
    r"\b(?:launched|mounted|staged|conducted|carried out|carrying out|began|begun|started|resumed|unleashed|waged|"
    r"led|opened|"
    r"erupted|broke out|broken out|raged|raging|intensified|continued|took place|taken place|took effect|"
    r"came into force|"
    r"taken effect|flared|escalated)$"
)
"""Verbs that tell that what an event noun names came about; the last words of a text up to them."""

AUXILIARIES: Final = word_set("have has had having been being was were is are be 's 've 'd")
BE: Final = word_set("was were been being is are be")
PERFECT: Final = word_set("have has had 've having")
MODALS: Final = word_set("will would could may might should can must shall cannot won't wouldn't couldn't")
NEGATIONS: Final = word_set("not never nor neither no denied deny denies without didn't hasn't haven't wasn't weren't")
TRANSITIVE: Final = word_set(
    "kill wound injure execute behead massacre murder assassinate capture seize recapture retake liberate overrun "
    "occupy"
)
"""Verbs that have an object: without one they are participles, as in "troops killed in the raid"."""
UNSURE: Final = word_set("likely unlikely expected supposed meant hoped set due about")
"""What stands before "to have captured" where nobody says that it was."""
NEARLY: Final = word_set("nearly almost barely hardly scarcely narrowly")
CONDITIONS: Final = word_set("if whether unless lest")
ASPECTS: Final = word_set(
    "continued continues continue continuing began begun begins started managed helped proceeded continues went"
)
ADVERBS: Final = word_set(
    "also already now then again still briefly so far just since yet later first even meanwhile only almost nearly all "
    "both twice apparently again largely further simultaneously together alone"
)
TIMELESS: Final = word_set("before until since unless whenever once")
"""Conjunctions whose clause tells when something else happened, and reports no happening itself."""


def is_adverb(word: str) -> bool:
    """Tell whether a word may stand between an auxiliary and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)
