"""Prints how well and how fast the pages of the tests are read: python -m tests.bench.reading [--faults]."""

import sys
import time

from store.drafting import Names, read_article
from store.loader import load_timeline
from store.pages import open_page, read_page
from store.sample import BUNDLED
from tests.articles.expected import page_files
from tests.articles.scoring import ASPECTS, score_pages


def main() -> None:
    """Print the tables."""
    score = score_pages()
    print(
        f"{len(page_files())} pages\n\n{'aspect':14}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}"
    )
    for aspect in ASPECTS:
        tally = score.tally(aspect)
        figures = f"{tally.right:7}{tally.wrong:7}{tally.missed:8}{tally.precision:11.2f}{tally.recall:8.2f}"
        print(f"{aspect:14}{figures}")
    if "--faults" in sys.argv:
        print("\n" + "\n".join(score.faults))
    timeline = load_timeline(BUNDLED)
    names = Names(timeline.actors.values(), timeline.places.values())
    times = sorted(_seconds(str(path), names) for path in page_files())
    print(f"\nreading a page: median {times[len(times) // 2] * 1000:.0f} ms, longest {times[-1] * 1000:.0f} ms")


def _seconds(path: str, names: Names) -> float:
    started = time.perf_counter()
    read_article(read_page(open_page(path)), names)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
