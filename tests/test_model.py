"""The nouns: articles from records, ids, and records from readings and back."""

import datetime as dt
import json
from dataclasses import FrozenInstanceError

import pytest
from readings import drawn

from naql.model import Article, Citation, Contact, Day, Reading, Source, Span, Statement, Time, contact_id, statement_id

RECORD = {
    "id": "a1",
    "outlet": "pegahnews.example",
    "url": "https://pegahnews.example/1",
    "published": "2023-10-15",
    "paragraphs": ["خبر", "", "متن"],
}


def check(fields, message):
    """A record with these fields is no article, and the message says why."""
    with pytest.raises(ValueError, match=message):
        Article.from_record(RECORD | fields)


def test_article_of_a_record():
    """The five input fields are read, others ignored, and only the day of a moment."""
    article = Article.from_record(RECORD | {"published": "2023-10-15T08:30:00+03:30", "sources": 5})
    assert article == Article(("خبر", "", "متن"), "a1", "pegahnews.example", "https://pegahnews.example/1", dt.date(2023, 10, 15))
    assert (article.title, article.text, article.quote((0, 3))) == ("خبر", "خبر\n\nمتن", "خبر")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"paragraphs": "خبر"}, "'paragraphs' is not a list of strings"),
        ({"paragraphs": ["خبر", 5]}, "'paragraphs' is not a list of strings"),
        ({"paragraphs": ["", " \u00a0"]}, "no text"),
        ({"outlet": 5}, "'outlet' is not a string"),
        ({"published": "۱۴۰۲/۷/۲۳"}, "'published' is not an ISO date"),
    ],
)
def test_no_article(fields, message):
    """A field of the wrong type is told by its name."""
    check(fields, message)


def test_article_without_an_id():
    """An id is made from outlet, URL and text alone: the day of publication does not change it, any other does."""
    made = Article(("خبر",), outlet="o", url="u")
    assert made.id == Article(("خبر",), outlet="o", url="u", published=dt.date(2023, 1, 1)).id
    others = [Article(("خبر",), outlet="p", url="u"), Article(("خبر",), outlet="o", url="v"), Article(("خبری",), outlet="o", url="u")]
    assert len({made.id, *(a.id for a in others)}) == 4


def test_no_paragraphs():
    """An article without paragraphs has an empty title and text."""
    assert (Article(()).title, Article(()).text) == ("", "")


def test_immutable():
    """A noun cannot be changed once made."""
    with pytest.raises(FrozenInstanceError):
        Article(("خبر",)).id = "b"


def test_ids_are_of_places():
    """A statement's id comes from its article, its place and whether it is nested, a contact's from its trigger."""
    made = {
        statement_id("a", (0, 5)),
        statement_id("a", (0, 6)),
        statement_id("b", (0, 5)),
        statement_id("a", (0, 5), True),
        contact_id("a", (0, 5)),
    }
    assert len(made) == 5
    assert statement_id("a", (0, 5)) == statement_id("a", Span(0, 5))


def test_reading_and_back():
    """A reading with a record of every kind comes back from JSON the same."""
    article = Article.from_record(RECORD)
    reading = Reading(
        article,
        (Source("s1", "آرش نمونه", "person", ("نمونه",), ("وزیر راه",), "دکتر", (Span(0, 3),)), Source("s2", "وزارت راه", "organization")),
        (Statement("q1", "s1", Span(5, 8), "quoted", Span(0, 3), None, False, "dropped", 0.5, None, "neutral", "c1", None),),
        (Contact("c1", "meeting", ("s1", "s2"), Span(0, 3), "planned", Time(Span(5, 8), "2023-10-15"), Span(5, 8)),),
        (Citation("پگاه", Span(5, 8), "حوزه آب", None), Citation("راه", Span(0, 3), None, 0)),
        (Day(Span(5, 8), None, "jalali", "day", None, "no-publication-date"),),
    )
    record = json.loads(json.dumps(reading.record()))
    assert Reading.from_record(record) == reading
    assert Reading.from_record(record, article).article is article
    assert isinstance(Reading.from_record(record).sources[0].mentions[0], Span)


def test_gold_record():
    """A record without ids, as people write them, is given the ids that Naql would give."""
    record = RECORD | {
        "sources": [{"id": "s1", "name": "آرش نمونه", "license": "x"}],
        "statements": [{"source": "s1", "source_span": None, "cue": None, "content": [5, 8], "kind": "reported", "nested": True}],
        "contacts": [{"type": "call", "participants": ["s1"], "trigger": [0, 3], "status": "happened", "time": None, "place": None}],
    }
    reading = Reading.from_record(record)
    assert [s.id for s in reading.statements] == [statement_id("a1", (5, 8), True)]
    assert [c.id for c in reading.contacts] == [contact_id("a1", (0, 3))]
    assert (reading.citations, reading.days) == ((), ())


def test_source_by_its_id():
    """A source is found under its id, and none under another or none."""
    reading = drawn("خبر", "[source|آرش نمونه] [cue|گفت]: [content|آب کافی است.]")
    assert reading.source("s1").name == "آرش نمونه"
    assert reading.source("s9") is reading.source(None) is None


def test_notebook_shows_the_words():
    """A reading shows itself as a table that holds who said what, its text escaped."""
    shown = drawn("خبر", "[source|آرش نمونه] [cue|گفت]: [content|آب <b>کافی</b> است.]")._repr_html_()
    assert "آرش نمونه" in shown
    assert "<b>کافی" not in shown
