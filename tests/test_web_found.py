"""Found words: where a query stands in a text, by the archive's folding."""

import pytest

from naql.web.found import find_words


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("او می\u200cگوید که می رود", "میگوید می\u200cرود", ["می\u200cگوید", "می رود"]),
        ("كتاب\u200cهاي تازه", "کتاب", ["كتاب\u200cهاي"]),
        ("در سال ۱۴۰۲ آمد", "1402", ["۱۴۰۲"]),
        ("نسل جدید نسل\u200cها", "«نسل جدید»", ["نسل جدید"]),
        ("بی\u200cربط", "چیز", []),
        ("متن", "؟!", []),
        ("متن", "", []),
    ],
)
def test_words_are_found_in_any_spelling(text, query, found):
    """ZWNJ, space or nothing; Arabic letters; both digits; endings; phrases."""
    assert [text[a:b] for a, b in find_words(text, query)] == found
