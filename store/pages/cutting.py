"""The lines that are no part of the article, or its pictures' captions: small rules in their order of trust.

A line that no rule speaks against and that reads like prose is kept: to lose a paragraph is worse than to keep a
notice.
"""

import re
from collections import Counter
from typing import Final

from store.pages.bylines import reported_by, signed_by
from store.pages.captions import is_caption, repeats
from store.pages.chrome import addresses_visitor, chrome_reason
from store.pages.clocks import published_in
from store.pages.lines import Known, Lines, is_prose, is_sentence
from store.text import fold_long

_MOST_ASIDE: Final = 0.25
"""Of the article in a region such as "related", below which the region is none of it."""
_TAIL_MARKS: Final = ("a comment prompt", "a link elsewhere", "an advertisement")
_TIME_ALONE: Final = re.compile(r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?")


def cut_outside_the_layout(lines: Lines, known: Known) -> None:
    """Cut what the layout puts outside the article, but for what heads it."""
    shares = _shares(lines)
    for at, block in enumerate(lines.blocks):
        if block.form == "caption" or _heads(lines, at, known):
            continue
        is_aside = bool(block.region) and shares.get(block.region, 0.0) < _MOST_ASIDE
        if block.is_article is False or (block.is_article and is_aside):
            lines.settle(at, "cut", block.region or "outside the article")


def _shares(lines: Lines) -> dict[str, float]:
    """Return how much of the article stands in each named region: one that holds most of it is misnamed."""
    lengths: Counter[str] = Counter()
    for block in lines.blocks:
        if block.is_article:
            lengths[block.region] += len(block.text)
    total = sum(lengths.values()) or 1
    return {region: length / total for region, length in lengths.items()}


def _heads(lines: Lines, at: int, known: Known) -> bool:
    """Tell whether a line stands over the article: its headline, who wrote it, or when."""
    text = lines.texts[at]
    if known.headline and fold_long(text) == fold_long(known.headline):
        return True
    if lines.blocks[at].region and lines.blocks[at].region != "the head of the page":
        return False
    return bool(signed_by(text) or (len(text) < 120 and published_in(text)))


def cut_visitors(lines: Lines, known: Known) -> None:
    """Cut what the page says to its visitors."""
    for at in lines.free():
        if _TIME_ALONE.fullmatch(lines.texts[at]):
            continue  # of an entry of a live blog
        if reported_by(lines.texts[at]):
            continue  # it names the author
        reason = chrome_reason(lines.texts[at])
        is_head = lines.blocks[at].form == "heading" and known.headline == lines.texts[at]
        if reason and not is_head and not is_caption(lines.texts[at]):
            lines.settle(at, "cut", reason)


def cut_appeals(lines: Lines) -> None:
    """Cut what speaks to the visitor between, before or after the lines of an appeal."""
    free = lines.free()
    for step, order in ((-1, free), (1, free[::-1])):  # one way and then the other: however long, twice through
        for at in order:
            beside = lines.reasons[at + step] if 0 <= at + step < len(lines.texts) else ""
            if beside == "an appeal" and addresses_visitor(lines.texts[at]):
                lines.settle(at, "cut", "an appeal")


def sort_captions(lines: Lines) -> None:
    """Keep of a caption that stands twice the one with its credit."""
    free = lines.free()
    for at in free:
        text, after = lines.texts[at], at + 1
        if lines.kinds[at] is None and _is_caption_twice(lines, at, after):
            bare, credited = sorted((at, after), key=lambda each: len(lines.texts[each]))
            lines.settle(bare, "cut", "a caption that stands twice")
            lines.settle(credited, "caption", "it stands twice, as captions do")
        elif lines.blocks[at].form == "caption" or is_caption(text):
            lines.settle(at, "caption", "it names who took the picture" if is_caption(text) else "under a picture")
    seen: set[str] = set()
    counts = Counter(fold_long(text) for text in lines.texts)
    for at, kind in enumerate(lines.kinds):
        key = fold_long(lines.texts[at])
        if kind in (None, "caption") and counts[key] > 1:
            if key in seen:
                lines.kinds[at], lines.reasons[at] = "cut", "it stands twice"
            seen.add(key)


def _is_caption_twice(lines: Lines, at: int, after: int) -> bool:
    """Tell whether two lines are one caption; a paragraph that merely stands twice is none."""
    if after >= len(lines.texts) or lines.kinds[after] is not None or not repeats(lines.texts[at], lines.texts[after]):
        return False
    return lines.texts[at] != lines.texts[after] or not is_prose(lines.blocks[at])


def cut_tail(lines: Lines) -> None:
    """Cut what follows the article: everything after its last paragraph, and teasers behind a mark of its end."""
    prose = lines.prose()
    if not prose:
        return
    end = prose[-1]
    for position in range(len(prose) // 2, len(prose)):
        before = prose[position - 1] if position else -1
        marks = [at for at in range(before + 1, prose[position]) if lines.reasons[at] in _TAIL_MARKS]
        left = len(prose) - position
        if len(marks) >= 3 and left <= max(2, len(prose) // 4) and position:
            end = before
            break
    while end + 1 < len(lines.texts) and lines.kinds[end + 1] is None and is_sentence(lines.texts[end + 1]):
        end += 1
    for at in range(end + 1, len(lines.texts)):
        if lines.blocks[at].is_article is not True:
            lines.settle(at, "cut", "after the end of the article")
