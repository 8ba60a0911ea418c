"""What stands over the article: its headline and standfirst, who wrote it, and when it was published."""

import re
from collections import Counter
from typing import Final

from store.pages.bylines import bare_author, parts_of, reported_by, signed_by
from store.pages.clocks import published_in, without_date
from store.pages.datelines import read_dateline
from store.pages.lines import Known, Lines, is_prose
from store.pages.publishers import is_masthead
from store.text import fold_long

_WORD: Final = re.compile(r"[^\W_]{4,}")
_STANDFIRST: Final = 0.4
_PRIMER: Final = re.compile(
    r"^(?:\w+ )?(?:published|posted|updated|last (?:updated|modified)|first published|date)\b:?", re.IGNORECASE
)
_UPDATED: Final = re.compile(r"^(?:last )?(?:updated|modified)", re.IGNORECASE)
_PERIOD: Final = re.compile(r"^\w+ (?:period|week|of)\b", re.IGNORECASE)


class Head:
    """The head of one article, found in the lines that nothing has cut."""

    def __init__(self, lines: Lines, known: Known) -> None:
        self._lines = lines
        self._known = known
        self.headline = self.standfirst = self.author = self.published = ""

    def find(self) -> None:
        """Find the headline, and what stands between it and the first paragraph."""
        prose = self._lines.prose()
        first = prose[0] if prose else len(self._lines.texts)
        headline = self._headline_at(first)
        if headline is not None:
            self._lines.settle(headline, "headline")
            self.headline = self.headline or self._lines.texts[headline]
        self._byline_and_date(0 if headline is None else headline, prose)
        if headline is None:
            return
        for at in range(headline):
            self._lines.settle(at, "cut", "before the headline")
        self._standfirst(headline, prose)

    def _headline_at(self, first: int) -> int | None:
        """Return where the headline stands: the line before the text that shares most words with it."""
        if self._known.headline:
            self.headline = self._known.headline
            wanted = fold_long(self._known.headline)
            same = [at for at in range(len(self._lines.texts)) if fold_long(self._lines.texts[at]) == wanted]
            for at in same[1:]:
                self._lines.settle(at, "cut", "the headline once more")
            return next((at for at in same if self._lines.kinds[at] is None), None)
        candidates = [at for at in self._lines.free() if at < first and _may_head(self._lines.texts[at])]
        if not candidates:
            return None
        marked = [at for at in candidates if self._lines.blocks[at].form == "heading"]
        names = [at for at in candidates[:1] if is_masthead(self._lines.texts[at])]
        if names and len(candidates) > 1 and not marked:
            candidates = candidates[1:]
        body = Counter(_WORD.findall(fold_long(" ".join(self._lines.texts[at] for at in self._lines.prose()[:60]))))

        def score(at: int) -> tuple[float, int]:
            words = set(_WORD.findall(fold_long(self._lines.texts[at])))
            shared = sum(min(body[word], 3) for word in words)
            return (shared / (len(words) + 2), -at)

        candidates = marked or candidates
        best = max(candidates, key=score)
        before = next((at for at in candidates if at == best - 1), best)
        return before if score(before)[0] >= _STANDFIRST * score(best)[0] else best  # it may be the standfirst

    def _byline_and_date(self, headline: int, prose: list[int]) -> None:
        reach = prose[min(3, len(prose) - 1)] if prose else len(self._lines.texts) - 1
        near = [at for at in range(max(0, headline - 4), min(reach + 1, len(self._lines.texts))) if at != headline]
        dated = [at for at in near if self._lines.kinds[at] is None and at not in prose[1:] and self._dates(at)]
        self._publication(dated)
        for at in near:
            for part in parts_of(without_date(self._lines.texts[at])):
                if self._lines.kinds[at] in (None, "published") and (author := signed_by(part)):
                    self.author = self.author or author
                    self._lines.settle(at, "byline")
        self.author = self.author or self._known.author
        for at in near:
            if self._lines.kinds[at] in (None, "published") and at not in prose and at > headline:
                self._bare_byline(at, is_beside=any(abs(at - day) <= 2 for day in dated))
        self._credits()

    def _publication(self, dated: list[int]) -> None:
        """Take the date of publication from the lines beside the headline, or from one that says so anywhere."""
        said = [at for at in range(len(self._lines.texts)) if _PRIMER.match(self._lines.texts[at]) and self._dates(at)]
        first = [at for at in dated if at in said and not _UPDATED.match(self._lines.texts[at])]
        later = [at for at in said if at not in dated and not _UPDATED.match(self._lines.texts[at])]
        for at in (*first, *(at for at in dated if not _PERIOD.match(self._lines.texts[at])), *later, *dated):
            self.published = self.published or published_in(self._lines.texts[at])
            self._lines.settle(at, "published")

    def _bare_byline(self, at: int, *, is_beside: bool) -> None:
        """Take a bare name for the author where the date is near, or where it is known who wrote it."""
        for part in parts_of(without_date(self._lines.texts[at])):
            author = bare_author(part)
            is_known = bool(self.author) and fold_long(author) in fold_long(self.author)
            if author and (is_known or (is_beside and not self.author)):
                self.author = self.author or author
                self._lines.settle(at, "byline")

    def _credits(self) -> None:
        """Take the author from the line that ends an agency's report."""
        for at in self._lines.free():
            if author := reported_by(self._lines.texts[at]):
                self.author = self.author or author
                self._lines.settle(at, "byline")

    def _dates(self, at: int) -> bool:
        """Tell whether a line is one that says when the article was published: short, with a day of a year."""
        text = self._lines.texts[at]
        if len(text.split()) > 18 or not published_in(text):
            return False
        return not is_prose(self._lines.blocks[at]) or bool(_PRIMER.search(text))

    def _standfirst(self, headline: int, prose: list[int]) -> None:
        """Take the line after the headline for the standfirst where a byline or a date parts it from the text."""
        parted = [at for at, kind in enumerate(self._lines.kinds) if at > headline and kind in ("byline", "published")]
        wanted = fold_long(self._known.standfirst)
        for at in range(headline + 1, min(headline + 5, len(self._lines.texts))):
            if self._lines.kinds[at] is not None or len(self._lines.texts[at].split()) < 5:
                continue
            is_told = bool(wanted) and fold_long(self._lines.texts[at]) == wanted
            if read_dateline(self._lines.texts[at]).agency:
                break  # an agency's first paragraph
            reach = prose[1] if len(prose) > 1 and prose[0] == at else len(self._lines.texts)
            before_text = bool(parted) and at < parted[0] < reach and (not prose or at <= prose[0])
            is_short = not is_prose(self._lines.blocks[at]) and (not prose or at < prose[0])
            is_leading = is_told and self._lines.blocks[at].is_article is not True
            if is_leading or before_text or is_short:
                self.standfirst = self._lines.texts[at]
                self._lines.settle(at, "standfirst")
            break


def _may_head(text: str) -> bool:
    words = text.split()
    return (
        3 <= len(words) <= 30
        and not signed_by(text)
        and not _PRIMER.match(text)
        and not (published_in(text) and len(words) < 8)
    )
