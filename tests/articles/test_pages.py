"""Saved pages: the article found, everything else kept aside."""

import io
import socket
import sys
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import PageRefused, StoreNotFound
from store.pages import Raw, cut, open_page, read_page, restore
from store.pages.clocks import published_in
from store.pages.datelines import read_dateline
from store.pages.opening import MOST_BYTES
from store.pages.page import BODY, Page
from store.text import clean
from tests.articles.expected import SEED, expected_of, page_files

each_page = pytest.mark.parametrize("path", page_files(), ids=lambda path: path.stem)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("a page was read over the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(text: str | bytes, name: str = "page.txt") -> Page:
    return read_page(Raw(name, name, text.encode() if isinstance(text, str) else text))


def html(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


PROSE = (
    "<p>Syrian troops took the village of Ajil on Friday after two days of fighting, the army said in a statement.</p>"
)

RUSSIAN = "<p>Войска вошли в город в пятницу, сообщило министерство обороны страны.</p>"


@each_page
def test_page_says_who_wrote_what_when(path: Path) -> None:
    page, wanted = read_page(open_page(str(path))), expected_of(path)
    for field in ("headline", "author", "publisher", "published", "dateline", "url"):
        assert getattr(page, field) == getattr(wanted, field), field
    if wanted.standfirst:
        assert page.standfirst == wanted.standfirst


@each_page
def test_article_is_kept_whole_and_nothing_else(path: Path) -> None:
    page, wanted = read_page(open_page(str(path))), expected_of(path)
    body = [line.text for line in page.lines if line.kind in BODY]
    assert [start for start in wanted.kept if not any(text.startswith(start) for text in body)] == []
    known = (*wanted.kept, *wanted.optional)
    assert [text for text in body if not text.startswith(known)] == []


@each_page
def test_every_line_that_was_cut_has_a_reason_and_can_be_restored(path: Path) -> None:
    page = read_page(open_page(str(path)))
    for at, line in page.cut:
        assert line.reason
        restored = restore(page, at)
        assert restored.lines[at].kind == "paragraph"
        assert len(restored.body) > len(page.body)
        assert [each.text for each in restored.lines] == [each.text for each in page.lines]
        assert cut(restored, at).body == page.body


@pytest.mark.skipif(SEED is None, reason="the page is its publisher's and is not here")
def test_page_that_the_project_began_with() -> None:
    page = read_page(open_page(str(SEED)))
    assert page.headline.startswith("Isis in Syria: Government forces")
    assert page.author == "Lizzie Dearden"
    assert page.publisher == "The Independent"
    assert page.published == "2016-06-04T05:00-04:00"
    body = [line.text for line in page.lines if line.kind in BODY]
    assert len(body) == 15
    assert (body[0][:24], body[-1][:24]) == ("Syrian government forces", "The US has previously ac")
    assert len(page.captions) == 3
    assert len(page.cut) == 16


def test_lines_of_a_page_are_all_there() -> None:
    text = "Menu\n\nArmy takes hill near Palmyra\n\nThe army took a hill near Palmyra on Friday, it said.\n\nSubscribe"
    assert [line.text for line in read(text).lines] == [line for line in text.split("\n") if line]


@given(st.text(max_size=400))
def test_any_text_is_read_and_no_word_of_it_lost(text: str) -> None:
    try:
        page = read(text.encode(errors="replace"), "page.txt")
    except PageRefused:
        return
    assert all(line.text and line.text == clean(line.text) for line in page.lines)
    assert all(line.reason for line in page.lines if line.kind == "cut")


def test_empty_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b" \n ")
    with pytest.raises(PageRefused, match="is empty"):
        open_page(str(tmp_path / "a.html"))


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n....", b"PK\x03\x04zip"])
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(PageRefused, match="Save the page as HTML, or paste its text"):
        read(data)


def test_50_megabytes_are_refused_without_reading_them_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 << 20)
    with pytest.raises(PageRefused, match="larger than 24 MB"):
        open_page(str(path))
    assert MOST_BYTES < 50 << 20


