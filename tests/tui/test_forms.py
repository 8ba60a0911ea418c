"""Forms: what one types, what it reads as, what is wrong with it, and that none of it is lost."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.loader import load_timeline
from store.model import Claim, Source
from store.sample import BUNDLED
from tests.builders import an_event
from tests.tui.driving import Reader, browsing
from tests.tui.worlds import a_war, the_war
from tui.forms.form import Form
from tui.forms.naming import Naming
from tui.forms.specs import FORMS
from tui.screens.copying import CopyScreen
from tui.screens.form import FormScreen
from tui.widgets.form_fields import TextField

ESCAPES = "\x1b]52;c;aGk=\x07\x1b[31mred\u202e\x00"


def box(reader: Reader) -> FormScreen:
    """Return the form that is over the browser."""
    screen = reader.app.screen
    assert isinstance(screen, FormScreen)
    return screen


async def fill(reader: Reader, name: str, text: str) -> None:
    """Go to a field of the form and type something in the place of what is there."""
    form = box(reader)
    form.set_focus(form._controls[name])
    await reader.settle()
    await reader.press("ctrl+u" if form._spec(name).kind != "long" else "f7")
    if form._spec(name).kind == "long":
        await reader.press("delete")
    else:
        await reader.press("end", "ctrl+u")
    await reader.type(text)


def the_event(path: Path, event_id: str) -> Any:
    timeline = load_timeline(path)
    return timeline.event(timeline.ordinal_of[event_id])


async def test_a_date_is_corrected_and_shows_how_it_reads_before_it_is_saved(war: Path) -> None:
    async with browsing(war) as reader:
        here = reader.event.id
        await reader.press("e")
        await fill(reader, "date", "about 3 june 2016")
        assert "reads as: about 3 June 2016" in reader.text
        assert the_event(war, here).date != "2016-06-03~"
        await reader.press("f2")
        assert the_event(war, here).date == "2016-06-03~"
        assert reader.event.id == here
        assert "edit '" in reader.said
        await reader.press("u")
        assert the_event(war, here).date != "2016-06-03~"


async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(war: Path) -> None:
    async with browsing(war) as reader:
        before = reader.event
        await reader.press("e")
        await fill(reader, "title", "")
        await fill(reader, "date", "32 june")
        await fill(reader, "place", "Nowhere")
        await reader.press("f2")
        assert "The title is needed." in reader.text
        assert "No place is called Nowhere" in reader.text
        assert "3 fields are not right yet" in reader.text
        assert the_event(war, before.id) == before
        await reader.press("f9")
        assert "f9 once more" in reader.text
        await reader.press("f9")
        assert reader.event == before
        await reader.press("e")
        assert box(reader).form.texts["title"] == before.title
        await reader.press("f9")
        assert reader.app.screen is reader.screen


async def test_known_names_are_completed(war: Path) -> None:
    async with browsing(war) as reader:
        here = reader.event.id
        await reader.press("e")
        await fill(reader, "place", "manb")
        assert "→ Manbij" in reader.text
        await reader.press("right")
        await fill(reader, "offensives", "Raqqa offensive; manb")
        await reader.press("right", "f2")
        assert the_event(war, here).place == "manbij"
        assert the_event(war, here).offensives == ["raqqa", "manbij"]


async def test_a_figure_is_disputed_with_its_source(war: Path) -> None:
    async with browsing(war) as reader:
        here = reader.event.id
        await reader.press("e")
        form = box(reader)
        form.set_focus(form._controls["sources"])
        await reader.settle()
        await reader.press("a")
        await reader.type("Reuters")
        await reader.press("f2")
        form.set_focus(form._controls["claims"])
        await reader.settle()
        await reader.press("a")
        await reader.type("Reuters")
        await fill(reader, "counted", "killed")
        await fill(reader, "best", "many")
        assert "whole number" in reader.text
        await fill(reader, "best", "1,200")
        await fill(reader, "source", "2")
        await reader.press("escape")
        assert box(reader) is form
        assert "1 Reuters · killed · best 1,200 · [2]" in reader.text
        await reader.press("f2")
        event = the_event(war, here)
        assert event.claims == [Claim(attribution="Reuters", counted="killed", best=1200, source=1)]
        assert event.sources[1] == Source(publisher="Reuters")
        assert event.sources[0].url == "https://example.org/sohr"


async def test_removing_a_source_leaves_claims_with_their_own(tmp_path: Path) -> None:
    claims = [Claim(attribution="A", source=0), Claim(attribution="B", source=1)]
    sources = [Source(publisher="One"), Source(publisher="Two")]
    store = a_war(tmp_path / "w.json", events=[an_event(id="e", offensives=[], claims=claims, sources=sources)])
    async with browsing(store) as reader:
        await reader.press("e")
        form = box(reader)
        form.set_focus(form._controls["sources"])
        await reader.settle()
        await reader.press("x", "f2")
        event = the_event(store, "e")
        assert [source.publisher for source in event.sources] == ["Two"]
        assert [claim.source for claim in event.claims] == [None, 0]


async def test_unsaved_work_survives_esc_resize_and_a_crash(war: Path) -> None:
    async with browsing(war) as reader:
        here = reader.event.id
        await reader.press("e")
        await fill(reader, "title", "Half a title")
        await fill(reader, "summary", "Two\nlines")
        await reader.resize(60, 20)
        assert box(reader).form.texts["title"] == "Half a title"
        box(reader).keep()
        await reader.settle()
        # the program is gone without another word
    async with browsing(war) as reader:
        assert reader.event.id == here
        await reader.press("e")
        assert box(reader).form.texts["title"] == "Half a title"
        assert "typed before and not saved" in reader.text
        await reader.press("escape")
        assert "is kept" in reader.said
        await reader.press("j", "k", "e")
        assert box(reader).form.texts["title"] == "Half a title"
        await reader.press("f2")
        assert the_event(war, here).title == "Half a title"
        await reader.press("e")
        assert "typed before" not in reader.text


async def test_an_event_is_added_at_the_day_of_the_cursor(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("j", "j", "j", "j")
        day = reader.event.date
        await reader.press("a")
        await reader.type("Bridge at Qara Qozaq blown up")
        await reader.press("f2")
        assert reader.event.title == "Bridge at Qara Qozaq blown up"
        assert reader.event.date == day
        assert reader.event.id == "bridge-at-qara-qozaq-blown-up"
        assert the_event(war, reader.event.id) == reader.event
        await reader.press("u")
        assert load_timeline(war).size == 21


async def test_a_note_is_written_and_found(war: Path) -> None:
    async with browsing(war) as reader:
        here = reader.event.id
        await reader.press('"')
        await reader.type("Ask *Wladimir*")
        await reader.press("enter")
        await reader.type("twice")
        await reader.press("f2")
        assert the_event(war, here).notes == "Ask *Wladimir*\ntwice"
        assert "✎" in reader.text_of(reader.screen.events)
        await reader.press("/")
        await reader.type("has:notes")
        await reader.press("enter")
        assert reader.state.view.size == 1


async def test_the_bundled_store_is_copied_before_the_form_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with browsing(BUNDLED) as reader:
        here = reader.event.id
        await reader.press("e")
        assert isinstance(reader.app.screen, CopyScreen)
        await reader.press("enter")
        await fill(reader, "title", "Mine")
        await reader.press("f2")
        assert the_event(tmp_path / "raqqa.json", here).title == "Mine"


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (120, 40)])
async def test_hostile_values_are_shown_cleaned_and_stay_as_they_are(tmp_path: Path, size: tuple[int, int]) -> None:
    event = an_event(
        id="e", title=f"A {ESCAPES}", summary=f"[red]{ESCAPES}\n\n\n", notes="[link=x]", tags=[ESCAPES], offensives=[],
        claims=[Claim(attribution=ESCAPES, text="[bold]" * 50)], sources=[Source(publisher=ESCAPES, url="javascript:")],
    )  # fmt: skip
    store = a_war(tmp_path / "w.json", events=[event])
    async with browsing(store, size) as reader:
        await reader.press("e")
        for _field in FORMS["events"]:
            assert "\x1b" not in reader.text
            assert "\u202e" not in reader.text
            await reader.press("tab")
        await fill(reader, "date_note", "open")
        await reader.press("f2")
        assert the_event(store, "e") == an_event(
            **{**{name: getattr(event, name) for name in event.__struct_fields__}, "date_note": "open"}
        )


async def test_an_actor_that_others_name_is_not_deleted_and_an_unnamed_one_is(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.screen.action_delete_named("actors")
        await reader.settle()
        await reader.press("ctrl+u")
        await reader.type("Islamic State")
        await reader.press("enter")
        assert "records name is, so it stays" in reader.said
        await reader.screen.action_delete_named("actors")
        await reader.settle()
        await reader.press("ctrl+u")
        await reader.type("SOHR")
        await reader.press("enter")
        assert "sohr" not in load_timeline(war).actors
        await reader.press("u")
        assert "sohr" in load_timeline(war).actors


@pytest.mark.parametrize("table", ["offensives", "actors", "places", "articles"])
async def test_records_of_every_kind_are_added(war: Path, table: str) -> None:
    async with browsing(war) as reader:
        reader.screen.action_add(table)
        await reader.settle()
        await reader.type("Something new")
        if table == "offensives":
            await fill(reader, "date", "june 2016")
        await reader.press("f2")
        assert "something-new" in getattr(load_timeline(war), table)


def an_editor(folder: Path, script: str) -> str:
    """Make an editor that is a script; it is called with the file's name."""
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("script", "said", "title"),
    [
        ("sed -i 's/^title = .*/title = \"By hand\"/' \"$1\"", "edit '", "By hand"),
        ("exit 3", "status 3", None),
        ("echo nonsense > \"$1\"", "must begin with a line", None),
        ("true", "nothing is changed", None),
        ("printf '\\377\\376' > \"$1\"", "not text in UTF-8", None),
        ("rm \"$1\"", "left no file", None),
    ],
)  # fmt: skip
async def test_an_editor_of_ones_own(
    war: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str, title: str | None
) -> None:
    monkeypatch.setenv("VISUAL", an_editor(war.parent, script))
    monkeypatch.setenv("TMPDIR", str(war.parent))
    monkeypatch.setattr("tempfile.tempdir", None)
    async with browsing(war) as reader:
        monkeypatch.setattr(type(reader.app), "suspend", lambda _app: nullcontext())  # no terminal to give away
        before = reader.event
        await reader.press("$")
        assert said in reader.said
        assert the_event(war, before.id).title == (title or before.title)
        if "kept in" in reader.said or "is in" in reader.said:
            kept = reader.said.split()[-1].rstrip(".")
            assert kept.endswith((".md", "d"))


