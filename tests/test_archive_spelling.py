"""One word in its several spellings is searched by the same shadows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naql.archive.spelling import compact, parse_terms, shadows


def finds(query, text):
    """Whether each term of the query stands in a shadow of the text, as the index would tell."""
    s, c = (f" {shadow} " for shadow in shadows(text))
    return all(any(f" {p} " in s for p in term.apart) or any(f" {p} " in c for p in term.joined) for term in parse_terms(query))


SAME = [
    ["می‌شود", "میشود", "می شود", "مي‌شود", "مي شود"],
    ["نمی‌تواند", "نمیتواند", "نمی تواند"],
    ["نسل‌های", "نسلهای", "نسل های"],
    ["بزرگ‌ترین", "بزرگترین", "بزرگ ترین"],
    ["گفته‌اند", "گفتهاند", "گفته اند"],
    ["خانه‌ای", "خانهای", "خانه ای"],
    ["بی‌سابقه", "بیسابقه", "بی سابقه"],
    ["خانهٔ", "خانه‌ی", "خانه ی", "خانۀ", "خانه"],
    ["كميته", "کمیته", "کميته"],
    ["على", "علی", "علي"],
    ["مُحَمَّد", "محمد", "محمّد"],
    ["۱۴۰۰", "١٤٠٠", "1400"],
    ["۱٬۵۰۰", "1,500", "١٥٠٠", "۱۵۰۰"],
    ["۷۰ساله", "70‌ساله", "٧٠ساله"],
    ["النخالة", "النخاله"],
    ["آئین", "آیین", "ایین", "آيين"],
    ["تـــهران", "تهران", "ته\u200bران", "\u202bتهران\u202c"],
    ["ﻻﻟﻪ", "لاله"],
    ["سیف‌القدس", "سیف القدس", "سیفالقدس"],
    ["NATO", "nato", "Nato"],
    ["املاء", "املا"],
]


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms[0])
def test_each_spelling_finds_every_other(forms):
    """Whichever is typed, whichever stands in the text, alone and among other words."""
    for query in forms:
        for text in forms:
            if (query, text) == ("سیفالقدس", "سیف القدس"):
                continue  # needs the words of `repair`
            assert finds(query, text), (query, text)
            assert finds(query, f"و {text}، که"), (query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("تهران", "تهرانی"),
        ("150", "1500"),
        ("3.5", "35"),
        ('"باران برف"', "برف باران"),
        ("باران برف", "باران"),
        ("سیف القدس", "القدس"),
    ],
)
def test_what_is_not_the_same_is_not_found(query, text):
    """Words and numbers are whole, all must be there, a phrase keeps its order."""
    assert not finds(query, text)


@pytest.mark.parametrize("quotes", ['"{}"', "«{}»", "“{}”"])
def test_a_phrase_is_found_in_any_spelling(quotes):
    """Its words stand together, whatever their joints."""
    query = quotes.format("نسل های آینده")
    assert finds(query, "برای نسل‌های آینده است")
    assert finds(query, "براي نسلهاي آينده")
    assert not finds(query, "نسل‌های کشور و آینده")


def test_an_open_quotation_mark_is_only_a_mark():
    """What follows it is searched word by word."""
    assert parse_terms('"باران برف') == parse_terms("باران برف")


@given(st.text(st.sampled_from('ابیهمآ‌ "»«*-^:()12۱۲٬,') | st.characters()))
def test_terms_hold_letters_digits_and_spaces_only(text):
    """So nothing that a user types is read as the syntax of a query."""
    for term in parse_terms(text):
        for phrase in term.apart + term.joined:
            assert re.fullmatch(r"[^\W_]+( [^\W_]+)*", phrase)


@given(st.text(st.sampled_from("ابیهمآش‌ ۱۲،.") | st.characters(exclude_categories=["Cs"])))
def test_a_text_is_found_by_itself(text):
    """Whatever its characters are, as words and, without quotation marks of its own, as a phrase."""
    assert finds(text, text)


@pytest.mark.parametrize(("one", "other"), [("اسماعيل  هنيّه", "اسماعیل‌هنیه"), ("خبرگزاری (تسنیم)", "خبرگزاري تسنيم")])
def test_names_are_compared_without_what_stands_between_letters(one, other):
    """Spaces, joints and marks do not tell two names apart."""
    assert compact(one) == compact(other)
