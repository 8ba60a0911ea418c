"""Captions of pictures: lines with a credit, and lines that stand twice because a page shows them twice."""

import re
from typing import Final

from store.text import fold_long

_AGENCY: Final = (
    r"reuters|ap|afp|getty|epa|epa-efe|efe|anadolu|xinhua|tass|sputnik|shutterstock|alamy|rex|pa|upi|handout|"
    r"file photo|"
    r"photo|photograph|picture|image|courtesy|screengrab|twitter|facebook|youtube|via"
)
_CREDIT: Final = re.compile(r" ?[(\[]([^()\[\]]{2,60})[)\]]\.?$")
_LABEL: Final = re.compile(
    r"^(?:(?:file )?(?:photo|photograph|picture|image|caption|image caption|image source|media caption|credit)s?"
    r"(?: (?:by|credit|courtesy|caption))?(?: ?[:|–-]|, )|file ?(?:photo|picture)?:|image(?: caption| source|"
    r"  copyright))",
    re.IGNORECASE,
)
_CREDIT_END: Final = re.compile(
    rf"(?:^|[.!?)\s])(?:(?:photo(?:graph)?|image|picture|credit|illustration)s?(?: by|:)\s*[^.]{{2,60}}|"
    rf"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){{0,3}}\s?/\s?(?:{_AGENCY})\b.{{0,40}}|\[[^\]]{{2,60}}/(?:{_AGENCY})\b[^\]]*\])$",
    re.IGNORECASE,
)
_BARE_CREDIT: Final = re.compile(
    r"[.!?\"”] (?:Photo(?:graph)?|Image|Picture|Credit)\.{0,3} (?:[A-Z][\w.’'-]+|for|The|/)"
    r"(?:[ /]+(?:[A-Z][\w.’'-]+|for|of|via)){0,8}$"
)
_LONG: Final = 25
_MOST_CREDIT_WORDS: Final = 9
_WORD_CREDIT: Final = re.compile(rf"\b(?:{_AGENCY})\b", re.IGNORECASE)


def credit_of(text: str) -> str:
    """Return the bracketed credit that ends a line, if it has one."""
    found = _CREDIT.search(text)
    return found[1] if found else ""


def is_caption(text: str) -> bool:
    """Tell whether a line looks like a caption by itself: it names an agency or a photographer, or says so."""
    credit = credit_of(text)
    return bool(
        _LABEL.search(text)
        or _CREDIT_END.search(text)
        or _BARE_CREDIT.search(text)
        or (credit and _WORD_CREDIT.search(credit))
    )


def without_credit(text: str) -> str:
    """Return what is compared of a caption: without its credit, its case and its final point."""
    return fold_long(_CREDIT.sub("", text)).strip(" .")


def repeats(text: str, other: str) -> bool:
    """Tell whether two lines are the same caption, one of them perhaps with a credit behind it."""
    one, two = sorted((without_credit(text), without_credit(other)), key=len)
    if not one:
        return False
    left = two[len(one) :] if two.startswith(one) else None
    return left == "" or (left is not None and len(one) >= _LONG and len(left.split()) <= _MOST_CREDIT_WORDS)
