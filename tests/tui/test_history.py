"""Back and forward: what one left is found again, nothing twice, and nothing out of order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.history import History

moves = st.lists(st.one_of(st.integers(0, 5), st.sampled_from(("back", "forward"))), max_size=60)


class Browser:
    """A model: every stop in a list, and a position in it."""

    def __init__(self) -> None:
        self.stops: list[int] = [0]
        self.position = 0

    def visit(self, stop: int) -> None:
        self.stops = [*self.stops[: self.position + 1], stop]
        self.position += 1

    def step(self, step: int) -> None:
        self.position = max(0, min(len(self.stops) - 1, self.position + step))

    @property
    def here(self) -> int:
        return self.stops[self.position]


@settings(max_examples=300)
@given(moves)
def test_history_is_a_list_with_a_position(sequence: list[int | str]) -> None:
    """The list has no stop beside its equal, since to go to where one is leads nowhere."""
    history: History[int] = History()
    model = Browser()
    here = 0
    for move in sequence:
        if isinstance(move, int):
            if move != here:
                history.leave(here)
                here = move
                model.visit(move)
        elif move == "back":
            here = there if (there := history.back(here)) is not None else here
            model.step(-1)
        else:
            here = there if (there := history.forward(here)) is not None else here
            model.step(1)
        assert here == model.here
        assert [*history.past, here, *reversed(history.future)] == model.stops


@settings(max_examples=200)
@given(moves, st.integers(1, 8))
def test_history_keeps_so_many_and_never_doubles(sequence: list[int | str], kept: int) -> None:
    history: History[int] = History(kept)
    here = 0
    for move in sequence:
        if isinstance(move, int):
            history.leave(here)
            here = move
        else:
            there = history.back(here) if move == "back" else history.forward(here)
            assert there != here
            here = there if there is not None else here
        assert len(history.past) <= kept
        assert len(history.future) <= kept
        assert all(one != other for one, other in zip(history.past, history.past[1:], strict=False))


def test_a_new_way_gives_up_what_was_ahead() -> None:
    history: History[int] = History()
    history.leave(1)
    assert history.back(2) == 1
    history.leave(1)
    assert history.forward(3) is None
    assert history.back(3) == 1


def test_stops_that_one_came_to_on_foot_are_passed_over() -> None:
    history: History[int] = History()
    history.leave(1)
    history.leave(2)
    assert history.back(2) == 1
