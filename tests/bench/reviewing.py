"""What a review takes: opening a page, a step from draft to draft, finishing, and reading the article whole.

python -m tests.bench.reviewing STORE [PAGE]
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from store.loader import load_timeline
from store.pages import Raw, open_page
from store.reviewing.writing import finish
from store.timeline import Timeline
from tests.articles.expected import PAGES
from tui.articles import ArticleText
from tui.drawing.cards import card_lines
from tui.reviewing import Reviewing

TOWNS: Final = ("Manbij", "Raqqa", "Tabqa", "Fallujah", "Palmyra", "Aleppo", "Azaz")
WIDTH: Final = 58
LONG: Final = 400
"""Sentences of a live blog such as nobody reads, each of which is a draft."""

ResultT = TypeVar("ResultT")


def timed(what: str, act: Callable[[], ResultT]) -> ResultT:
    """Do something and print how long it took."""
    started = time.perf_counter()
    result = act()
    print(f"{what:<44} {(time.perf_counter() - started) * 1000:9.1f} ms")
    return result


def live_blog() -> Raw:
    """Return a page with very many drafts."""
    told = (
        f"The Syrian Democratic Forces attacked IS near {TOWNS[number % len(TOWNS)]} on Friday from road {number}, "
        f"killing {number + 3} fighters, the Syrian Observatory for Human Rights said."
        for number in range(LONG)
    )
    text = "\n\n".join(("A long day", "4 June 2016", *told))
    return Raw("blog.txt", "a live blog", text.encode())


def main(store: Path, page: str) -> None:
    """Print the table."""
    timeline = load_timeline(store)
    print(f"{timeline.size:,} events")
    for raw in (open_page(page), live_blog()):
        measure(raw, timeline, store)


def measure(raw: Raw, timeline: Timeline, store: Path) -> None:
    """Print what the review of one page takes."""
    reviewing = timed(f"open {Path(raw.label).name}", lambda: Reviewing.opened(raw, timeline, store))
    review = reviewing.review

    def step() -> None:
        reviewing.move(1)
        reviewing.article(WIDTH)
        card_lines(reviewing.cards(), reviewing.current, WIDTH)

    timed("  the first look", step)
    timed(f"  a step, of {review.size} drafts", step)
    for number in range(review.size):
        review.decide(number, "accepted")
    finished = timed("  make the step of all of them", lambda: finish(review))
    after = timed("  the timeline with it", lambda: timeline.with_changes(finished.step.changes))
    timed("  open the article whole", lambda: ArticleText(after, review.article.id))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else str(PAGES / "uk-paste.txt"))
