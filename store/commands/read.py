"""`dateline read`: what a saved article says, and drafts of the events in it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.commands.output import is_terminal, say, say_json, tell
from store.commands.parsing import CallError
from store.commands.stores import open_store, store_path

if TYPE_CHECKING:
    from store.drafting import Names, Reading
    from store.pages import Page, Raw

NAME: Final = "read"
HELP: Final = "a saved news page: its article, and draft events"
EXAMPLES: Final = (
    "dateline read page.html",
    "dateline read page.html --into war.json",
    "xclip -o | dateline read - --json",
    "dateline read page.mhtml --into war.json --accept-all",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="a page saved as HTML, .mhtml, Markdown or text; - for a pipe")
    parser.add_argument(
        "--into", metavar="STORE", help="review the drafts on the screen, for STORE; its names are known"
    )
    parser.add_argument(
        "--accept-all", action="store_true", help="put every draft into STORE, tagged unreviewed; for scripts"
    )
    parser.add_argument("--text", action="store_true", help="only the article, in Markdown")
    parser.add_argument("--cut", action="store_true", help="only what was cut from the page, and why")
    parser.add_argument("--json", action="store_true", help="all of it as JSON")


def run(args: argparse.Namespace) -> int:
    """Read; the status is 1 when there is no article."""
    from store.drafting import read_article
    from store.pages import open_page, read_page

    if args.accept_all and args.into is None:
        raise CallError("--accept-all needs the store to put them into: --into STORE")
    if args.accept_all and args.text + args.cut:
        raise CallError("--accept-all does not go with --text or --cut, which only look at the page.")
    if args.into is not None:
        store_path(args.into)
    raw = open_page(args.file)
    if args.into is not None and _is_to_be_reviewed(args):
        return _review(raw, store_path(args.into))
    page = read_page(raw)
    if args.text or args.cut:
        return _page_alone(page, args)
    reading = read_article(page, names := _names(args.into))
    if args.accept_all:
        _accept(page, reading, args)
    elif args.json:
        _say_json(page, reading)
    else:
        _say(page, reading, names)
        if args.into is not None:
            tell(
                "Nothing was written: to review the drafts, call this in a terminal, with the page in a file. "
                "--accept-all puts them all into the store, tagged unreviewed."
            )
            return 2
        if reading.drafts and is_terminal(sys.stdout):
            tell(f"To review the drafts on the screen: dateline read {args.file} --into STORE")
    return 0 if page.body else 1


def _is_to_be_reviewed(args: argparse.Namespace) -> bool:
    """Tell whether the call asks for the screen, and there is one."""
    if args.accept_all or args.text or args.cut or args.json or args.file == "-":
        return False
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def _review(raw: Raw, store: Path) -> int:
    from store.commands.open import require_file
    from store.loading import Loading

    require_file(store)
    loading = Loading(store)
    from tui.app import run_browser

    return run_browser(loading, page=raw)


def _names(store: str | None) -> Names:
    from store.drafting import Names

    timeline = open_store(store)
    return Names(timeline.actors.values(), timeline.places.values())


def _page_alone(page: Page, args: argparse.Namespace) -> int:
    from store.commands.reading_layout import cut_lines

    if args.text and page.body:
        say(page.body)
    if args.cut:
        say(cut_lines(page))
    for sentence in page.missing:
        tell(sentence)
    return 0 if page.body else 1


def _say(page: Page, reading: Reading, names: Names) -> None:
    from store.commands.output import text_width
    from store.commands.reading_layout import lay_out

    say(lay_out(page, reading, names, text_width()))
    for note in reading.notes:
        tell(note)


def _say_json(page: Page, reading: Reading) -> None:
    import msgspec

    fields = ("headline", "standfirst", "author", "publisher", "published", "dateline", "url", "language")
    told = {field: getattr(page, field) for field in fields}
    cut = [{"line": at, "reason": line.reason, "text": line.text} for at, line in page.cut]
    read = msgspec.to_builtins(reading)
    say_json([msgspec.json.encode({**told, "captions": page.captions, "cut": cut, **read}).decode()])


def _accept(page: Page, reading: Reading, args: argparse.Namespace) -> None:
    from store.reviewing.accepting import accept

    if not page.body:
        raise CallError("There is no article in it, so nothing was written. --cut shows what the page has.")
    done = accept(Path(args.into), page)
    for note in reading.notes:
        tell(note)
    if args.json:
        _say_json(page, reading)
        return
    already = f"; {done.known} were there already" if done.known else ""
    events = f"{done.events} event{'' if done.events == 1 else 's'}"
    say(f"{args.into} has the article {done.article.id} and {events} of it, tagged unreviewed{already}.")
    if done.events:
        say(f"dateline list {args.into} -q tag:unreviewed shows them.")
