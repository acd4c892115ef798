"""Tokens: words, numbers and marks with tight spans."""

from __future__ import annotations

from naql.model import Article
from naql.text.tokens import read_tokens


def test_rule_of_tatweels() -> None:
    """A rule drawn with tatweels is no token; the words about it keep their places."""
    article = Article(("محرم ــ مصيبت", "", "ــــــ", "پایان"))
    document = read_tokens(article)
    assert [document.words(n, n + 1) for n in range(len(document.tokens))] == ["محرم", "مصيبت", "پایان"]
    assert document.paragraphs == ((0, 2), (2, 2), (2, 2), (2, 3))


def test_spelling() -> None:
    """Words are spelled with their joints whatever the page lost, and shown as written."""
    document = read_tokens(Article(("رسانه های داخلی می گویند خانه ها را نمی سازند",)))
    assert [t.text.replace("\u200c", "_") for t in document.tokens[:3]] == ["رسانه_های", "داخلی", "می_گویند"]
    assert document.words(0, 2) == "رسانه های داخلی"
    assert document.spelling(0, 2) == "رسانه\u200cهای داخلی"
