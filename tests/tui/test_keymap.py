"""Keys of the reader's own choice."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.commands.calling import main
from tests.tui.driving import browsing
from tui.bindings import hints_for
from tui.commands import COMMANDS
from tui.keymap import keymap_path, read_keymap
from tui.keynames import use_keys


@pytest.fixture(autouse=True)
def _usual_keys_afterwards() -> object:
    yield
    use_keys({})


def write(text: str | bytes) -> Path:
    path = keymap_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_no_file_means_the_usual_keys_and_makes_none(home: Path) -> None:
    assert read_keymap(keymap_path()).keys == {}
    assert not keymap_path().parent.exists()


async def test_chosen_key_works_and_is_shown(war: Path) -> None:
    write('[timeline]\ndown = ["ctrl+y"]\n[anywhere]\ngo_to_date = "ctrl+g"\n')
    async with browsing(war) as reader:
        start = reader.state.cursor
        await reader.press("j")
        assert reader.state.cursor == start, "j is no longer the key"
        await reader.press("ctrl+y")
        assert reader.state.cursor != start
        assert ("ctrl+g", "date") in hints_for("timeline")
        await reader.press("t")
        assert not reader.screen.is_asking
        await reader.press("ctrl+g")
        assert reader.screen.is_asking


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[anywhere]\nserch = 'x'\n", "[anywhere] has no command serch. Did you mean search?"),
        ("[everywhere]\nsearch = 'x'\n", "[everywhere] is no pane; there is timeline, actors, article, "),
        ("[anywhere]\nsearch = 5\n", '[anywhere] search: write its keys as "j" or ["j", "down"].'),
        ("[anywhere]\nsearch = []\n", '[anywhere] search: write its keys as "j" or ["j", "down"].'),
        ("[anywhere]\nsearch = ['a b']\n", '[anywhere] search: write its keys as "j" or ["j", "down"].'),
        ("[anywhere]\nsearch = 't'\n", "[anywhere] search: t is the key of go_to_date already."),
        ("[anywhere\n", "cannot be read, so the usual keys hold"),
        (b"\xff\xfe\x00", "cannot be read, so the usual keys hold"),
        ("search = 'x'", "[search] is no pane"),
    ],
)
async def test_mistake_is_told_and_the_usual_keys_hold(war: Path, text: str | bytes, said: str) -> None:
    path = write(text)
    keymap = read_keymap(path)
    assert keymap.keys == {}
    assert len(keymap.problems) == 1
    assert said in keymap.problems[0]
    async with browsing(war) as reader:
        assert reader.said.startswith("keys.toml: ")
        await reader.press("/")
        assert reader.screen.is_asking


def test_keys_may_be_written_as_on_the_keyboard() -> None:
    keymap = read_keymap(write('\ufeff[timeline]\r\ndown = ["PgDn", "↓", "Ctrl+N"]\r\npage_down = "<"\r\n'))
    assert keymap.keys["timeline.down"] == ("pagedown", "down", "ctrl+n")
    assert keymap.keys["timeline.page_down"] == ("less_than_sign",)


def test_two_commands_can_swap_their_keys() -> None:
    keymap = read_keymap(write('[anywhere]\nsearch = "t"\ngo_to_date = "/"\n'))
    assert keymap.problems == []
    assert keymap.keys == {"anywhere.search": ("t",), "anywhere.go_to_date": ("slash",)}


def test_keys_command_lists_all_and_names_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0
    out = capsys.readouterr().out
    assert str(keymap_path()) in out
    assert all(command.id in out for command in COMMANDS)
    write("[anywhere]\nsearch = 't'\nabout = 'ctrl+y'\n")
    assert main(["keys"]) == 1
    captured = capsys.readouterr()
    assert "t is the key of go_to_date already" in captured.err
    assert [line.split()[1] for line in captured.out.splitlines() if line.split()[:1] == ["about"]] == ["ctrl+y"]


@given(st.one_of(st.text(), st.binary(), st.builds("[anywhere]\nsearch = {!r}".format, st.text())))
def test_any_file_is_read_or_told_about(tmp_path_factory: pytest.TempPathFactory, content: str | bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content.encode(errors="surrogatepass") if isinstance(content, str) else content)
    keymap = read_keymap(path)
    for keys in keymap.keys.values():
        assert keys
        assert all(key.isprintable() for key in keys)
