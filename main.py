"""Dateline's command line: `python main.py` and the installed command `dateline` are the same program."""

import sys


def entry() -> int:
    """Do what the call asks for and return the exit status."""
    try:
        from store.commands.calling import main

        return main(sys.argv[1:])
    except KeyboardInterrupt:  # while importing
        return 130


if __name__ == "__main__":
    sys.exit(entry())