@pytest.mark.parametrize(("theirs", "summary"), [("summary", "Theirs"), ("title", None)])
async def test_what_others_change_while_ones_own_editor_is_open_is_not_written_over(
    war: Path, monkeypatch: pytest.MonkeyPatch, theirs: str, summary: str | None
) -> None:
    monkeypatch.setenv("TMPDIR", str(war.parent))
    monkeypatch.setattr("tempfile.tempdir", None)
    async with browsing(war) as reader:
        monkeypatch.setattr(type(reader.app), "suspend", lambda _app: nullcontext())
        before = reader.event
        other = "from pathlib import Path\nfrom store.commands.calling import main\n"
        other += f"main(['edit', {before.id!r}, {str(war)!r}, '--set', '{theirs}=Theirs'])"
        script = f'{sys.executable} -c "{other}" || exit 9\nsed -i \'s/^title = .*/title = "By hand"/\' "$1"'
        monkeypatch.setenv("VISUAL", an_editor(war.parent, script))
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        await reader.press("$")
        after = the_event(war, before.id)
        if summary is None:
            assert "was changed elsewhere meanwhile, so nothing was written. Your text is kept in " in reader.said
            assert after.title == "Theirs"
        else:
            assert (after.title, after.summary) == ("By hand", summary)


async def test_a_text_that_is_refused_says_where_it_is_kept(war: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", an_editor(war.parent, 'sed -i \'s/^date = .*/date = "soon"/\' "$1"'))
    monkeypatch.setenv("TMPDIR", str(war.parent))
    monkeypatch.setattr("tempfile.tempdir", None)
    async with browsing(war) as reader:
        monkeypatch.setattr(type(reader.app), "suspend", lambda _app: nullcontext())
        await reader.press("$")
        assert "is not a date" in reader.said
        kept = Path(reader.said.split("Your text is kept in ")[1].rstrip("."))
        assert 'date = "soon"' in kept.read_text(encoding="utf-8")


async def test_the_history_of_a_record_is_told(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("*", "e")
        await fill(reader, "title", "Another")
        await reader.press("f2")
        reader.screen.action_record_history()
        await reader.settle()
        assert "History of this event" in reader.text
        assert "edit 'Leaflets'" in reader.text or "edit '" in reader.text
        assert "→  Another" in reader.text


TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["2016-06-04", "manbij", "3", "-1", "1e9", "https://x.y", ";"]))


