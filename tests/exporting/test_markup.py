import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exporters.html_text import from_markdown
from store.exporters.markup import plain, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", "<p>one two</p>\n<p>three</p>"),
        ("- a\n- b\n  more", "<ul><li>a</li><li>b more</li></ul>"),
        ("1. a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("text\n- a", "<p>text</p>\n<ul><li>a</li></ul>"),
        ("> a\n> b", "<blockquote>a b</blockquote>"),
        ("## *Title* ##", "<p><strong><em>Title</em></strong></p>"),
        ("```\n<b>\n\n  x\n```\nafter", "<pre><code>&lt;b&gt;\n\n  x</code></pre>\n<p>after</p>"),
        ("a\n\n---\n\nb", "<p>a</p>\n<p>b</p>"),
        ("**bold** _em_ `a*b*`", "<p><strong>bold</strong> <em>em</em> <code>a*b*</code></p>"),
        (r"\*not\* 2 * 3 * 4 snake_case_x", "<p>*not* 2 * 3 * 4 snake_case_x</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ('[x](https://a.example/"onclick="y)', '<p><a href="https://a.example/&quot;onclick=&quot;y" REL>x</a></p>'),
        ("![alt](https://a.example/i.png)", '<p><a href="https://a.example/i.png" REL>alt</a></p>'),
        ("[w](https://e.org/B_(2013))", '<p><a href="https://e.org/B_(2013)" REL>w</a></p>'),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("", ""),
        ("  \n\n ", ""),
    ],
)
def test_markdown_as_html(text: str, expected: str) -> None:
    assert from_markdown(text) == expected.replace("REL", 'rel="noopener noreferrer nofollow"')


def test_plain_text_keeps_words_and_links() -> None:
    assert plain("The *bridge*\n\n- [x](https://e.org)\n> q") == "The bridge\n- x (https://e.org)\n> q"


@given(st.text(alphabet="*_`[]()<>!\\-#>1. \nab~", max_size=60))
def test_words_are_never_lost(text: str) -> None:
    letters = [character for character in text if character in "ab"]
    assert [character for character in plain(text) if character in "ab"] == letters


@pytest.mark.parametrize(
    "piece",
    ["*a ", "**a ", "_a ", "`a ", "[a](", "[a](https://x", "![", "<https://a", "\\", "- ", "> ", "```\n", "[" * 9],
)
def test_long_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    def cost(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        for _block in read(text):
            pass
        return time.process_time() - started

    cost(1000)
    small = max(cost(20_000), 0.002)
    assert cost(200_000) < 60 * small  # a hundredfold would be quadratic
