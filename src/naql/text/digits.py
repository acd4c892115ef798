"""Numbers: the three kinds of digits, and Persian numbers and ordinals in words.

Words come in as `Token.key`s, so digits are ASCII and nothing invisible is in them. A number in words may be glued or spaced
(`بیست‌ودوم`, `بیست و دوم`): its parts are matched with their joints left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from naql.text.letters import DIGITS, key

_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ASCII = str.maketrans(DIGITS)

UNITS = ("", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه")
TEENS = ("ده", "یازده", "دوازده", "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده")
TENS = ("", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
HUNDREDS = ("", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد")
_MOST_DIGITS = 18
"""Longer rows of digits are no number that a text counts by."""
_SPELLINGS = {"هیجده": "هجده", "یکصد": "صد", "شیش": "شش", "پونصد": "پانصد"}


def ascii_digits(text: str) -> str:
    """Turn Persian and Arabic digits into ASCII ones.

    >>> ascii_digits("۱۴۰۰/٠٥")
    '1400/05'
    """
    return text.translate(_ASCII)


def persian_digits(text: str) -> str:
    """Turn ASCII digits into Persian ones."""
    return text.translate(_PERSIAN)


def _below_hundred(number: int) -> str:
    if number < 10:
        return UNITS[number]
    if number < 20:
        return TEENS[number - 10]
    tens, units = divmod(number, 10)
    return TENS[tens] + ("و" + UNITS[units] if units else "")


def _spell(number: int) -> str:
    """A number from 1 to 1999 in words, its spaces left out."""
    parts = []
    if number >= 1000:
        parts.append("هزار")
    if number % 1000 >= 100:
        parts.append(HUNDREDS[number % 1000 // 100])
    if number % 100:
        parts.append(_below_hundred(number % 100))
    return "و".join(parts)


def _ordinals(number: int) -> tuple[str, ...]:
    """The spellings of an ordinal, spaces left out: `بیستوسوم`, `بیستوسومین`, `سیام`."""
    word = _spell(number)
    if word.endswith("سه"):
        stem = word[:-1] + "وم"
    elif word.endswith("ی"):
        return (word + "ام", word + "امین", word + "م")
    else:
        stem = word + "م"
    first = ("اول", "اولین", "نخست", "نخستین") if number == 1 else ()
    return (stem, stem + "ین", *first)


CARDINALS = {_spell(n): n for n in range(1, 2000)} | {"هیجده": 18, "یکهزار": 1000, "یکصد": 100}
"""Every number below 2000 in words with its spaces left out."""
ORDINALS = {form: n for n in range(1, 101) for form in _ordinals(n)} | {"هیجدهم": 18, "هیجدهمین": 18}
"""Every ordinal up to 100 in words with its spaces left out."""
_CARDINAL_STARTS = frozenset(w[:n] for w in CARDINALS for n in range(1, len(w) + 1))
_ORDINAL_STARTS = frozenset(w[:n] for w in ORDINALS for n in range(1, len(w) + 1))


def _longest(keys: Sequence[str], first: int, words: dict[str, int], starts: frozenset[str]) -> tuple[int, int] | None:
    best, so_far = None, ""
    for last in range(first, min(len(keys), first + 9)):
        so_far += keys[last]
        if so_far not in starts:
            break
        if so_far in words:
            best = (last + 1, words[so_far])
    return best


def read_cardinal(keys: Sequence[str], first: int) -> tuple[int, int] | None:
    """The whole number that begins at a token, in digits or words: the token after it, and its value.

    >>> read_cardinal(["بیست", "و", "دو", "نفر"], 0)
    (3, 22)
    """
    if first < len(keys) and keys[first].isdecimal():
        return (first + 1, int(keys[first])) if len(keys[first]) <= _MOST_DIGITS else None
    return _longest(keys, first, CARDINALS, _CARDINAL_STARTS)


def read_ordinal(keys: Sequence[str], first: int) -> tuple[int, int] | None:
    """The ordinal in words that begins at a token: the token after it, and its value.

    >>> read_ordinal(["سی", "ام", "مرداد"], 0)
    (2, 30)
    """
    return _longest(keys, first, ORDINALS, _ORDINAL_STARTS)


def parse_number(text: str) -> int | None:
    """A whole number in digits of any kind or in words below 2000; None where it is none.

    >>> parse_number("هزار و سیصد و نود و نه")
    1399
    """
    digits = ascii_digits(text.strip()).replace(",", "").replace("٬", "")
    if digits.isdecimal():
        return int(digits) if len(digits) <= _MOST_DIGITS else None
    word = key(text).replace(" ", "")
    for old, new in _SPELLINGS.items():
        word = word.replace(old, new)
    return CARDINALS.get(word)
