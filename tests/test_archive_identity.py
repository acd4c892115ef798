"""When two URLs are one, and what a reading is under another id."""

from dataclasses import replace

import pytest
from readings import drawn

from naql.archive.identity import renamed, url_key
from naql.model import Contact, Span, contact_id, statement_id


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.org/a/", "http://Example.org/a#top", True),
        ("https://example.org/a?id=1", "https://example.org/a?id=2", False),
        ("https://example.org/?id=1", "https://example.org/?id=2", False),
        ("https://example.org/A", "https://example.org/a", False),
        ("https://example.org/#/news/1", "https://example.org/#/news/2", False),
        (" https://example.org/a\n", "https://example.org/a", True),
        ("https://[broken/a", "https://[broken/b", False),
    ],
)
def test_urls_are_compared_by_what_names_the_page(one, other, same):
    """Scheme, `www.`, anchor and last slash do not; path, its case, query and a page's own route do."""
    assert (url_key(one) == url_key(other)) is same


@pytest.mark.parametrize("url", [None, "", "  ", "https://example.org", "https://www.example.org/#top"])
def test_what_names_no_page_has_no_key(url):
    """Nothing, or the home page of an outlet."""
    assert url_key(url) == ""


def test_ids_follow_the_article_id():
    """Statements and contacts are named after the article and their place, and what points to them follows."""
    reading = drawn("گزارش", "[source|آرش نمونه] گفت: [content|باران و] [content|برف]", id="old")
    outer, inner = reading.statements
    contact = Contact(contact_id("old", (0, 5)), "meeting", ("s1",), Span(0, 5))
    reading = replace(reading, statements=(outer, replace(inner, within=outer.id, contact=contact.id)), contacts=(contact,))
    new = renamed(reading, "new")
    assert [s.id for s in new.statements] == [statement_id("new", s.content) for s in reading.statements]
    assert new.statements[1].within == new.statements[0].id
    assert new.statements[1].contact == new.contacts[0].id == contact_id("new", (0, 5))
    assert renamed(new, "old") == reading
