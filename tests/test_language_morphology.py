"""Verb stems -> forms, and where a finite verb closes a clause."""

import pytest

from naql.language.morphology import Form, closes_clause, verb_forms
from naql.model import Article
from naql.text.tokens import read_tokens


def check(words, *expected):
    """The words are a whole form of a verb: its stem, tense, person and negation."""
    keys = read_tokens(Article((words,))).keys
    assert verb_forms().match(keys, 0) == (len(keys), Form(*expected))


@pytest.mark.parametrize(
    ("words", "tense", "person"),
    [
        ("گفت", "past", "3s"), ("گفتم", "past", "1s"), ("گفتیم", "past", "1p"), ("گفتند", "past", "3p"),
        ("می‌گفت", "imperfect", "3s"), ("می‌گفتند", "imperfect", "3p"),
        ("گفته است", "perfect", "3s"), ("گفته‌اند", "perfect", "3p"), ("گفته‌ام", "perfect", "1s"),
        ("گفته بود", "pluperfect", "3s"), ("گفته بودند", "pluperfect", "3p"),
        ("می‌گوید", "present", "3s"), ("می‌گویند", "present", "3p"), ("می‌گوییم", "present", "1p"), ("می‌گویم", "present", "1s"),
        ("بگوید", "subjunctive", "3s"), ("خواهد گفت", "future", "3s"), ("خواهند گفت", "future", "3p"),
        ("گفته شد", "passive", "3s"), ("گفته می‌شود", "passive", "3s"), ("گفته شده است", "passive", "3s"),
    ],
)  # fmt: skip
def test_forms(words, tense, person):
    """Each tense and person of one verb is told from the others."""
    check(words, "گفت", tense, person, False)


@pytest.mark.parametrize(
    ("words", "verb", "tense"),
    [("نگفت", "گفت", "past"), ("نمی‌گوید", "گفت", "present"), ("نگفته است", "گفت", "perfect"), ("نیفزود", "افزود", "past"),
     ("نخواهد کرد", "کرد", "future"), ("نکرد", "کرد", "past")],
)  # fmt: skip
def test_negation(words, verb, tense):
    """A negated form is the same verb, negative."""
    check(words, verb, tense, "3s", True)


@pytest.mark.parametrize("words", ["میگوید", "می گوید", "مي‌گويد", "می‌گوید"])
def test_joints(words):
    """A joint kept, lost or turned into a space, and Arabic letters, give one form."""
    check(words, "گفت", "present", "3s", False)


@pytest.mark.parametrize(("words", "person"), [("است", "3s"), ("هستند", "3p"), ("نیست", "3s"), ("هستیم", "1p")])
def test_to_be(words, person):
    """The forms of `to be` belong to `بود`."""
    check(words, "بود", "present", person, words.startswith("ن"))


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("گفت و رفت", 1),
        ("گفته است که", 2),
        ("کتاب را", None),
        ("بگوید که", None),
        ("خرید خانه", None),
        ("خریدند و", 1),
        ("کرده و رفت", 1),
        ("کرده آن", None),
    ],
)
def test_closing_a_clause(words, end):
    """A finite verb closes a clause; a subjunctive, a noun that looks like a verb and a bare participle do not."""
    assert closes_clause(words.split(), 0) == end
