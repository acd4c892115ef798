"""A reading shown to people: in a terminal, and in a notebook."""

from __future__ import annotations

import pytest

from naql.model import Article, Citation, Contact, Day, Reading, Source, Span, Statement, Time
from naql.show import hit_lines, html_table, safe, text_lines

TITLE = "دیدار <b>وزیر</b>"
LINE = "مهتاب نیک‌پی گفت: «آب هست» & فردا به سروند می‌رود."


def reading() -> Reading:
    """A reading with one of everything, of a text with markup in it."""
    article = Article((TITLE, "", LINE), "a1", "آب‌نگار")
    at = article.text.index

    def span(words: str) -> Span:
        return Span(at(words), at(words) + len(words))

    return Reading(
        article,
        (Source("s1", "مهتاب نیک‌پی", offices=("وزیر آب",)),),
        (
            Statement("q1", "s1", span("آب هست"), "quoted", cue=span("گفت")),
            Statement("q2", None, span("فردا"), "reported", reason="no-cue"),
        ),
        (Contact("c1", "visit", ("s1",), span("می‌رود"), "planned", Time(span("فردا"), "2021-08-06"), span("سروند")),),
        (Citation("آب‌نگار", span("آب")),),
        (Day(span("فردا"), "2021-08-06"),),
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("می‌شود", "می‌شود"),
        ("a\nb\tc\u00a0d", "a ⏎ b c d"),
        ("\x1b]0;x\x07", "\\x1b]0;x\\x07"),
        ("\u202eabc\u2069", "abc"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("\x9b31m", "\\x9b31m"),
    ],
)
def test_controls_do_not_reach_a_terminal(text: str, wanted: str) -> None:
    """Line ends become a sign, controls their codes, bidi marks nothing; the joiners of words and emoji stay."""
    assert safe(text) == wanted


def test_a_reading_is_a_title_and_its_parts() -> None:
    """Title and head lines stand at the margin, what belongs to them is indented."""
    assert list(text_lines(reading())) == [
        TITLE,
        "  آب‌نگار  a1",
        "Sources",
        "  مهتاب نیک‌پی — وزیر آب",
        "Statements",
        "  مهتاب نیک‌پی — گفت — آب هست",
        "  ؟ (no-cue) — : — فردا",
        "Contacts",
        "  visit, planned: مهتاب نیک‌پی — می‌رود — فردا = 2021-08-06 — سروند",
        "Chain of sources",
        "  آب‌نگار",
        "Dates",
        "  فردا = 2021-08-06",
    ]


def test_a_chain_of_sources_goes_from_the_outlet_to_the_last() -> None:
    """The outlet, the desk cited, and whom that has it from stand in one line; another citation in its own."""
    words = tuple(
        Citation(name, Span(0, 1), desk, via) for name, desk, via in (("مهر", "گروه آب", None), ("آرتا", None, 0), ("نیما", None, None))
    )
    lines = list(text_lines(Reading(Article(("خبر", "", "متن"), "a1", "آب‌نگار"), citations=words)))
    assert lines[lines.index("Chain of sources") + 1 :] == ["  آب‌نگار ← مهر (گروه آب) ← آرتا", "  آب‌نگار ← نیما"]


def test_an_article_in_which_nothing_was_found_is_its_title() -> None:
    """No heads without anything under them."""
    assert list(text_lines(Reading(Article(("", "", "متن"), "a1")))) == ["(no title)", "  a1"]


def test_a_notebook_shows_tables_and_runs_nothing() -> None:
    """Every part is a table; markup in the article is shown as it is written, never obeyed."""
    shown = reading()._repr_html_()
    assert shown == html_table(reading())
    assert "<strong>دیدار &lt;b&gt;وزیر&lt;/b&gt;</strong>" in shown
    assert shown.count("<table>") == 5
    assert "<td><bdi>آب هست</bdi></td>" in shown


def test_a_hit_is_two_lines() -> None:
    """Who, how and what on the first; outlet, day, title, address and article on the second; None is left out."""
    hit = {"source": "او", "cue": None, "words": "چنین\nاست", "outlet": "آ", "published": None, "title": "ت", "url": None, "article": "a1"}
    assert list(hit_lines(hit)) == ["او — : — چنین ⏎ است", "  آ  ت  a1"]
