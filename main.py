"""Dateline's command line: `python main.py` and the installed command `dateline` are the same program."""

import sys


def entry() -> int:
    """Do what the call asks for and return the exit status."""
    try:
        if len(sys.argv) == 1 and sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty():
            return _browse_bundled()
        from store.commands.calling import main

        return main(sys.argv[1:])
    except KeyboardInterrupt:  # while importing
        return 130


def _browse_bundled() -> int:
    """Open the browser at once: `dateline` alone needs nothing of the command line, which takes 15 ms to import."""
    from store.loading import Loading
    from store.sample import BUNDLED

    loading = Loading(BUNDLED)  # before the import of the screen, which takes longer than reading the store
    from tui.app import run_browser

    return run_browser(loading)


if __name__ == "__main__":
    sys.exit(entry())
