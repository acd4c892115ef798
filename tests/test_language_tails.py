"""Where the phrases end that name an office, a body or a group, in sentences written for this project."""

from __future__ import annotations

import pytest

from naql.language.tails import with_tails
from naql.model import Article
from naql.text.tokens import read_tokens


def ended(text: str, *phrases: str) -> list[str]:
    """The phrases of a sentence, labelled as offices, after their ends were mended."""
    document = read_tokens(Article((text,)))
    parts = [(document.token_at(text.index(p)), document.token_at(text.index(p) + len(p)), "F") for p in phrases]
    return [document.words(first, last) for first, last, _ in with_tails(document, parts, len(document.tokens))]


@pytest.mark.parametrize(
    ("text", "phrase", "whole"),
    [
        (
            "سارا رستمی معاون سیاسی، امنیتی و اجتماعی استاندار گفت راه باز است",
            "معاون سیاسی",
            "معاون سیاسی، امنیتی و اجتماعی استاندار",
        ),
        ("وزارت صنعت، معدن و تجارت اعلام کرد", "وزارت صنعت", "وزارت صنعت، معدن و تجارت"),
        ("نماینده مردم تهران، ری و شمیرانات گفت", "نماینده مردم تهران", "نماینده مردم تهران، ری و شمیرانات"),
        ("او با همتای روس خود دیدار کرد", "همتای روس", "همتای روس خود"),
    ],
)
def test_a_phrase_goes_on_through_its_list_and_its_own(text: str, phrase: str, whole: str) -> None:
    """A field that is a list is read to its end, and `همتای …` with its `خود`."""
    assert ended(text, phrase) == [whole]


@pytest.mark.parametrize(
    ("text", "phrase", "whole"),
    [
        ("رئیس بنیاد نیکوکاران در جمع خبرنگاران گفت", "رئیس بنیاد نیکوکاران در جمع خبرنگاران", "رئیس بنیاد نیکوکاران"),
        ("هیئتی از بازرگانان جهت بررسی بازار آمد", "هیئتی از بازرگانان جهت بررسی بازار", "هیئتی از بازرگانان"),
        ("هیئتی از بازرگانان به ریاست سارا رستمی آمد", "هیئتی از بازرگانان به ریاست سارا رستمی", "هیئتی از بازرگانان"),
    ],
)
def test_a_phrase_ends_before_its_occasion_its_purpose_and_its_head(text: str, phrase: str, whole: str) -> None:
    """`در جمع …`, `جهت …` and `به ریاست …` are no part of who somebody is."""
    assert ended(text, phrase) == [whole]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("رئیس مجلس، رئیس سازمان برنامه و استاندار آمدند", "رئیس مجلس"),
        ("نماینده شهر در استان البرز، جشن و مسابقه برگزار کرد", "نماینده شهر در استان البرز"),
        ("سفیر ایران در عمان گفت", "سفیر ایران در عمان"),
    ],
)
def test_a_phrase_that_is_whole_stays(text: str, phrase: str) -> None:
    """Another person's office after a comma, and what follows a province, do not belong to the phrase; a post does."""
    assert ended(text, phrase) == [phrase]


def test_a_post_is_read_with_the_envoy() -> None:
    """`سفیر ایران` goes on through `در عمان` where that is a phrase of its own."""
    text = "سفیر ایران در سلطنت عمان گفت"
    document = read_tokens(Article((text,)))
    at = document.token_at(text.index("سلطنت"))
    assert [document.words(*part[:2]) for part in with_tails(document, [(0, 2, "F"), (at, at + 2, "E")], len(document.tokens))] == [
        "سفیر ایران در سلطنت عمان"
    ]
