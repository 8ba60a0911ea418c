"""A review that is not finished, kept in the user's own state folder until the same page is opened for the same store.

Nothing of the page is kept in it but the cut lines that were put back and what was edited.
"""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from store.errors import StoreNotWritable
from store.pages.opening import Raw
from store.reviewing.review import Choices

VERSION: Final = 1
MOST_BYTES: Final = 4 << 20


class _Kept(msgspec.Struct):
    version: int
    choices: Choices


def kept_path(raw: Raw, store: Path) -> Path:
    """Return where the review of a page for a store is kept; reading never makes the folder."""
    from platformdirs import user_state_path

    digest = hashlib.sha256(raw.data + b"\0" + os.fsencode(os.path.realpath(store))).hexdigest()[:32]
    return user_state_path("dateline") / "reviews" / f"{digest}.json"


def load_kept(path: Path) -> Choices:
    """Return what was chosen before; nothing when there is none, or it cannot be read."""
    try:
        with path.open("rb") as file:
            kept = msgspec.json.decode(file.read(MOST_BYTES), type=_Kept)
    except (OSError, msgspec.DecodeError, RecursionError):
        return Choices()
    return kept.choices if kept.version == VERSION else Choices()


def save_kept(path: Path, choices: Choices) -> None:
    """Keep what was chosen, whole or not at all; where nothing was, nothing is kept.

    Raises:
        StoreNotWritable: The system refuses.
    """
    if choices == Choices():
        forget_kept(path)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".json")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(msgspec.json.encode(_Kept(VERSION, choices)))
            Path(name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise StoreNotWritable(
            f"The review cannot be kept in {path.parent}: {error.strerror}. Finish it before you leave."
        ) from error


def forget_kept(path: Path) -> None:
    """Forget a review that is finished."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