@given(table=st.sampled_from(sorted(FORMS)), data=st.data())
def test_no_text_in_any_field_breaks_a_form(table: str, data: st.DataObject) -> None:
    form = Form(FORMS[table], {}, Naming(WAR))
    for spec in form.specs:
        if spec.kind == "list":
            form.items[spec.name].append(form.item(spec, {}))
            for each in form.items[spec.name][0].specs:
                form.items[spec.name][0].texts[each.name] = data.draw(TEXTS)
        else:
            form.texts[spec.name] = data.draw(TEXTS)
    assert all(error for _name, error in form.errors())
    again = Form(FORMS[table], {}, Naming(WAR))
    again.take_up(form.kept())
    assert again.changes() == form.changes()
    assert list(again.errors()) == list(form.errors())


def test_an_untouched_form_changes_nothing() -> None:
    for ordinal in range(WAR.size):
        base = msgspec.to_builtins(WAR.event(ordinal))
        form = Form(FORMS["events"], base, Naming(WAR))
        assert not form.changes()
        assert not form.is_touched


WAR = the_war()


async def test_the_place_and_an_actor_of_the_event_are_edited(war: Path) -> None:
    async with browsing(war, query="offensive:manbij") as reader:
        await reader.screen.action_edit_named("places")
        await reader.settle()
        assert "Edit Manbij" in reader.text
        await fill(reader, "lat", "north")
        await reader.press("f2")
        assert "Write degrees as a number" in reader.text
        await fill(reader, "lat", "36.5")
        await reader.press("f2")
        assert load_timeline(war).places["manbij"].lat == 36.5
        await reader.screen.action_edit_named("actors")
        await reader.settle()
        await reader.press("end", "ctrl+u")
        await reader.type("Islamic State")
        await reader.press("enter")
        await fill(reader, "bloc", "Caliphate")
        await reader.press("f2")
        assert load_timeline(war).actors["is"].bloc == "Caliphate"
        assert "Caliphate" in reader.state.timeline.by_bloc


