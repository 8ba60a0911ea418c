"""Texts that make trouble on a screen."""

import unicodedata
from typing import Final

from hypothesis import strategies as st

WIDE: Final = "拉卡市 라카 ラッカ"
ARABIC: Final = "معركة الرقة عام ٢٠١٦"
COMBINING: Final = "e\u0301 a\u0308 n\u0303 ✗\u0338"
EMOJI: Final = "👩\u200d🚀 🏴\u200d☠️ 👍🏽 🇸🇾"
ZERO_WIDTH: Final = "a\u200bb\u200cc\u200dd\u2060e"
ESCAPES: Final = (
    "\x1b[31mred\x1b]0;title\x07\x1b]52;c;aGk=\x07\x1b[2J\x9b5A\x9d52;c;aGk=\x9c\x1bP1;2q\x1b\\\x00\x07\x08\r\x7f"
)
BIDI: Final = "\u202eevil\u202c \u2066x\u2069 \u200f\u061c"
MARKUP: Final = "[bold red]b[/] [link=https://e.org]l[/link] [@click=app.quit]q[/] [/nothing] \\[x] **s** _i_ `c`"
SEPARATORS: Final = "one\u2028two\u2029three\tfour\nfive\vsix\x85seven"
HOSTILE: Final = " ".join((ESCAPES, BIDI, MARKUP, SEPARATORS, ARABIC, WIDE, COMBINING, EMOJI, ZERO_WIDTH))

_LETTERS: Final = "".join(sorted(set(f"abc de-. \u00a0{WIDE}{ARABIC}{COMBINING}{EMOJI}{ZERO_WIDTH}")))

lines = st.text(
    alphabet=st.one_of(st.sampled_from(_LETTERS), st.characters(codec="utf-8", categories=("L", "M", "N", "S")))
)
"""Text as it may stand on one line."""


_BIDI_CLASSES: Final = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS_OF_DIRECTION: Final = set("\u200e\u200f\u061c")


def unsafe(text: str) -> set[str]:
    """Return the characters of a text that could drive a terminal, or turn round what stands beside them."""
    return {
        character
        for character in set(text) - {"\n"}
        if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in _BIDI_CLASSES
        or character in _MARKS_OF_DIRECTION
    }
