"""Saved pages: the article between notices, appeals and prompts, and what was cut kept beside it.

`open_page` reads the bytes, `read_page` makes a `Page` of them, `restore` puts back a line that was cut. Nothing is
ever fetched.
"""

from store.pages.opening import Raw, open_page
from store.pages.page import Line, Page, cut, restore
from store.pages.reading import read_page

__all__ = ["Line", "Page", "Raw", "cut", "open_page", "read_page", "restore"]
