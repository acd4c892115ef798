"""Phrases are found whatever their joints."""

import pytest

from naql.language.lexicon import Phrases, joined, load_table, load_words
from naql.model import Article
from naql.text.tokens import read_tokens

PHRASES = Phrases({"گفت و گو": "talk", "گفت": "said", "آیت‌الله": "rank", "وزارت امور خارجه": "body"})


def check(text, *found):
    """The phrases of a text, from left to right: the words as written, and the value of each."""
    document = read_tokens(Article((text,)))
    assert [(document.words(first, last), value) for first, last, value in PHRASES.find(document.keys)] == list(found)


@pytest.mark.parametrize("words", ["گفت و گو", "گفت‌وگو", "گفتوگو", "گفت‌و‌گو"])
def test_joints(words):
    """A phrase is one entry with spaces, with joints and without."""
    check(f"او در {words} بود", (words, "talk"))


def test_longest():
    """The longest phrase wins, and a shorter one is found where the longer breaks off."""
    check("گفت و گو گفت و رفت", ("گفت و گو", "talk"), ("گفت", "said"))


def test_whole_tokens():
    """A phrase ends where a token ends, and begins where one begins."""
    check("گفتار وزارت امور خارجه‌ای ناگفت")


def test_find_within_a_range():
    """Only phrases that lie whole in the range are found."""
    keys = read_tokens(Article(("وزارت امور خارجه گفت",))).keys
    assert [value for *_, value in PHRASES.find(keys, 0, 2)] == []
    assert [value for *_, value in PHRASES.find(keys, 1)] == ["said"]


def test_joined():
    """The key of a phrase has no joint, no space and no harakat."""
    assert joined("آيت‌الله  كُبری") == joined("آیت الله کبری") == "آیتاللهکبری"


def test_tables():
    """A table is read by its columns, comments aside; a column of it as keys."""
    assert {"past", "present", "source"} == load_table("verbs.tsv")[0].keys()
    assert "گفت" in load_words("verbs.tsv", "past")
    assert not [row for row in load_table("events.tsv") if row["word"].startswith("#")]