def test_text_without_end_is_refused() -> None:
    with pytest.raises(PageRefused, match="more than 4 MB of text"):
        read(b"word " * (1 << 20))


@pytest.mark.parametrize(
    "text",
    [
        "A line of a page.\n" * 20_001,
        f"<html>{'<p>A line of a page.</p>' * 20_001}",
        "The army took the hill near Ajil. " * 40_000,
    ],
)
def test_more_than_an_article_can_have_is_refused_and_not_cut_short(text: str) -> None:
    with pytest.raises(PageRefused, match=r"^page has more than 20,000 lines or 1,000,000 letters"):
        read(text, "page")


def test_line_that_is_too_long_is_parted_and_kept() -> None:
    text = " ".join(f"Sentence number {number} is about the hill near Ajil." for number in range(1_000))
    page = read(text)
    assert len(page.lines) > 1
    assert " ".join(line.text for line in page.lines) == text


def test_page_of_very_many_elements_is_read_without_looking_for_its_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("it was looked for")

    monkeypatch.setattr("trafilatura.bare_extraction", refuse)
    page = read(html(f"<h1>A hill taken</h1>{PROSE * 3}" + "<i></i>" * 15_000), "a.html")
    assert any("village of Ajil" in line.text for line in page.lines)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreNotFound, match="Check the name"):
        open_page(str(tmp_path / "none.html"))


def test_directory_is_named() -> None:
    with pytest.raises(PageRefused, match="is a directory"):
        open_page(str(Path(__file__).parent))


def test_address_is_not_fetched() -> None:
    with pytest.raises(PageRefused, match="nothing is fetched"):
        open_page("https://example.org/news")


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_page_that_is_an_address_alone_is_not_fetched(name: str) -> None:
    assert not any(line.kind in BODY for line in read("https://example.org/news", name).lines)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.BytesIO(html(f"<h1>A hill taken</h1>{PROSE * 3}").encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=piped))
    raw = open_page("-")
    assert raw.label == "standard input"
    assert "village of Ajil" in read_page(raw).body


def test_nothing_of_scripts_styles_and_entities_gets_through() -> None:
    script = "<script>document.write('<p>Owned on Friday.</p>')</script>"
    link = "<a href='javascript:alert(1)'>more are missing</a>"
    hostile = f"<p onclick='x()'>The army &amp; its allies lost &#x1b;]0;owned&#7; two men, and {link}, it said.</p>"
    body = f"{script}<h1>A hill taken</h1>{PROSE}{hostile}"
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    page = read(
        bomb + html(body + "<p>&b;&b; was heard all over the town on Friday night, residents told us.</p>"), "a.html"
    )
    assert "Owned" not in " ".join(line.text for line in page.lines)
    assert "javascript" not in page.body
    assert "haha" not in page.body
    assert "\x1b" not in page.body
    assert "The army & its allies lost" in page.body


def test_10_000_nested_tags_are_survived() -> None:
    deep = html("<h1>A hill taken</h1>" + "<div><b>" * 10_000 + PROSE * 3 + "</b></div>" * 10_000)
    page = read(deep, "deep.html")
    assert any("village of Ajil" in line.text for line in page.lines)


@pytest.mark.parametrize("broken", ["<p>", "<html><body><p>Half a", "<div" * 500, "</p></div>" * 50, "<a href='x" * 99])
def test_broken_html_is_read_as_far_as_it_goes(broken: str) -> None:
    page = read(f"<html>{PROSE}{broken}", "broken.html")
    assert any("village of Ajil" in line.text for line in page.lines)


def test_appeal_of_thousands_of_lines_is_cut_in_two_passes() -> None:
    text = "\n".join(f"We know how much you care, number {number}." for number in range(2_000))
    page = read(f"{text}\nYour donation allows us to go on.\n{text}")
    assert len(page.cut) == len(page.lines)