async def test_what_the_source_said_of_corrected_lists_is_told_in_words(tmp_path: Path) -> None:
    said = {"claims": [{"attribution": "SOHR", "counted": "killed", "best": 9}], "sources": None, "date": "2016-06-05"}
    claims, sources = [Claim(attribution="SOHR", counted="killed", best=7)], [Source(publisher="AP")]
    event = an_event(
        id="ucdp:1", origin="ucdp:1", claims=claims, sources=sources, extra={"import_hash": "1", "original": said}
    )
    store = a_war(tmp_path / "w.json", events=[event])
    async with browsing(store, (100, 40)) as reader:
        await reader.press("3", "z")
        corrected = "claims: 1 claim (SOHR: 7 killed), was 1 claim (SOHR: 9 killed) in UCDP"
        assert corrected in reader.words_of(reader.screen.article)
        await reader.press("e")
        told = "In the original: 1 claim (SOHR: 9 killed); no sources; date 2016-06-05."
        assert told in " ".join(reader.text.replace("│", " ").split())


async def open_claim(reader: Reader) -> FormScreen:
    """Open the first claim of the event's form, and return the form of the event."""
    form = box(reader)
    form.set_focus(form._controls["claims"])
    await reader.settle()
    await reader.press("enter")
    return form


def a_claimed_war(folder: Path) -> Path:
    claims = [Claim(attribution="SOHR", counted="killed", low=2, best=3, high=4)]
    return a_war(folder / "w.json", events=[an_event(id="e", offensives=[], claims=claims)])


