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
