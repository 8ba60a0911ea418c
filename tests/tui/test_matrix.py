"""The matrix of who was against whom: it fits its room, follows the cursor, and a cell becomes a filter."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Participant
from tests.builders import a_store, an_actor, an_event
from tests.tui.driving import Reader, browsing
from tests.tui.texts import ESCAPES, WIDE
from tests.tui.worlds import text_of
from tui.drawing.matrix import Axis, Matrix, draw, frame
from tui.drawing.spans import width_of
from tui.screens.matrix import MatrixScreen

names = st.lists(st.sampled_from(["IS", "Syrian government", "x" * 40, WIDE, "", ESCAPES]), min_size=1, max_size=30)


@given(names, st.integers(20, 300), st.integers(3, 60), st.data())
def test_the_matrix_stays_in_its_room(parties: list[str], width: int, height: int, data: st.DataObject) -> None:
    number = st.integers(0, len(parties) - 1)
    row, column = data.draw(number), data.draw(number)
    layout = frame(parties, width, height)
    rows, columns = (
        Axis(0, shown).following(cursor, len(parties))
        for shown, cursor in ((layout.rows, row), (layout.columns, column))
    )
    matrix = Matrix(parties, [""] * len(parties), lambda a, b: a * b * 997, rows, columns, (row, column), 900_000)
    lines = draw(matrix, layout)
    assert len(lines) <= height
    assert {width_of(line) for line in lines} == {width_of(lines[0])}
    assert width_of(lines[0]) <= width
    assert all(text_of(line).isprintable() for line in lines)
    here = [span for line in lines for span in line if span.look == "reverse" or span.action == f"cell:{row},{column}"]
    assert here  # the cursor is in sight


def test_columns_share_what_is_left_over() -> None:
    parties = ["Syrian government", "insurgents", *(f"party {number}" for number in range(30))]
    layout = frame(parties, 119, 30)
    assert layout.name + 1 + layout.columns * (layout.cell + 1) > 119
    assert layout.cell > len("insurgents")


@given(st.integers(0, 50), st.integers(1, 20), st.integers(1, 50), st.data())
def test_an_axis_scrolls_as_little_as_it_must(first: int, shown: int, size: int, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, size - 1))
    axis = Axis(first, shown).following(cursor, size)
    assert axis.first <= cursor < axis.first + shown
    assert 0 <= axis.first <= max(0, size - shown)
    if first <= cursor < first + shown and first + shown <= size:
        assert axis.first == first


def matrix_of(reader: Reader) -> MatrixScreen:
    assert isinstance(reader.app.screen, MatrixScreen)
    return reader.app.screen


async def test_a_cell_becomes_a_filter(raqqa: Path) -> None:
    async with browsing(raqqa, (80, 24), query="deaths:>0") as reader:
        view = reader.state.view.events
        await reader.press("M")
        screen = matrix_of(reader)
        assert f"of {reader.state.filter.text}" in reader.text
        opposing = screen.opposing
        await reader.press("j", "l", "l", "k", "h", "g", "l")
        assert opposing.cursor == (0, 1)
        expected = opposing.dyads.events(*opposing.dyads.parties[:2])
        assert expected <= view
        said = opposing.said()
        assert said is not None
        assert f"{said.one} against {said.other}  {len(expected):,} events" in reader.text
        await reader.press("enter")
        assert reader.state.view.events == expected
        assert reader.state.filter.text.startswith("deaths:>")
        assert "against:" in reader.state.filter.text


async def test_closing_leaves_everything_as_it_was(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        before = reader.state.filter, reader.cursor
        await reader.press("M", "b", "s", "escape")
        assert (reader.state.filter, reader.cursor) == before
        assert len(reader.app.screen_stack) == 1


async def test_cells_count_events_or_the_killed_of_actors_or_blocs(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("M")
        opposing = matrix_of(reader).opposing
        evidence = reader.state.timeline.evidence
        most = opposing.dyads.pairs[0]
        events = opposing.dyads.events(most.one, most.other)
        for words, count in (
            ("events, by actors", len(events)),
            ("killed, best figures", evidence.best.total(events)),
            ("killed, lowest figures", evidence.low.total(events)),
            ("killed, highest figures", evidence.high.total(events)),
        ):
            assert words in reader.text
            assert opposing._count(*opposing.cursor) == count
            await reader.press("s")
        await reader.press("b")
        assert "events, by blocs" in reader.text
        term = opposing.term()
        assert term.startswith('against:"bloc=')
        count = opposing.dyads.pairs[0].events
        await reader.press("enter")
        assert reader.state.view.size == count


async def test_the_mouse_moves_and_chooses(raqqa: Path) -> None:
    async with browsing(raqqa) as reader:
        await reader.press("M", "g")
        await reader.click_on("251")
        opposing = matrix_of(reader).opposing
        assert len(opposing.dyads.events("syrian-government", "is")) == 251
        assert "against Islamic State" in reader.text
        await reader.click_on("251")
        assert reader.state.view.size == 251


@pytest.mark.parametrize("sides", [(), ("a",), ("", "")])
async def test_a_store_without_sides_says_so(tmp_path: Path, sides: tuple[str, ...]) -> None:
    actors = [Participant(id=f"one-{n}", side=side) for n, side in enumerate(sides)]  # type: ignore[arg-type]  # sides
    store = a_store(tmp_path / "war.json", events=[an_event(actors=actors)])
    async with browsing(store, (40, 20)) as reader:
        await reader.press("M", "j", "s", "b", "enter")
        matrix_of(reader)
        assert "Of no event" in reader.text or "not against" in reader.text
        await reader.press("M")
        assert len(reader.app.screen_stack) == 1


async def test_hostile_names_are_text(tmp_path: Path) -> None:
    actors = [
        an_actor(id="bad", name=f"[red]{ESCAPES}", short=""),
        an_actor(id="wide", name=WIDE, short="", bloc="[b]"),
    ]
    event = an_event(actors=[Participant(id="bad", side="a"), Participant(id="wide", side="b")])
    async with browsing(a_store(tmp_path / "war.json", actors=actors, events=[event])) as reader:
        await reader.press("M")
        assert "[red]" in reader.text
        assert "\x1b" not in reader.text
        await reader.press("enter")
        assert reader.state.view.size == 1
        assert "against:" in reader.state.filter.text


async def test_a_word_too_long_for_its_column_has_a_hyphen_where_it_breaks(raqqa: Path) -> None:
    async with browsing(raqqa, (80, 24)) as reader:
        await reader.press("M")
        over, under = reader.lines()[1:3]
        assert "insurg-" in over
        assert "ents" in under