def test_escape_sequences_go() -> None:
    page = read(
        "\x1b]52;c;b3duZWQ=\x07Army takes hill\n\n"
        "The army \x1b[31mtook\x1b[0m a hill near Palmyra on Friday\u202e, it said."
    )
    assert page.body == "The army took a hill near Palmyra on Friday, it said."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_told(encoding: str) -> None:
    text = (
        "Truppen rücken vor\n\n"
        + "The café in Ayn al-Arab – “Kobanê” – was hit on Friday, the owner’s brother said.\n\n" * 4
    )
    page = read(text.encode(encoding, errors="replace"))
    assert "The café in Ayn al-Arab – “Koban" in page.body
    assert "the owner’s brother said." in page.body


def test_declared_encoding_is_believed_where_it_is_not_utf_8() -> None:
    body = html(
        "<h1>Войска вошли</h1>" + "<p>Войска вошли в город в пятницу, сообщило министерство обороны страны.</p>" * 3,
        '<meta charset="windows-1251">',
    )
    page = read(body.encode("cp1251"), "a.html")
    assert page.language == "ru"
    assert "Войска" in page.body


def test_utf_8_that_is_declared_and_is_not_is_no_reason_to_refuse() -> None:
    text = "<h1>Войска вошли</h1>" + "<p>Войска вошли в город в пятницу, сообщило министерство обороны страны.</p>" * 3
    page = read(html(text, '<meta charset="utf-8">').encode("koi8-r"), "a.html")
    assert page.language == "ru"


def test_declared_encoding_that_is_wrong_or_unknown_does_no_harm() -> None:
    for name in ("latin-1", "no-such-code", "rot13", "utf-16"):
        page = read(
            html(f"<h1>A hill taken</h1>{PROSE * 3}<p>Kobanê was quiet.</p>", f'<meta charset="{name}">'), "a.html"
        )
        assert "village of Ajil" in page.body


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("A hill taken near Ajil | The Hill Herald", "The Hill Herald"),
        ("A hill taken near Ajil - Tigris Daily", "Tigris Daily"),
        ("A hill taken near Ajil", ""),
        ("A hill taken near Ajil, army says", ""),
    ],
)
def test_publisher_is_told_by_the_title(title: str, publisher: str) -> None:
    page = read(html(f"<h1>A hill taken near Ajil</h1>{PROSE * 3}", f"<title>{title}</title>"), "a.html")
    assert page.publisher == publisher


def test_first_paragraph_of_an_agency_is_no_standfirst() -> None:
    first = "AJIL, June 3 (Hill News) - Two bombs went off outside the town hall in Ajil on Friday, the mayor said."
    second = "The second bomb went off ten minutes after the first, a policeman told Hill News in Ajil."
    page = read(f"Bombs hit town hall in Ajil\n{first}\n{second}\nPublished on June 3, 2016\nReporting by Jane Doe")
    assert (page.headline, page.standfirst, page.author) == ("Bombs hit town hall in Ajil", "", "Jane Doe")
    assert first.split(" - ")[1] in page.body


def test_date_at_the_end_makes_no_standfirst_of_the_first_paragraph() -> None:
    paragraph = "The army took the village of Ajil on Friday after two days of fighting, it said."
    other = "Two of its men were killed in the village, and shops stayed shut, a resident told us."
    page = read(f"Army takes village near Ajil\n{paragraph}\n{other}\nPublished on June 3, 2016")
    assert (page.standfirst, page.published) == ("", "2016-06-03")


@pytest.mark.parametrize(
    ("day", "published"), [("June 4, 2016", "2016-06-04"), ("4 June 2016", "2016-06-04"), ("June 4", "")]
)
def test_dateline_with_a_year_says_when_it_was_published(day: str, published: str) -> None:
    page = read(f"BEIRUT, {day} (Hill News) - The army took the village of Ajil after two days of fighting, it said.")
    assert page.published == published


def test_page_without_date_says_so() -> None:
    assert any(
        "when it was published" in sentence for sentence in read(html(f"<h1>A hill</h1>{PROSE * 3}"), "a.html").missing
    )


