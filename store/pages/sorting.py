"""What each line of a page is: headline, byline, paragraph, caption, or something that the page says to its visitors.

Small rules in their order of trust; what one settles the next leaves alone. A line that no rule speaks against and
that reads like prose is kept: to lose a paragraph is worse than to keep a notice.
"""

import re
from collections import Counter
from typing import Final

import msgspec

from store.pages.blocks import Block
from store.pages.bylines import bare_author, parts_of, reported_by, signed_by
from store.pages.captions import is_caption, repeats
from store.pages.chrome import addresses_visitor, chrome_reason
from store.pages.clocks import published_in, without_date
from store.pages.page import Kind, Line
from store.pages.publishers import is_masthead
from store.text import fold_long

_SENTENCE_END: Final = re.compile(r"[.!?…]['\"”’)\]]*$")
_WORD: Final = re.compile(r"[^\W_]{4,}")
_PROSE_WORDS: Final = 8
_SENTENCE_WORDS: Final = 4
_STANDFIRST: Final = 0.4
_MOST_ASIDE: Final = 0.25
"""Of the article in a region such as "related", below which the region is none of it."""
_MOST_SUBHEADING_WORDS: Final = 14
_TAIL_MARKS: Final = ("a comment prompt", "a link elsewhere", "an advertisement")
_PRIMER: Final = re.compile(
    r"^(?:\w+ )?(?:published|posted|updated|last (?:updated|modified)|first published|date)\b:?", re.IGNORECASE
)
_UPDATED: Final = re.compile(r"^(?:last )?(?:updated|modified)", re.IGNORECASE)
_PERIOD: Final = re.compile(r"^\w+ (?:period|week|of)\b", re.IGNORECASE)
_TIME_ALONE: Final = re.compile(r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?")


class Known(msgspec.Struct, frozen=True):
    """What the page says of its article beside the text (the metadata of HTML)."""

    headline: str = ""
    standfirst: str = ""
    author: str = ""


class Sorted(msgspec.Struct, frozen=True):
    """The lines with their kinds, and what they say of the article."""

    lines: tuple[Line, ...]
    headline: str = ""
    standfirst: str = ""
    author: str = ""
    published: str = ""
    masthead: str = ""


class _Sorter:
    """The lines of one page while their kinds are being found out."""

    def __init__(self, blocks: list[Block], known: Known) -> None:
        self.blocks = blocks
        self.known = known
        self.texts = [block.text for block in blocks]
        self.kinds: list[Kind | None] = [None] * len(blocks)
        self.reasons = [""] * len(blocks)
        self.headline = self.standfirst = self.author = self.published = ""

    def settle(self, at: int, kind: Kind, reason: str = "") -> None:
        if self.kinds[at] is None:
            self.kinds[at], self.reasons[at] = kind, reason

    def free(self) -> list[int]:
        return [at for at, kind in enumerate(self.kinds) if kind is None]

    def prose(self) -> list[int]:
        return [at for at in self.free() if _is_prose(self.blocks[at])]

    # the rules

    def sort(self) -> Sorted:
        self.outside_the_layout()
        self.visitors()
        self.appeals()
        self.captions()
        self.head()
        self.tail()
        self.rest()
        lines = tuple(
            Line(text, kind or "paragraph", reason)
            for text, kind, reason in zip(self.texts, self.kinds, self.reasons, strict=True)
        )
        masthead = next((text for text in self.texts[:1] if is_masthead(text) and text != self.headline), "")
        return Sorted(lines, self.headline, self.standfirst, self.author, self.published, masthead)

    def outside_the_layout(self) -> None:
        """Cut what the layout puts outside the article, but for what heads it."""
        shares = self._shares()
        for at, block in enumerate(self.blocks):
            if block.form == "caption" or self._heads(at):
                continue
            is_aside = bool(block.region) and shares.get(block.region, 0.0) < _MOST_ASIDE
            if block.is_article is False or (block.is_article and is_aside):
                self.settle(at, "cut", block.region or "outside the article")

    def _shares(self) -> dict[str, float]:
        """Return how much of the article stands in each named region: one that holds most of it is misnamed."""
        lengths: Counter[str] = Counter()
        for block in self.blocks:
            if block.is_article:
                lengths[block.region] += len(block.text)
        total = sum(lengths.values()) or 1
        return {region: length / total for region, length in lengths.items()}

    def _heads(self, at: int) -> bool:
        text = self.texts[at]
        if self.known.headline and fold_long(text) == fold_long(self.known.headline):
            return True
        if self.blocks[at].region and self.blocks[at].region != "the head of the page":
            return False
        return bool(signed_by(text) or (len(text) < 120 and published_in(text)))

    def visitors(self) -> None:
        for at in self.free():
            if _TIME_ALONE.fullmatch(self.texts[at]):
                continue  # of an entry of a live blog
            reason = chrome_reason(self.texts[at])
            is_head = self.blocks[at].form == "heading" and self.known.headline == self.texts[at]
            if reason and not is_head and not is_caption(self.texts[at]):
                self.settle(at, "cut", reason)

    def appeals(self) -> None:
        """Cut what speaks to the visitor between, before or after the lines of an appeal."""
        free = self.free()
        for step, order in ((-1, free), (1, free[::-1])):  # one way and then the other: however long, twice through
            for at in order:
                beside = self.reasons[at + step] if 0 <= at + step < len(self.texts) else ""
                if beside == "an appeal" and addresses_visitor(self.texts[at]):
                    self.settle(at, "cut", "an appeal")

    def captions(self) -> None:
        """Keep of a caption that stands twice the one with its credit."""
        free = self.free()
        for at in free:
            text, after = self.texts[at], at + 1
            if self.kinds[at] is None and self._is_caption_twice(at, after):
                bare, credited = sorted((at, after), key=lambda each: len(self.texts[each]))
                self.settle(bare, "cut", "a caption that stands twice")
                self.settle(credited, "caption", "it stands twice, as captions do")
            elif self.blocks[at].form == "caption" or is_caption(text):
                self.settle(at, "caption", "it names who took the picture" if is_caption(text) else "under a picture")
        seen: set[str] = set()
        counts = Counter(fold_long(text) for text in self.texts)
        for at, kind in enumerate(self.kinds):
            key = fold_long(self.texts[at])
            if kind in (None, "caption") and counts[key] > 1:
                if key in seen:
                    self.kinds[at], self.reasons[at] = "cut", "it stands twice"
                seen.add(key)

    def _is_caption_twice(self, at: int, after: int) -> bool:
        """Tell whether two lines are one caption; a paragraph that merely stands twice is none."""
        if after >= len(self.texts) or self.kinds[after] is not None or not repeats(self.texts[at], self.texts[after]):
            return False
        return self.texts[at] != self.texts[after] or not _is_prose(self.blocks[at])

    def head(self) -> None:
        """Find the headline, and what stands between it and the first paragraph."""
        prose = self.prose()
        first = prose[0] if prose else len(self.texts)
        headline = self._headline_at(first)
        if headline is not None:
            self.settle(headline, "headline")
            self.headline = self.headline or self.texts[headline]
        self._byline_and_date(0 if headline is None else headline, prose)
        if headline is None:
            return
        for at in range(headline):
            self.settle(at, "cut", "before the headline")
        self._standfirst(headline, prose)

    def _headline_at(self, first: int) -> int | None:
        """Return where the headline stands: the line before the text that shares most words with it."""
        if self.known.headline:
            self.headline = self.known.headline
            wanted = fold_long(self.known.headline)
            same = [at for at in range(len(self.texts)) if fold_long(self.texts[at]) == wanted]
            for at in same[1:]:
                self.settle(at, "cut", "the headline once more")
            return next((at for at in same if self.kinds[at] is None), None)
        candidates = [at for at in self.free() if at < first and _may_head(self.texts[at])]
        if not candidates:
            return None
        marked = [at for at in candidates if self.blocks[at].form == "heading"]
        names = [at for at in candidates[:1] if is_masthead(self.texts[at])]
        if names and len(candidates) > 1 and not marked:
            candidates = candidates[1:]
        body = Counter(_WORD.findall(fold_long(" ".join(self.texts[at] for at in self.prose()[:60]))))

        def score(at: int) -> tuple[float, int]:
            words = set(_WORD.findall(fold_long(self.texts[at])))
            shared = sum(min(body[word], 3) for word in words)
            return (shared / (len(words) + 2), -at)

        candidates = marked or candidates
        best = max(candidates, key=score)
        before = next((at for at in candidates if at == best - 1), best)
        return before if score(before)[0] >= _STANDFIRST * score(best)[0] else best  # it may be the standfirst

    def _byline_and_date(self, headline: int, prose: list[int]) -> None:
        reach = prose[min(3, len(prose) - 1)] if prose else len(self.texts) - 1
        near = [at for at in range(max(0, headline - 4), min(reach + 1, len(self.texts))) if at != headline]
        dated = [at for at in near if self.kinds[at] is None and at not in prose[1:] and self._dates(at)]
        self._publication(dated)
        for at in near:
            for part in parts_of(without_date(self.texts[at])):
                if self.kinds[at] in (None, "published") and (author := signed_by(part)):
                    self.author = self.author or author
                    self.settle(at, "byline")
        self.author = self.author or self.known.author
        for at in near:
            if self.kinds[at] in (None, "published") and at not in prose and at > headline:
                self._bare_byline(at, is_beside=any(abs(at - day) <= 2 for day in dated))
        self._credits()

    def _publication(self, dated: list[int]) -> None:
        """Take the date of publication from the lines beside the headline, or from one that says so anywhere."""
        said = [at for at in range(len(self.texts)) if _PRIMER.match(self.texts[at]) and self._dates(at)]
        first = [at for at in dated if at in said and not _UPDATED.match(self.texts[at])]
        later = [at for at in said if at not in dated and not _UPDATED.match(self.texts[at])]
        for at in (*first, *(at for at in dated if not _PERIOD.match(self.texts[at])), *later, *dated):
            self.published = self.published or published_in(self.texts[at])
            self.settle(at, "published")

    def _bare_byline(self, at: int, *, is_beside: bool) -> None:
        """Take a bare name for the author where the date is near, or where it is known who wrote it."""
        for part in parts_of(without_date(self.texts[at])):
            author = bare_author(part)
            is_known = bool(self.author) and fold_long(author) in fold_long(self.author)
            if author and (is_known or (is_beside and not self.author)):
                self.author = self.author or author
                self.settle(at, "byline")

    def _credits(self) -> None:
        """Take the author from the line that ends an agency's report."""
        for at in self.free():
            if author := reported_by(self.texts[at]):
                self.author = self.author or author
                self.settle(at, "byline")

    def _dates(self, at: int) -> bool:
        """Tell whether a line is one that says when the article was published: short, with a day of a year."""
        text = self.texts[at]
        if len(text.split()) > 18 or not published_in(text):
            return False
        return not _is_prose(self.blocks[at]) or bool(_PRIMER.search(text))

    def _standfirst(self, headline: int, prose: list[int]) -> None:
        """Take the line after the headline for the standfirst where a byline or a date parts it from the text."""
        parted = [at for at, kind in enumerate(self.kinds) if at > headline and kind in ("byline", "published")]
        wanted = fold_long(self.known.standfirst)
        for at in range(headline + 1, min(headline + 5, len(self.texts))):
            if self.kinds[at] is not None or len(self.texts[at].split()) < 5:
                continue
            is_told = bool(wanted) and fold_long(self.texts[at]) == wanted
            before_text = bool(parted) and at < parted[0] and (not prose or at <= prose[0])
            is_short = not _is_prose(self.blocks[at]) and (not prose or at < prose[0])
            is_leading = is_told and self.blocks[at].is_article is not True
            if is_leading or before_text or is_short:
                self.standfirst = self.texts[at]
                self.settle(at, "standfirst")
            break

    def tail(self) -> None:
        """Cut what follows the article: everything after its last paragraph, and teasers behind a mark of its end."""
        prose = self.prose()
        if not prose:
            return
        end = prose[-1]
        for position in range(len(prose) // 2, len(prose)):
            before = prose[position - 1] if position else -1
            marks = [at for at in range(before + 1, prose[position]) if self.reasons[at] in _TAIL_MARKS]
            left = len(prose) - position
            if len(marks) >= 3 and left <= max(2, len(prose) // 4) and position:
                end = before
                break
        while end + 1 < len(self.texts) and self.kinds[end + 1] is None and _is_sentence(self.texts[end + 1]):
            end += 1
        for at in range(end + 1, len(self.texts)):
            if self.blocks[at].is_article is not True:
                self.settle(at, "cut", "after the end of the article")

    def rest(self) -> None:
        """Give what is left its place in the body."""
        prose = set(self.prose())
        first = min(prose, default=0)
        for at in self.free():
            block = self.blocks[at]
            words = len(block.text.split())
            if not prose and not _is_sentence(block.text):
                self.settle(at, "cut", "no sentence")
            elif at in prose or block.is_article:
                self.settle(at, _body_kind(block))
            elif block.form in ("item", "quote"):
                self.settle(at, block.form)
            elif at < first and prose:
                self.settle(at, "cut", "between the headline and the text")
            elif words <= _MOST_SUBHEADING_WORDS and not _SENTENCE_END.search(block.text):
                self.settle(at, "subheading")
            else:
                self.settle(at, "paragraph")


def sort_lines(blocks: list[Block], known: Known | None = None) -> Sorted:
    """Return what each line of a page is.

    Args:
        blocks: The lines.
        known: What the page says of its article beside them.
    """
    return _Sorter(blocks, known or Known()).sort()


def _is_prose(block: Block) -> bool:
    """Tell whether a line reads like a paragraph: a sentence or more, with its end."""
    if block.form in ("heading", "caption"):
        return False
    words = len(block.text.split())
    return words >= _PROSE_WORDS and bool(
        _SENTENCE_END.search(block.text) or words >= 3 * _PROSE_WORDS or block.text.endswith((":", ";"))
    )


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _SENTENCE_WORDS and bool(_SENTENCE_END.search(text)) and text[:1].isupper()


def _may_head(text: str) -> bool:
    words = text.split()
    return (
        3 <= len(words) <= 30
        and not signed_by(text)
        and not _PRIMER.match(text)
        and not (published_in(text) and len(words) < 8)
    )


def _body_kind(block: Block) -> Kind:
    if block.form == "heading":
        return "subheading"
    return block.form if block.form in ("item", "quote", "caption") else "paragraph"
