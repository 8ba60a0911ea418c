"""Prints how well and how fast the pages of the tests are read: python -m tests.bench.reading [--faults].

The pages that the rules were made with, and apart from them those that were written later.
"""

import sys
import time
from pathlib import Path

from store.drafting import Names, read_article
from store.pages import open_page, read_page
from tests.articles.expected import ELSEWHERE, HELD_OUT, PAGES, names_of, page_files
from tests.articles.scoring import ASPECTS, score_pages

_SETS = (
    ("pages that the rules were made with", PAGES),
    ("pages of other conflicts, which mended the rules", ELSEWHERE),
    ("held-out pages, for which no rule was mended", HELD_OUT),
)


def main() -> None:
    """Print the tables."""
    for said, folder in _SETS:
        _print_set(said, folder)


def _print_set(said: str, folder: Path) -> None:
    score, files = score_pages(folder), page_files(folder)
    print(f"{len(files)} {said}\n\n{'aspect':14}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}")
    for aspect in ASPECTS:
        tally = score.tally(aspect)
        figures = f"{tally.right:7}{tally.wrong:7}{tally.missed:8}{tally.precision:11.2f}{tally.recall:8.2f}"
        print(f"{aspect:14}{figures}")
    if "--faults" in sys.argv:
        print("\n" + "\n".join(score.faults))
    names = names_of(folder)
    times = sorted(_seconds(str(path), names) for path in files)
    print(f"\nreading a page: median {times[len(times) // 2] * 1000:.0f} ms, longest {times[-1] * 1000:.0f} ms\n")


def _seconds(path: str, names: Names) -> float:
    started = time.perf_counter()
    read_article(read_page(open_page(path)), names)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
