"""Day groups: runs of events under one heading."""

from array import array

from store.days import DayGroups


def groups(*keys: tuple[int, bool]) -> DayGroups:
    return DayGroups(array("i", [day for day, _known in keys]), bytes(known for _day, known in keys))


def test_a_day_known_and_not_known_are_two_groups() -> None:
    found = groups((5, True), (5, True), (5, False), (9, False), (9, False), (12, True))
    assert list(found.starts) == [0, 2, 3, 5]
    assert list(found.days) == [5, 5, 9, 12]
    assert list(found.known) == [1, 0, 0, 1]
    assert [found.of(ordinal) for ordinal in range(6)] == [0, 0, 1, 2, 2, 3]
    assert (len(found), found.size) == (4, 6)


def test_first_group_from_a_day() -> None:
    found = groups((5, True), (5, False), (9, True))
    assert [found.first_from(day) for day in (0, 5, 6, 9, 10)] == [0, 0, 2, 2, 3]


def test_no_events() -> None:
    found = groups()
    assert (len(found), found.size, found.first_from(1)) == (0, 0, 0)


def test_days_of_open_and_farthest_dates() -> None:
    found = groups((0, False), (1, True), (3652059, True))
    assert list(found.days) == [0, 1, 3652059]
    assert len(found) == 3
