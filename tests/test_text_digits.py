"""Numbers in digits and words."""

from __future__ import annotations

import pytest

from naql.text.digits import ascii_digits, parse_number, persian_digits, read_cardinal, read_ordinal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("۱۴۰۰", 1400),
        ("١٤٠٠", 1400),
        ("12,500", 12500),
        ("یک", 1),
        ("بیست و دو", 22),
        ("بیست‌ودو", 22),
        ("یکصد و پنج", 105),
        ("هزار و سیصد و نود و نه", 1399),
        ("هیجده", 18),
        ("", None),
        ("کتاب", None),
        ("بیست و", None),
    ],
)
def test_parse_number(text: str, number: int | None) -> None:
    """A whole number below 2000 in words, or any in digits."""
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("keys", "read"),
    [
        (["بیست", "و", "دوم", "شهریور"], (3, 22)),
        (["بیستودوم", "شهریور"], (1, 22)),
        (["سی", "ام", "مرداد"], (2, 30)),
        (["سی", "و", "یکم"], (3, 31)),
        (["اول", "مهر"], (1, 1)),
        (["سومین", "شب"], (1, 3)),
        (["چهلمین"], (1, 40)),
        (["شهریور"], None),
        (["بیست", "نفر"], None),
    ],
)
def test_read_ordinal(keys: list[str], read: tuple[int, int] | None) -> None:
    """An ordinal is read to its last word and no further."""
    assert read_ordinal(keys, 0) == read


def test_read_cardinal() -> None:
    """The longest number that begins here is read."""
    assert read_cardinal(["بیست", "و", "دو", "نفر"], 0) == (3, 22)
    assert read_cardinal(["بیست", "و", "کتاب"], 0) == (1, 20)
    assert read_cardinal(["15", "نفر"], 0) == (1, 15)
    assert read_cardinal([], 0) is None


def test_digits() -> None:
    """Digits of three kinds turn into one another."""
    assert ascii_digits("۱۲٣4") == "1234"
    assert persian_digits("1234") == "۱۲۳۴"
