import re
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from store.loader import load_timeline
from store.sample import BUNDLED
from tests.builders import an_event
from tests.exporting.worlds import DATES, a_rich_world, a_world, dated, exported

BRIEF = """\
## June 2016

### One day between 13 and 15 June 2016

#### Bridge taken, and lost; again

**Manbij, Aleppo, Syria**; within about 25 km of there

The *bridge* was taken.

- by dawn

- by [boat](https://example.org/boat)

*SOHR gives no day.*

- **SOHR:** best 12, from 10 to 20 killed [^1]
- **Army:** 40 killed, Islamic State
- **Amaq:** No one was killed [^2]

Who: Syrian Democratic Forces (attacker), Islamic State (defender)<br>
Offensive: Manbij offensive<br>
Record: disputed: the sources contradict each other; written by hand<br>
Sources: SOHR [^1], Amaq [^2], The Paper [^3]

### Thursday 16 June 2016

#### Clash, 3 killed

**Aleppo province**; only the province is known

- **UCDP, from SOHR:** best 3, from 0 to 3 killed [^4]

Who: Islamic State (side b)<br>
Record: from UCDP, record 77<br>
Sources: SOHR [^1], Uppsala Conflict Data Program (UCDP) [^4]

## July 2016

### Some time in July 2016

#### Quiet

Record: written by hand

## Sources

[^1]: Rami A., “Bridge taken”, SOHR, 15 June 2016 <https://sohr.example/1>

[^2]: “Attack repelled”, Amaq, about June 2016

[^3]: A. Writer, “Across the river”, The Paper, 16 June 2016 <https://paper.example/x>

[^4]: “UCDP GED 25.1”, Uppsala Conflict Data Program (UCDP) <https://ucdp.uu.se>
""".replace("<br>", "  ")
"""Two spaces at the end of a line break it."""


def text_of(data: bytes) -> str:
    return data.decode("utf-8")


def test_brief_reads_as_a_chronology(tmp_path: Path) -> None:
    text = text_of(exported(a_rich_world(tmp_path), "markdown"))
    assert text[text.index("## June") :].strip() == BRIEF.strip()


def test_head_says_what_it_is(tmp_path: Path) -> None:
    text = text_of(exported(a_rich_world(tmp_path), "markdown", [0, 1], title="At the *bridge*", query="a `b` ``c``"))
    head = text[: text.index("## June")]
    assert head.startswith("# At the \\*bridge\\*\n\n- **Events:** 2 of the 3 events of *A race*, 13–16 June 2016\n")
    assert "- **Chosen by:** ``` a `b` ``c`` ```\n" in head
    assert "- **Records:** 1 written by hand, 1 from UCDP\n" in head
    assert "- **Licence:** CC BY 4.0\n- **Attribution:** UCDP GED 25.1\n- **Attribution:** Curated by us\n" in head


def test_articles_come_when_asked_for(tmp_path: Path) -> None:
    text = text_of(exported(a_rich_world(tmp_path), "markdown", with_articles=True, with_notes=True))
    assert "## Articles\n\n### Across the river\n\nA. Writer, The Paper <https://paper.example/x>\n" in text
    assert "The *whole* text.\n\n**Inside**\n\nMore of it." in text, "its headings are not those of the brief"
    assert "*Notes:*\n\nCall **Rami** back." in text


@pytest.mark.parametrize("date", DATES)
def test_headings_name_a_day_only_where_it_is_known(tmp_path: Path, date: str) -> None:
    timeline = a_world(tmp_path, dated(date))
    heading = re.findall("^### (.*)$", text_of(exported(timeline, "markdown")), re.MULTILINE)[0]
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    assert heading.startswith(weekdays) == bool(timeline.days.known[0])


def test_numbers_are_given_once_and_in_order() -> None:
    text = text_of(exported(load_timeline(BUNDLED), "markdown"))
    body, _sources, notes = text.partition("\n## Sources\n")
    defined = [int(number) for number in re.findall(r"^\[\^(\d+)\]: ", notes, re.MULTILINE)]
    assert defined == list(range(1, len(defined) + 1))
    first_cited = list(dict.fromkeys(int(number) for number in re.findall(r"\[\^(\d+)\]", body)))
    assert sorted(first_cited) == defined
    assert len(set(notes.split("\n\n"))) == len(notes.split("\n\n")), "no text is listed twice"


HOSTILE_MARKDOWN = (
    "# Not a heading",
    "1. not a list",
    "- not a list",
    "> no quote",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "[^1]: not a note",
    "[ref]: https://evil.example",
    "![pixel](https://evil.example/p.png)",
    "```\nfence",
    "| a | b |\n|---|---|",
    "===",
    "a *b",
    "snake_case_word _and_ __more__",
    "&lt;b&gt; &copy;",
    "<https://ok.example> and <javascript:alert(1)>",
    "~~struck~~",
    "\\[a](https://x.example)",
)


@pytest.mark.parametrize("text", HOSTILE_MARKDOWN)
def test_single_lines_of_the_store_are_text(tmp_path: Path, text: str) -> None:
    timeline = a_world(tmp_path, an_event(title=text, date_note=text, tags=[text]))
    tokens = MarkdownIt("commonmark").enable("table").parse(text_of(exported(timeline, "markdown")))
    assert not {token.type for token in tokens} & {
        "html_block",
        "fence",
        "code_block",
        "table_open",
        "blockquote_open",
        "hr",
    }
    inline = [child for token in tokens for child in token.children or ()]
    assert not {child.type for child in inline} & {"html_inline", "image"}
    (title,) = [after for token, after in pairwise(tokens) if token.type == "heading_open" and token.tag == "h4"]
    shown = "".join(child.content for child in title.children or ())
    assert shown == " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE_MARKDOWN)
def test_summary_makes_nothing_but_text_lists_and_web_links(tmp_path: Path, text: str) -> None:
    data = exported(a_world(tmp_path, an_event(summary=text)), "markdown")
    tokens = MarkdownIt("commonmark").enable("table").parse(text_of(data))
    assert not {token.type for token in tokens} & {"html_block", "fence", "table_open", "hr"}
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h3", "h4", "h2"]
    for child in (child for token in tokens for child in token.children or ()):
        assert child.type not in ("html_inline", "image")
        assert child.type != "link_open" or str(child.attrs["href"]).startswith(("https://", "http://"))
