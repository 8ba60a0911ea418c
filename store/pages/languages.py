"""Which language a text is in, as far as its commonest words and its letters tell."""

import re
from collections import Counter
from typing import Final

_COMMON: Final = {
    "en": "the of and to in was were that for on with said by from at has had been as his which",
    "fr": "le la les des et une dans que pour est qui du sur au avec par été selon plus",
    "de": "der die das und den von mit ist im für auf dem nicht eine wurde sich bei nach",
    "es": "el los las que una por con para del se fue según más este como su",
    "it": "il di che gli una per del con sono della nel alla dei stato anche",
    "pt": "os que uma para com do da não por mais foi segundo dos ao",
    "nl": "het een van en dat met voor zijn op niet door bij ook werd",
    "tr": "ve bir bu için ile olarak da göre olan çok daha sonra ise",
}
_SCRIPTS: Final = (
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("zh", re.compile("[\u3040-\u30ff\u4e00-\u9fff]")),
)
NAMES: Final = {
    "ar": "Arabic", "ru": "Russian", "he": "Hebrew", "el": "Greek", "zh": "Chinese or Japanese", "fr": "French",
    "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "tr": "Turkish",
    "en": "English",
}  # fmt: skip
"""Of the languages that are told apart, by code."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST_SHARE: Final = 0.06
_LEAST_WORDS: Final = 20


def language_of(text: str) -> str:
    """Return the language's ISO 639-1 code; empty when the text is too short or like none that is known."""
    sample = text[:20_000]
    letters = sum(map(str.isalpha, sample)) or 1
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > letters * 0.3:
            return code
    words = Counter(_WORD.findall(sample.lower()))
    total = sum(words.values())
    if total < _LEAST_WORDS:
        return ""
    shares = {code: sum(words[word] for word in common.split()) / total for code, common in _COMMON.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _LEAST_SHARE else ""