def test_date_that_is_yet_to_come_is_told() -> None:
    head = '<meta property="article:published_time" content="2190-01-02T10:00:00Z">'
    page = read(html(f"<h1>A hill taken</h1>{PROSE * 3}", head), "a.html")
    assert any("yet to come" in sentence for sentence in page.missing)


def test_page_that_is_no_article_says_so() -> None:
    page = read(
        html("<nav><a>Home</a><a>World</a></nav><form><label>User</label><button>Sign in</button></form>"), "login.html"
    )
    assert "no article" in page.missing[0]
    assert page.body == ""


def test_message_without_a_page_is_refused() -> None:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.add_attachment(b"\x00\x01", maintype="image", subtype="png")
    with pytest.raises(PageRefused, match="without a page"):
        read(message.as_bytes(), "a.mhtml")


def test_links_of_markdown_leave_their_words() -> None:
    page = read(
        "# A hill taken\n\nThe army [took a *hill*](javascript:alert(1)) near **Palmyra** on Friday, it said.\n", "a.md"
    )
    assert page.body == "The army took a hill near Palmyra on Friday, it said."
    assert page.headline == "A hill taken"


def test_marks_in_plain_text_stay_plain() -> None:
    page = read(
        "A hill is taken\n\nThe army took hill *402* [sic] near <b>Palmyra</b> on Friday, it said in a statement.",
        "a.txt",
    )
    assert page.body.startswith("The army took hill \\*402\\* \\[sic] near \\<b>Palmyra")


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Saturday 04 June 2016 05:00 EDT", "2016-06-04T05:00-04:00"),
        ("Thu 16 Jun 2016 18.40 BST", "2016-06-16T18:40+01:00"),
        ("June 4, 2016 5:07 p.m. ET", "2016-06-04T17:07-04:00"),
        ("Jan. 4, 2016, 12:05 AM ET", "2016-01-04T00:05-05:00"),
        ("Updated 1742 GMT June 4, 2016", "2016-06-04T17:42+00:00"),
        ("4th of June 2016", "2016-06-04"),
        ("2016-06-04T05:00:12.123Z", "2016-06-04T05:00+00:00"),
        ("2016-06-04 05:00 +0300", "2016-06-04T05:00+03:00"),
        ("Mon, 5 Sep 2016 11:02 +0100", "2016-09-05T11:02+01:00"),
        ("31/05/2016", "2016-05-31"),
        ("05/31/2016", "2016-05-31"),
        ("04/06/2016", ""),
        ("PTI | Peshawar | Updated: 25-07-2023 18:37 IST", "2023-07-25T18:37"),
        ("4 June 2016 10:00 IST", "2016-06-04T10:00"),
        ("31 June 2016", ""),
        ("June 4", ""),
        ("2016-06-04T99:00", "2016-06-04"),
        ("may 4 2016", "2016-05-04"),
    ],
)
def test_date_of_publication(line: str, published: str) -> None:
    assert published_in(line) == published


@pytest.mark.parametrize(
    ("line", "place", "rest"),
    [
        ("BEIRUT, June 4 (Reuters) - Troops", "Beirut", "Troops"),
        ("KYIV (Reuters) -Ukraine said", "Kyiv", "Ukraine said"),
        ("Dhaka, March 24 (IANS) A bomber", "Dhaka", "A bomber"),
        ("BANNU, Feb 23: A bomber", "Bannu", "A bomber"),
        ("ERBIL, Iraq (CWS) — Kurdish", "Erbil, Iraq", "Kurdish"),
        ("BAGHDAD — Iraqi forces", "Baghdad", "Iraqi forces"),
        ("Troops (and allies) took it", "", "Troops (and allies) took it"),
        ("UN calls for talks - again", "", "UN calls for talks - again"),
    ],
)
def test_datelines(line: str, place: str, rest: str) -> None:
    found = read_dateline(line)
    assert (found.place, line[found.end :]) == (place, rest)