async def test_a_claim_that_is_not_right_is_not_done_and_its_error_goes_with_its_cause(tmp_path: Path) -> None:
    async with browsing(a_claimed_war(tmp_path)) as reader:
        await reader.press("e")
        form = await open_claim(reader)
        assert "esc back, kept" in reader.text
        await fill(reader, "best", "many")
        await reader.press("f2")
        assert box(reader) is not form
        assert "One field is not right yet: esc goes back and keeps it." in reader.text
        await reader.press("escape")
        assert box(reader) is form
        assert "not right" in reader.text
        assert reader.text.count("whole number") == 1
        await reader.press("f2")
        assert reader.text.count("whole number") == 1
        await open_claim(reader)
        await fill(reader, "best", "3")
        await reader.press("f2")
        assert box(reader) is form
        assert "not right" not in reader.text
        assert "whole number" not in reader.text


async def test_figures_that_contradict_each_other_are_told_in_their_claim(tmp_path: Path) -> None:
    async with browsing(a_claimed_war(tmp_path)) as reader:
        await reader.press("e")
        form = await open_claim(reader)
        await fill(reader, "best", "9")
        await reader.press("f2")
        assert "more than high, 4" in reader.text
        await fill(reader, "high", "9")
        assert "more than" not in reader.text
        await fill(reader, "high", "5")
        await reader.press("escape", "f2")
        assert "claim 1: best figure is 9, more than high, 5." in reader.text
        await reader.press("x")
        assert "more than" not in reader.text
        assert box(reader) is form


async def test_what_was_typed_in_a_claim_is_forgotten_when_asked_twice(tmp_path: Path) -> None:
    async with browsing(a_claimed_war(tmp_path)) as reader:
        await reader.press("e")
        form = await open_claim(reader)
        await fill(reader, "best", "4")
        await reader.press("f9")
        assert "f9 once more" in reader.text
        assert box(reader) is not form
        await reader.press("f9")
        assert box(reader) is form
        assert not form.form.is_touched


async def test_a_key_is_named_once(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("e")
        for _field in FORMS["events"]:
            hints = [key for key, _word in box(reader)._hints.hints]
            assert len(hints) == len(set(hints))
            await reader.press("tab")


async def test_arrows_pass_a_long_text_in_which_nothing_is_typed(war: Path) -> None:
    async with browsing(war) as reader:
        await reader.press("a")
        fields = list(reader.app.screen.query(TextField))
        empty = next(field for field in fields if not field.value)
        reader.app.screen.set_focus(empty)
        await reader.press("down")
        assert reader.app.focused is not empty
        await reader.press("up")
        assert reader.app.focused is empty
        await reader.press("x", "down", "up")
        assert reader.app.focused is empty
