"""The lines of a page while it is being found out what each of them is."""

import re
from typing import Final

import msgspec

from store.pages.blocks import Block
from store.pages.page import Kind

SENTENCE_END: Final = re.compile(r"[.!?…]['\"”’)\]]*$")
_PROSE_WORDS: Final = 8
_SENTENCE_WORDS: Final = 4


class Known(msgspec.Struct, frozen=True):
    """What the page says of its article beside the text (the metadata of HTML)."""

    headline: str = ""
    standfirst: str = ""
    author: str = ""


class Lines:
    """Each line with its kind, as far as it is settled; what one rule settles the next leaves alone."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.texts = [block.text for block in blocks]
        self.kinds: list[Kind | None] = [None] * len(blocks)
        self.reasons = [""] * len(blocks)

    def settle(self, at: int, kind: Kind, reason: str = "") -> None:
        """Say what a line is, unless that is settled."""
        if self.kinds[at] is None:
            self.kinds[at], self.reasons[at] = kind, reason

    def free(self) -> list[int]:
        """Return the positions of lines that are not settled."""
        return [at for at, kind in enumerate(self.kinds) if kind is None]

    def prose(self) -> list[int]:
        """Return the positions of those that read like paragraphs."""
        return [at for at in self.free() if is_prose(self.blocks[at])]


def is_prose(block: Block) -> bool:
    """Tell whether a line reads like a paragraph: a sentence or more, with its end."""
    if block.form in ("heading", "caption"):
        return False
    words = len(block.text.split())
    return words >= _PROSE_WORDS and bool(
        SENTENCE_END.search(block.text) or words >= 3 * _PROSE_WORDS or block.text.endswith((":", ";"))
    )


def is_sentence(text: str) -> bool:
    """Tell whether a line reads like a sentence, with its end."""
    return len(text.split()) >= _SENTENCE_WORDS and bool(SENTENCE_END.search(text)) and text[:1].isupper()
