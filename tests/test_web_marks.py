"""The marks: text and spans in, HTML out, every character in its place."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naql.model import Span
from naql.web import marks


class Shown(HTMLParser):
    """The text of some HTML, and for each key the words that carry it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.words: dict[str, str] = {}
        self.open: list[tuple[str, ...]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("span", "bdi", "a")
        self.open.append(tuple((dict(attrs).get("data-k") or "").split()) if tag == "span" else ())

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for keys in self.open:
            for key in keys:
                self.words[key] = self.words.get(key, "") + data


LETTERS = st.text(st.sampled_from("ابی می\u200cها<>&\"' \t\r\u200e\u202e\u2069Ab1.😀é"), max_size=40)
SPANS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=8)


@given(st.lists(LETTERS, min_size=1, max_size=4), SPANS)
def test_every_character_stays_in_its_place(paragraphs: list[str], spans: list[tuple[int, int]]) -> None:
    """Whatever the text and however spans overlap, the page's text is the article's and each mark covers its span's words."""
    text = "\n".join(paragraphs)
    wanted = [marks.Mark(Span(a, b), "content", f"q{n}") for n, (a, b) in enumerate(spans)]
    shown = [Shown(str(p)) for p in marks.paragraphs(paragraphs, wanted)]
    assert [s.text for s in shown] == paragraphs
    for mark in wanted:
        words = "".join(s.words.get(mark.key, "") for s in shown)
        valid = 0 <= mark.span.start < mark.span.end <= len(text)
        assert words == (text[mark.span.start : mark.span.end].replace("\n", "") if valid else "")


def test_nested_and_crossing_spans_share_pieces() -> None:
    """A piece under two marks carries both, the shorter mark first."""
    html = str(marks.paragraphs(["abcdef".replace("a", "ا")], [_mark(0, 4, "q0"), _mark(2, 6, "q1"), _mark(2, 3, "d0", "date")])[0])
    assert 'class="m date content deep" data-k="d0 q0 q1">c' in html


def test_markup_in_the_text_is_shown_and_not_run() -> None:
    """A script in an article comes out as its letters."""
    html = str(marks.paragraphs(["<script>alert('x')</script>"], [])[0])
    assert "<script" not in html
    assert Shown(html).text == "<script>alert('x')</script>"


def test_a_bidi_control_stands_alone_and_named() -> None:
    """A right-to-left override acts on nothing but itself, and a sign tells that it is there."""
    html = str(marks.paragraphs(["او\u202eگفت"], [])[0])
    assert html == 'او<bdi class="control" data-name="RLO" title="U+202E">\u202e</bdi>گفت'


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("به گزارش The New York Times، امروز", "The New York Times"),
        ("در https://news.example/a?b=1. پایان", "https://news.example/a?b=1"),
        ("روز 2023-10-15 بود", "2023-10-15"),
        ("با @naql_fa تماس", "@naql_fa"),
    ],
)
def test_left_to_right_words_are_isolated_whole(text: str, isolated: str) -> None:
    """Latin words, addresses and ISO days stand in one isolate, the sentence's own punctuation outside of it."""
    assert f'<bdi dir="ltr">{isolated}</bdi>' in str(marks.words(text)).replace("&#39;", "'")


def test_what_html_cannot_carry_is_shown_as_a_replacement() -> None:
    """NUL and half a surrogate pair become U+FFFD, one for one, so that later spans still fit."""
    assert Shown(str(marks.words("ا\0ب\ud800پ"))).text == "ا\ufffdب\ufffdپ"


def test_pasted_words_hold_no_bidi_control() -> None:
    """A citation cannot reorder the text it is pasted into, and keeps its ZWNJ."""
    assert marks.plain("می\u200cگوید\u202e abc\nدوم") == "می\u200cگوید abc دوم"


def _mark(start: int, end: int, key: str, kind: marks.Kind = "content") -> marks.Mark:
    return marks.Mark(Span(start, end), kind, key)
