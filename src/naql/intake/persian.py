"""Which language a text is in, as far as Naql must know it: Persian, or not.

The lines in Arabic script decide: how much of the text they are, and whether they show the signs of Persian or those of another
language in that script. A text too short to show either passes.
"""

from __future__ import annotations

import re

from naql.text.letters import key

LEAST_SHARE = 0.4
"""Of letters in Arabic script, in a line that counts, and of those lines in the whole text."""

LEAST_WORDS = 5
"""Persian function words that outweigh that share: pages come with leftovers of scripts and style sheets in lines of their own."""


def _keys(words: str) -> frozenset[str]:
    return frozenset(map(key, words.split()))


PERSIAN_WORDS = _keys("که را از به در این با است برای آن های شد می یک بر نیز کرد شده بود گفت هم تا اما خود ها کند کرده دارد باید وی او")
ARABIC_WORDS = _keys("في إلى التي الذي الذين عن مع هذا هذه ذلك تلك كان كانت لم منذ أن وقال وأن")
"""Function words that the other language does not write: `من`, `ما`, `على` and `بعد` are words or names in both."""

_OTHER_LETTER = re.compile("[ےہںٹڈڑھێۆەڕڵڤټډړښځڅۍېڼۇۈڭ]")
"""Letters of Urdu, Sorani Kurdish, Pashto and Uyghur that Persian does not write."""

_ARABIC_SCRIPT = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_PERSIAN_LETTERS = frozenset("پچژگ")
_ENOUGH = 20
_SAMPLE = 10_000
_OPENING = 600


def is_persian(text: str) -> bool:
    """Whether a text may be read as Persian. Its first 10,000 characters decide.

    >>> is_persian("وزیر نفت گفت: تولید افزایش یافته است."), is_persian("The minister said output had risen.")
    (True, False)
    """
    return _plainly_persian(text[:_OPENING]) or _mostly_persian(text[:_SAMPLE])


def _plainly_persian(text: str) -> bool:
    """Whether one word in five is a sign of Persian, and none of another language: so with nearly every article, at a tenth of the cost."""
    words = _WORD.findall(text)
    persian = _persian_signs(words)
    return persian >= max(LEAST_WORDS, len(words) / 5, 3 * _arabic_signs(words)) and not _OTHER_LETTER.search(text)


def _mostly_persian(text: str) -> bool:
    lines = [(line, len(_LETTER.findall(line)), len(_ARABIC_SCRIPT.findall(line))) for line in text.splitlines()]
    kept = [(line, script) for line, letters, script in lines if script > LEAST_SHARE * letters]
    script = sum(count for _, count in kept)
    letters = sum(count for _, count, _ in lines)
    words = [word for line, _ in kept for word in _WORD.findall(line)]
    persian = _persian_signs(words)
    if script < LEAST_SHARE * letters and persian < LEAST_WORDS:
        return False
    if sum(len(_OTHER_LETTER.findall(line)) for line, _ in kept) > max(script / 20, 2):
        return False
    return script < _ENOUGH or persian >= _arabic_signs(words)


def _persian_signs(words: list[str]) -> int:
    """Function words, and words with a letter that Arabic lacks."""
    return sum(key(word) in PERSIAN_WORDS for word in words) + sum(not _PERSIAN_LETTERS.isdisjoint(word) for word in words)


def _arabic_signs(words: list[str]) -> int:
    """Function words, and words with an article."""
    return sum(key(word) in ARABIC_WORDS for word in words) + sum(word.startswith("ال") and len(word) > 4 for word in words)
