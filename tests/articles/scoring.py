"""How well the reader does on the pages of the tests: what it found, what it missed, what it made up, by aspect."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from store.drafting import Draft, DraftClaim, Reading, Span, read_article
from store.pages import Page, open_page, read_page
from store.pages.page import BODY
from store.text import fold
from tests.articles.expected import PAGES, Claimed, Expected, Happening, expected_of, names_of, page_files

ASPECTS = ("head", "lines", "events", "dates", "places", "actors", "roles", "figures", "attributions")


class Tally(NamedTuple):
    """Of one aspect: right, made up or wrong, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was read."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


class Score:
    """Tallies by aspect, and what went wrong in words."""

    def __init__(self) -> None:
        self._right: Counter[str] = Counter()
        self._wrong: Counter[str] = Counter()
        self._missed: Counter[str] = Counter()
        self.faults: list[str] = []

    def tally(self, aspect: str) -> Tally:
        return Tally(self._right[aspect], self._wrong[aspect], self._missed[aspect])

    def same(self, aspect: str, found: object, wanted: object, where: str) -> None:
        """Note a value that is there once: what is wrong is missed as well."""
        if found == wanted:
            self._right[aspect] += 1 if wanted else 0
            return
        self._wrong[aspect] += 1 if found else 0
        self._missed[aspect] += 1 if wanted else 0
        self.faults.append(f"{aspect}: {where}: {found!r} for {wanted!r}")

    def sets(self, aspect: str, found: set[str], wanted: set[str], where: str) -> None:
        """Note members of a set."""
        self._right[aspect] += len(found & wanted)
        self._wrong[aspect] += len(found - wanted)
        self._missed[aspect] += len(wanted - found)
        if found != wanted:
            self.faults.append(f"{aspect}: {where}: made up {sorted(found - wanted)}, missed {sorted(wanted - found)}")


def score_pages(folder: Path = PAGES) -> Score:
    """Read every page of a set and return how that went."""
    names = names_of(folder)
    score = Score()
    for path in page_files(folder):
        page, wanted = read_page(open_page(str(path))), expected_of(path)
        _score_page(score, page, wanted, path)
        _score_drafts(score, read_article(page, names), wanted, path)
    return score


def _score_page(score: Score, page: Page, wanted: Expected, path: Path) -> None:
    for field in ("headline", "author", "publisher", "published", "dateline", "url"):
        score.same("head", getattr(page, field), getattr(wanted, field), f"{path.name} {field}")
    body = {line.text for line in page.lines if line.kind in BODY and not line.text.startswith(tuple(wanted.optional))}
    found = {next((start for start in wanted.kept if text.startswith(start)), text) for text in body}
    score.sets("lines", found, set(wanted.kept), path.name)


def _score_drafts(score: Score, reading: Reading, wanted: Expected, path: Path) -> None:
    left = list(reading.drafts)
    for happening in wanted.event:
        draft = _best(reading, left, happening)
        score.same("events", draft is not None, True, f"{path.name} {happening.says}")
        if draft is not None:
            left.remove(draft)
            _score_draft(score, draft, happening, f"{path.name} {happening.says[:30]}")
    for draft in left:
        score.sets("events", {f"{draft.date} {draft.title}"}, set(), f"{path.name}")
    added = {_words(reading, span) for draft in reading.drafts for span in draft.evidence[1:]}
    told = {text for text in added if any(words in text for words in wanted.none)}
    score.sets("events", told, set(), f"{path.name} added to a draft")


def _words(reading: Reading, span: Span) -> str:
    return reading.body[span.start : span.end].replace("\\", "")


def _best(reading: Reading, left: list[Draft], happening: Happening) -> Draft | None:
    """Return the draft that rests on the sentence, the one with the right day and place if several do."""
    resting = [draft for draft in left if any(happening.says in _words(reading, span) for span in draft.evidence[:1])]
    return max(resting, key=lambda d: (d.date == happening.date, d.place == happening.place), default=None)


def _score_draft(score: Score, draft: Draft, happening: Happening, where: str) -> None:
    score.same("dates", draft.date, happening.date, where)
    score.same("places", draft.place, happening.place, where)
    actors = {each.id: each.role for each in draft.actors if each.role != "reporter"}
    score.sets("actors", set(actors), set(happening.actors), where)
    for id_ in actors.keys() & happening.actors.keys():
        score.same("roles", actors[id_], happening.actors[id_], f"{where} {id_}")
    counted = [claim for claim in draft.claims if claim.counted]
    for claimed in happening.claims:
        claim = next((each for each in counted if _is_figure(each, claimed)), None)
        score.same("figures", claim is not None, True, f"{where} {claimed}")
        if claim is not None:
            counted.remove(claim)
            is_by = fold(claimed.by) in fold(claim.attribution) if claimed.by else not claim.attribution
            score.same("attributions", is_by, True, f"{where} {claim.attribution!r} for {claimed.by!r}")
    for claim in counted:
        score.sets("figures", {f"{claim.counted} {claim.who} {claim.low} {claim.best} {claim.high}"}, set(), where)


def _is_figure(claim: DraftClaim, claimed: Claimed) -> bool:
    same = (claim.low, claim.best, claim.high) == (claimed.low, claimed.best, claimed.high)
    words = claimed.counted.split()
    is_counted = all(word.rstrip("s") in claim.counted for word in words)
    return same and is_counted and (not claimed.who or claimed.who == claim.who)
