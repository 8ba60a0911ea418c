"""Which former versions of a store are kept, as they grow old and many."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.editing import backups, steps
from store.editing.backups import (
    MOST_BYTES,
    MOST_DAYS,
    MOST_HOURS,
    MOST_LAST,
    Backup,
    backups_folder,
    backups_of,
    worth_keeping,
)
from store.editing.editor import Editor
from store.errors import StoreNotWritable
from store.loader import load_timeline
from tests.builders import a_store, an_event

NOW = datetime(2026, 3, 20, 18, 40, tzinfo=UTC)


def version(ago: timedelta, size: int = 1_000) -> Backup:
    return Backup(Path(f"{ago}"), NOW - ago, size, NOW - ago)


def replaced(path: Path, when: datetime) -> None:
    """Leave a version of a store from before another day or hour."""
    folder = backups_folder(path)
    folder.mkdir(exist_ok=True)
    (folder / f"{when:%Y%m%dT%H%M%S.%f}Z.json").write_bytes(path.read_bytes())


def written(found: list[Backup], moments: list[timedelta], size: int = 1_000) -> list[Backup]:
    """Return what is kept when a version comes in at each of some moments, the oldest first."""
    for ago in sorted(moments, reverse=True):
        kept = set(worth_keeping([version(ago, size), *found]))
        found = [each for each in (version(ago, size), *found) if each in kept]
    return found


def test_burst_leaves_what_the_hour_and_the_days_before_began_with(tmp_path: Path) -> None:
    path = a_store(tmp_path / "x.json")
    for days in (0, 1, 8):
        replaced(path, datetime.now(UTC) - timedelta(days=days, hours=26))
    before = backups_of(path)
    for number in range(2 * MOST_LAST):
        with Editor(path) as editor:
            editor.apply(steps.patch(load_timeline(path), "events", "villages-taken", {"title": f"Title {number}"}))
    left = backups_of(path)
    assert left[-3:] == before
    first = load_timeline(left[-4].path).event(0)
    assert first.title == an_event().title, "the burst's own first version is what was there all along"
    assert MOST_LAST + 4 <= len(left) <= MOST_LAST + 5  # the hour may turn meanwhile


def test_each_hour_of_a_day_and_each_day_of_three_weeks_is_there() -> None:
    minutes = [timedelta(minutes=10 * number) for number in range(6 * 24 * 60)]  # two months, without a pause
    left = written([], minutes)
    assert [NOW - each.when for each in left[:MOST_LAST]] == minutes[:MOST_LAST]
    ages = [NOW - each.when for each in left]
    for hours in range(1, MOST_HOURS):
        assert any(timedelta(hours=hours - 1) < age <= timedelta(hours=hours + 1) for age in ages), hours
    for days in range(1, MOST_DAYS):
        assert any(timedelta(days=days - 1) < age <= timedelta(days=days + 1) for age in ages), days
    assert max(ages) < timedelta(days=MOST_DAYS)


def test_what_a_store_was_a_year_ago_stays_where_it_is_seldom_written() -> None:
    months = [timedelta(days=30 * number) for number in range(12)]
    assert len(written([], months)) == 12


def test_great_versions_are_few_and_not_all_of_the_last_minute() -> None:
    moments = [*(timedelta(seconds=number) for number in range(10)), timedelta(hours=3), timedelta(days=2)]
    left = written([], moments, MOST_BYTES // 4)
    assert [NOW - each.when for each in left] == [
        timedelta(0), timedelta(seconds=1), timedelta(seconds=9), timedelta(hours=3)
    ]  # fmt: skip
    assert written([], moments, 2 * MOST_BYTES) == [version(timedelta(0), 2 * MOST_BYTES)]


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, MOST_BYTES)), max_size=80))
def test_last_version_always_stays_and_all_are_bounded(made: list[tuple[int, int]]) -> None:
    found = [version(timedelta(seconds=ago), size) for ago, size in sorted(dict(made).items())]
    left = worth_keeping(found)
    assert left[:1] == found[:1]
    assert len(left) == len(set(left)) <= MOST_LAST + MOST_HOURS + MOST_DAYS
    assert len(left) <= 1 or sum(each.size for each in left) <= MOST_BYTES
    assert set(worth_keeping([each for each in found if each in left])) == set(left), "once more takes no more away"


def test_writing_that_fails_takes_no_version_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_store(tmp_path / "x.json")
    for days in range(2 * MOST_DAYS):
        replaced(path, datetime.now(UTC) - timedelta(days=days + 1))
    before = backups_of(path)
    editor = Editor(path)
    editor.apply(steps.patch(load_timeline(path), "events", "villages-taken", {"title": "Now"}))

    def full(*_arguments: object) -> None:
        raise StoreNotWritable("full")

    with monkeypatch.context() as patched:
        patched.setattr("store.drafts.Draft.place", full)
        with pytest.raises(StoreNotWritable):
            editor.fold()
    assert backups_of(path) == before
    editor.close()
    assert len(backups_of(path)) == MOST_HOURS < len(before)


def test_help_and_readme_say_the_rule() -> None:
    root = Path(backups.__file__).parents[2]
    told = f"{MOST_HOURS} hours and {MOST_DAYS} days (UTC) in which it was written"
    assert told in (root / "README.md").read_text(encoding="utf-8")
    said = (root / "store" / "commands" / "restore.py").read_text(encoding="utf-8").replace('"\n        "', "")
    assert told in said
    assert (f"last {MOST_LAST}, " in said, MOST_BYTES) == (True, 1 << 30)
